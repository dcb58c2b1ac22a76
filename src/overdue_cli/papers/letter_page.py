"""A draft on its way out: what goes with it and is not handed in, and its JSON."""

from typing import Any, NamedTuple

from overdue_cli.assessment import Basis, plain
from overdue_cli.knowledge.declared import Annotated, Names, OneOf, Some, Text
from overdue_cli.knowledge.papers import COVER, KINDS, LetterWords
from overdue_cli.papers.letter import Draft, ElementNow
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


class Letter(NamedTuple):
    """A draft as JSON has it."""

    schema: Annotated[str, OneOf((SCHEMA,))]
    kind: Annotated[str, OneOf(KINDS)]
    title: Text
    to: Text
    supported: Annotated[bool, "false where nothing told supports the letter; body then begins with warnings"]
    warnings: tuple[Text, ...]
    body: Annotated[Text, "the letter alone, in Markdown"]
    blanks: Annotated[tuple[Text, ...], "what only the writer can fill"]
    cover: Annotated[dict[str, tuple[Text, ...]], Names(COVER[1:]), "what the writer keeps"]
    elements: Annotated[tuple[ElementNow, ...], Some()]
    basis: tuple[Basis, ...]


def document(draft: Draft) -> dict[str, Any]:
    """The draft as JSON has it."""
    made: dict[str, Any] = plain(Letter(SCHEMA, **draft._replace(body=markdown(draft.body))._asdict()))  # type: ignore[arg-type]
    return made
