"""Write the tables of keys in the docs anew: `make keys`."""

from pathlib import Path

from overdue_cli.compile import key_tables

DOCS = Path(__file__).parent.parent / "docs"
PAGE = DOCS / "data-files.md"


def main() -> None:
    """Write every page that holds a table."""
    PAGE.write_text(key_tables.page(), encoding="utf-8")
    for path in sorted(DOCS.glob("writing-*.md")):
        path.write_text(key_tables.filled(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
