"""Danger told in words: heard in any words, of whoever's own or close by; never in an insult or a figure of speech."""

import time
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overdue_cli.compile.danger import learned
from overdue_cli.compile.parts import dangers, knowledge
from overdue_cli.errors import Fault
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.reading.danger import Listener, hear
from overdue_cli.reading.examples import unheard
from overdue_cli.reading.learned import STRETCH, stretches
from overdue_cli.reading.read import load

from .conftest import ROOT
from .danger_quality import wrong

KNOWN = knowledge(ROOT / "data")
WHO = [
    "",
    "我",
    "我真的",
    "其实我",
    "每天都",
    "欠了十几万，我",
    "催收天天打电话，我",
    "被他们逼得我",
    "我一个人的时候总",
]
CLOSE = ["我老公", "我妈", "我儿子", "我弟弟", "室友", "我闺蜜", "女朋友", "他", "她", "俺娘", "同事"]
SAYS = ["", "说", "昨晚说", "哭着说", "今天跟我说", "发微信说他"]
WISHES = [
    "不想活了", "想死", "想自杀", "想跳楼", "活不下去了", "活够了", "想一死了之", "撑不下去了", "想结束自己",
    "想从这个世界上消失", "觉得活着没意思", "想死了算了", "想喝农药", "想割腕", "觉得死了就解脱了",
]  # fmt: skip
ENDS = ["", "。", "，怎么办", "，谁能帮帮我", "，网贷还不上", "，逾期三个月了，能不能协商"]
SPEAKERS = [
    "", "催收：", "对方说：", "他骂我：", "短信：", "今天催收打电话说，", "欠钱不还，", "再不还钱，", "客服发来：",
    "[催收] ",
]  # fmt: skip
ADDRESSED = ["你", "你们", "您", "你这种人", "你全家", "你妈", "你老公"]
INSULTS = [
    "怎么不去死", "去死吧", "怎么还不死", "活着浪费空气", "不如死了算了", "早点死", "有本事去跳楼", "不配活着",
    "活着有什么用", "死了算了", "是不是活腻了", "不想活了是吧", "去跳河吧", "怎么不从楼上跳下去", "就等着收尸吧",
    "想死是不是", "死了也要还", "上吊去吧", "找根绳子吊死吧",
]  # fmt: skip
FIGURES = [
    "累死了", "烦死了", "气死我了", "笑死", "热死了", "吓死我了", "饿死了先吃饭", "想死你了", "手机死机了",
    "死活打不通",    "打死我也不签", "跳楼价", "基金跳水了", "社死现场", "死磕到底", "利息高得吓死人", "额度被锁死了",
]  # fmt: skip
DENIALS = ["我没", "我没有", "我不会", "我从没", "我绝不会", "放心，我不会", "我不是", "我才不", "没", "不会"]
PUT = ["\u200b", "\u200d", " ", "\u3000", ".", "·", "*", "\u2060"]


def despair(text: str) -> bool:
    heard = hear(text, KNOWN)
    return heard is not None and "want_to_die" in heard.now


def test_every_example_is_heard_as_it_should_be() -> None:
    assert list(unheard(KNOWN, dangers(ROOT / "data"))) == []


def test_own_despair_is_heard_whatever_stands_around_it() -> None:
    texts = ["".join(parts) for parts in product(WHO, WISHES, ENDS)]
    missed = [text for text in texts if not despair(text)]
    assert len(missed) <= len(texts) / 100, missed[:10]


def test_of_somebody_close_it_is_heard_as_theirs() -> None:
    for parts in product(CLOSE, SAYS, WISHES):
        heard = hear("".join(parts), KNOWN)
        assert heard is not None, parts
        assert heard.danger_to == "other", parts


def test_no_insult_is_ever_a_danger() -> None:
    for parts in product(SPEAKERS, ADDRESSED, INSULTS):
        assert hear("".join(parts), KNOWN) is None, parts


