"""Every trap of the files people have, each as a small file made here; and our own table comes back as it was."""

import io
import sys
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overdue_cli.errors import CallError
from overdue_cli.evidence.contact import Attachment, Contact, Entry, Skipped, Source
from overdue_cli.evidence.imports import carrier, kinds, own, phone, xmlstream
from overdue_cli.evidence.imports.found import Found, contact
from overdue_cli.evidence.imports.kinds import Opened
from overdue_cli.evidence.imports.likely import survey
from overdue_cli.evidence.imports.table import csv_rows
from overdue_cli.evidence.moments import from_epoch, zone
from overdue_cli.evidence.numbers import plain
from overdue_cli.knowledge.imports import Imports, build
from overdue_cli.knowledge.model import Knowledge

from .conftest import ROOT

SMS = (
    '<sms address="{number}" date="{date}" type="{type}" body="{body}" readable_date="Nov 20" contact_name="{name}" />'
)
CALL = '<call number="{number}" date="{date}" type="{type}" duration="{duration}" presentation="1" />'
NIGHT = 1_763_649_600_000
"""2025-11-20 22:40 in China, in milliseconds."""

Read = Found | Skipped | None


@pytest.fixture(scope="module")
def words() -> Imports:
    return build(ROOT / "data")


def sms(
    body: str = "还钱", number: str = "10690000", type_: str = "1", date: object = NIGHT, name: str = "null"
) -> str:
    return SMS.format(number=number, date=date, type=type_, body=body, name=name)


def call(type_: str, duration: object = 0, number: str = "95188", date: object = NIGHT) -> str:
    return CALL.format(number=number, date=date, type=type_, duration=duration)


def messages(*lines: str, wanted: frozenset[str | None] | None = None) -> list[Read]:
    text = f"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><smses count='9'>{''.join(lines)}</smses>"
    return list(phone.messages(io.BytesIO(text.encode()), "sms.xml", wanted))


def calls(*lines: str) -> list[Read]:
    return list(phone.calls(io.BytesIO(f"<calls>{''.join(lines)}</calls>".encode()), "calls.xml", None))


def one(found: list[Read]) -> Found:
    assert len(found) == 1
    assert isinstance(found[0], Found), found
    return found[0]


def reason(found: list[Read]) -> str:
    assert len(found) == 1
    assert isinstance(found[0], Skipped), found
    return found[0].reason


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("&#55357;&#56832;", "😀"),
        ("&#xD83D;&#xDE00;", "😀"),
        ("&#55357;&#56832;&#55357;&#56397;", "😀👍"),
        ("&#128512;", "😀"),
        ("a&#55357;b", "a\ufffdb"),
        ("&#56832;", "\ufffd"),
        ("a&#10;b&#13;", "a\nb\r"),
        ("a&#0;&#11;", "a\ufffd\ufffd"),
        ("&amp;#55357;", "&#55357;"),
        ("&lt;b&gt;&quot;", '<b>"'),
    ],
)
def test_broken_characters_are_joined(written: str, meant: str) -> None:
    assert one(messages(sms(written))).words == meant


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 16, 33])
def test_characters_cut_between_reads_are_joined(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xmlstream, "CHUNK", size)
    assert one(messages(sms("&#55357;&#56832;&#55357;&#56397;0&#10;"))).words == "😀👍0\n"


def test_what_the_phone_writes_for_nothing_is_nothing() -> None:
    found = one(messages(sms("null", name="(Unknown)")))
    assert found.words is None
    assert found.name is None
    kept = contact(found, Source("sms_backup", "sms.xml", "0" * 64, None), None)
    assert kept.words is None
    assert kept.words_are is None
    assert kept.source.item == 1


def test_times_are_milliseconds_of_utc_shown_on_chinas_clocks() -> None:
    kept = contact(one(messages(sms())), Source("sms_backup", "sms.xml", None, None), "self")
    assert kept.at == "2025-11-20T22:40:00+08:00"
    assert kept.zone == "Asia/Shanghai"
    assert kept.to_whom == "self"


@pytest.mark.parametrize("date", ["null", "", "-5", "99999999999999999", "0", "1e12", "４"])
def test_a_time_that_is_none_is_skipped(date: str) -> None:
    assert "时间" in reason(messages(sms(date=date)))


@pytest.mark.parametrize(("code", "direction"), [("1", "in"), ("2", "out")])
def test_messages_received_and_sent(code: str, direction: str) -> None:
    assert one(messages(sms(type_=code))).direction == direction


