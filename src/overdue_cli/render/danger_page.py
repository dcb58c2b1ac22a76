"""The page of a danger: short, and nothing follows it. The danger's own words are those of the rules."""

from collections.abc import Iterator

from overdue_cli.assessment import Assessment, Danger
from overdue_cli.knowledge.wording import Wording
from overdue_cli.render.block import Block

MOST_NAMED = 3
"""Findings that are named in the one line about them."""


def short(answer: Assessment, words: Wording, later: str = "") -> Iterator[Block]:
    """The whole page. `later` says how to go on afterwards, where that is not by asking for the full answer.

    To somebody in despair nothing is said of collectors and findings.
    """
    danger = answer.safety
    if danger is None:
        return
    yield from head(danger, words)
    calm = danger.kind != "self_harm"
    titles = list(dict.fromkeys(finding.title for finding in answer.findings))[:MOST_NAMED]
    if calm and danger.until:
        yield Block("plain", danger.until)
    if calm and titles:
        yield Block("plain", words.danger["found"].replace("{titles}", "；".join(titles)))
    if later or calm:
        yield Block("plain", later or words.danger["rest"])
    yield from last(danger)


def alone(danger: Danger, words: Wording) -> Iterator[Block]:
    """The danger by itself, where something else follows it or nothing was assessed."""
    yield from head(danger, words)
    yield from last(danger)


def head(danger: Danger, words: Wording) -> Iterator[Block]:
    """What to do: first, then, with which words, and what not."""
    yield Block("alert", danger.headline)
    yield Block("plain", danger.first, words.danger["first"])
    yield from (Block("step", step) for step in danger.steps)
    yield Block("plain", f"“{danger.script}”", danger.script_for)
    yield Block("plain", danger.dont)
    yield from (Block("plain", first, words.danger["also"]) for first in danger.also)


def last(danger: Danger) -> Iterator[Block]:
    """What must stay on the screen; a period of one in despair is the one thing that comes after it."""
    yield Block("alert", danger.last)
    if danger.kind == "self_harm" and danger.until:
        yield Block("plain", danger.until)
