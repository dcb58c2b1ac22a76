"""`cost` as its users call it: the promised fields, the page, and bad calls in one line."""

import json
from decimal import Decimal
from typing import Any

import jsonschema
import pytest

from overdue_cli.compile import json_schema
from overdue_cli.cost.answer import Cost

from .conftest import Run

PROMISED = {"schema", "annual_rate_irr", "annual_rate_effective", "received", "paid", "caps", "over"}
SCHEMA = json_schema.Shapes().document(Cost, "overdue-cli/cost/1", "overdue-cli cost --json")
LOAN = ("--signed", "2026-03-01", "--principal", "12000", "--received", "12000")
MONTHLY = (*LOAN, "--instalment", "1118.80", "--months", "12")


def document(run: Run, *arguments: str) -> dict[str, Any]:
    done = run("cost", *arguments, "--json")
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, Any] = json.loads(done.stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    return found


def test_the_promised_fields(run: Run) -> None:
    answer = document(run, "--lender-kind", "个人", *MONTHLY)
    assert set(answer) >= PROMISED
    assert answer["schema"] == "overdue-cli/cost/1"
    assert round(Decimal(answer["annual_rate_irr"]), 4) == Decimal("0.2125")
    assert round(Decimal(answer["annual_rate_effective"]), 4) == Decimal("0.2345")
    numbers = [answer[name] for name in ("annual_rate_irr", "annual_rate_effective", "received", "paid")]
    numbers += [over["excess_yuan"] for over in answer["over"]]
    numbers += [cap["rate"] for cap in answer["caps"] if cap["rate"] is not None]
    assert all(isinstance(number, str) and Decimal(number).is_finite() for number in numbers)
    for cap in answer["caps"]:
        assert set(cap) >= {"id", "rate", "applies", "why", "how_sure", "basis"}
        assert cap["applies"] in (True, False, None)
        assert all(set(law) >= {"id", "title", "article", "how_sure"} for law in cap["basis"])
    assert [over["cap"] for over in answer["over"]] == ["private_lpr4"]


def test_instalments_told_one_by_one_are_the_same_loan(run: Run) -> None:
    days = [f"{2026 + (2 + n) // 12}-{(2 + n) % 12 + 1:02}-01" for n in range(1, 13)]
    each = [part for day in days for part in ("--payment", f"{day}:1118.80")]
    one, other = document(run, "--lender-kind", "bank", *MONTHLY), document(run, "--lender-kind", "bank", *LOAN, *each)
    assert one == other


def test_the_page_is_calm_and_complete_on_a_narrow_screen(run: Run) -> None:
    done = run("cost", "--lender", "微粒贷", *MONTHLY, COLUMNS="40")
    text = done.stdout.decode()
    assert done.returncode == 0
    for words in ("真实年化 21.25%", "11.88%", "放款方：微粒贷，银行", "【适用】", "【不适用】", "还是要还的"):
        assert words in text
    wide = [line for line in text.splitlines() if sum(2 if ord(char) > 0x2000 else 1 for char in line) > 40]
    assert wide == []


def test_what_is_given_back_fits_the_schema_we_ship(run: Run) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    payday = ("--signed", "2026-11-01", "--principal", "3000", "--received", "2100", "--payment", "2026-11-08:3000")
    for kind in ("unlicensed", "private_person", "platform"):
        document(run, "--lender-kind", kind, *payday)
    document(run, "--lender", "美团借钱", *payday, "--fee", "2026-11-03:20")


def test_an_unknown_brand_is_no_error(run: Run) -> None:
    done = run("cost", "--lender", "没听过的贷", *MONTHLY, "--json")
    assert done.returncode == 0
    assert "没有收录" in done.stderr.decode()
    answer = json.loads(done.stdout)
    assert answer["lender_kind"] is None
    assert all(cap["applies"] is None for cap in answer["caps"])


def test_what_is_not_known_is_not_said_and_names_are_harmless(run: Run) -> None:
    page = run("cost", "--lender", "假贷\x1b[31m\u202e<b>", *MONTHLY).stdout.decode()
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "不清楚是哪一类" in page
    assert "逾期以后的息费\n\n" not in page
    assert "[31m<b>" not in run("cost", "--lender", "假贷<b>", *MONTHLY, "--format", "md").stdout.decode()


def test_every_format_is_written(run: Run, tmp_path: Any) -> None:
    for name in ("plain", "md", "json"):
        file = tmp_path / name
        done = run("cost", "--lender-kind", "bank", *MONTHLY, "--format", name, "-o", str(file))
        assert done.returncode == 0
        assert done.stdout == b""
        assert "21" in file.read_text(encoding="utf-8")
    assert run("cost", "--lender-kind", "bank", *MONTHLY, PYTHONIOENCODING="gbk").returncode == 0


BANK = ("--lender-kind", "bank")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "放款方是谁"),
        (("--lender-kind", "pawnshop", *MONTHLY), "不认识"),
        (("--lender-kind", "bank", "--lender-kind", "trust", *MONTHLY), "两个不同的值"),
        (BANK, "缺 --signed"),
        (("--lender", "没有的牌子"), "缺 --signed"),
        ((*BANK, *LOAN), "没有写还了什么"),
        ((*BANK, *LOAN, "--fee", "2026-04-01:100"), "没有写还了什么"),
        ((*BANK, *LOAN, "--payment", "2026-02-28:13000"), "早于签约日"),
        ((*BANK, *LOAN, "--payment", "2026-04-01:-5"), "不能是负数"),
        ((*BANK, *LOAN, "--payment", "2026-04-01:0"), "大于 0"),
        ((*BANK, *LOAN, "--payment", "2026-04-01:1e9"), "看不懂金额"),
        ((*BANK, *LOAN, "--payment", "2026-04-01:1.234"), "两位小数"),
        ((*BANK, *LOAN, "--payment", "2026-04-01"), "年-月-日:金额"),
        ((*BANK, *LOAN, "--payment", "2026-02-30:5"), "没有“2026-02-30”"),
        ((*BANK, *LOAN, "--payment", "2026-04-01:100"), "还少"),
        ((*BANK, *LOAN, "--payment", "2026-03-01:12000", "--payment", "2026-04-01:5"), "当天"),
        ((*BANK, *MONTHLY, "--payment", "2026-04-01:5"), "只能用一种"),
        ((*BANK, *LOAN, "--instalment", "100"), "缺 --months"),
        ((*BANK, *LOAN, "--months", "12"), "缺 --instalment"),
        ((*BANK, *LOAN, "--instalment", "100", "--months", "601"), "1 到 600"),
        ((*BANK, *LOAN, "--payment", "2026-04-01:13000", "--first", "2026-04-01"), "一起用"),
        ((*BANK, *MONTHLY, "--first", "2026-02-01"), "早于签约日"),
        (
            (*BANK, "--signed", "2026-03-01", "--principal", "100", "--received", "120", "--payment", "2026-04-01:130"),
            "还多",
        ),
        (
            (*BANK, "--signed", "2026-03-01", "--principal", "-1", "--received", "1", "--payment", "2026-04-01:2"),
            "负数",
        ),
        ((*BANK, *MONTHLY, "--json", "--format", "md"), "只能用一个"),
        ((*BANK, *LOAN, "--payment", "\x1b[31m2026-04-01:5"), "看不懂日期"),
    ],
)
def test_a_bad_call_is_one_line(run: Run, arguments: tuple[str, ...], says: str) -> None:
    done = run("cost", *arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    told = done.stderr.decode()
    assert says in told
    assert told.count("\n") == 1
    assert "\x1b" not in told
