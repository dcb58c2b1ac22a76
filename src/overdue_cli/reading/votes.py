"""A second opinion on what a text shows: weights of short runs of characters, learned from our own texts.

Cues say why; votes only say that a text looks like others that show a behaviour. They speak where no cue does,
and show the words that weighed most. `tools/train_votes.py` makes the weights; `data/votes.json` holds them.
"""

import re
from collections import defaultdict
from collections.abc import Container
from typing import NamedTuple

from overdue_cli.reading.normal import Normal

LONGEST = 4
"""Characters of the longest run."""

ENOUGH = 12
"""Characters a text must have before votes count: of fewer they say little."""

HARMLESS = "harmless"
"""What votes show where a text looks like those that hold nothing against anybody."""

CUE = "votes"
"""What stands for a cue where votes show a behaviour."""


class Votes(NamedTuple):
    """For each behaviour a bias and the sums from which it is shown; for each run the behaviours it speaks for.

    Weights are thousandths: place of the behaviour, weight, place, weight… A behaviour that accuses somebody needs
    less beside another that cues show (`beside`) than where votes alone would accuse (`alone`). One of the
    behaviours is HARMLESS: where the votes show it, they accuse nobody.
    """

    behaviours: tuple[str, ...]
    bias: tuple[int, ...]
    beside: tuple[int, ...]
    alone: tuple[int, ...]
    runs: dict[str, tuple[int, ...]]


def folded(text: str) -> tuple[str, list[int]]:
    """A normal text without blanks and with every number as 0; and where each character came from."""
    chars: list[str] = []
    places: list[int] = []
    for match in re.finditer(r"\d+|\S", text):
        chars.append("0" if match[0][0].isdigit() else match[0])
        places.append(match.start())
    return "".join(chars), places


def runs(text: str) -> dict[str, list[int]]:
    """Every run of 1 to LONGEST characters, and where it begins."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for length in range(1, LONGEST + 1):
        for start in range(len(text) - length + 1):
            found[text[start : start + length]].append(start)
    return found


def count(normal: Normal, votes: Votes, cued: Container[str]) -> dict[str, tuple[int, int]]:
    """The behaviours that the votes show, each with the stretch (normal characters, from and to) that weighed most.

    `cued` are the behaviours that cues show.
    """
    text, places = folded(normal.text)
    if len(text) < ENOUGH:
        return {}
    found = runs(text)
    scale = len(found) ** 0.5
    total = [bias * scale for bias in votes.bias]
    for run in found:
        row = votes.runs.get(run, ())
        for at in range(0, len(row), 2):
            total[row[at]] += row[at + 1]
    accused = any(n != m and a in cued for a, n, m in zip(votes.behaviours, votes.beside, votes.alone, strict=True))
    needed = votes.beside if accused else votes.alone
    shown = [n for n, weight in enumerate(total) if weight > needed[n] * scale]
    if any(votes.behaviours[n] == HARMLESS for n in shown):
        shown = [n for n in shown if votes.beside[n] == votes.alone[n] and votes.behaviours[n] != HARMLESS]
    return {votes.behaviours[n]: _heaviest(_weights(n, found, len(text), votes), places, normal) for n in shown}


def _weights(number: int, found: dict[str, list[int]], length: int, votes: Votes) -> list[int]:
    """What each character adds to one behaviour: the weights of the runs it stands in that speak for it."""
    weight = [0] * length
    for run, starts in found.items():
        row = votes.runs.get(run, ())
        for at in range(0, len(row), 2):
            if row[at] == number and row[at + 1] > 0:
                for start in starts:
                    for place in range(start, start + len(run)):
                        weight[place] += row[at + 1]
    return weight


def _heaviest(weight: list[int], places: list[int], normal: Normal) -> tuple[int, int]:
    """The one stretch of a sentence that weighed most."""
    top = max(range(len(weight)), key=weight.__getitem__)

    def near(place: int) -> bool:
        return normal.sentence[places[place]] == normal.sentence[places[top]] and weight[place] * 3 > weight[top]

    first = last = top
    while first and near(first - 1):
        first -= 1
    while last + 1 < len(weight) and near(last + 1):
        last += 1
    return places[first], places[last] + 1
