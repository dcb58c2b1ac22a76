"""The message as it was given, with the words behind each finding marked and named. Readable without colour."""

from collections.abc import Iterator

from overdue_cli.assessment import Assessment, Finding
from overdue_cli.facts import harmless
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


def _stretches(found: list[Finding]) -> list[tuple[int, int, str]]:
    """What to mark, by place, with its signs; none crosses another.

    The shortest words come first; longer ones that would cross them are left out, or, where nothing else is marked
    for their finding, add their sign to the first they touch.
    """
    spans = sorted(
        (span.end - span.start, span.start, span.end, number)
        for number, finding in enumerate(found)
        for span in finding.spans
    )
    marked: dict[tuple[int, int], set[int]] = {}
    for _, start, end, number in spans:
        touched = min((place for place in marked if place[0] < end and start < place[1]), default=None)
        if touched in (None, (start, end)) or not any(number in numbers for numbers in marked.values()):
            marked.setdefault(touched or (start, end), set()).add(number)
    return [(*place, "".join(map(sign, sorted(marked[place])))) for place in sorted(marked)]


def _marked(message: str, found: list[Finding]) -> str:
    """The message with 〔①words〕 around what is behind each finding; far from any mark it is left out."""
    stretches = _stretches(found)
    near = [len(message) <= WHOLE] * len(message)
    for start, end, _ in stretches or [(0, WHOLE - AROUND, "")]:
        for place in range(max(0, start - AROUND), min(len(message), end + AROUND)):
            near[place] = True
    opens = {start: f"〔{signs}" for start, _, signs in stretches}
    closes = {end: "〕" for _, end, _ in stretches}
    pieces: list[str] = []
    for place, char in enumerate(message):
        pieces.append(closes.get(place, ""))
        pieces.append(opens.get(place, ""))
        if near[place]:
            pieces.append(" " if char in "\r\n\t" else harmless(char))
        elif not place or near[place - 1]:
            pieces.append("……")
    pieces.append(closes.get(len(message), ""))
    return "".join(pieces)
