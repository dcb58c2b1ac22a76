"""Letters: a story for each kind, the required elements, blanks, hostile words, and the command as users call it."""

import io
import json
import re
import stat
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from overdue_cli import casebook, facts
from overdue_cli.assessment import plain
from overdue_cli.compile import parts
from overdue_cli.errors import CallError, KnowledgeError
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.knowledge.papers import KINDS, Papers
from overdue_cli.papers import case as cases
from overdue_cli.papers.letter import Draft, draft
from overdue_cli.papers.letter_page import notes
from overdue_cli.reading.read import Reader, load
from overdue_cli.reasoning.assess import assess
from overdue_cli.render import letter as render
from overdue_cli.render.markdown import markdown

from .conftest import ROOT, Run

TODAY = "2026-11-26"
STORIES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/papers/stories.yaml").read_text("utf-8"))["stories"]
THREATS = ("后果自负", "否则", "曝光你", "让你", "告到底", "追究到底", "绝不", "必将", "严惩", "立即停止", "敲诈")
ACKNOWLEDGED = ("我愿意还", "我会还", "承诺还", "真实的借款我认", "愿意继续商量还款")
"""Words that could restart the limitation of an old debt: no complaint says them."""


@pytest.fixture(scope="module")
def papers(known: Knowledge) -> Papers:
    return parts.papers(ROOT / "data", known)


@pytest.fixture(scope="module")
def reader(known: Knowledge) -> Reader:
    return load(known, None)


def written(kind: str, given: dict[str, Any], known: Knowledge, papers: Papers, read: Any = None) -> Draft:
    told = facts.from_document(given, known.questions, "这里")
    case = cases.of(assess(told, known, TODAY, reading=read))
    if "event_date" not in given:  # an assessment without a day is one of today; a letter must not say so
        assert "event_date" not in case.facts.values
    return draft(papers.letters[kind], case, papers.words, known, TODAY)


def text_of(made: Draft, papers: Papers) -> tuple[str, str]:
    return render.text(made.body), render.text(notes(made, papers.words))


def is_clean(made: Draft, papers: Papers) -> None:
    """What holds of every draft, whatever the case."""
    body, cover = text_of(made, papers)
    assert not re.search(r"[{}$]", body + cover), body
    assert "None" not in body + cover
    assert list(made.blanks) == list(dict.fromkeys(re.findall("【待填:([^】]+)】", body)))
    listed = [block.text for block in notes(made, papers.words) if block.kind == "step"]
    assert listed == list(made.blanks)
    assert all(element.present for element in made.elements), made.elements
    assert not [word for word in THREATS if word in body]
    assert "群发" in body and "可能违法" in body
    assert (body.splitlines()[0] == made.title) == made.supported


def test_there_is_a_story_for_each_kind() -> None:
    assert sorted(story["kind"] for story in STORIES) == sorted(KINDS)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["name"])
def test_story(story: dict[str, Any], known: Knowledge, papers: Papers, reader: Reader) -> None:
    read = reader.read(story["text"]) if "text" in story else None
    made = written(story["kind"], story["facts"], known, papers, read)
    is_clean(made, papers)
    body, cover = text_of(made, papers)
    assert made.supported is story["supported"]
    assert story["to"] in made.to
    assert [words for words in story["says"] if words not in body + cover] == []
    assert [words for words in story["says_not"] if words in body] == []
    assert set(story["blanks"]) <= set(made.blanks)
    assert all(one.in_force_from <= TODAY for one in made.basis)
    assert {"hand_in", "attach", "receipt", "answer", "next", "keep"} == set(made.cover)
    assert all(made.cover.values())
    assert len(body) < 1700, "short enough to be read by whoever receives it"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_written_for_any_case(kind: str, known: Knowledge, papers: Papers) -> None:
    for case in casebook.load(ROOT / "tests/cases")[:: len(KINDS) * 3]:
        told = facts.from_document(case.facts, known.questions, case.name)
        made = draft(papers.letters[kind], cases.of(assess(told, known, case.asked_on)), papers.words, known, TODAY)
        is_clean(made, papers)
        if kind != "negotiate":
            assert not [words for words in ACKNOWLEDGED if words in render.text(made.body)]


@pytest.mark.parametrize("kind", KINDS)
def test_with_nothing_told_the_first_line_says_so(kind: str, known: Knowledge, papers: Papers) -> None:
    made = written(kind, {"asking_as": "borrower"}, known, papers)
    is_clean(made, papers)
    assert made.warnings
    assert made.warnings[0] in render.text(made.body).splitlines()[0]
    assert made.warnings[0][:6] in markdown(made.body).splitlines()[0]


