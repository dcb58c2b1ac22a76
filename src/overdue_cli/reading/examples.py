"""The examples that stand with every cue: those that must fire, and those that must not."""

from collections.abc import Iterator

from overdue_cli.knowledge.cues import Cue, Cues, FactCue
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.knowledge.written import DangerCue, Dangers, Silencer
from overdue_cli.reading.danger import hear
from overdue_cli.reading.read import Reader


def failures(reader: Reader, cues: Cues) -> Iterator[tuple[str, str]]:
    """Every example that reads otherwise than it should: where its cue stands, and what is wrong.

    A `fires` text must show its behaviour or fact through this very cue; a `silent` one must not show it at all.
    """
    every: list[Cue | FactCue] = [*cues.cues, *cues.facts]
    for cue in every:
        name = cue.behaviour if isinstance(cue, Cue) else cue.fact
        for text in cue.fires:
            found = reader.read(text)
            seen = (found.behaviours if isinstance(cue, Cue) else found.told).get(name, ())
            if cue.id not in {one.cue for one in seen}:
                other = "、".join(one.cue for one in seen)
                yield cue.where, f"{cue.id}：应当命中，没有命中：{text}" + (f"（命中的是 {other}）" if other else "")
        for text in cue.silent:
            found = reader.read(text)
            seen = (found.behaviours if isinstance(cue, Cue) else found.told).get(name, ())
            if cue.id in {one.cue for one in seen}:
                yield cue.where, f"{cue.id}：不该命中，却命中了：{text}"


def unheard(known: Knowledge, dangers: Dangers) -> Iterator[tuple[str, str]]:
    """Every example of a sign of danger that is heard otherwise than it should: where it stands, and what is wrong."""
    every: list[DangerCue | Silencer] = [*dangers.dangers, *dangers.silencers]
    for one in every:
        now = one.now if isinstance(one, DangerCue) else ""
        for text in one.examples:
            heard = hear(text, known)
            if heard is None or now not in heard.now:
                yield one.where, f"{one.id}：应当听出来，没有听出来：{text}"
        for text in one.silent:
            heard = hear(text, known)
            if heard is not None and (not now or now in heard.now):
                found = "、".join(span.cue for span in heard.spans)
                yield one.where, f"{one.id}：不该听出危险，却听成了 {found}：{text}"
