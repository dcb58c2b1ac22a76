"""Tables in `screen`: CSV as spreadsheets write it, Parquet, and columns that are facts."""

import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import Run

THREAT = "再不还款就爆你通讯录"


def screened(run: Run, place: Path, *more: str) -> tuple[list[dict[str, Any]], str]:
    done = run("screen", str(place), *more)
    assert done.returncode in (0, 1), done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode().splitlines()], done.stderr.decode()


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_as_spreadsheets_write_it(run: Run, tmp_path: Path, coding: str) -> None:
    place = tmp_path / "messages.csv"
    head = "id,短信内容,lender,days_overdue,channels,reachable,time,备注\r\n"
    rows = f'a,"再不还款,\r\n就爆""你""通讯录",微粒贷,20,"sms,call",是,22:40,x\r\n\r\nb,{THREAT},,,,,,\r\n'
    place.write_bytes((head + rows).encode(coding))
    (first, second), said = screened(run, place)
    assert (first["id"], first["line"], second["id"], second["line"]) == ("a", 2, "b", 5)
    told = {"lender": "微粒贷", "days_overdue": 20, "channels": ["sms", "call"], "reachable": True, "time": "22:40"}
    assert first["facts"].items() >= told.items()
    assert "days_overdue" not in second["facts"] and "reachable" not in second["facts"]
    assert second["verdict"] == "unlawful"
    assert said.splitlines()[0] == "没有用到的列：备注。"


def test_a_row_of_a_table_is_what_a_line_is(run: Run, tmp_path: Path) -> None:
    table, lines = tmp_path / "x.csv", tmp_path / "x.jsonl"
    table.write_text(f"text,lender,days_overdue,asked_to_stop\n{THREAT},微粒贷,20,否\n", "utf-8")
    row = {"text": THREAT, "lender": "微粒贷", "days_overdue": 20, "asked_to_stop": False}
    lines.write_text("\n" + json.dumps(row), "utf-8")
    assert run("screen", str(table)).stdout == run("screen", str(lines)).stdout


def test_what_is_wrong_with_a_row_stands_in_its_place(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "x.csv"
    rows = ["1,再不还款,就爆你通讯录,三", "2,您好,,大概", "3,您好,很多,是", "4,您好", "5,,,"]
    place.write_text("\n".join(["id,text,days_overdue,reachable", *(f"{row}" for row in rows), "6,a,1,是,多"]), "utf-8")
    found, _ = screened(run, place, "--compact")
    assert ["error" in one for one in found] == [True, True, True, False, True, True]
    assert "days_overdue" in found[0]["error"]
    assert "true 或 false" in found[1]["error"]
    assert "双引号" in found[5]["error"]


def test_parquet_is_read_with_its_types(run: Run, tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from datetime import date

    from pyarrow import parquet

    columns = {
        "id": [7, 8, 9],
        "内容": [THREAT, "您好", None],
        "days_overdue": [20.0, float("nan"), None],
        "event_date": [date(2026, 1, 31), None, None],
        "reachable": [True, None, None],
        "behaviours": [["insult_abuse"], None, None],
        "来源": ["a", "b", "c"],
    }
    place = tmp_path / "x.parquet"
    parquet.write_table(pa.table(columns), place, row_group_size=2)
    found, said = screened(run, place)
    assert [(one["id"], one["line"], "error" in one) for one in found] == [(7, 1, False), (8, 2, False), (9, 3, True)]
    facts = found[0]["facts"]
    assert (facts["days_overdue"], facts["event_date"], facts["reachable"]) == (20, "2026-01-31", True)
    assert "insult_abuse" in facts["behaviours"]
    assert "days_overdue" not in found[1]["facts"]
    assert "没有用到的列：来源" in said
    with pytest.raises(AssertionError, match="没有消息那一列"):
        parquet.write_table(pa.table({"words": ["a"]}), place)
        screened(run, place)


def test_parquet_that_cannot_be_read_is_one_line(run: Run, tmp_path: Path) -> None:
    broken, out = tmp_path / "x.parquet", tmp_path / "out.parquet"
    broken.write_bytes(b"PAR1 nothing PAR1")
    without = tmp_path / "without"
    without.mkdir()
    (without / "pyarrow.py").write_text("raise ImportError", "utf-8")
    source = Path(__file__).parent.parent / "src"
    for arguments, more, says in (
        ([str(broken)], {"PYTHONPATH": f"{without}:{source}"}, "pip install 'overdue-cli[arrow]'"),
        (["-", "--kind", "parquet"], {}, "标准输入"),
        (["-", "-o", str(out)], {}, ".jsonl"),
    ):
        done = run("screen", *arguments, **more)
        assert (done.returncode, done.stdout) == (2, b"")
        assert says in done.stderr.decode() and len(done.stderr.decode().splitlines()) == 1
    pytest.importorskip("pyarrow")
    done = run("screen", str(broken))
    assert (done.returncode, done.stdout) == (2, b"")
    assert "不是合格的 Parquet" in done.stderr.decode()
    assert not out.exists()