@pytest.mark.parametrize("code", ["3", "4", "5", "6", "", "77"])
def test_messages_never_sent_are_skipped(code: str) -> None:
    assert reason(messages(sms(type_=code)))


def test_pictures_are_skipped_with_their_reason_if_the_number_was_chosen() -> None:
    mms = '<mms address="138~10690000" date="1" msg_box="1"><parts><part seq="-1" ct="x" data="AAAA"/></parts></mms>'
    assert "彩信" in reason(messages(mms))
    assert messages(mms, sms(), wanted=frozenset(["1"])) == [None, None]


@pytest.mark.parametrize(
    ("code", "duration", "direction", "answered"),
    [
        ("1", 60, "in", True),
        ("1", 0, "in", True),
        ("2", 60, "out", True),
        ("2", 0, "out", None),
        ("3", 0, "in", False),
        ("4", 20, "in", False),
        ("5", 0, "in", False),
        ("6", 0, "in", False),
        ("7", 0, "in", True),
    ],
)
def test_codes_of_calls(code: str, duration: int, direction: str, answered: bool | None) -> None:
    found = one(calls(call(code, duration)))
    assert (found.direction, found.answered, found.channel) == (direction, answered, "call")


def test_calls_that_cannot_be_read() -> None:
    assert "类型" in reason(calls(call("99")))
    assert one(calls(call("1", "null"))).duration_s is None
    assert one(calls(call("3", number="-2"))).number is None


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE smses [<!ENTITY a "aaaa">]><smses><sms address="&a;" date="1" type="1" body="x"/></smses>',
        '<!DOCTYPE smses SYSTEM "file:///etc/passwd"><smses></smses>',
        '<smses><sms address="1" body="&unknown;" date="1" type="1"/></smses>',
        '<smses><sms address="1" body="x" date="1"',
        "<smses></calls>",
        "<calls></calls>",
        "<smses>\x00</smses>",
    ],
)
def test_what_is_no_backup_is_refused(text: str) -> None:
    with pytest.raises(CallError):
        list(phone.messages(io.BytesIO(text.encode()), "x.xml", None))


@pytest.mark.parametrize("coding", ["utf-8", "utf-16", "gbk", "gb2312", "GB18030"])
def test_a_backup_in_any_coding(coding: str) -> None:
    text = f"<?xml version='1.0' encoding='{coding}'?><smses>{sms('您的欠款 &#55357;&#56832;')}</smses>"
    (found,) = phone.messages(io.BytesIO(text.encode(coding)), "x.xml", None)
    assert isinstance(found, Found)
    assert found.words == "您的欠款 😀"


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "gbk", "big5", "utf-7", "no-such", "base64"])
def test_a_document_type_is_refused_in_any_coding(coding: str) -> None:
    text = f'<?xml version="1.0" encoding="{coding}"?><!DOCTYPE smses [<!ENTITY a "b">]><smses>{sms("&a;")}</smses>'
    data = text.encode("utf-8" if coding in ("no-such", "base64") else coding)
    with pytest.raises(CallError):
        list(phone.messages(io.BytesIO(data), "x.xml", None))


def test_one_huge_attribute_is_refused_and_a_long_message_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "不像" in reason(messages(sms("长" * 100_001)))
    monkeypatch.setattr(xmlstream, "LARGEST_TAG", 1 << 20)
    with pytest.raises(CallError, match="太大"):
        messages(sms("x" * (4 << 20)))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("+86 138-0013-8000", "13800138000"),
        ("008613800138000", "13800138000"),
        ("8613800138000", "13800138000"),
        ("+86 (10) 8888 6666", "01088886666"),
        ("+8695188", "95188"),
        ("+86400-800-9000", "4008009000"),
        ("１３８００１３８０００", "13800138000"),
        ("\u202a+86 138 0013 8000\u202c", "13800138000"),
        ("86123456", "86123456"),
        ("1069 8800", "10698800"),
        ("CMBC", "cmbc"),
    ],
)
def test_numbers_in_one_form(written: str, meant: str) -> None:
    assert plain(written) == meant


