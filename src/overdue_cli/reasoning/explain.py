"""A topic as it stands on a day, for the lender named in the question."""

from overdue_cli.explanation import BrandNow, Near, Period, Record, TopicNow
from overdue_cli.facts import Value
from overdue_cli.knowledge.library import Library, Line, Topic
from overdue_cli.knowledge.model import Knowledge, Lender, Limit
from overdue_cli.reasoning import deadlines, directory, routes
from overdue_cli.reasoning.law import cite, similar
from overdue_cli.reasoning.resolve import resolve


def explain(topic: Topic, library: Library, known: Knowledge, lender: Lender | None, day: str) -> TopicNow:
    """The topic with the provisions in force on `day` (ISO) and the route of `lender`, where one was named.

    Where none of a sentence's provisions is in force on the day, the sentence keeps them, with their dates.
    """
    given: dict[str, Value] = {"lender": lender.name} if lender else {}
    resolved = resolve(given, known, day)
    basis = [known.provisions[name] for name in topic.provisions()]
    return TopicNow(
        id=topic.id,
        title=topic.title,
        answer=topic.answer,
        lawful=tuple(line.say for line in topic.lawful),
        lawful_basis=_carried(topic.lawful),
        unlawful=tuple(line.say for line in topic.unlawful),
        unlawful_basis=_carried(topic.unlawful),
        depends_on=topic.depends_on,
        steps=topic.steps,
        dont=topic.dont,
        deadlines=tuple(period(known.limits[name], known) for name in topic.periods),
        basis=tuple(cite(one) for one in basis),
        no_provision=topic.no_provision,
        agencies=routes.listed(routes.resolve(topic.agencies, resolved.facts, known), resolved, known),
        cases=tuple(similar(case) for case in known.cases if case.id in topic.cases),
        related=tuple(Near(name, library.topics[name].title, None) for name in topic.related),
        documents=tuple(directory.told(library.claims[name]) for name in topic.claims),
    )


def period(limit: Limit, known: Knowledge) -> Period:
    """A limit as a period with its provisions and how it is counted; a limit that is no period says its value."""
    length = limit.value[0] if isinstance(limit.value[0], int) else 0
    basis = tuple(cite(known.provisions[name]) for name in limit.provisions)
    how = next((rule.how for rule in known.periods.values() if rule.period == limit.id), "")
    return Period(limit.id, limit.title, length, limit.unit, deadlines.spoken(limit), how, basis)


def brand(lender: Lender, known: Knowledge) -> BrandNow:
    """Who may stand behind a brand, and whom to complain to in each case."""
    entities = tuple((entity, kind, tuple(routes.complaint_by(kind, known))) for entity, kind, _ in lender.entities)
    return BrandNow(lender.name, entities, lender.find_out, lender.how_sure)


def record(name: str, known: Knowledge) -> Record | None:
    """The rule, behaviour or provision with this id; None where there is none."""
    if not name.isascii():  # no id: nothing needs to be looked through
        return None
    rule = next((rule for rule in known.every_rule() if rule.id == name), None)
    if rule:
        basis = tuple(cite(known.provisions[one]) for one in (*rule.basis, *rule.explains))
        return Record("rule", rule.id, rule.title, (rule.summary, rule.why), rule.where, basis)
    behaviour = known.behaviours.get(name)
    if behaviour:
        rules = known.rules.get(name, ())
        says = (
            behaviour.plain,
            *(f"{rule.title}（{rule.id}）：{known.wording.verdict_names[rule.verdict]}" for rule in rules),
        )
        return Record("behaviour", name, behaviour.name, says, "behaviours.yaml", ())
    provision = known.provisions.get(name)
    if provision:
        says = tuple(filter(None, (provision.gist, provision.sanction, provision.note)))
        return Record("provision", name, provision.title, says, provision.where, (cite(provision),))
    return None


def _carried(lines: tuple[Line, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(line.basis for line in lines)
