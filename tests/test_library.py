"""What the topics and claims say: every one whole, sourced, and free of the errors that hurt people."""

import re

import pytest

from overdue_cli.compile import parts
from overdue_cli.knowledge.library import Library
from overdue_cli.knowledge.model import STANDINGS, Knowledge
from overdue_cli.reasoning.explain import explain

from .conftest import ROOT

TODAY = "2026-11-22"


def spoken(library: Library, known: Knowledge) -> dict[str, str]:
    """Everything that an answer says in its own words, by topic; claims quoted only to be corrected left out."""
    texts = {}
    for topic in library.topics.values():
        now = explain(topic, library, known, None, TODAY)
        parts = [now.answer, *now.lawful, *now.unlawful, *now.depends_on, *now.steps, *now.dont, now.no_provision]
        texts[topic.id] = "\n".join([*parts, *(claim.correction for claim in now.documents)])
    return texts


def test_every_topic_answers_in_two_short_sentences(library: Library) -> None:
    assert len(library.topics) >= 96
    for topic in library.topics.values():
        assert 15 <= len(topic.answer) <= 130, topic.id
        assert len(topic.questions) >= 30, topic.id
        assert len(topic.steps) >= 3, topic.id
        assert len(topic.dont) >= 2, topic.id
        assert topic.agencies, topic.id
        assert len(topic.related) >= 2, topic.id


def test_no_two_topics_say_the_same(library: Library) -> None:
    """A sentence of advice may stand in a few topics; none is built from the sentences of another."""
    for one in library.topics.values():
        for other in library.topics.values():
            if one.id < other.id:
                shared = {*one.steps, *one.dont} & {*other.steps, *other.dont}
                assert len(shared) <= 2, (one.id, other.id, shared)
                assert one.answer != other.answer


def test_no_answer_sends_anyone_to_what_is_gone(library: Library, known: Knowledge) -> None:
    for name, text in spoken(library, known).items():
        assert not re.search(r"(?<!原)(?<!原中国)银(?:保)?监会", text), name
        for match in re.finditer(r"《?合同法》?第", text):
            before = text[max(0, match.start() - 12) : match.end() + 30]
            assert re.search("废止|已经|旧|原|失效", before), (name, before)


def test_a_complaint_about_a_lender_never_goes_to_the_content_line(library: Library, known: Knowledge) -> None:
    """12377 stands only where something was put online; never before the lender and its supervisor."""
    allowed = {"report_12377", "contact_list_blast", "threats_insults", "civil_claim", "privacy_permission"}
    for topic in library.topics.values():
        if "netcontent_12377" in topic.agencies:
            assert topic.id in allowed, topic.id
    for name, text in spoken(library, known).items():
        for sentence in re.split("[。；\n]", text):
            if "12377" in sentence:
                online = re.search(
                    "网上|网络|平台|内容|帖|视频|抖音|微博|链接|照片|不要|不归|不管|不是|不受理|不接|App|信息",
                    sentence,
                )
                assert online, (name, sentence)


def test_unlicensed_lenders_are_not_sent_to_the_bank_supervisor(library: Library) -> None:
    for name in ("illegal_high_interest",):
        assert "nfra_12378" not in library.topics[name].agencies
        assert "police_110" in library.topics[name].agencies


def test_despair_comes_first_where_it_is_asked_about(library: Library) -> None:
    topic = library.topics["mental_health"]
    assert topic.agencies[0] == "psych_12356"
    assert "12356" in topic.answer


def test_every_claim_has_a_standing_a_reason_and_a_topic(library: Library) -> None:
    assert len(library.claims) == 205
    for claim in library.claims.values():
        assert claim.standing in STANDINGS
        assert claim.topic in library.topics
        assert claim.correction or claim.standing == "confirmed", claim.id


def test_every_topic_is_listed_in_one_group(library: Library) -> None:
    listed = [name for group in library.groups for name in group.topics]
    assert sorted(listed) == sorted(library.topics)
    assert all(2 <= len(group.topics) <= 20 for group in library.groups)


def test_norms_are_never_called_law(library: Library, known: Knowledge) -> None:
    for name, text in spoken(library, known).items():
        for sentence in re.split("[。；\n]", text):
            if re.search("(?:国标|指引|GB/T)[^，。；]{0,12}(?:规定了?法律|是法律|法律规定)", sentence):
                assert re.search("不是|不等于|是不是|规范", sentence), (name, sentence)


@pytest.mark.parametrize("day", ["2025-12-31", "2026-11-22"])
def test_every_provision_of_a_topic_is_cited_with_its_dates(library: Library, known: Knowledge, day: str) -> None:
    for topic in library.topics.values():
        now = explain(topic, library, known, None, day)
        assert [one.id for one in now.basis] == list(topic.provisions())
        assert all(one.in_force_from for one in now.basis)
        assert bool(now.basis) != bool(now.no_provision), topic.id


def test_the_brand_shapes_the_route(library: Library, known: Knowledge) -> None:
    from overdue_cli.reasoning.resolve import find_lender

    topic = library.topics["complaint_channels"]
    bank = explain(topic, library, known, find_lender("微粒贷", known), TODAY)
    several = explain(topic, library, known, find_lender("美团借钱", known), TODAY)
    assert "local_finance" not in [stop.id for stop in bank.agencies]
    assert {"nfra_12378", "local_finance"} <= {stop.id for stop in several.agencies}


def test_the_library_has_no_fault(known: Knowledge) -> None:
    assert parts.library(ROOT / "data", known).topics
