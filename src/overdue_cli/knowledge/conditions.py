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

from typing import Any

from overdue_cli.knowledge.model import Condition, Limit, Question
from overdue_cli.knowledge.yamlfile import Entry


class Vocabulary:
    """What conditions may speak of: the facts with their values, and the limits."""

    def __init__(self, questions: dict[str, Question], limits: dict[str, Limit]) -> None:
        self.questions, self.limits = questions, limits

    def condition(self, holder: Entry, key: str) -> Condition | None:
        """The condition under `key` of `holder`, or None where there is none."""
        entry = holder.entry(key)
        return self._mapping(entry) if entry else None

    def _mapping(self, entry: Entry) -> Condition:
        parts = [self._part(entry, key) for key in entry.values]
        if not parts:
            entry.fault("空的条件", "写上事实和它的值，或删去这个条件")
        return parts[0] if len(parts) == 1 else Condition("all", parts=tuple(parts))

    def _part(self, entry: Entry, key: str) -> Condition:
        if key in ("all", "any"):
            return Condition(key, parts=tuple(self._mapping(item) for item in entry.entries(key)))
        if key == "not":
            inner = entry.entry(key)
            return Condition("not", parts=(self._mapping(inner),) if inner else ())
        if key not in self.questions:
            entry.fault(f"没有叫“{key}”的事实", f"只能用：{'、'.join(self.questions)}", key)
            return Condition("known", key, (True,))
        value = entry.raw(key)
        if isinstance(value, Entry):
            return self._comparison(value, self.questions[key])
        return self._membership(entry, key, value, self.questions[key])

    def _membership(self, entry: Entry, key: str, value: Any, question: Question) -> Condition:
        wanted = value if isinstance(value, list) else [value]
        wanted = [one for item in wanted for one in question.groups.get(str(item), (item,))]
        if question.kind == "flag":
            good = len(wanted) == 1 and isinstance(wanted[0], bool)
            remedy = f"写成 {key}: true 或 {key}: false"
        elif question.kind in ("one", "many"):
            good = all(item in question.names for item in wanted)
            remedy = f"只能是：{'、'.join((*question.names, *question.groups))}"
        else:
            good, remedy = False, f"“{key}”要写成比较，如 {key}: {{from: 1, to: 90}}"
        if not good:
            entry.fault(f"“{key}”不能是“{'、'.join(map(str, wanted))}”", remedy, key)
        return Condition("in", key, tuple(wanted))

    def _comparison(self, entry: Entry, question: Question) -> Condition:
        fact, keys = question.fact, set(entry.values)
        if keys == {"known"} and isinstance(entry.raw("known"), bool):
            return Condition("known", fact, (entry.raw("known"),))
        if keys == {"other_than"} and question.kind == "many":
            names = entry.texts("other_than")
            if names and set(names) <= set(question.names):
                return Condition("other_than", fact, names)
        if keys == {"within"} and question.kind == "clock":
            limit = self.limits.get(entry.text("within"))
            if limit and len(limit.value) == 2:
                return Condition("within", fact, limit.value, limit=limit.id)
        if question.kind == "count" and len(keys) == 1 and keys <= {"above", "below"}:
            (op,) = keys
            number, name = self._number(entry, op)
            if number is not None:
                return Condition(op, fact, (number,), limit=name)
        if question.kind == "count" and keys and keys <= {"from", "to"}:
            (first, name), (last, other) = self._number(entry, "from"), self._number(entry, "to")
            return Condition("range", fact, (first, last), limit=name or other)
        entry.fault(
            f"看不懂对“{fact}”的比较",
            "可用：from/to、above、below（数或界限的 id）、within（时段的 id）、known、other_than（多选的值）",
        )
        return Condition("known", fact, (True,))

    def _number(self, entry: Entry, key: str) -> tuple[int | None, str]:
        """The number under `key`, and the id of the limit it was taken from, if any."""
        value = entry.raw(key)
        if isinstance(value, str) and value in self.limits and len(self.limits[value].value) == 1:
            return int(self.limits[value].value[0]), value
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            entry.fault(f"“{key}”应当是整数或界限的 id", f"界限有：{'、'.join(self.limits)}", key)
            return None, ""
        return value, ""
