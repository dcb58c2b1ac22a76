"""The type of dangers: what comes before everything else, and the words of its page."""

from typing import NamedTuple

from overdue_cli.knowledge.condition import Condition, Unless
from overdue_cli.knowledge.declared import Actions, Agencies, Annotated, Id, OneOf, Optional, Refs, Texts
from overdue_cli.knowledge.scales import DANGERS as DANGERS


class Safety(NamedTuple):
    """A danger that comes before everything else, whom to call, and the words of its page.

    Of each kind the first that applies is shown. `say` is the short form, `title` names what to do; the page has
    `headline`, what to do `first`, more `steps`, a `script` to say or send and `script_for` whom, what not to do
    (`dont`), and a `last` line. Its steps take the place of the actions `instead`. Where it cannot be told yet, but
    `unsure_when` holds, `unsure` is said.
    """

    id: Id
    kind: Annotated[str, OneOf(DANGERS), "哪一种危险"]
    when: Annotated[Condition, "什么时候"]
    unless: Unless
    say: Annotated[str, "最短的一句：先做什么"]
    title: Annotated[str, "要做的事叫什么"]
    headline: Annotated[str, "页上头一句"]
    first: Annotated[str, "先做的一件"]
    steps: Annotated[Texts, "再做的，2 到 4 步"]
    script_for: Annotated[str, "照着说的话是对谁说的"]
    script_to: Annotated[Optional, Refs("agencies"), "打给哪个机构；是短信的不写"]
    """Id of the agency that is called with the script, where it is no message."""
    script: Annotated[str, "照着说、照抄的话"]
    dont: Annotated[str, "不要做什么"]
    last: Annotated[str, "最后一行"]
    call: Agencies
    covers: Annotated[Texts, OneOf(DANGERS), "也管到了的危险，不再另说"]
    """Kinds that its words deal with too: nothing more is said of them."""
    instead: Annotated[Actions, "由这一页代替、不再另列的行动"]
    unsure_when: Annotated[Condition | None, "还说不准、但像是的时候"]
    unsure: Annotated[Optional, "说不准时说什么"]
