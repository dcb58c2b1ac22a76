"""Danger before everything else: which one a case tells of, and what comes first in it."""

from collections.abc import Container, Iterable, Iterator
from datetime import date

from overdue_cli.assessment import AgencyNow, Danger, Deadline, Todo
from overdue_cli.facts import Facts, Value
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.knowledge.safety import DANGERS, Safety
from overdue_cli.reasoning.logic import applies, evaluate
from overdue_cli.reasoning.resolve import resolve

SOON = 15
"""Days within which a period is named to somebody in despair: what is further off only weighs on them."""


def told(values: dict[str, Value], known: Knowledge, today: str) -> Danger | None:
    """The danger in a few facts alone, such as those heard in a question; None where they tell of none."""
    return dangers(resolve(values, known, today).facts, known)


def dangers(facts: Facts, known: Knowledge, pressing: Iterable[Deadline] = (), today: str = "") -> Danger | None:
    """The danger that comes first, with what to do in all that hold and the agencies of all; None where none does.

    `pressing` are the periods that run, of which the next to end is named; `today` (ISO) says which have not ended.
    With several dangers the agencies stand in the order of their register, where the police come first.
    """
    found = holding(facts, known)
    if not found:
        return None
    call = dict.fromkeys(agency for danger in found for agency in danger.call)
    ordered = call if len(found) == 1 else (agency for agency in known.agencies if agency in call)
    covered = {kind for danger in found for kind in danger.covers}
    first, *others = (danger for danger in found if danger.kind not in covered)
    return Danger(
        kind=first.kind,
        say="".join(danger.say for danger in (first, *others)),
        call=tuple(ordered),
        title=first.title,
        headline=first.headline,
        first=first.first,
        steps=first.steps,
        script_for=first.script_for,
        script_to=first.script_to,
        script=first.script,
        dont=first.dont,
        also=tuple(danger.first for danger in others),
        until=until(first.kind, pressing, known, today),
        last=first.last,
    )


def holding(facts: Facts, known: Knowledge) -> list[Safety]:
    """Of each kind the first danger that applies, the gravest kind first."""
    found: dict[str, Safety] = {}
    for danger in known.safety:
        if danger.kind not in found and applies(danger.when, danger.unless, facts):
            found[danger.kind] = danger
    return [found[kind] for kind in DANGERS if kind in found]


def until(kind: str, pressing: Iterable[Deadline], known: Knowledge, today: str) -> str:
    """The next period to end, in a line; of one in despair only where that is soon."""
    for one in sorted(pressing, key=lambda one: one.due or "9999"):
        if not one.due or one.due < today:
            continue
        left = (date.fromisoformat(one.due) - date.fromisoformat(today)).days
        if kind == "self_harm" and left > SOON:
            return ""
        words = known.wording.danger["until_self" if kind == "self_harm" else "until"]
        return words.replace("{title}", one.title.partition("，")[0]).replace("{day}", one.due)
    return ""


def unsure(facts: Facts, known: Knowledge) -> Iterator[str]:
    """What to watch for where one more fact would make it a danger."""
    for danger in known.safety:
        open_ = danger.unsure_when and applies(danger.unsure_when, danger.unless, facts)
        if open_ and evaluate(danger.when, facts).holds is None:
            yield danger.unsure


def instead(facts: Facts, known: Knowledge) -> frozenset[str]:
    """Ids of the actions whose place the steps of the dangers take."""
    return frozenset(name for danger in holding(facts, known) for name in danger.instead)


def first_actions(danger: Danger | None, actions: tuple[Todo, ...], replaced: Container[str]) -> tuple[Todo, ...]:
    """The actions with the danger's own steps at their head, in the place of those that it replaces."""
    if danger is None:
        return actions
    own = Todo(f"safety_{danger.kind}", "do", danger.title, (danger.first, *danger.steps, danger.dont))
    steps = tuple(step.rstrip("。") for step in own.steps)
    return (own._replace(steps=steps), *(action for action in actions if action.id not in replaced))


def with_script(danger: Danger | None, agencies: tuple[AgencyNow, ...]) -> tuple[AgencyNow, ...]:
    """The agencies, the one that the danger's script is for with that script: 110 is told of what is going on."""
    if danger is None or not danger.script_to:
        return agencies
    how = f"{danger.script_for}：“{danger.script}”"
    return tuple(one._replace(how=how) if one.id == danger.script_to else one for one in agencies)