TO = [
    ("bank", "国家金融监督管理总局", "12378"),
    ("consumer_finance", "国家金融监督管理总局", "12378"),
    ("trust", "国家金融监督管理总局", "12378"),
    ("microloan", "地方金融管理局", "12345"),
    ("financing_guarantee", "地方金融管理局", "12345"),
]


@pytest.mark.parametrize(("kind", "to", "phone"), TO)
def test_the_regulator_fits_the_lender(kind: str, to: str, phone: str, known: Knowledge, papers: Papers) -> None:
    made = written("regulator", {"lender_kind": kind, "behaviours": ["insult_abuse"]}, known, papers)
    assert to in made.to
    assert any(phone in line for line in made.cover["hand_in"])


@pytest.mark.parametrize(("kind", "instead"), [("unlicensed", "110"), ("private_person", "12348")])
def test_who_has_no_regulator_is_sent_elsewhere(kind: str, instead: str, known: Knowledge, papers: Papers) -> None:
    made = written("regulator", {"lender_kind": kind, "behaviours": ["insult_abuse"]}, known, papers)
    assert instead in made.warnings[0]


@pytest.mark.parametrize("kind", ["lender", "regulator"])
def test_a_fraud_is_not_laid_at_the_door_of_who_lent(kind: str, known: Knowledge, papers: Papers) -> None:
    made = written(kind, {"behaviours": ["scam_other"], "lender_kind": "bank"}, known, papers)
    assert "可能不是放款方" in made.warnings[0] and "110" in made.warnings[0]


@pytest.mark.parametrize("kind", ["unlicensed", "private_person"])
def test_nobody_is_sent_to_a_lender_without_licence_for_a_number(kind: str, known: Knowledge, papers: Papers) -> None:
    made = written("regulator", {"lender_kind": kind, "behaviours": ["insult_abuse"]}, known, papers)
    cover = "".join(line for name in ("hand_in", "answer", "next") for line in made.cover[name])
    assert "先向放款机构投诉" not in cover and "转给机构" not in cover and "银行" not in cover
    assert "12348" in cover and "110" in cover


def test_an_unknown_lender_leaves_a_blank_that_says_how_to_choose(known: Knowledge, papers: Papers) -> None:
    made = written("regulator", {"behaviours": ["insult_abuse"]}, known, papers)
    assert made.to.startswith("【待填:") and "小额贷款" in made.to


def test_the_law_is_that_of_the_day(known: Knowledge, papers: Papers) -> None:
    for day, there, not_there in (("2025-11-20", "第四十二条", "第五十条第一款"), (TODAY, "第五十条", "第四十二条")):
        given = {"behaviours": ["violence_threat"], "event_date": day}
        body = render.text(written("police", given, known, papers).body)
        assert there in body and not_there not in body


def test_a_measure_is_asked_for_only_where_it_was_law_on_the_day(known: Knowledge, papers: Papers) -> None:
    for day, there in (("2025-12-31", False), ("2026-01-01", True)):
        given = {"behaviours": ["stalking_detention"], "event_date": day}
        assert ("不得接触我" in render.text(written("police", given, known, papers).body)) is there


def test_law_that_does_not_bind_this_lender_is_not_cited(known: Knowledge, papers: Papers) -> None:
    for lender, rules in (("bank", True), ("microloan", False)):
        made = written("lender", {"behaviours": ["insult_abuse"], "lender_kind": lender}, known, papers)
        assert ("complaint-elements" in {one.id for one in made.basis}) is rules
    private = written("stop_third_party", {"asking_as": "relative", "lender_kind": "private_person"}, known, papers)
    body, cover = text_of(private, papers)
    assert "个人信息保护法" not in body + cover and "（）" not in body + cover and "删除我的号码" in body


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"channels": ["visit"]}, "有人上门。【待填:"),
        ({"pay_to": "private_account"}, "要求把钱付到个人账户"),
        ({"messages_per_day": 20}, "收到 20 条"),
        ({"calls_per_day": 5}, "接通 5 次"),
        ({"asking_as": "relative"}, "联系了我，而我不是借款人。【待填:"),
        ({"asking_as": "wrong_number"}, "不是我借的"),
    ],
)
def test_what_follows_from_a_fact_is_told_too(
    given: dict[str, Any], told: str, known: Knowledge, papers: Papers
) -> None:
    for kind in ("lender", "regulator", "stop_third_party", "police"):
        assert told in render.text(written(kind, given | {"lender_kind": "bank"}, known, papers).body), kind


