"""What is missing still: no fault, but somebody should write it."""

from overdue_cli.compile.lint.hint import (
    uncited,
    unlabelled,
    unread,
    untried,
)

CHECKS = (
    unread, untried, unlabelled, uncited,
)  # fmt: skip
"""In the order of their codes."""
