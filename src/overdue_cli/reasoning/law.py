"""Which provisions carry a rule on a given day, for a given lender; and how old and sure all of them are."""

from datetime import date
from typing import NamedTuple

from overdue_cli.assessment import Basis, Similar, Stand
from overdue_cli.facts import Facts
from overdue_cli.knowledge.model import NORMS, Condition, DecidedCase, Knowledge, Provision
from overdue_cli.reasoning.logic import evaluate

NO_SUPPORT = ("policy", "notice")
"""Forces that may be cited but cannot carry a verdict graver than `conditional`."""


OLD_AFTER = 365
"""Age of the knowledge, in days, past which every answer warns of it."""


class Support(NamedTuple):
    """The provisions of a rule that are law on the day and bind in this case.

    `cited` bind; `hanging` would, if the unknown facts in `open` turned out so; `doubts` are the unknown
    exceptions to provisions in `cited`; `wanting` are those of `cited` with a further element that is unknown.
    """

    cited: tuple[Provision, ...]
    hanging: tuple[Provision, ...]
    open: tuple[Condition, ...]
    doubts: tuple[tuple[Provision, Condition], ...]
    wanting: tuple[tuple[Provision, Condition], ...]

    @property
    def carries(self) -> bool:
        """Whether a verdict graver than `conditional` may rest on what is cited."""
        return any(map(can_carry, self.whole))

    @property
    def whole(self) -> tuple[Provision, ...]:
        """The provisions cited of which no element is unknown."""
        lacking = {provision.id for provision, _ in self.wanting}
        return tuple(provision for provision in self.cited if provision.id not in lacking)

    def fragile(self) -> list[tuple[Condition, bool]]:
        """Each unknown exception, and whether a grave verdict would fall with the provisions it removes.

        Exceptions on the same fact are taken value by value: a secured loan may remove two norms at once.
        """
        values: dict[str, dict[object, set[str]]] = {}
        found = []
        for provision, condition in self.doubts:
            if condition.op == "in":
                for value in condition.operand:
                    values.setdefault(condition.fact, {}).setdefault(value, set()).add(provision.id)
            else:
                found.append((condition, self._falls_without({provision.id})))
        for fact, lost in values.items():
            for falls in (True, False):
                same = tuple(value for value, ids in lost.items() if self._falls_without(ids) is falls)
                found += [(Condition("in", fact, same), falls)] if same else []
        return found

    def _falls_without(self, lost: set[str]) -> bool:
        return not any(can_carry(provision) and provision.id not in lost for provision in self.whole)


def can_carry(provision: Provision) -> bool:
    """Whether a grave verdict may rest on `provision`."""
    return provision.how_sure != "unverified" and provision.force not in NO_SUPPORT


def support(ids: tuple[str, ...], facts: Facts, known: Knowledge, day: str) -> Support:
    """The provisions `ids` on `day`: scope must be known to hold, exceptions only hold back when known.

    A provision whose further element is unknown is cited and carries nothing by itself; known not to be there, it is
    not cited.
    """
    cited, hanging, open_, doubts, wanting = [], [], [], [], []
    for provision in (known.provisions[name] for name in ids):
        if not provision.in_force_on(day):
            continue
        scopes = [evaluate(c, facts) for c in (provision.scope_when, provision.when)]
        exceptions = [evaluate(c, facts) for c in (provision.scope_unless, provision.unless) if c]
        element = evaluate(provision.needs, facts)
        if any(one.holds is False for one in (*scopes, element)) or any(e.holds for e in exceptions):
            continue
        unknown = [condition for scope in scopes for condition in scope.unknown]
        if unknown:
            hanging.append(provision)
            open_ += unknown if can_carry(provision) else []
            continue
        cited.append(provision)
        doubts += [(provision, condition) for e in exceptions for condition in e.unknown]
        wanting += [(provision, condition) for condition in element.unknown]
    missing = (condition for provision, condition in wanting if can_carry(provision))
    return Support(
        tuple(cited), tuple(hanging), tuple(dict.fromkeys((*open_, *missing))), tuple(doubts), tuple(wanting)
    )


def possible(ids: tuple[str, ...], facts: Facts, known: Knowledge, day: str) -> list[Basis]:
    """Those of the provisions `ids` that are in force on `day` and not known to leave this case out, as cited."""
    found = support(ids, facts, known, day)
    kept = {provision.id for provision in (*found.cited, *found.hanging)}
    return [cite(known.provisions[name]) for name in ids if name in kept]


def cite(provision: Provision, *, carries: bool = True) -> Basis:
    """A provision as an assessment shows it; `carries` is false for one that only explains."""
    taken = (getattr(provision, name) for name in Basis._fields if name != "carries")
    return Basis._make([*taken, carries])


def similar(case: DecidedCase) -> Similar:
    """A decided case as answers show it."""
    return Similar._make(getattr(case, name) for name in Similar._fields)


def only_norms(provisions: tuple[Provision, ...]) -> bool:
    """Whether nothing but an industry norm carries the finding: then it is never called unlawful."""
    carrying = [provision for provision in provisions if can_carry(provision)]
    return bool(carrying) and all(provision.force in NORMS for provision in carrying)


def standing(known: Knowledge, today: str) -> Stand:
    """The knowledge's version and age, and how many provisions were read or only reported."""
    age = max(0, (date.fromisoformat(today) - date.fromisoformat(known.checked_on)).days)
    old = known.wording.old.replace("{days}", str(age)).replace("{checked_on}", known.checked_on)
    counted = known.counted
    return Stand(
        known.version, known.checked_on, age, counted["read"], counted["reported"], old if age > OLD_AFTER else ""
    )
