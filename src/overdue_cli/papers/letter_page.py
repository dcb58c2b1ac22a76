"""A draft on its way out: what goes with it and is not handed in, and its JSON."""

from typing import Any

from overdue_cli.assessment import plain
from overdue_cli.knowledge.papers import LetterWords
from overdue_cli.papers.letter import Draft
from overdue_cli.render.block import Block
from overdue_cli.render.markdown import markdown

SCHEMA = "overdue-cli/letter/1"


def notes(draft: Draft, words: LetterWords) -> list[Block]:
    """What the writer keeps: the blanks, and how to hand the letter in."""
    made = [Block("headline", words.cover["title"])]
    made.append(Block("heading", words.fill_in if draft.blanks else words.nothing_to_fill))
    made += [Block("step", label) for label in draft.blanks]
    for name, lines in draft.cover.items():
        if lines:
            made.append(Block("heading", words.cover[name]))
            made += [Block("point", line) for line in lines]
    return made


def document(draft: Draft) -> dict[str, Any]:
    """The draft as JSON has it; `body` is the letter alone, in Markdown."""
    return {"schema": SCHEMA, **plain(draft), "body": markdown(draft.body)}