TABLE = "\n".join(
    (
        "客户姓名,张三,手机号码,13900000000",
        "查询月份,2025年11月",
        "序号,起始时间,通信地点,呼叫类型,对方号码,通信时长,费用",
        "1,2025-11-20 22:40:11,重庆,被叫,95188,1分20秒,0",
        "2,2025/11/20 08:01,重庆,主叫,\t13800138000,02:05,0.2",
        '3,20251121073000,重庆,被叫,="0215566",0,0',
        "4,2025-11-21 09:00:00,重庆,短信,10690000,,0.1",
        "5,11-22 09:00:00,重庆,被叫,95188,5秒,0",
        "6,2025-11-22 09:00:00,重庆,被叫,1.07E+11,5秒,0",
        "合计,,,,,3分,0.3",
        ",,,,,,",
    )
)


def table(text: str, words: Imports, coding: str = "utf-8", told: dict[str, str] | None = None) -> list[Read]:
    return list(Opened(io.BytesIO(text.encode(coding)), "详单.csv", "carrier_csv", words, told or {}).items())


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_a_carriers_record_in_any_coding(words: Imports, coding: str) -> None:
    found = table(TABLE, words, coding)
    assert [f.item for f in found if f] == [4, 5, 6, 7, 8, 9, 10]
    taken = [f for f in found if isinstance(f, Found)]
    assert [f.number for f in taken] == ["95188", "13800138000", "0215566", "10690000"]
    assert [f.direction for f in taken] == ["in", "out", "in", None]
    assert [f.duration_s for f in taken] == [80, 125, 0, None]
    assert [f.answered for f in taken] == [True, True, None, None]
    assert taken[3].channel == "sms"
    assert from_epoch(taken[0].seconds, zone("+08:00")) == "2025-11-20T22:40:11+08:00"
    reasons = [f.reason for f in found if isinstance(f, Skipped)]
    assert ["读不懂" in reasons[0], "科学计数" in reasons[1], "合计" in reasons[2]] == [True] * 3


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_separators_headings_apart_and_columns_told(words: Imports, mark: str) -> None:
    rows = (("通话日期", "通话时间", "奇怪的列", "时长（秒）"), ("2025-11-20", "22:40:11", "95188", "33"))
    text = "\r\n".join(mark.join(row) for row in rows)
    with pytest.raises(CallError, match="奇怪的列"):
        table(text, words)
    found = one(table(text, words, told={"奇怪的列": "number"}))
    assert (found.number, found.duration_s) == ("95188", 33)
    assert from_epoch(found.seconds, zone("+08:00")) == "2025-11-20T22:40:11+08:00"
    with pytest.raises(CallError, match="没有的列"):
        table(text, words, told={"没有的列": "number"})


@pytest.mark.parametrize(
    ("raw", "meant"),
    [("85", 85), ("85秒", 85), ("1:25", 85), ("00:01:25", 85), ("1分25秒", 85), ("1小时0分1秒", 3601), ("1'25\"", 85),
     ("0", 0), ("", None), ("免费", None), ("1分", 60), ("-5", None), ("1" * 20, None)],
)  # fmt: skip
def test_durations(raw: str, meant: int | None) -> None:
    assert carrier.seconds(raw) == meant


@pytest.mark.parametrize(
    ("day", "at", "meant"),
    [("", "2025-11-20 22:40:11", True), ("", "2025年11月20日 22时40分11秒", True), ("20251120", "22:40:11", True),
     ("2025.11.20", "22:40:11", True), ("", "2025-11-20T22:40:11.000", True), ("", "20251120224011", True),
     ("", "2025-02-30 10:00:00", False), ("", "11-20 22:40:11", False), ("", "2025-11-20", False), ("", "", False)],
)  # fmt: skip
def test_moments(day: str, at: str, meant: bool) -> None:
    assert (carrier.moment(day, at) == NIGHT // 1000 + 11) is meant


def workbook(path: Path) -> Path:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["通话详单"],
        ["开始时间", "呼叫类型", "对方号码", "时长"],
        [datetime(2025, 11, 20, 22, 40, 11), "被叫", 95188, timedelta(seconds=80)],
        ["2025-11-20 22:41:00", "主叫", "13800138000", "33"],
    ):
        sheet.append(row)
    book.save(path)
    return path


def test_a_workbook(words: Imports, tmp_path: Path) -> None:
    with open(workbook(tmp_path / "详单.xlsx"), "rb") as stream:
        assert kinds.detect(stream, "x") == "carrier_xlsx"
        found = list(Opened(stream, "详单.xlsx", "carrier_xlsx", words, {}).items())
    assert [(f.number, f.duration_s) for f in found if isinstance(f, Found)] == [("95188", 80), ("13800138000", 33)]


