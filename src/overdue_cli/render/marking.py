"""The message as it was given, with the words behind each finding marked and named. Readable without colour."""

from collections.abc import Iterator

from overdue_cli.assessment import Assessment, Finding
from overdue_cli.render.block import Block

SIGNS = "①②③④⑤⑥⑦⑧⑨⑩"
"""Marks of the findings; GBK has them."""

WHOLE, AROUND = 400, 40
"""Code points up to which a message is shown whole; of a longer one, how much is shown around each mark."""


def blocks(message: str, answer: Assessment) -> Iterator[Block]:
    """The marked message, and what each mark stands for."""
    found = [finding for finding in answer.findings if finding.spans]
    yield Block("heading", "你贴的话")
    yield Block("plain", _marked(message, found))
    for number, finding in enumerate(found):
        yield Block("point", finding.title, f"{sign(number)} {finding.label}")


def sign(number: int) -> str:
    """The mark of the finding of this number, counted from 0."""
    return SIGNS[number] if number < len(SIGNS) else f"({number + 1})"


def _marked(message: str, found: list[Finding]) -> str:
    """The message with 〔①words〕 around what is behind each finding; far from any mark it is left out."""
    marks: dict[tuple[int, int], str] = {}
    near = [len(message) <= WHOLE] * len(message)
    for number, finding in enumerate(found):
        for span in finding.spans:
            marks[span.start, span.end] = marks.get((span.start, span.end), "") + sign(number)
            for place in range(max(0, span.start - AROUND), min(len(message), span.end + AROUND)):
                near[place] = True
    opens: dict[int, str] = {}
    closes: dict[int, str] = {}
    for (start, end), signs in sorted(marks.items(), key=lambda one: -one[0][1]):
        opens[start] = opens.get(start, "") + "〔" + signs
        closes[end] = closes.get(end, "") + "〕"
    if not any(near):
        near[:WHOLE] = [True] * min(WHOLE, len(message))
    pieces: list[str] = []
    for place, char in enumerate(message):
        pieces.append(closes.get(place, ""))
        pieces.append(opens.get(place, ""))
        if near[place]:
            pieces.append(harmless(char))
        elif not place or near[place - 1]:
            pieces.append("……")
    pieces.append(closes.get(len(message), ""))
    return "".join(pieces)


def harmless(char: str) -> str:
    """A character of the message as it may be shown: line ends as blanks, what cannot be seen as a question mark."""
    if char in "\r\n\t":
        return " "
    return char if char.isprintable() and char not in "\u200e\u200f\u061c" else "?"
