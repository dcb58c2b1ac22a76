"""The types that letters and plans compile into: templates, never a case. Compiled apart from `Knowledge`.

A text may hold `{field}`; which fields there are is said in `FIELDS`. What only the borrower knows stands in
the text as `【待填:…】`.
"""

from typing import NamedTuple

from overdue_cli.knowledge.model import Condition
from overdue_cli.knowledge.plans import Line, PlanWords

KINDS = ("lender", "regulator", "stop_third_party", "police", "credit_dispute", "negotiate")
"""The letters there are."""

FIELDS = (
    "today", "event_day", "time", "lender", "product", "sender", "channels", "contacted", "pay_to", "province",
    "lender_kind", "days_overdue", "calls_per_day", "unanswered_per_day", "messages_per_day",
    "complained_on", "disputed_on", "reported_on",
)  # fmt: skip
"""Fields that the case fills; one that it does not fill becomes a blank."""

LISTS = ("events", "did", "words", "law")
"""What `each` can go through: contacts of the record, conduct as told, words as written, provisions."""

OPENS, CLOSES = "【待填:", "】"
"""The marks of a blank."""

BLOCKS = ("heading", "plain", "step", "sign")
"""What a part of a letter can be: a numbered heading, a paragraph, a numbered item, a line at the foot."""


class Part(NamedTuple):
    """One paragraph of a letter. `element` is the required element that it brings, or empty.

    With `each` it is repeated for everything in that list, which stands in for `{each}`; `otherwise` stands
    there once where the list is empty. `no_events`: only where the record tells no contacts one by one.
    `of_event`: only where its provisions were law on the day of the event.
    """

    kind: str
    element: str
    when: Condition | None
    unless: Condition | None
    each: str
    text: str
    otherwise: str
    no_events: bool
    of_event: bool
    basis: tuple[str, ...]


class Caution(NamedTuple):
    """What the first line says where the case does not support the letter.

    It holds where the gravest verdict is lighter than `lighter_than` (if given), and `when` holds.
    """

    lighter_than: str
    when: Condition | None
    unless: Condition | None
    text: str


class Element(NamedTuple):
    """What whoever receives the letter must find in it, and the provisions that ask for it."""

    id: str
    name: str
    basis: tuple[str, ...]


class Cover(NamedTuple):
    """What the writer keeps: where to hand it in, what to attach, the receipt, the answer, the next step.

    `period` is the id of the period of the answer, or empty; `{answer_by}` is its last day, counted from today.
    """

    hand_in: tuple[Line, ...]
    attach: tuple[Line, ...]
    receipt: tuple[Line, ...]
    period: str
    answer: tuple[Line, ...]
    next: tuple[Line, ...]


class Letter(NamedTuple):
    """One kind of letter. `to` and `title`: the first line that fits."""

    id: str
    name: str
    names: tuple[str, ...]
    title: tuple[Line, ...]
    to: tuple[Line, ...]
    cautions: tuple[Caution, ...]
    lightest: str
    """The lightest verdict of a finding whose provisions are cited."""
    cites: tuple[str, ...]
    """Titles of the instruments that may be cited here; empty for any."""
    cites_not: tuple[str, ...]
    elements: tuple[Element, ...]
    parts: tuple[Part, ...]
    cover: Cover
    where: str


class Telling(NamedTuple):
    """How a letter tells of one behaviour: as the borrower does, and as somebody else does who was contacted."""

    borrower: str
    other: str


class LetterWords(NamedTuple):
    """What all letters say alike: labels of blanks, how conduct is told, headings of the cover."""

    blanks: dict[str, str]
    told: dict[str, Telling]
    quoted: str
    """How words of the other side are told: `{words}`, and `{names}` of the conduct they show."""
    may_be: str
    """Who may stand behind a brand: `{product}` and `{names}` of the possible lenders."""
    event: str
    """A contact of the record: `{day}`, `{time}`, `{manner}`, `{words}`; the words as `verbatim` or `summary`."""
    verbatim: str
    summary: str
    more_events: str
    """How many contacts there are besides: `{count}`."""
    fill_in: str
    nothing_to_fill: str
    cover: dict[str, str]
    keep: tuple[str, ...]
    """What stands in every cover."""


COVER = ("title", "hand_in", "attach", "receipt", "answer", "next", "keep")
"""The headings of a cover."""


class Papers(NamedTuple):
    """All that papers are made from."""

    words: LetterWords
    letters: dict[str, Letter]
    plan: PlanWords
