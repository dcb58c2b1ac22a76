"""From a question to its topic: how often it is the right one, and what each way of typing finds."""

import pytest

from overdue_cli.knowledge.library import Library
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.search import agencies, index, lookup
from overdue_cli.words.letters import bare, simple, spelled, syllables

from .search_quality import Quality, heldout, nothing, score, variants


@pytest.fixture(scope="module")
def quality() -> Quality:
    return Quality()


def find(quality: Quality, query: str) -> lookup.Found:
    return lookup.lookup(query, quality.library, quality.brands, quality.tools)


def test_questions_kept_out_of_the_index_find_their_topic(quality: Quality) -> None:
    """The goal of the project; `make search` prints the figures."""
    result = score(quality.asked(heldout()))
    assert result.first >= 0.85, result
    assert result.three >= 0.95, result


def test_no_kept_out_question_stands_in_the_index(quality: Quality) -> None:
    asked = {bare(q) for topic in quality.library.topics.values() for q in (*topic.questions, *topic.names)}
    assert not asked & {bare(question) for question, _ in heldout()}


def test_other_scripts_pinyin_and_slips_find_their_topic(quality: Quality) -> None:
    assert score(quality.asked(variants())).first >= 0.93


def test_titles_that_readers_asked_in_the_source_documents_lead_to_a_topic(quality: Quality) -> None:
    asked = [(c.claim, (c.topic,)) for c in quality.library.claims.values() if c.standing == "question"]
    tried = list(quality.asked(asked))
    assert score(tried).three >= 0.93
    assert all(find(quality, ask).topic for ask, _ in asked)


def test_what_no_topic_answers_mostly_stays_silent(quality: Quality) -> None:
    answered = [query for query in nothing() if find(quality, query).topic]
    assert len(answered) <= len(nothing()) * 0.2, answered


@pytest.mark.parametrize(
    ("query", "topic"),
    [
        ("payment_order", "payment_order"),
        ("Payment_Order", "payment_order"),
        ("爆通讯录", "contact_list_blast"),
        ("爆通訊錄", "contact_list_blast"),
        ("爆 通 讯 录！", "contact_list_blast"),
        ("btxl", "contact_list_blast"),
        ("baotongxunlu", "contact_list_blast"),
        ("bao tong xun lu", "contact_list_blast"),
        ("爆通信录", "contact_list_blast"),
        ("停息掛帳", "suspend_interest"),
        ("微粒贷逾期会坐牢吗", "criminal_liability"),
        ("彩铃", "ringtone_threat"),
        ("１２３７７", "report_12377"),
    ],
)
def test_ways_of_typing(quality: Quality, query: str, topic: str) -> None:
    found = find(quality, query)
    assert found.topic == topic


def test_pinyin_that_is_no_name_is_looked_for_in_the_questions(quality: Quality) -> None:
    assert "manual_repay" in [name for name, _ in find(quality, "huankuan").ranked[:3]]


def test_a_name_needs_no_index(quality: Quality) -> None:
    def never() -> index.Tools:
        raise AssertionError("the index was loaded")

    found = lookup.lookup("支付令", quality.library, quality.brands, never)
    assert found.topic == "payment_order"
    assert len(found.ranked) == len(quality.library.topics)


def test_the_brand_is_heard_and_does_not_decide(quality: Quality) -> None:
    assert find(quality, "微粒贷爆通讯录").topic == find(quality, "爆通讯录").topic
    assert find(quality, "wx微粒贷爆通讯录").brand == "微粒贷"
    assert find(quality, "爆通讯录").brand is None


def test_hostile_queries_find_nothing_and_break_nothing(quality: Quality) -> None:
    for query in ("!!!", "\x1b[31m", "﷽" * 50, "0" * 300, "a" * 300, "[bold]", "%s{0}"):
        assert find(quality, query).topic is None, query


def test_pinyin_has_the_readings_of_the_trade(library: Library) -> None:
    letters = library.letters
    assert syllables("还款", letters) == ("huan", "kuan")
    assert syllables("银行", letters) == ("yin", "hang")
    assert syllables("执行", letters) == ("zhi", "xing")
    assert syllables("调解", letters) == ("tiao", "jie")
    assert spelled("cuishou", letters) == ("cui", "shou")
    assert spelled("xqz", letters) == ()


def test_one_script_and_one_width(library: Library) -> None:
    assert simple("支付寶ＡＢＣ１２", library.letters) == "支付宝abc12"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("12378", "nfra_12378"),
        ("被恐吓", "police_110"),
        ("骚扰短信", "spam_12321"),
        ("法律援助", "lawaid_12348"),
        ("不想活了", "psych_12356"),
        ("收到传票想核实", "court_12368"),
        ("接到诈骗电话还没转钱", "antifraud_96110"),
    ],
)
def test_needs_lead_to_agencies(quality: Quality, known: Knowledge, query: str, first: str) -> None:
    found = agencies.find(query, known, quality.library, quality.brands, quality.tools)
    assert found.near
    assert found.names[0] == first


def test_a_credit_error_leads_to_the_register_and_its_supervisor(quality: Quality, known: Knowledge) -> None:
    found = agencies.find("征信错了", known, quality.library, quality.brands, quality.tools)
    assert "pbc_12363" in found.names[:4]
    assert "nfra_12378" not in found.names
