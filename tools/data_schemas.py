"""Write the JSON Schemas of the data files where editors look for them: `make schemas`."""

from pathlib import Path

from overdue_cli.assessment import json_text
from overdue_cli.compile.data_schema import every

DATA = Path(__file__).parent.parent / "data"


def main() -> None:
    """Write one schema a file or folder of `data`, with the ids there are now."""
    place = DATA / ".schema"
    place.mkdir(exist_ok=True)
    for name, schema in every(DATA).items():
        path = place / f"{name.replace('/', '_each')}.json"
        path.write_text(json_text(schema, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
