"""What stands in our own cases and texts, which lie beside the data in a checkout."""

import re
from functools import cache
from pathlib import Path


@cache
def named(folder: Path) -> frozenset[str]:
    """Every word in the YAML files of a folder that may be an id; none where there is no such folder."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("**/*.yaml")))
    return frozenset(word for text in texts for word in re.findall(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*", text))
