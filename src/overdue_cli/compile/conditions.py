"""Conditions as written in YAML, to `Condition`.

    when:
      lender_kind: [bank, consumer_finance]    # any of these
      reachable: true
      days_overdue: {from: 1, to: 90}          # inclusive; either end may be left out
      calls_per_day: {above: connected_calls}  # a number, or the id of a limit
      time: {within: quiet_hours}              # a window of the day; may cross midnight
      pay_to: {known: true}                    # given at all
      told: {other_than: [court_service_real]} # of a list: something that is none of these
      asking_as: no_login                      # a group of values that the question names
      any: [ {…}, {…} ]                        # all: / any: / not:

Several keys in one mapping must all hold.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from overdue_cli.compile import codes
from overdue_cli.compile.near import remedy
from overdue_cli.compile.yamlfile import Entry
from overdue_cli.knowledge.model import Condition, Limit, Question


class Fact(NamedTuple):
    """What a condition must know of a fact: its name, its kind, its values by name."""

    fact: str
    kind: str
    names: Mapping[str, str]
    groups: Mapping[str, tuple[str, ...]]


class Vocabulary:
    """What conditions and texts may speak of: the facts with their values, and the limits.

    It is not `sound` where its file could not be read: then nothing is said of names that are not in it.
    """

    def __init__(self, questions: Mapping[str, Question] | None = None, limits: Mapping[str, Limit] | None = None):
        self.facts = {name: Fact(name, one.kind, one.names, one.groups) for name, one in (questions or {}).items()}
        self.limits: dict[str, Limit] = dict(limits or {})
        self.groups: tuple[str, ...] = ()
        self.sound = True

    def listed(self, register: str) -> tuple[str, ...]:
        """The names of a register that is known before anything is read."""
        if register == "groups":
            return self.groups
        behaviours = self.facts.get("behaviours")
        return tuple(behaviours.names) if register == "behaviours" and behaviours else ()

    def condition(self, holder: Entry, key: str) -> Condition | None:
        """The condition under `key` of `holder`, or None where there is none."""
        entry = holder.entry(key)
        return self._mapping(entry) if entry else None

    def _mapping(self, entry: Entry) -> Condition:
        parts = [self._part(entry, key) for key in entry.values]
        if not parts:
            entry.fault(codes.SHAPE, "空的条件", "写上事实和它的值，或删去这个条件")
        return parts[0] if len(parts) == 1 else Condition("all", parts=tuple(parts))

    def _part(self, entry: Entry, key: str) -> Condition:
        if key in ("all", "any"):
            return Condition(key, parts=tuple(self._mapping(item) for item in entry.entries(key)))
        if key == "not":
            inner = entry.entry(key)
            return Condition("not", parts=(self._mapping(inner),) if inner else ())
        value = entry.raw(key)
        if key not in self.facts:
            if self.sound:
                near = remedy(key, self.facts, "能用的事实在 rules.yaml 的 questions 里")
                entry.fault(codes.NO_FACT, f"没有叫“{key}”的事实", near, key)
            return Condition("known", key, (True,))
        if isinstance(value, Entry):
            return self._comparison(value, self.facts[key])
        return self._membership(entry, key, value, self.facts[key])

    def _membership(self, entry: Entry, key: str, value: Any, fact: Fact) -> Condition:
        said = value if isinstance(value, list) else [value]
        wanted = [one for item in said for one in fact.groups.get(str(item), (item,))]
        wrong: list[Any] = []
        if fact.kind == "flag":
            good = len(wanted) == 1 and isinstance(wanted[0], bool)
            mend = f"写成 {key}: true 或 {key}: false"
        elif fact.kind in ("one", "many"):
            wrong = [item for item in said if item not in fact.names and item not in fact.groups]
            good = not wrong
            mend = (
                remedy(str(wrong[0]), (*fact.names, *fact.groups), "它的值在 rules.yaml 的 questions 里")
                if wrong
                else ""
            )
        else:
            good, mend = False, f"“{key}”要写成比较，如 {key}: {{from: 1, to: 90}}"
        if not good:
            shown = "、".join(map(str, wrong or wanted))
            entry.fault(codes.NO_VALUE, f"“{key}”不能是“{shown}”", mend, key, wrong[0] if wrong else None)
        return Condition("in", key, tuple(str(one) if isinstance(one, str) else one for one in wanted))

    def _comparison(self, entry: Entry, fact: Fact) -> Condition:
        name, keys = fact.fact, set(entry.values)
        entry.read |= keys
        if keys == {"known"} and isinstance(entry.raw("known"), bool):
            return Condition("known", name, (entry.raw("known"),))
        if keys == {"other_than"} and fact.kind == "many":
            raw = entry.raw("other_than")
            names = tuple(map(str, raw if isinstance(raw, list) else [raw]))
            if names and set(names) <= set(fact.names):
                return Condition("other_than", name, names)
        if keys == {"within"} and fact.kind == "clock":
            limit = self.limits.get(str(entry.raw("within")))
            if limit and len(limit.value) == 2:
                return Condition("within", name, limit.value, limit=limit.id)
        if fact.kind == "count" and len(keys) == 1 and keys <= {"above", "below"}:
            (op,) = keys
            number, of = self._number(entry, op)
            if number is not None:
                return Condition(op, name, (number,), limit=of)
        if fact.kind == "count" and keys and keys <= {"from", "to"}:
            (first, of), (last, other) = self._number(entry, "from"), self._number(entry, "to")
            return Condition("range", name, (first, last), limit=of or other)
        if self.sound:
            entry.fault(
                codes.COMPARISON,
                f"看不懂对“{name}”的比较",
                "可用：from/to、above、below（数或界限的 id）、within（时段的 id）、known、other_than（多选的值）",
            )
        return Condition("known", name, (True,))

    def _number(self, entry: Entry, key: str) -> tuple[int | None, str]:
        """The number under `key`, and the id of the limit it was taken from, if any."""
        value = entry.raw(key)
        if isinstance(value, str) and value in self.limits and len(self.limits[value].value) == 1:
            return int(self.limits[value].value[0]), str(value)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            if self.sound:
                near = remedy(str(value), self.limits, "写数，或 rules.yaml 里 limits 的 id")
                entry.fault(codes.COMPARISON, f"“{key}”应当是整数或界限的 id", near, key, value)
            return None, ""
        return value, ""
