"""What can be wrong with one record, or one part: none of it may stand when knowledge is compiled."""

from overdue_cli.compile.lint.record import (
    articles,
    caps,
    choices,
    corrections,
    danger_examples,
    danger_pages,
    days,
    elements,
    fact_values,
    flags,
    grave,
    groups,
    headlines,
    implications,
    in_force,
    kinds,
    names,
    needs,
    prime_rate,
    repeated,
    sourced,
    synonyms,
    topics,
)

CHECKS = (
    flags, articles, in_force, implications, choices, fact_values, prime_rate, caps, sourced, elements,
    repeated, days, topics, names, corrections, synonyms, grave, kinds, needs, groups,
    danger_pages, headlines, danger_examples,
)  # fmt: skip
"""In the order of their codes."""
