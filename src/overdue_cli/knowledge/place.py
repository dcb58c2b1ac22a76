"""Where the knowledge lies, and of which version it is.

Without pathlib, whose import takes longer than the rest of `--version`.
"""

import os.path

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def folder() -> str:
    """The folder of the YAML files: in an installed wheel beside the compiled form, else in the checkout."""
    inside = os.path.join(PACKAGE, "data")
    return inside if os.path.exists(os.path.join(inside, "rules.yaml")) else os.path.join(PACKAGE, "..", "..", "data")


def compiled(part: str) -> str:
    """The file of a part of the knowledge that the build hook compiled; a checkout has none."""
    return os.path.join(PACKAGE, "data", f"{part}.json")


def version() -> str:
    """The version of the knowledge: a line of its own near the top of `rules.yaml`."""
    with open(os.path.join(folder(), "rules.yaml"), encoding="utf-8") as file:
        line = next(line for line in file if line.startswith("version:"))
    return line.partition(":")[2].partition("#")[0].strip(" \n\"'")
