"""A provision has an article where its text was read, and there only."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.model import Provision

CODE = Code(
    "K302",
    "条号和“读没读过”对不上",
    "只有读到原文，才能写条号；转述里的条号写在 reported_article，显示时会说“据转述”。",
    "how_sure: reported\narticle: 某条",
    "how_sure: reported\nreported_article: 某条",
)


def check(made: Compiled) -> None:
    """Report provisions with an article nobody read, and those that were read and have none."""
    for provision, entry in made.of(Provision):
        if provision.how_sure == "read" and not provision.article:
            remedy = "写上 article,或把 how_sure 改为 reported"
            entry.fault(CODE, f"“{provision.id}”标为读过原文，却没有条号", remedy)
        if provision.how_sure != "read" and provision.article:
            remedy = "改成 reported_article"
            entry.fault(CODE, f"“{provision.id}”没有读到原文，不能写 article", remedy, "article")