def test_figures_of_speech_and_denials_are_none() -> None:
    for text in FIGURES:
        assert hear(text, KNOWN) is None, text
    for parts in product(DENIALS, ["想死", "去死", "自杀", "跳楼", "寻短见", "轻生"]):
        assert not despair("".join(parts)), parts


def test_a_collector_and_the_writer_in_one_paste() -> None:
    heard = hear("催收：你怎么不去死\n我：我都想死了，求你们别打了", KNOWN)
    assert heard is not None
    assert heard.now == ("want_to_die",)
    assert all(span.start > 10 for span in heard.spans)


@given(st.sampled_from(["我不想活了", "我老公说他想跳楼", "撑不下去了", "安眠药攒够了"]), st.data())
@settings(deadline=None, max_examples=150)
def test_what_is_put_between_characters_changes_nothing(text: str, data: st.DataObject) -> None:
    marks = [data.draw(st.sampled_from(["", *PUT])) for _ in text]
    dressed = "".join(char + mark for char, mark in zip(text, marks, strict=True))
    plain, heard = hear(text, KNOWN), hear(dressed, KNOWN)
    assert plain is not None
    assert heard is not None
    assert (heard.now, heard.danger_to) == (plain.now, plain.danger_to)
    for span in heard.spans:
        assert dressed[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    ["ｗo bu xiang huo le", "WO BU XIANG HUO LE", "wobuxianghuole", "wo3 bu4 xiang3 huo2 le5", "我bu xiang huo了",
     "我不想或了", "想s了", "想4", "想自鲨", "我不想活瞭", "唔想活喇", "I want to die"],
)  # fmt: skip
def test_pinyin_wrong_characters_and_dialect(text: str) -> None:
    assert despair(text), text


def test_pinyin_of_an_insult_is_none() -> None:
    for text in ("ni zen me bu qu si", "lei si le", "wo mei xiang si, fang xin", "the check is on the way to xi an"):
        assert hear(text, KNOWN) is None, text


@pytest.mark.parametrize(
    ("text", "now", "whose"),
    [
        ("他们把我关在办公室不让走", "held", "me"),
        ("救命，有人打我", "held", "me"),
        ("我妹被他们扣住了，说不还钱不放人", "held", "other"),
        ("有人一直跟着我", "following_me", "me"),
        ("有人在踹我家门", "at_the_door", "me"),
        ("钱一转过去就把我拉黑了", "money_sent", "me"),
        ("我妈刚给骗子转了两万", "money_sent", "other"),
    ],
)
def test_other_dangers_and_whose(text: str, now: str, whose: str) -> None:
    heard = hear(text, KNOWN)
    assert heard is not None
    assert now in heard.now
    assert heard.danger_to == whose


def test_what_is_over_or_only_threatened_is_no_danger_now() -> None:
    for text in ("上个月他们把我关了两天，后来放了", "催收说下周要上门", "再不还就把你关起来", "还没转，幸好没转",
                 "钱已经转过去了，还清了", "额度被锁了", "我爸去世了，网贷要还吗"):  # fmt: skip
        assert hear(text, KNOWN) is None, text


@pytest.mark.parametrize("text", ["", " ", "\n", "？", "\ud800", "a" * 5000, "死" * 5000, "“" * 3000, "我：" * 3000])
def test_any_text_is_taken(text: str) -> None:
    hear(text, KNOWN)


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=200)
def test_spans_are_exact(text: str) -> None:
    heard = hear(text, KNOWN)
    for span in heard.spans if heard else ():
        assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "unit",
    [
        "您的借款{n}已逾期，请还款。",
        "你怎么{n}不去死。",
        "催收{n}说我死了也要还，",
        "buxiangsi{n} ",
        "“我{n}",
        "催收{n}：死\n",
    ],
)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    """A megabyte, every piece of it different."""
    made = []
    for many in (5_000, 20_000):
        text = "".join(unit.replace("{n}", str(n)) for n in range(many))[: many * 10]
        start = time.process_time()
        hear(text, KNOWN)
        made.append(time.process_time() - start)
    assert made[1] < 8 * max(made[0], 0.05)


