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
        from overdue_cli.compile import parts
        from overdue_cli.compile.files import sources
        from overdue_cli.knowledge import codec
        from overdue_cli.knowledge.library import Library
        from overdue_cli.search import index, lookup
        from overdue_cli.search.features import lexicon

        data, compiled = root / "data", root / "build"
        compiled.mkdir(exist_ok=True)
        known = parts.knowledge(data)
        made = {name: getattr(parts, name)(data, known) for name in parts.BESIDES}
        library = made["library"]
        made |= {"knowledge": known, "index": index.build(library, lexicon(library, lookup.brands(known)))}
        for name, part in made.items():
            files = sources(Library if name == "index" else type(part), data)
            (compiled / f"{name}.json").write_bytes(codec.dump(part, codec.digest(files)))
            build_data["force_include"][str(compiled / f"{name}.json")] = f"overdue_cli/data/{name}.json"
        build_data["force_include"] |= {str(data): "overdue_cli/data", str(root / "seeds"): "overdue_cli/seeds"}
