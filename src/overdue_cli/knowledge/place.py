"""Where the knowledge lies, and of which version it is. Light, so that `--version` loads nothing else."""

import os.path

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def folder() -> str:
    """The folder of the YAML files: in the wheel beside the compiled form, else in the checkout."""
    inside = os.path.join(PACKAGE, "data")
    return (
        inside
        if os.path.exists(os.path.join(inside, "rules.yaml"))
        else os.path.normpath(os.path.join(PACKAGE, "..", "..", "data"))
    )


def version() -> str:
    """The version of the knowledge: a line of its own near the top of `rules.yaml`."""
    with open(os.path.join(folder(), "rules.yaml"), encoding="utf-8") as file:
        line = next(line for line in file if line.startswith("version:"))
    return line.partition(":")[2].partition("#")[0].strip(" \n\"'")
