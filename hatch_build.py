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
        from overdue_cli.knowledge import build, codec

        compiled = root / "build" / "knowledge.json"
        compiled.parent.mkdir(exist_ok=True)
        compiled.write_text(codec.dump(build.build(root / "data"), build.digest(root / "data")), encoding="utf-8")
        build_data["force_include"] |= {
            str(compiled): "overdue_cli/data/knowledge.json",
            str(root / "data"): "overdue_cli/data",
            str(root / "seeds"): "overdue_cli/seeds",
        }
