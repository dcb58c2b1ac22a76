"""The closed lists of words that the knowledge speaks in: verdicts, forces, how sure, dangers."""

from overdue_cli.knowledge.declared import Annotated, OneOf

VERDICTS = ("none", "lawful", "conditional", "unlawful", "crime", "scam")
"""Verdicts in rising gravity; `none` is only ever the verdict of a whole assessment."""

FORCES = (
    "law", "judicial_interpretation", "regulation", "departmental_rule", "normative_document",
    "local_regulation", "standard", "self_regulation", "policy", "notice",
)  # fmt: skip
"""Kinds of authority, strongest first."""

NORMS = ("standard", "self_regulation")
"""Forces that are no law: a finding resting on these alone departs from an industry norm."""

HOW_SURE = ("read", "reported", "unverified")
"""One scale of verification: text read; known at second hand; not verified."""

HowSure = Annotated[str, OneOf(HOW_SURE), "核实到哪一步：read 读过原文，reported 据公开报道，unverified 没核实"]

STANDINGS = ("confirmed", "imprecise", "outdated", "unsupported", "wrong", "question")
"""How a claim stands today; all but `confirmed` need a correction (to a question: the answer)."""

DANGERS = ("self_harm", "threat", "at_the_door", "paid_fraudster")
"""Kinds of danger, the one that comes first first."""

KINDS = ("count", "flag", "one", "many", "date", "clock", "text")
"""What a fact can be: a number, yes/no, one of a list, several of a list, a day, a time, words."""

UNITS = {"": "", "day": "天", "month": "个月", "year": "年"}
"""What the number of a limit counts: nothing said, days, calendar months, years."""


def gravity(verdict: str) -> int:
    """The place of `verdict` in VERDICTS: larger is graver."""
    return VERDICTS.index(verdict)
