"""The type of dangers: when one holds, and the words of its page."""

from typing import NamedTuple

from overdue_cli.knowledge.condition import Condition

DANGERS = ("self_harm", "threat", "at_the_door", "paid_fraudster")
"""Kinds of danger, the one that comes first first."""


class Safety(NamedTuple):
    """A danger that comes before everything else, whom to call, and the words of its page.

    Of each kind the first that applies is shown. `say` is the short form, `title` names what to do; the page has
    `headline`, what to do `first`, more `steps`, a `script` to say or send and `script_for` whom, what not to do
    (`dont`), and a `last` line. Its steps take the place of the actions `instead`. Where it cannot be told yet, but
    `unsure_when` holds, `unsure` is said.
    """

    id: str
    kind: str
    when: Condition
    unless: Condition | None
    say: str
    title: str
    headline: str
    first: str
    steps: tuple[str, ...]
    script_for: str
    script_to: str
    """Id of the agency that is called with the script, where it is no message."""
    script: str
    dont: str
    last: str
    call: tuple[str, ...]
    covers: tuple[str, ...]
    """Kinds that its words deal with too: nothing more is said of them."""
    instead: tuple[str, ...]
    unsure_when: Condition | None
    unsure: str