@pytest.mark.parametrize("called", ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.XML", "xl/worksheets/sheet1"])
def test_a_workbook_with_a_document_type_is_refused(words: Imports, tmp_path: Path, called: str) -> None:
    """Whatever the part is called: the library finds it by what other parts say of it."""
    good, bad = workbook(tmp_path / "good.xlsx"), tmp_path / "bad.xlsx"
    with zipfile.ZipFile(good) as archive, zipfile.ZipFile(bad, "w") as other:
        for part in archive.namelist():
            data = archive.read(part).replace(b"worksheets/sheet1.xml", called[3:].encode())
            mark = b'<!DOCTYPE x [<!ENTITY a "b">]>' if "sheet1" in part else b""
            name = called if part == "xl/worksheets/sheet1.xml" else part
            other.writestr(name, data.replace(b"<worksheet", mark + b"<worksheet", 1))
    with open(bad, "rb") as stream, pytest.raises(CallError, match="DTD"):
        list(Opened(stream, "x.xlsx", "carrier_xlsx", words, {}).items())


def test_without_openpyxl_the_command_that_installs_it(words: Imports, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(CallError, match=r"pip install 'overdue-cli\[xlsx\]'"):
        list(Opened(io.BytesIO(b"PK\x03\x04"), "x.xlsx", "carrier_xlsx", words, {}).items())


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x -->\n<smses count='0'></smses>", "sms_backup"),
        (b"<calls/>", "calls_backup"),
        (TABLE.encode("gbk"), "carrier_csv"),
        (TABLE.encode("utf-16"), "carrier_csv"),
        (",".join(own.COLUMNS).encode("utf-8-sig"), "csv"),
        (b"PK\x03\x04....", "carrier_xlsx"),
    ],
)
def test_kinds_are_told_by_content(content: bytes, kind: str) -> None:
    assert kinds.detect(io.BytesIO(content), "名字不说明什么.jpg") == kind


@pytest.mark.parametrize(
    "content",
    [b"", b"  \n", b"\xd0\xcf\x11\xe0\xa1\xb1", b"<html><table>", b"<plist></plist>", b"\x89PNG\x00\x01",
     b"<!DOCTYPE smses []><smses/>"],
)  # fmt: skip
def test_other_files_are_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(CallError):
        kinds.detect(io.BytesIO(content), "x")


def test_a_table_left_unread_says_nothing_of_it() -> None:
    stream = io.BytesIO(TABLE.encode())
    rows = csv_rows(stream, "x.csv")
    next(rows)
    stream.close()
    rows.close()


def test_who_is_likely(words: Imports, known: Knowledge) -> None:
    debt = "您的借款已逾期，请尽快还款"
    found = messages(
        *(sms(debt, number="10690001") for _ in range(3)),
        *(sms("欠我的奶茶记得还", number="13800000001", name="小王") for _ in range(9)),
        *(sms("您的验证码是1234", number="10690002") for _ in range(50)),
        *(sms(debt, number="13800000002", type_="2") for _ in range(3)),
    )
    found += calls(
        *(call("3", number="17000000000") for _ in range(6)), *(call("1", 9, number="95000") for _ in range(2))
    )
    counted = survey((f for f in found if isinstance(f, Found)), words, ("22:00", "08:00"))
    asked: list[str] = []

    def about_debt(text: str) -> bool:
        asked.append(text)
        return "逾期" in text

    ranked = counted.ranked(about_debt)
    assert [c.number for c in ranked if c.likely] == ["10690001", "17000000000"]
    assert ranked[0].debt == ranked[0].read == 1  # the same wording is read once
    assert "您的验证码是1234" not in asked
    assert "13800000002" not in [c.number for c in ranked]


text = st.text("aé中，,;\"'=＝+-@ \t\r\n\x00😀0", min_size=1, max_size=12)
optional = st.none() | text


def entry(at: datetime, offset: str, words: str | None, kind: str, fields: tuple[object, ...]) -> Entry:
    made = Contact(
        f"{at:%Y-%m-%dT%H:%M:%S}{offset}", "Asia/Shanghai" if offset == "+08:00" else offset,
        *fields[:7], words, kind if words else None, *fields[7:],
    )  # type: ignore[arg-type]  # fmt: skip
    return Entry(1, "默认", made, "2026-01-01T00:00:00+08:00", "0" * 64, "d" * 64, None)


