"""Batches as other engines hand them over: the same answers as `screen`, and never a text in an error."""

import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from overdue_cli import columns
from overdue_cli.columns import Answer, Setting, answer_columns, answer_texts, worker
from overdue_cli.errors import CallError
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.screening import Row

TODAY = "2026-11-26"
TEXTS = ["再不还款就爆你通讯录", "您好，明天开会", "", "这里是公安局，你涉嫌诈骗，请转账到安全账户", "😀\x00"]
SECRET = "只有本人知道的一句话"


@pytest.fixture(scope="module")
def setting(tmp_path_factory: pytest.TempPathFactory) -> Setting:
    return Setting(TODAY, True, tmp_path_factory.mktemp("compiled"))


def test_texts_are_answered_as_screen_answers_them(setting: Setting, known: Knowledge) -> None:
    answers = answer_texts(TEXTS, setting)
    screen = worker(setting).screen
    assert [one.answer for one in answers] == [screen.row(Row(None, {"text": text}))[0] for text in TEXTS]
    assert [one.verdict for one in answers][:4] == ["unlawful", "none", None, "scam"]
    assert [bool(one.error) for one in answers] == [False, False, True, False, False]
    assert {(one.version, one.today) for one in answers} == {(known.version, TODAY)}
    assert {one.digest for one in answers} == {columns.digest()} and len(columns.digest()) == 64


def test_a_table_is_answered_row_by_row(setting: Setting) -> None:
    names = ["line", "days_overdue", "内容", "id", "source"]
    cells: list[list[Any]] = [[5, 6], [20.0, float("nan")], [TEXTS[0], TEXTS[1]], [7, "b"], ["x", "y"]]
    first, second = answer_columns(names, cells, setting)
    assert (first.id, first.line, second.id, second.line) == ("7", 5, "b", 6)
    document = json.loads(first.answer or "")
    assert (document["id"], document["line"], document["facts"]["days_overdue"]) == (7, 5, 20)
    assert answer_columns(names, [[] for _ in names], setting) == []
    with pytest.raises(CallError, match="没有消息那一列"):
        answer_columns(["id"], [[1]], setting)


def test_the_answer_as_json_is_left_out_where_nobody_asked(setting: Setting) -> None:
    (answer,) = answer_texts([TEXTS[0]], setting._replace(whole=False))
    assert (answer.answer, answer.verdict) == (None, "unlawful")
    assert SECRET not in str(answer_texts([SECRET + TEXTS[0]], setting._replace(whole=False)))


def test_no_error_quotes_a_text(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    (strange,) = answer_columns(["text", "line"], [[SECRET.encode()], [SECRET]], setting)
    (long,) = answer_texts([SECRET * 200_000], setting)

    def fails(row: Row) -> None:
        raise KeyError(row.fields["text"])

    monkeypatch.setattr(worker(setting).screen, "answer", fails)
    (broken,) = answer_texts([SECRET], setting)
    assert "KeyError" in (broken.error or "") and "test_columns.py" in (broken.error or "")
    for one in (strange, long, broken):
        assert one.error and one.verdict is None and one.line is None
        assert SECRET not in str(one)


def test_arrow_batches(setting: Setting) -> None:
    pa = pytest.importorskip("pyarrow")
    from overdue_cli import arrow

    rows = {
        "id": list(range(5)),
        "text": TEXTS,
        "line": list(range(1, 6)),
        "reachable": [True, None, False, None, True],
    }
    batch = pa.RecordBatch.from_pydict(rows)
    found = arrow.assess_batch(batch, setting)
    expected = answer_columns(list(rows), list(rows.values()), setting)
    assert found.schema == arrow.SCHEMA
    assert [Answer(**one) for one in found.to_pylist()] == expected
    assert arrow.assess_batch(batch.slice(0, 0), setting).num_rows == 0


def test_an_engine_gets_small_batches_in_order(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    pa = pytest.importorskip("pyarrow")
    from overdue_cli import arrow

    monkeypatch.setattr(arrow, "ROWS", 3)
    mapped = pickle.loads(pickle.dumps(arrow.mapper(setting)))
    batch = pa.RecordBatch.from_pydict({"id": list(range(7)), "text": ["您好"] * 7})
    out = list(mapped(iter([batch, batch.slice(0, 0), batch.slice(5)])))
    assert [one.num_rows for one in out] == [3, 3, 1, 2]
    assert [name for one in out for name in one.column("id").to_pylist()] == [*"0123456", "5", "6"]


def test_the_columns_are_the_same_in_every_language() -> None:
    pytest.importorskip("pyarrow")
    from overdue_cli import arrow

    spark = {"string": "string", "int64": "bigint", "list<element: string>": "array<string>"}
    spark["list<item: string>"] = "array<string>"
    assert ", ".join(f"{field.name} {spark[str(field.type)]}" for field in arrow.SCHEMA) == arrow.DDL
    assert tuple(arrow.SCHEMA.names) == Answer._fields


def test_the_digest_is_of_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    before = columns.digest()
    shutil.copytree(columns.store.folder(), tmp_path / "data")
    monkeypatch.setattr(columns.store, "folder", lambda: tmp_path / "data")
    assert columns.digest() == before
    for name in ("cues/benign.yaml", "rules.yaml", "votes.json", "danger-weights.json"):
        one = tmp_path / "data" / name
        kept = one.read_text("utf-8")
        one.write_text(kept + "\n", "utf-8")
        assert columns.digest() != before, name
        one.write_text(kept, "utf-8")
