"""Every decided case as every letter and as a plan, and facts of any words: clean, whole, never a crash."""

from hypothesis import given, settings
from hypothesis import strategies as st

from overdue_cli import casebook, facts
from overdue_cli.compile import parts
from overdue_cli.compile.parts import knowledge as build
from overdue_cli.knowledge.papers import KINDS
from overdue_cli.papers import case as cases
from overdue_cli.papers.letter import draft
from overdue_cli.papers.plan import plan
from overdue_cli.reasoning.assess import assess

from ..conftest import ROOT
from ..test_letters import TODAY, is_clean

KNOWN = build(ROOT / "data")
PAPERS = parts.papers(ROOT / "data", KNOWN)


def test_every_case_as_every_paper() -> None:
    for case in casebook.load(ROOT / "tests/cases"):
        told = facts.from_document(case.facts, KNOWN.questions, case.name)
        made = cases.of(assess(told, KNOWN, case.asked_on))
        for kind in KINDS:
            is_clean(draft(PAPERS.letters[kind], made, PAPERS.words, KNOWN, TODAY), PAPERS)
        assert plan([made], PAPERS.plan, KNOWN, case.asked_on).steps


@settings(max_examples=400, deadline=None)
@given(st.text(min_size=1, max_size=200), st.text(min_size=1, max_size=50))
def test_any_words_leave_the_papers_whole(lender: str, province: str) -> None:
    told = {"lender": lender, "province": province, "behaviours": ("insult_abuse", "debt_not_mine")}
    made = cases.of(assess(told, KNOWN, TODAY))
    plain = cases.of(assess(told | {"lender": "某某"}, KNOWN, TODAY))
    for kind in KINDS:
        one = draft(PAPERS.letters[kind], made, PAPERS.words, KNOWN, TODAY)
        assert one.blanks == draft(PAPERS.letters[kind], plain, PAPERS.words, KNOWN, TODAY).blanks
    plan([made, plain], PAPERS.plan, KNOWN, TODAY)