FIELDS = st.tuples(
    st.sampled_from([None, "in", "out"]),
    st.sampled_from(["sms", "call", "visit", "im"]),
    optional | st.text("0123456789", min_size=3, max_size=20),
    optional,
    st.sampled_from([None, "self", "family", "public"]),
    st.sampled_from([None, True, False]),
    st.none() | st.integers(0, 10**6),
    st.sampled_from([(), ("night_contact",), ("home_visit", "insult_abuse")]),
    st.sampled_from([(), (Attachment("图 1.png", "a" * 64, 5), Attachment("=x.amr", "b" * 64, 0))]),
    st.builds(Source, st.just("sms_backup"), optional, st.just("c" * 64), st.none() | st.integers(1, 9)),
)
ENTRIES = st.builds(
    entry,
    st.datetimes(datetime(1991, 1, 1), datetime(2099, 1, 1)),
    st.sampled_from(["+08:00", "+09:00", "-03:30"]),
    optional,
    st.sampled_from(["verbatim", "summary"]),
    FIELDS,
)


@settings(deadline=None)
@given(st.lists(ENTRIES, max_size=4))
def test_our_own_table_comes_back(known: Knowledge, kept: list[Entry]) -> None:
    order = known.questions["behaviours"].names
    kept = [
        e._replace(contact=e.contact._replace(behaviours=tuple(n for n in order if n in e.contact.behaviours)))
        for e in kept
    ]
    written = io.StringIO(newline="")
    own.write(kept, written, known.questions)
    table = b"\xef\xbb\xbf" + written.getvalue().encode()
    back = own.contacts(io.BytesIO(table), "x.csv", Source("csv", "x.csv", None, None), known.questions)
    assert list(back) == [one.contact for one in kept]
    for _, cells in own.csv_rows(io.BytesIO(table), "x.csv"):
        assert not any(cell.startswith(tuple("=＝+-@\r\n")) for cell in cells)


def test_what_was_typed_counts_as_read_from_the_table(known: Knowledge) -> None:
    typed = Contact("2025-11-20T22:40:00+08:00", "+08:00", "in", "call", "1", None, None, True, 5, None, None, (), (),
                    Source("typed", None, None, None))  # fmt: skip
    written = io.StringIO(newline="")
    own.write([Entry(1, "x", typed, "2026-01-01T00:00:00+08:00", "", "", None)], written, known.questions)
    file = Source("csv", "我的.csv", "e" * 64, None)
    (back,) = own.contacts(io.BytesIO(written.getvalue().encode()), "我的.csv", file, known.questions)
    assert isinstance(back, Contact)
    assert back.source == file._replace(item=2)
    assert back._replace(source=typed.source) == typed


def test_rows_of_our_table_that_somebody_spoilt_are_skipped(known: Knowledge) -> None:
    head, good = (
        ",".join(own.COLUMNS),
        "1,2025-11-20 22:40:00,UTC+08:00,Asia/Shanghai,对方来,电话,95188,,,是,5,,,,,,,,,,",
    )
    rows = [head, good, good.replace("22:40", "25:40"), good.replace("电话", "鸽子"), good.replace(",5,", ",五,")]
    found = list(
        own.contacts(io.BytesIO("\r\n".join(rows).encode()), "x", Source("csv", "x", None, None), known.questions)
    )
    assert [isinstance(f, Skipped) for f in found] == [False, True, True, True]
    assert [f.item for f in found if isinstance(f, Skipped)] == [3, 4, 5]


@settings(deadline=None, max_examples=60)
@given(
    st.binary(max_size=300)
    | st.text("起始时间对方号码通信时长,;\t\n\"'=0123456789-: 秒分E+.", max_size=300).map(
        lambda text: text.encode("gbk")
    )
    | st.text('<>/"=&#;smscall xD83D55357', max_size=200).map(lambda text: f"<smses>{text}</smses>".encode())
)
def test_whatever_the_bytes_are_there_is_an_answer_or_one_line(words: Imports, content: bytes) -> None:
    stream = io.BytesIO(content)
    try:
        kind = kinds.detect(stream, "x")
        found = list(Opened(stream, "x", kind, words, {}).items()) if kind != "csv" else []
    except CallError as error:
        assert "\n" not in str(error)
        return
    assert all(isinstance(item, Found | Skipped) for item in found)