def test_words_inside_longer_words_are_quoted_once() -> None:
    spans = [("你儿子欠我", "contact_third_party"), ("你儿子欠我们", "x"), ("你儿子欠我们的钱", "y"), ("发到村里", "z")]
    assert cases._quotes(spans) == (
        cases.Quote("你儿子欠我们的钱", ("contact_third_party", "x", "y")),
        cases.Quote("发到村里", ("z",)),
    )


def test_the_full_name_of_a_lender_is_taken_a_brand_is_not(known: Knowledge, papers: Papers) -> None:
    given = {"behaviours": ["insult_abuse"], "lender": "深圳前海微众银行股份有限公司"}
    assert "合同上写的放款机构全称" not in written("lender", given, known, papers).blanks
    assert "合同上写的放款机构全称" in written("lender", given | {"lender": "微粒贷"}, known, papers).blanks


def test_individual_instalments_are_for_cards_of_banks(known: Knowledge, papers: Papers) -> None:
    for given, there in (
        ({"loan_kind": "credit_card", "lender_kind": "bank"}, True),
        ({"loan_kind": "consumer_loan", "lender_kind": "bank"}, False),
        ({"lender": "美团借钱"}, False),
    ):
        assert ("个性化分期" in render.text(written("negotiate", given, known, papers).body)) is there


def test_a_person_who_lent_has_no_app(known: Knowledge, papers: Papers) -> None:
    for kind in ("stop_third_party", "negotiate"):
        body, cover = text_of(written(kind, {"lender_kind": "private_person"}, known, papers), papers)
        assert "App" not in body.replace("产品或 App 的名字", "").replace("看 App 或合同", "")
        assert "官方 App" not in cover and "信用卡" not in cover


def test_an_old_debt_is_not_acknowledged_unwarned(known: Knowledge, papers: Papers) -> None:
    made = written("negotiate", {"lender_kind": "bank", "days_overdue": 1200}, known, papers)
    assert "诉讼时效" in made.warnings[0]


@pytest.mark.parametrize("kind", ["lender", "stop_third_party"])
def test_who_writes_about_an_old_debt_is_told_what_not_to_say(kind: str, known: Knowledge, papers: Papers) -> None:
    for days, warned in ((1094, False), (1095, True)):
        given = {"lender_kind": "bank", "days_overdue": days, "behaviours": ["insult_abuse"]}
        _, cover = text_of(written(kind, given, known, papers), papers)
        assert ("诉讼时效重新起算" in cover) is warned


@pytest.mark.parametrize("who", ["relative", "colleague", "wrong_number"])
def test_others_write_for_themselves(who: str, known: Knowledge, papers: Papers) -> None:
    for kind in ("lender", "regulator", "stop_third_party", "police"):
        given = {"asking_as": who, "behaviours": ["insult_abuse", "disclose_debt_to_others"], "lender_kind": "bank"}
        body = render.text(written(kind, given, known, papers).body)
        assert "不是借款人" in body
        assert not re.search("我欠款|我的借款|我借款时|我是借款人，", body)


HOSTILE = "【待填:密码】{today}$x<b>&*_[a](http://x)\x1b[31m\u202e"


def test_words_of_the_user_are_only_words(known: Knowledge, papers: Papers, reader: Reader) -> None:
    from overdue_cli.reading import Reading, Seen

    told = {"lender": HOSTILE, "behaviours": ("insult_abuse",)}
    read = Reading({"insult_abuse": (Seen(0, 9, HOSTILE, "x"),)}, {}, {})
    for kind in KINDS:
        made = draft(
            papers.letters[kind], cases.of(assess(told, known, TODAY, reading=read)), papers.words, known, TODAY
        )
        assert "密码" not in made.blanks
        body = render.text(made.body)
        assert not re.search("[\x1b\u202e]", body)
        assert "{today}" in body or kind == "credit_dispute"  # not filled in
        shown = markdown(made.body)
        assert "<b>" not in shown and "[a](" not in shown


def test_the_same_findings_come_out_of_a_piped_assessment(known: Knowledge) -> None:
    """What follows from facts is not taken as told: the verdict must not grow on the way."""
    for case in casebook.load(ROOT / "tests/cases")[::5]:
        answer = assess(facts.from_document(case.facts, known.questions, case.name), known, case.asked_on)
        again = cases.from_document(json.loads(json.dumps(plain(answer))), known, case.asked_on, "x").answer
        assert [(f.rule, f.verdict) for f in again.findings] == [(f.rule, f.verdict) for f in answer.findings], (
            case.name
        )
        assert again.deadlines == answer.deadlines
        assert again.agencies == answer.agencies


