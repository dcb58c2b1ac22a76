"""`screen`: many messages, in order, each by itself; the same bytes from any number of processes."""

import json
from multiprocessing import get_start_method
from pathlib import Path

import pytest

from overdue_cli.assessment import json_text
from overdue_cli.cli import bulk
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.reading.numbers import number
from overdue_cli.reasoning.assess import assess
from overdue_cli.screening import Line, Row, Screen, parsed, whole

from .conftest import Run
from .reading_quality import Machine, ours

LINES = [
    {"id": "a", "text": "再不还款就爆你通讯录"},
    {"id": 2, "text": "您好，明天开会"},
    {"text": "请还款", "days_overdue": 20, "lender": "微粒贷"},
]


def jsonl(rows: list[object]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def documents(raw: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in raw.decode().splitlines()]


def test_each_line_gives_its_assessment_in_order(run: Run) -> None:
    done = run("screen", "-", stdin=jsonl(list(LINES)))
    assert done.returncode == 0, done.stderr.decode()
    first, second, third = documents(done.stdout)
    assert (first["id"], first["line"], first["verdict"]) == ("a", 1, "unlawful")
    assert first["schema"] == "overdue-cli/assessment/1"
    assert (second["id"], second["line"]) == (2, 2)
    assert third["id"] is None
    assert third["facts"]["days_overdue"] == 20  # type: ignore[index]


def test_a_line_is_what_check_gives(run: Run) -> None:
    (line,) = documents(run("screen", "-", stdin=jsonl([LINES[0]])).stdout)
    alone = json.loads(run("check", "-", "--json", stdin=LINES[0]["text"].encode()).stdout)  # type: ignore[attr-defined]
    assert {key: value for key, value in line.items() if key not in ("id", "line")} == alone


def test_compact(run: Run) -> None:
    (line,) = documents(run("screen", "-", "--compact", stdin=jsonl([LINES[0]])).stdout)
    assert list(line) == ["id", "line", "verdict", "behaviours", "agencies"]
    assert "contact_book_bombing" in line["behaviours"]  # type: ignore[operator]


def test_broken_lines_are_said_in_their_place(run: Run) -> None:
    rows = [
        b"not json\n",
        b"\n",
        jsonl([LINES[0]]),
        b"[1, 2]\n",
        jsonl([{"id": "x", "text": 5}]),
        jsonl([{"id": "y", "text": "a", "days_overdue": "many"}]),
        jsonl([{"id": "z"}]),
        jsonl([{"id": "w", "text": "a", "no_such_fact": 1}]),
    ]
    done = run("screen", "-", "--compact", stdin=b"".join(rows))
    assert done.returncode == 1
    found = documents(done.stdout)
    assert [one["line"] for one in found] == [1, 3, 4, 5, 6, 7, 8]
    assert ["error" in one for one in found] == [True, False, True, True, True, True, True]
    assert all(set(one) == {"id", "line", "error"} for one in found if "error" in one)
    assert [one["id"] for one in found][3:] == ["x", "y", "z", "w"]
    assert "6 行" in done.stderr.decode()


def test_digits_of_any_script_are_read_by_their_value() -> None:
    for words, meant in (
        ("逾期٣天", 3),
        ("逾期３天", 3),
        ("逾期²天", None),
        ("逾期③天", None),
        ("٣٤", 34),
        ("二十三", 23),
    ):
        assert number(words) == meant, words


def test_a_line_with_foreign_digits_ends_nothing(run: Run) -> None:
    rows: list[object] = [LINES[0], {"text": "逾期٣天"}, LINES[0]]
    done = run("screen", "-", "--compact", stdin=jsonl(rows))
    assert (done.returncode, len(documents(done.stdout))) == (0, 3)


@pytest.mark.parametrize("raw", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
def test_what_json_has_no_word_for_is_a_bad_line(raw: str) -> None:
    row = parsed(3, f'{{"id": {raw}, "text": "你好"}}')
    assert (row.line, row.fields) == (3, {})
    assert "JSON" in row.error


def failing(row: Row) -> None:
    raise KeyError(row.fields["text"])


def test_whatever_a_row_raises_the_run_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine()
    screen = Screen(machine.known, machine.reader, machine.known.checked_on)
    answer = screen.answer
    secret = "只有本人知道的一句话"
    monkeypatch.setattr(screen, "answer", lambda row: failing(row) if row.fields["id"] == "b" else answer(row))

    def opened(line: Line) -> Row:
        if line.line == 2:
            raise RecursionError
        return parsed(line.line, (line.raw or b"").decode())

    rows: list[Row | Line] = [
        Row(1, {"id": "a", "text": "您好"}), Line(2, b"x"), Row(3, {"id": "b", "text": secret}),
        Row(4, {"id": float("nan"), "text": "您好"}), Line(5, '{"id": "c", "text": "您好"}'.encode()),
    ]  # fmt: skip
    done = screen.batch(rows, opened)
    found = documents(done.text)
    assert (done.rows, done.bad) == (5, 3)
    assert [one["line"] for one in found] == [1, 2, 3, 4, 5]
    assert [one["id"] for one in found] == ["a", None, "b", None, "c"]
    for one in found[1:4]:
        assert set(one) == {"id", "line", "error"}
        assert secret not in str(one)
        assert "换个写法" in str(one["error"])


def test_a_fault_in_another_process_ends_nothing(monkeypatch: pytest.MonkeyPatch, known: Knowledge) -> None:
    """Processes that are forked take the broken reader along."""
    if get_start_method() != "fork":
        pytest.skip("needs fork")
    whole_answer = Screen.answer
    monkeypatch.setattr(
        Screen, "answer", lambda self, row: failing(row) if "坏" in row.fields["text"] else whole_answer(self, row)
    )
    rows = [Row(n, {"id": n, "text": "坏" if n % 100 == 7 else "您好"}) for n in range(500)]
    text = b"".join(done.text for done in bulk.screened(iter(rows), known, "jsonl", True, 2))
    found = documents(text)
    assert [one["line"] for one in found] == list(range(500))
    assert [one["line"] for one in found if "error" in one] == list(range(7, 500, 100))


def test_half_characters_and_nul_pass_through(run: Run) -> None:
    raw = b'{"id": "s", "text": "\\ud83d\\u0000 ' + "再不还就爆你通讯录".encode() + b'"}\n'
    done = run("screen", "-", stdin=raw)
    assert done.returncode == 0, done.stderr.decode()
    (line,) = documents(done.stdout)
    text = json.loads(raw)["text"]
    spans = [span for finding in line["findings"] for span in finding["spans"]]  # type: ignore[attr-defined]
    assert spans
    assert all(text[span["start"] : span["end"]] == span["text"] for span in spans)


@pytest.mark.parametrize("jobs", ["2", "3"])
def test_any_number_of_processes_gives_the_same_bytes(run: Run, tmp_path: Path, jobs: str) -> None:
    place = tmp_path / "many.jsonl"
    rows: list[object] = [{"id": n, "text": f"第{n}条：{LINES[n % 2]['text']}"} for n in range(450)]
    place.write_bytes(jsonl(rows) + b"broken\n" + jsonl(rows[:50]))
    one = run("screen", str(place), "--compact", "--jobs", "1")
    more = run("screen", str(place), "--compact", "--jobs", jobs)
    assert one.returncode == more.returncode == 1
    assert one.stdout == more.stdout
    assert [row["line"] for row in documents(one.stdout)] == list(range(1, 502))


def test_tables_and_plain_lines(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "messages.csv"
    table.write_bytes('id,时间,内容\r\n7,今天,"再不还款,\r\n就爆你通讯录"\r\n'.encode("gb18030"))
    (row,) = documents(run("screen", str(table), "--compact").stdout)
    assert (row["id"], row["verdict"]) == ("7", "unlawful")
    plain = tmp_path / "messages.txt"
    plain.write_text("再不还款就爆你通讯录\n\n您好\n", "utf-8")
    found = documents(run("screen", str(plain), "--compact").stdout)
    assert [(one["line"], one["verdict"]) for one in found] == [(1, "unlawful"), (3, "none")]


def test_wrong_calls(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "x.csv"
    table.write_text("a,b\n1,2\n", "utf-8")
    out = tmp_path / "out.jsonl"
    out.write_text("kept", "utf-8")
    for arguments, says in (
        ([str(table)], "没有消息那一列"),
        (["/没有/这个文件"], "没有这个文件"),
        (["-", "--kind", "pdf"], "--kind"),
        (["-", "-o", str(out)], "已经存在"),
    ):
        done = run("screen", *arguments)
        assert done.returncode == 2
        assert says in done.stderr.decode()
        assert done.stdout == b""
    assert out.read_text("utf-8") == "kept"


def test_a_file_is_written_whole_and_private(run: Run, tmp_path: Path) -> None:
    place, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    place.write_bytes(jsonl(list(LINES)))
    assert run("screen", str(place), "-o", str(out)).returncode == 0
    assert len(documents(out.read_bytes())) == 3
    assert out.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_what_is_written_once_is_what_is_written_each_time() -> None:
    """A line pieced together from remembered parts is the JSON of the answer, where half a character stands too."""
    machine = Machine()
    today = machine.known.checked_on
    screen = Screen(machine.known, machine.reader, today)
    texts = [told.text for told in ours()[::25]] + ["再不还款就爆你通讯录\ud83d", '再不还就爆你通讯录，"spans": []']
    for text in [*texts, *texts]:
        line, good = screen.row(Row(7, {"id": "a", "text": text, "days_overdue": 20}))
        alone = assess({"days_overdue": 20}, machine.known, today, reading=machine.reader.read(text))
        assert good
        assert line == json_text({"id": "a", "line": 7, **whole(alone)})