def test_a_reading_has_the_danger_and_despair_is_no_insult(known: Knowledge) -> None:
    reader = load(known, None)
    for text in ("我不想活了", "我真的想死，死了算了"):
        reading = reader.read(text)
        assert reading.facts["now"] == ("want_to_die",)
        assert reading.facts["danger_to"] == "me"
        assert reading.told["now"]
        assert "insult_abuse" not in reading.behaviours
    insult = reader.read("你怎么不去死")
    assert "now" not in insult.facts
    assert "insult_abuse" in insult.behaviours
    both = reader.read("催收：你怎么不去死\n我：我都想死了")
    assert both.facts["now"] == ("want_to_die",)
    assert "insult_abuse" in both.behaviours
    assert "stalking_detention" in reader.read("我被他们锁在屋里，不让走").behaviours


def test_a_long_paste_is_heard_to_its_end() -> None:
    assert despair("您的借款已逾期，请尽快还款。\n" * 3_000 + "我真的不想活了")


# Words that only what was learned hears.
BY_SOUND = ["数到三我就松手", "吃完这顿我就走了，别找我", "我把猫送人了，密码写在纸上"]


def by_sound(text: str) -> bool:
    heard = hear(text, KNOWN)
    return heard is not None and any(span.cue == "learned.want_to_die" for span in heard.spans)


def bare(text: str) -> bool:
    """Whether frames alone hear despair."""
    heard = Listener(KNOWN._replace(danger_learned={})).hear(text)
    return heard is not None and "want_to_die" in heard.now


def test_what_no_frame_knows_is_heard_by_its_sound_and_silenced_as_frames_are() -> None:
    for text in BY_SOUND:
        assert not bare(text), text
        assert by_sound(text), text
        for dressed in (f"《{text}》", f"小说里写“{text}”", f"催收：{text}", f"新闻报道，{text}"):
            assert not despair(dressed), dressed


def test_a_long_paste_of_the_other_side_is_silent() -> None:
    for texts in (
        "您的借款已逾期，请尽快还款。",
        "催收：你今天必须还，不还就上门找你家里人。\n",
        "你爸妈都老了，别让他们跟着丢人。",
    ):
        assert hear(texts * 200, KNOWN) is None, texts


def test_weights_that_are_not_as_written_are_a_fault(tmp_path: Path) -> None:
    for written in ("{", "[]", '{"want_to_die": {"bias": 1}}', '{"no_such_danger": {}}'):
        (tmp_path / "danger-weights.json").write_text(written, encoding="utf-8")
        faults: list[Fault] = []
        learned(tmp_path, ("want_to_die",), faults)
        assert faults, written


def test_stretches_cover_the_text_and_none_is_too_long() -> None:
    listener = Listener(KNOWN)
    for text in ("我。" * 100, "我" * 500, "好的，" * 100, "短。\n很长" + "的" * 80 + "，一句。"):
        normal = listener.normal(text)
        found = [*stretches(normal)]
        assert all(0 < end - start <= STRETCH for start, end in found)
        assert {at for start, end in found for at in range(start, end)} == {*range(len(normal.text))}


LIMITS = {
    "own": {"despair": 20, "none": 6},
    "written": {"despair": 3, "held": 3, "paid": 3, "none": 2},
    "learned": {"despair": 370, "held": 60, "paid": 30, "none": 190},
    "kept": {"despair": 29, "held": 12, "paid": 10, "none": 18},
    "unseen": {"despair": 29, "none": 15},
    "fresh": {"despair": 27, "held": 16, "paid": 16, "none": 27},
}
"""How many may be heard wrongly, by file and kind: more, and the reader has got worse.

On what nothing was learned from (`kept`, `unseen`, `fresh`) the goal is not met: 6 of 190 missed, 3 of 210 false.
`docs/how-well-it-reads.md` has what was measured.
"""


@pytest.mark.parametrize("name", list(LIMITS))
def test_the_figures_hold(name: str) -> None:
    figures = wrong(name, KNOWN)
    for kind, most in LIMITS[name].items():
        assert figures[kind][0] <= most, (kind, figures[kind])