def test_a_word_file_opens_and_holds_the_text(known: Knowledge, papers: Papers) -> None:
    import docx
    from docx.oxml.ns import qn

    made = written("lender", {"behaviours": ["insult_abuse"], "lender": "微粒贷"}, known, papers)
    data = render.word([list(made.body), notes(made, papers.words)], made.title)
    document = docx.Document(io.BytesIO(data))
    held = [paragraph.text for paragraph in document.paragraphs if paragraph.text.strip()]
    body, cover = text_of(made, papers)
    assert held == [line for line in (body + cover).splitlines() if line]
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "宋体"
    assert round(document.sections[0].page_width.mm) == 210
    assert document.core_properties.author == ""
    assert document.core_properties.title == made.title


def test_without_the_extra_the_command_to_install_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(CallError, match=r"pip install 'overdue-cli\[docx\]'"):
        render.word([[]], "x")


@pytest.fixture(scope="module")
def saved(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("case") / "情况.json"
    done = run("check", "--lender", "微粒贷", "--contacted", "family", "--reachable", "--on", "2026-11-20", "--json")
    place.write_bytes(done.stdout)
    return place


def test_letter_as_json(run: Run, saved: Path) -> None:
    done = run("letter", "lender", "--case", "-", "--json", stdin=saved.read_bytes())
    made = json.loads(done.stdout)
    assert done.stderr == b""
    schema = json.loads(run("rules", "schema", "letter").stdout)
    jsonschema.validate(made, schema)
    assert made["body"].startswith("# 关于催收行为的投诉\n")
    assert all(f"【待填:{label}】".replace("[", "\\[") in made["body"] for label in made["blanks"])
    assert {element["id"] for element in made["elements"]} >= {"complainant", "respondent", "facts", "request"}
    assert all(element["present"] for element in made["elements"])


def test_a_case_that_another_shell_recoded_is_read(run: Run, saved: Path) -> None:
    words = saved.read_text("utf-8")
    plain = run("letter", "lender", "--case", str(saved)).stdout
    for coding in ("utf-8-sig", "utf-16", "gb18030"):
        assert run("letter", "lender", "--case", "-", stdin=words.encode(coding)).stdout == plain


def test_a_letter_goes_to_a_file_whole_owner_only_and_never_over_another(run: Run, saved: Path, tmp_path: Path) -> None:
    for name in ("信.md", "信.txt", "信.docx"):
        target = tmp_path / name
        assert run("letter", "投诉", "--case", str(saved), "-o", str(target)).returncode == 0
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
        before = target.read_bytes()
        again = run("letter", "投诉", "--case", str(saved), "-o", str(target))
        assert again.returncode == 2 and "--force" in again.stderr.decode()
        assert target.read_bytes() == before
    assert (tmp_path / "信.docx").read_bytes().startswith(b"PK")
    assert (tmp_path / "信.md").read_text("utf-8").startswith("# ")
    assert not (tmp_path / "信.txt").read_text("utf-8").startswith("#")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["信.md", "信.txt", "信.docx"])


def test_letter_from_the_record(run: Run, tmp_path: Path) -> None:
    home = {"OVERDUE_HOME": str(tmp_path)}
    run("log", "debt", "微粒贷", "--lender", "微粒贷", "--due", "2026-10-05", **home)
    for at, more in (
        ("2026-11-20 22:40", ["--channel", "call", "--number", "02112345678", "--answered"]),
        ("2026-11-21 10:00", ["--channel", "sms", "--number", "10691234", "--words", "再不还就爆你通讯录"]),
    ):
        assert run("log", "add", "--at", at, *more, **home).returncode == 0
    body = json.loads(run("letter", "lender", "--json", **home).stdout)["body"]
    assert "1. 2026年11月20日 22:40，电话，接通，来自 02112345678" in body
    assert "2. 2026年11月21日 10:00，短信，来自 10691234；原话“再不还就爆你通讯录”" in body
    run("log", "debt", "白条", "--lender", "京东白条", **home)
    several = run("letter", "lender", **home)
    assert several.returncode == 2 and "--debt" in several.stderr.decode() and "白条" in several.stderr.decode()
    assert run("letter", "lender", "--debt", "微粒贷", **home).returncode == 0


