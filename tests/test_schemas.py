"""The JSON Schemas that are derived: of every data file, and of every document that the commands write."""

import json
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from overdue_cli.compile import data_schema, json_schema
from overdue_cli.compile.files import folder_of
from overdue_cli.compile.layout import LAYOUTS
from overdue_cli.compile.yamlfile import parse, plain, read
from overdue_cli.documents import DOCUMENTS

from .conftest import ROOT, Run

DATA = ROOT / "data"


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    one = DOCUMENTS[name]
    made = json_schema.Shapes().document(one.load(), one.id, one.command)
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


def files_of(name: str) -> list[Path]:
    if name.endswith("/"):
        return sorted(folder_of(name[:-1], DATA).glob("*.yaml"))
    return [DATA / f"{name}.yaml"]


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_data_file_fits_its_schema(name: str) -> None:
    schema = data_schema.of_file(name, DATA)
    jsonschema.Draft202012Validator.check_schema(schema)
    checks = jsonschema.Draft202012Validator(schema)
    for path in files_of(name):
        found = [error.message for error in checks.iter_errors(plain(read(path, [])))]
        assert found == [], path


@pytest.mark.parametrize(
    ("name", "find", "put"),
    [
        ("rules", "verdict: unlawful", "verdict: illegal"),
        ("rules", "reachable: true", "reachble: true"),
        ("rules", "    title: 夜里联系\n", "    titel: 夜里联系\n"),
        ("agencies", 'phone: "12321"', 'phone: "010-12321"'),
        ("authorities", "force: law", "force: lawful"),
        ("cues/", "behaviour: impersonate_police_court", "behaviour: impersonate_polise"),
        ("lenders", "lender_kind: bank", "lender_kind: banque"),
    ],
)
def test_an_editor_sees_a_mistake_while_it_is_typed(name: str, find: str, put: str) -> None:
    checks = jsonschema.Draft202012Validator(data_schema.of_file(name, DATA))
    path = next(path for path in files_of(name) if find in path.read_text(encoding="utf-8"))
    broken = path.read_text(encoding="utf-8").replace(find, put, 1)
    assert not checks.is_valid(plain(parse(broken, name, [])))


@pytest.fixture
def record(run: Run, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """`log …` on a record of its own, as a document."""

    def call(*arguments: str, status: int = 0) -> dict[str, Any]:
        done: subprocess.CompletedProcess[bytes] = run(*arguments, OVERDUE_HOME=str(tmp_path))
        assert done.returncode == status, done.stderr.decode()
        document: dict[str, Any] = json.loads(done.stdout)
        return document

    return call


def test_documents_of_the_record_fit_their_schemas(record: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
    said = "不还就打给你所有亲戚"
    added = record(
        "log", "add", "--debt", "甲", "--at", "2026-11-20 22:40", "--channel", "call", "--words", said, "--json"
    )
    validator("add").validate(added)
    record("log", "add", "--debt", "甲", "--at", "2026-11-20 23:10", "--channel", "sms", "--summary", "催款", "--json")
    table = tmp_path / "话单.csv"
    table.write_text("起始时间,对方号码,呼叫类型,通话时长\n2026-11-19 21:00:00,95511,被叫,30\n乱写,1,被叫,1\n", "utf-8")
    validator("import").validate(record("log", "import", str(table), "--debt", "甲", "--all", "--to", "self", "--json"))
    for name, arguments in {
        "record": ["log", "list", "--json"],
        "debt": ["log", "debt", "--json"],
        "counts": ["log", "count", "--json"],
        "verify": ["log", "verify", "--json", "--head", added["contact"]["digest"]],
        "assessment": ["log", "check", "--json"],
        "export": ["log", "export", "-o", str(tmp_path / "导出"), "--json"],
        "purge": ["log", "purge", "--yes", "--json"],
    }.items():
        validator(name).validate(record(*arguments))
    validator("exported").validate(json.loads((tmp_path / "导出" / "记录.json").read_text("utf-8")))


def test_documents_of_other_commands_fit_their_schemas(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("cases: [{name: 甲, facts: {days_overdue: 3}, expect: {verdict: crime}}]", "utf-8")
    for name, arguments in {
        "explanation": ["explain", "能联系上我还打给我妈", "--json"],
        "topics": ["explain", "--json"],
        "agencies": ["hotline", "--json"],
        "sources": ["sources", "--json"],
        "lint": ["rules", "lint", "--json"],
        "codes": ["rules", "explain", "--json"],
        "cases": ["rules", "test", str(case), "--json"],
        "cues": ["rules", "cues", "--json"],
    }.items():
        validator(name).validate(json.loads(run(*arguments).stdout))
    lines = '{"id": "1", "text": "再不还就爆你通讯录"}\n坏\n'.encode()
    for name, more in (("screened", []), ("compact", ["--compact"])):
        good, bad = run("screen", "-", *more, stdin=lines).stdout.decode().splitlines()
        validator(name).validate(json.loads(good))
        validator("refused").validate(json.loads(bad))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_schema_is_printed_by_its_name(name: str, run: Run) -> None:
    assert json.loads(run("rules", "schema", name).stdout) == validator(name).schema


def test_the_schema_of_a_data_file_is_printed_by_its_name(run: Run) -> None:
    assert json.loads(run("rules", "schema", "rules").stdout)["title"] == "rules"
    assert json.loads(run("rules", "schema", "data/agencies").stdout)["title"] == "agencies"
    refused = run("rules", "schema", "nothing")
    assert refused.returncode == 2
    assert "assessment" in refused.stderr.decode()
