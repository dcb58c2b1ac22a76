"""The text reader: exact spans whatever the text, silence where nothing is said, and how well it reads our texts."""

import json
import random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from overdue_cli.reading.examples import failures
from overdue_cli.reading.numbers import number

from .conftest import ROOT, Run
from .cue_mutation import unnoticed
from .reading_quality import Machine, held, ours, table

MACHINE = Machine()
NOISE = ["\u200b", "\u200d", "\ufe0f", " ", ".", "·", "*", "\u2060", "\U0001f602"]
PLAIN = "再不还款就爆你通讯录"


def test_every_example_of_every_cue_reads_as_it_should() -> None:
    assert list(failures(MACHINE.reader, MACHINE.cues)) == []


def test_every_behaviour_has_cues() -> None:
    shown = {cue.behaviour for cue in MACHINE.cues.cues}
    assert shown == set(MACHINE.known.behaviours)


def test_the_record_of_patterns_is_up_to_date() -> None:
    """Where this fails: `make record`, then read the diff."""
    from .record_cues import RECORDED, document

    assert document(MACHINE.voting(None).reader, MACHINE.cues) == RECORDED.read_text(encoding="utf-8")


def test_small_changes_of_the_cues_are_noticed() -> None:
    """Each pattern or exception dropped by itself, of every sixth cue; `make mutate-cues` takes them all."""
    total, missed = unnoticed(MACHINE, every=6)
    assert total > 500
    assert len(missed) <= total * 0.35, (total, len(missed), missed[:20])


def test_the_reader_reads_our_texts_as_they_are_labelled() -> None:
    """The cues alone, on the third of the texts kept from those who wrote them; `make reading` prints all figures."""
    cues_alone = MACHINE.voting(None)
    figures = table([(told, cues_alone.read(told.text)) for told in ours() if held(told.id)])
    assert figures.hard >= FLOOR["hard"], figures
    assert figures.benign >= FLOOR["benign"], figures
    assert figures.lenient >= FLOOR["lenient"], figures
    assert figures.accused <= FLOOR["accused"], figures


FLOOR = {"hard": 0.65, "benign": 0.78, "lenient": 0.65, "accused": 0.1}
"""Below these the cues have got worse; the goals stand higher, and the votes add to it.

`lenient` was 0.66 until one threat of arrest, of freezing or of a case already filed, by a sender of whom no lender is
known, became 看情况 (2026.11.29): the texts call it unlawful, the law needs 多次 or a lender whom the rules bind."""


def test_with_votes_it_learned_our_texts() -> None:
    """The votes were learned from all of these texts, so that this only shows that they are in place and loaded."""
    figures = table([(told, MACHINE.read(told.text)) for told in ours() if held(told.id)])
    assert figures.hard >= 0.85, figures
    assert figures.danger >= 0.8, figures


def test_votes_do_not_accuse_alone_where_a_text_looks_harmless() -> None:
    assert MACHINE.reader.opinion is not None
    for words in ("您好，您的快递已到小区门口，请及时领取。", "【某某银行】您尾号1234的卡于11月2日收入工资5000元。"):
        assert MACHINE.read(words).verdict in ("none", "lawful")


def test_our_texts_are_many_and_every_behaviour_has_some() -> None:
    texts = ours()
    assert len(texts) >= 800
    assert len({text.text for text in texts}) == len(texts)
    for name in MACHINE.known.behaviours:
        assert sum(name in text.labels for text in texts) >= 8, name


@given(st.text(max_size=200))
def test_spans_are_exact_in_any_text(text: str) -> None:
    reading = MACHINE.reader.read(text)
    for seen in (*reading.behaviours.values(), *reading.told.values()):
        for one in seen:
            assert text[one.start : one.end] == one.text


@given(st.integers(min_value=0, max_value=10**9))
@settings(max_examples=60)
def test_noise_between_characters_changes_nothing(seed: int) -> None:
    """Marks put in between characters, full width, other scripts: the same behaviours, exact spans."""
    chance = random.Random(seed)
    for words in (PLAIN, "【某某金融】您的贷款已逾期54天，请尽快还款。"):
        wanted = MACHINE.reader.read(words)
        noisy = "".join(char + (chance.choice(NOISE[:3]) if chance.random() < 0.4 else "") for char in words)
        found = MACHINE.reader.read(noisy)
        assert found.behaviours.keys() == wanted.behaviours.keys()
        assert found.facts == wanted.facts
        for seen in found.behaviours.values():
            assert all(noisy[one.start : one.end] == one.text for one in seen)


