"""Words that must not stand in what users read."""

from overdue_cli.compile.lint.words import (
    gbk,
    obsolete,
    promises,
)

CHECKS = (
    obsolete, promises, gbk,
)  # fmt: skip
"""In the order of their codes."""
