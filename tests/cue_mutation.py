"""Which small changes of the cues nobody would notice: every pattern dropped by itself, every exception too.

A change is noticed where an example of the cue, a record of the program, or (`make mutate-cues`, which lists the
rest) one of our texts then reads otherwise.
"""

from collections.abc import Iterable, Iterator

import yaml

from overdue_cli.compile.reader_index import expected, sign
from overdue_cli.knowledge.cues import Cue
from overdue_cli.knowledge.patterns import Pattern

from .reading_quality import Machine, ours
from .record_cues import RECORDED

KEYS = ("find", "needs", "unless", "never")


def changed(cue: Cue) -> Iterator[tuple[str, Pattern, Cue]]:
    """The cue with one pattern less, for each of its patterns."""
    for key in KEYS:
        patterns: tuple[Pattern, ...] = getattr(cue, key)
        for pattern in patterns:
            rest = tuple(one for one in patterns if one != pattern)
            yield key, pattern, cue._replace(**{key: rest})


def unnoticed(machine: Machine, more: Iterable[str] = (), every: int = 1) -> tuple[int, list[str]]:
    """How many changes there are, and those that change no reading of the examples, the records and `more`.

    `every`: only every so manyth cue, for a quick look.
    """
    reader, often = machine.reader, expected(machine.cues)
    texts = [text for cue in machine.cues.cues for text in (*cue.fires, *cue.silent)]
    recorded = yaml.safe_load(RECORDED.read_text(encoding="utf-8"))
    texts += more
    texts += [text for row in recorded.values() for text in (*row.get("fires", ()), *row.get("silent", ()))]
    pages = [reader.page(text) for text in dict.fromkeys(texts)]
    total, missed = 0, []
    for cue in machine.cues.cues[::every]:
        near = [page for page in pages if page.places.all(cue.find)]
        before = [{(m.start, m.end) for m in page.matches(sign(cue, often), cue.find)} for page in near]
        for key, pattern, other in changed(cue):
            total += 1
            after = ({(m.start, m.end) for m in page.matches(sign(other, often), other.find)} for page in near)
            if all(a == b for a, b in zip(before, after, strict=True)):
                missed.append(f"{cue.where} {cue.id} {key}: {pattern.text}")
    return total, missed


if __name__ == "__main__":
    count, rest = unnoticed(Machine(), [told.text for told in ours()])
    print("\n".join(rest))
    print(f"{count} changes, {len(rest)} unnoticed ({1 - len(rest) / count:.1%} noticed)")