@pytest.mark.parametrize("mark", NOISE)
def test_split_words_are_joined(mark: str) -> None:
    split = PLAIN.replace("通讯录", mark.join("通讯录"))
    assert "contact_book_bombing" in MACHINE.reader.read(split).behaviours


def test_other_scripts_and_widths_are_one() -> None:
    assert "contact_book_bombing" in MACHINE.reader.read("再不還款就爆你通訊錄").behaviours
    page = MACHINE.reader.normaliser.normal("ＡＢ㎏貸")
    assert page.text == "abkg贷"
    assert page.span(2, 4) == (2, 3)


@pytest.mark.parametrize(
    ("words", "value"),
    [("54天", 54), ("三天", 3), ("二十三", 23), ("一百零五", 105), ("两千三百", 2300), ("一万二", 10002), ("十", 10)],
)
def test_numbers(words: str, value: int) -> None:
    assert number(words) == value
    assert number("没有数") is None


HOSTILE = [
    "[bold red]爆你通讯录[/]",
    "\x1b[31m爆你通讯录\x1b[0m",
    "爆你通讯录\u202e\u200f\u061c",
    "爆你\x00通讯录",
    "{0} %s 爆你通讯录 {missing}",
    "<script>爆你通讯录</script>`|#*_",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("format_", ["text", "plain", "md"])
def test_nothing_in_a_text_breaks_the_page(run: Run, text: str, format_: str) -> None:
    done = run("check", "-", "--format", format_, stdin=text.encode())
    assert done.returncode == 0, done.stderr.decode()
    page = done.stdout.decode()
    assert "\x1b" not in page
    assert not set(page) & set("\x00\u202e\u200f\u061c")
    assert "大量联系通讯录里的人" in page
    if format_ == "md":
        assert "<script>" not in page


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_spans_count_code_points_of_the_text_as_given(run: Run, text: str) -> None:
    answer = json.loads(run("check", "-", "--json", stdin=text.encode()).stdout)
    spans = [span for finding in answer["findings"] for span in finding["spans"]]
    assert spans
    assert all(text[span["start"] : span["end"]] == span["text"] for span in spans)
    assert text not in json.dumps(answer, ensure_ascii=False)


def test_the_message_is_shown_with_its_words_marked(run: Run) -> None:
    page = run("check", "-", stdin="您好。再不还款就爆你通讯录！".encode(), COLUMNS="100").stdout.decode()
    assert "爆你通讯录〕" in page
    assert "〔①" in page
    assert "· ①" in page


def test_marks_never_cross_or_nest(run: Run) -> None:
    words = "【某某法务】您的借款已逾期62天，今日安排外访人员前往您户籍地走访，并通知村委会及您的紧急联系人。"
    page = run("check", "-", stdin=words.encode(), COLUMNS="100").stdout.decode()
    quoted = page[page.index("■ 你贴的话") : page.index("· ①")]
    marks = [char for char in quoted if char in "〔〕"]
    assert len(marks) >= 4
    assert marks == ["〔", "〕"] * (len(marks) // 2)


def test_facts_are_read_shown_and_corrected(run: Run) -> None:
    words = "【某某银行】您的贷款已逾期54天，请尽快还款。".encode()
    answer = json.loads(run("check", "-", "--json", stdin=words).stdout)
    assert answer["facts"]["days_overdue"] == 54
    assert any(one["fact"] == "days_overdue" and one["used"] for one in answer["read"])
    assert "--days" in run("check", "-", stdin=words).stdout.decode()
    mended = json.loads(run("check", "-", "--days", "20", "--json", stdin=words).stdout)
    assert mended["facts"]["days_overdue"] == 20


def test_known_misreadings_are_still_true() -> None:
    """What the cues alone are known to read otherwise, with the reason; votes may mend it."""
    rows = yaml.safe_load((ROOT / "tests" / "known_readings.yaml").read_text(encoding="utf-8"))
    texts = {text.id: text for text in ours()}
    cues_alone = MACHINE.voting(None)
    for row in rows:
        assert row["why"]
        assert cues_alone.read(texts[row["id"]].text).verdict == row["reads"], row
        assert row["reads"] not in texts[row["id"]].right, row
