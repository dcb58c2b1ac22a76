"""The types of brands, and of the lenders that may stand behind them."""

from typing import NamedTuple

from overdue_cli.knowledge.declared import Annotated, Day, Id, Inherits, Optional, Refs, Some, Texts
from overdue_cli.knowledge.scales import HowSure


class Entity(NamedTuple):
    """One lender that may stand behind a brand."""

    entity: Annotated[str, "公司全称"]
    lender_kind: Annotated[str, Refs("lender_kind"), "哪一类放款方"]
    share: Annotated[Optional, "哪一部分是它放的"]


class Lender(NamedTuple):
    """A brand and the lenders that may stand behind it.

    `contains`: not one brand but any full name with one of these words in it, which tells what kind it is.
    """

    id: Id
    contains: Annotated[Texts, "不是一个品牌，而是全称里有这些词的公司"]
    name: Annotated[str, "品牌"]
    aliases: Annotated[Texts, "别的叫法"]
    entities: Annotated[tuple[Entity, ...], Some(), "可能的放款方，一个一项"]
    """Every possible lender."""
    loan_kind: Annotated[Optional, Refs("loan_kind"), "哪一类贷款"]
    find_out: Annotated[str, "怎么查清是谁放的款"]
    official: Annotated[Optional, "官方渠道"]
    contact: Annotated[Optional, "怎么联系"]
    how_sure: HowSure
    checked_on: Annotated[Day, Inherits(), "哪天核对的；不写就是文件头上的"]
    source: Annotated[Optional, "从哪里读到的"]

    def kinds(self) -> tuple[str, ...]:
        """The kinds of lender behind the brand, each once, in order."""
        return tuple(dict.fromkeys(one.lender_kind for one in self.entities))
