"""Build hook: compile the YAML knowledge once, so that no user ever waits for it."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileKnowledge(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the YAML and its compiled form into the wheel; a fault in the YAML stops the build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the wheel is packed. An editable install keeps reading the YAML in the checkout."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from overdue_cli.knowledge import (
            arrange,
            build,
            codec,
            cuebook,
            dangerbook,
            exports,
            imports,
            lending,
            paperbook,
            shelf,
        )
        from overdue_cli.search import index, lookup
        from overdue_cli.search.features import lexicon

        data, compiled = root / "data", root / "build"
        compiled.mkdir(exist_ok=True)
        known = build.build(data)
        library = shelf.build(data, known)
        cues = cuebook.build(data, known, library.letters.simplified)
        parts = {
            "knowledge": (known, [*build.files(data), *dangerbook.files(data)]),
            "library": (library, shelf.files(data)),
            "lending": (lending.build(data, known), [*build.files(data), lending.file(data)]),
            "wordbook": (arrange.arrange(cues, arrange.votes_of(data)), cuebook.files(data)),
            "exports": (exports.build(data, known), exports.files(data)),
            "imports": (imports.build(data), imports.files(data)),
            "papers": (paperbook.build(data, known), paperbook.files(data)),
            "index": (index.build(library, lexicon(library, lookup.brands(known))), shelf.files(data)),
        }
        for name, (part, files) in parts.items():
            (compiled / f"{name}.json").write_bytes(codec.dump(part, codec.digest(files)))
            build_data["force_include"][str(compiled / f"{name}.json")] = f"overdue_cli/data/{name}.json"
        build_data["force_include"] |= {str(data): "overdue_cli/data", str(root / "seeds"): "overdue_cli/seeds"}
