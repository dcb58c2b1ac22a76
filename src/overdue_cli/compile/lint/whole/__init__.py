"""What can be wrong with the whole: it compiles, and says what it should not."""

from overdue_cli.compile.lint.whole import (
    contradictions,
    fresh,
    judged,
    limits,
    unused,
)

CHECKS = (
    limits, unused, judged, contradictions, fresh,
)  # fmt: skip
"""In the order of their codes."""