GOOD: dict[str, Any] = {"schema": "overdue-cli/assessment/1", "event_date": TODAY, "facts": {}, "findings": []}
WRONG_CASES = [
    (b"", "JSON"),
    (b"[1]", "check --json"),
    (b'{"schema": "overdue-cli/plan/1"}', "check --json"),
    (b"\xff\xfe\x00", "UTF-8"),
    (b"[" * 100_000, "JSON"),
    (b" " * 1_100_000, "1 MB"),
    (json.dumps(GOOD | {"event_date": "2026-02-30"}).encode(), "event_date"),
    (json.dumps(GOOD | {"facts": {"days_overdue": "x"}}).encode(), "days_overdue"),
    (json.dumps(GOOD | {"facts": {"password": 1}}).encode(), "password"),
    (json.dumps(GOOD | {"findings": [{"behaviour": "no"}]}).encode(), "findings"),
    (json.dumps(GOOD | {"findings": [{"behaviour": "insult_abuse", "spans": [{"text": 1}]}]}).encode(), "spans"),
    (b'{"schema": 1, "schema": 2}', "schema"),
]


@pytest.mark.parametrize(("given", "where"), WRONG_CASES, ids=lambda value: str(value)[:30])
def test_a_wrong_case_gets_one_clear_line(run: Run, given: bytes, where: str) -> None:
    done = run("letter", "lender", "--case", "-", stdin=given)
    said = done.stderr.decode()
    assert (done.returncode, done.stdout, said.count("\n")) == (2, b"", 1), said
    assert where in said and "Traceback" not in said


WRONG_CALLS = [
    (["letter", "信"], "stop_third_party"),
    (["letter"], "negotiate"),
    (["letter", "lender"], "check"),
    (["letter", "lender", "--case", "/没有"], "没有这个文件"),
    (["letter", "lender", "--format", "pdf"], "docx"),
    (["letter", "lender", "--json", "--format", "md"], "只能用一个"),
    (["letter", "lender", "--case", "x", "--debt", "y"], "--debt"),
    (["plan"], "check"),
    (["plan", "--case", "/没有"], "没有这个文件"),
    (["plan", "--format", "docx"], "html"),
]


@pytest.mark.parametrize(("call", "remedy"), WRONG_CALLS, ids=lambda value: str(value))
def test_a_wrong_call_gets_one_clear_line(run: Run, tmp_path: Path, call: list[str], remedy: str) -> None:
    done = run(*call, OVERDUE_HOME=str(tmp_path))
    said = done.stderr.decode()
    assert (done.returncode, done.stdout, said.count("\n")) == (2, b"", 1), said
    assert remedy in said
    assert list(tmp_path.iterdir()) == []


MISTAKES = [
    ("lender.yaml", "{product}", "{produkt}", "没有叫“produkt”的字段", "product"),
    ("lender.yaml", "element: facts", "element: fakts", "没有叫“fakts”的要件", "facts"),
    ("lender.yaml", "complaint-elements", "complaint-elementz", "complaint-elementz", "id"),
    ("lender.yaml", "【待填:身份证号】", "【待填:身份证号", "写得不完整", "待填"),
    ("lender.yaml", "period: complaint_answer", "period: complaint_awnser", "complaint_awnser", "complaint_answer"),
    ("police.yaml", "element: harm", "element: facts", "没有一段写到要件“harm”", "element"),
    ("police.yaml", "治安管理处罚法, 刑法", "治安处罚法, 刑法", "治安处罚法", "title"),
    ("negotiate.yaml", '  - sign: "日期', '  - sing: "日期', "只有一种写法", "sign"),
]


@pytest.mark.parametrize(("name", "find", "put", "what", "remedy"), MISTAKES, ids=lambda value: str(value))
def test_a_mistake_in_a_template_is_found(
    name: str, find: str, put: str, what: str, remedy: str, known: Knowledge, tmp_path: Path
) -> None:
    import shutil

    shutil.copytree(ROOT / "data" / "letters", tmp_path / "letters")
    for common in ("letters.yaml", "plan.yaml"):
        shutil.copy(ROOT / "data" / common, tmp_path)
    path = tmp_path / "letters" / name
    text = path.read_text("utf-8")
    line = text[: text.index(find)].count("\n") + 1
    path.write_text(text.replace(find, put, 1), "utf-8")
    with pytest.raises(KnowledgeError) as raised:
        parts.papers(tmp_path, known)
    faults = raised.value.faults
    found = [fault for fault in faults if what in fault.what and remedy in fault.remedy]
    assert found, faults
    assert found[0].file == name
    assert abs(found[0].line - line) <= (60 if find == "element: harm" else 2)


@pytest.mark.parametrize("ending", ["pdf", "doc"])
def test_a_paper_is_not_written_under_another_papers_ending(run: Run, tmp_path: Path, ending: str) -> None:
    done = run("letter", "police", "--case", "-", "-o", str(tmp_path / f"信.{ending}"), stdin=b"{}")
    assert done.returncode == 2
    assert f".{ending}" in done.stderr.decode() and "docx" in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []
