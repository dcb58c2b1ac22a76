"""The rules as a picture: which questions lead from a behaviour to which verdict. Terminal, Mermaid, Graphviz."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from overdue_cli.knowledge.model import Behaviour, Condition, Knowledge, Rule, gravity
from overdue_cli.reasoning import phrases
from overdue_cli.reasoning.law import only_norms


class Branch(NamedTuple):
    """One rule as a branch: the facts it asks for, what must hold, what excepts, what it decides."""

    rule: Rule
    asks: tuple[str, ...]
    when: str
    unless: str
    verdict: str


def branches(behaviour: Behaviour, known: Knowledge) -> list[Branch]:
    """The rules of one behaviour, gravest first."""
    rules = sorted(known.rules.get(behaviour.id, ()), key=lambda r: (-gravity(r.verdict), r.id))
    return [_branch(rule, known) for rule in rules]


def _branch(rule: Rule, known: Knowledge) -> Branch:
    scopes = [known.provisions[name].scope_when for name in rule.basis]
    norm = rule.verdict == "unlawful" and only_norms(tuple(known.provisions[name] for name in rule.basis))
    facts = _facts([rule.when, rule.unless, *scopes])
    return Branch(
        rule=rule,
        asks=tuple(fact for fact in known.questions if fact in facts and known.questions[fact].option),
        when=phrases.supposed(rule.when, known.questions) if rule.when else "",
        unless=phrases.supposed(rule.unless, known.questions) if rule.unless else "",
        verdict=known.wording.norm_name if norm else known.wording.verdict_names[rule.verdict],
    )


def _facts(conditions: Iterable[Condition | None]) -> set[str]:
    return {fact for condition in conditions if condition for fact in condition.facts()}


def text(known: Knowledge, wanted: list[Behaviour]) -> Iterator[str]:
    """The tree for a terminal, line by line."""
    for behaviour in wanted:
        found = branches(behaviour, known)
        yield f"{behaviour.name}（{behaviour.id}）"
        asked = dict.fromkeys(fact for branch in found for fact in branch.asks)
        if asked:
            yield f"│ 要知道：{'、'.join(known.questions[fact].label for fact in asked)}"
        for place, branch in enumerate(found, start=1):
            last = place == len(found)
            yield f"{'└' if last else '├'}─ {branch.verdict}：{branch.rule.title}（{branch.rule.id}）"
            stem = "   " if last else "│  "
            if branch.when:
                yield f"{stem}条件：{branch.when}"
            if branch.unless:
                yield f"{stem}除非：{branch.unless}"
            if branch.rule.yields_to:
                yield f"{stem}让位于：{'、'.join(branch.rule.yields_to)}"
        yield ""


def mermaid(known: Knowledge, wanted: list[Behaviour]) -> Iterator[str]:
    """The tree as a Mermaid flow chart."""
    yield "flowchart LR"
    for kind, name, label in _nodes(known, wanted):
        left, right = {"fact": ("{{", "}}"), "rule": ("[", "]")}.get(kind, ("([", "])"))
        yield f'  {_id(name)}{left}"{_quoted(label, "#quot;")}"{right}'
    for start, end, label in _edges(known, wanted):
        yield f"  {_id(start)} -->{f'|{_quoted(label, chr(39))}|' if label else ''} {_id(end)}"


def graphviz(known: Knowledge, wanted: list[Behaviour]) -> Iterator[str]:
    """The tree as a Graphviz graph."""
    yield "digraph rules {"
    yield "  rankdir=LR;"
    shapes = {"fact": "hexagon", "rule": "box"}
    for kind, name, label in _nodes(known, wanted):
        yield f'  "{name}" [shape={shapes.get(kind, "ellipse")}, label="{_quoted(label, chr(39))}"];'
    for start, end, label in _edges(known, wanted):
        yield f'  "{start}" -> "{end}"{f" [label={chr(34)}{_quoted(label, chr(39))}{chr(34)}]" if label else ""};'
    yield "}"


FORMATS = {"text": text, "mermaid": mermaid, "dot": graphviz}


def _nodes(known: Knowledge, wanted: list[Behaviour]) -> Iterator[tuple[str, str, str]]:
    """(kind, name, label) of behaviours, the facts asked for, rules and verdicts, each once."""
    once: dict[str, tuple[str, str, str]] = {}
    for behaviour in wanted:
        once.setdefault(behaviour.id, ("behaviour", behaviour.id, behaviour.name))
        for branch in branches(behaviour, known):
            for fact in branch.asks:
                once.setdefault(f"ask_{fact}", ("fact", f"ask_{fact}", known.questions[fact].label))
            once.setdefault(branch.rule.id, ("rule", branch.rule.id, branch.rule.title))
            once.setdefault(branch.verdict, ("verdict", branch.verdict, branch.verdict))
    yield from once.values()


def _edges(known: Knowledge, wanted: list[Behaviour]) -> Iterator[tuple[str, str, str]]:
    """(from, to, label): behaviour to rule under its condition, fact to rule, rule to verdict."""
    for behaviour in wanted:
        for branch in branches(behaviour, known):
            yield behaviour.id, branch.rule.id, branch.when
            for fact in branch.asks:
                yield f"ask_{fact}", branch.rule.id, ""
            yield branch.rule.id, branch.verdict, f"除非{branch.unless}" if branch.unless else ""


def _id(name: str) -> str:
    """A name that Mermaid takes for a node: verdicts are Chinese words with marks in them."""
    return "".join(char if char.isalnum() or char == "_" else "_" for char in name)


def _quoted(label: str, mark: str) -> str:
    return label.replace('"', mark).replace("|", "/")
