"""What people type about themselves decides the first thing they are told to do, as a flag would."""

import pytest

from overdue_cli.knowledge.model import Knowledge
from overdue_cli.reading.danger import hear
from overdue_cli.reading.read import load, with_danger
from overdue_cli.reasoning.assess import assess

TODAY = "2026-11-29"

FIRST = {
    "催收老给我打电话，说我女儿欠网贷，我是她妈妈": "parent_first",
    "我是公司前台，要债的打座机骂我们员工": "employer_reply",
    "我不认识这个人，短信天天催我还": "say_not_mine",
    "给表姐做了担保人，她失联了，公司找我": "check_guarantee",
    "妻子病故，留下信用卡欠款，银行问我": "heir_first",
    "老板叫我替他刷脸办了贷款，现在催我还": "lent_name",
    "上个月全部结清了，他们还一直催": "paid_off",
    "借一千五到手一千，七天还一千五": "unlicensed_first",
    "法院把我的卡冻结了": "verify_court",
    "我妹妹的传票寄到我家，我替我妹收下了": "tell_borrower",
    "单位收到法院的协助执行通知，要我们扣员工工资": "employer_court",
}
"""A sentence, and the first action."""

DANGER = {
    "几个人正在踹我家防盗门": "门口有危险",
    "楼下有民警在敲门，要我跟他们走": "先核实",
    "一辆面包车从公司一路跟着我": "有人跟着你",
    "弟弟被讨债的打得头破血流": "他有危险",
}
"""A sentence, and what the headline of its page says."""

HARMLESS = [
    "一直有人打我电话找前房主",
    "他们给我妈发短信说我欠钱",
    "学校说不还清就不让毕业",
    "朋友被催得睡不好，我能帮他什么",
]


def answer(text: str, known: Knowledge):
    return assess({}, known, TODAY, reading=with_danger(load(known, None).read(text), hear(text, known), known))


@pytest.mark.parametrize("text", FIRST)
def test_the_first_action_fits_who_asks(text: str, known: Knowledge) -> None:
    found = answer(text, known)
    assert next(action.id for action in found.actions if action.part == "do") == FIRST[text], found.facts


@pytest.mark.parametrize("text", DANGER)
def test_dangers_are_told_apart(text: str, known: Knowledge) -> None:
    found = answer(text, known).safety
    assert found
    assert DANGER[text] in found.headline


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_danger_opens_no_page(text: str, known: Knowledge) -> None:
    assert answer(text, known).safety is None
