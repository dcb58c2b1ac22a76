"""`explain`, `hotline` and `sources` as their users call them."""

import json
from typing import Any

import pytest

from overdue_cli.cli import environment
from overdue_cli.knowledge.library import Library
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.reasoning.law import OLD_AFTER, standing

from .conftest import Run


def document(run: Run, *arguments: str, status: int = 0, **more: Any) -> dict[str, Any]:
    done = run(*arguments, "--json", **more)
    assert done.returncode == status, done.stderr.decode()
    found: dict[str, Any] = json.loads(done.stdout)
    return found


PROMISED = {
    "id", "title", "answer", "lawful", "unlawful", "depends_on", "steps", "dont", "deadlines", "basis", "agencies",
    "cases", "related", "documents",
}  # fmt: skip


def test_explanation_has_the_promised_fields(run: Run) -> None:
    answer = document(run, "explain", "微粒贷逾期会坐牢吗")
    assert answer["schema"] == "overdue-cli/explanation/1"
    assert answer["query"] == "微粒贷逾期会坐牢吗"
    assert set(answer["topic"]) >= PROMISED
    assert answer["topic"]["id"] == "criminal_liability"
    assert answer["brand"]["name"] == "微粒贷"
    assert 0 < answer["score"] <= 1
    assert len(answer["alternatives"]) >= 3
    assert all(set(near) == {"id", "title", "score"} for near in answer["alternatives"])
    scores = [near["score"] for near in answer["alternatives"]]
    assert scores == sorted(scores, reverse=True)
    assert answer["topic"]["id"] not in [near["id"] for near in answer["alternatives"]]


def test_periods_are_data_with_their_provision(run: Run) -> None:
    periods = {one["id"]: one for one in document(run, "explain", "支付令")["topic"]["deadlines"]}
    assert periods["payment_order_days"]["length"] == 15
    assert periods["payment_order_days"]["unit"] == "day"
    assert periods["payment_order_days"]["basis"][0]["article"]


def test_several_words_are_one_question(run: Run) -> None:
    one = document(run, "explain", "催收", "爆通讯录", "违法吗")
    assert one["topic"]["id"] == "contact_list_blast"


def test_nothing_near_is_status_3_with_the_nearest_three(run: Run) -> None:
    done = run("explain", "红烧肉怎么做")
    assert done.returncode == 3
    assert "没有找到" in done.stderr.decode()
    assert done.stdout.decode().count("overdue-cli explain ") >= 3
    answer = document(run, "explain", "红烧肉怎么做", status=3)
    assert answer["topic"] is None
    assert len(answer["alternatives"]) >= 3


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        ([""], 2, "没有写"),
        (["   "], 2, "没有写"),
        (["催" * 10_000], 2, "太长"),
        (["！？。，"], 3, "没有找到"),
        (["\x1b[31m红\x1b[0m"], 3, "没有找到"),
        (["no-such-rule-id"], 3, "没有找到"),
    ],
    ids=["empty", "blank", "endless", "punctuation", "escapes", "unknown id"],
)
@pytest.mark.parametrize("command", ["explain", "hotline"])
def test_bad_queries(run: Run, command: str, words: list[str], status: int, says: str) -> None:
    done = run(command, *words)
    assert done.returncode == status
    assert says in done.stderr.decode()
    assert "\x1b" not in done.stderr.decode() + done.stdout.decode()
    assert "Traceback" not in done.stderr.decode()
    if status == 2:
        assert done.stdout == b""


@pytest.mark.parametrize(
    ("name", "kind", "where"),
    [
        ("contact-book-bombing", "rule", "rules.yaml:"),
        ("insult_abuse", "behaviour", "behaviours.yaml"),
        ("pipl-13", "provision", "authorities.yaml:"),
    ],
)
def test_ids_of_the_data_are_explained_with_their_place(run: Run, name: str, kind: str, where: str) -> None:
    answer = document(run, "explain", name)
    assert answer["record"]["kind"] == kind
    assert where in answer["record"]["where"]
    assert answer["topic"] is not None
    assert where in run("explain", name).stdout.decode()


def test_topics_are_listed_by_group(run: Run, library: Library) -> None:
    listed = document(run, "explain")
    assert listed["schema"] == "overdue-cli/topics/1"
    assert [topic["id"] for topic in listed["topics"]] == [n for group in library.groups for n in group.topics]
    page = run("explain").stdout.decode()
    assert all(group.name in page for group in library.groups)


@pytest.mark.parametrize("width", ["40", "100"])
def test_pages_fit_the_screen(run: Run, library: Library, width: str) -> None:
    from overdue_cli.render.layout import cells

    for query in (["explain", "支付令"], ["explain", "美团借钱爆通讯录", "--full"], ["hotline", "12377"], ["sources"]):
        for line in run(*query, COLUMNS=width).stdout.decode().splitlines():
            assert cells(line) <= int(width), line


def test_danger_lines_come_first(run: Run, known: Knowledge) -> None:
    for command in (["explain", "停息挂账"], ["hotline", "12378"]):
        assert run(*command, COLUMNS="100").stdout.decode().splitlines()[0].endswith(known.wording.danger_lines[0])


def test_hotline_12377_says_what_the_documents_got_wrong(run: Run) -> None:
    found = document(run, "hotline", "12377")
    assert found["schema"] == "overdue-cli/agencies/1"
    (agency,) = found["agencies"]
    assert {"operator", "online", "how_sure", "documents", "takes", "not_for", "before"} <= set(agency)
    assert any(claim["standing"] == "wrong" for claim in agency["documents"])
    assert "消费投诉" in run("hotline", "12377").stdout.decode()


def test_hotline_lists_all_and_follows_a_brand(run: Run, known: Knowledge) -> None:
    assert len(document(run, "hotline")["agencies"]) == len(known.agencies)
    assert [a["id"] for a in document(run, "hotline", "微粒贷")["agencies"]] == ["lender", "nfra_12378"]
    assert document(run, "hotline", "做饭", status=3)["agencies"]


def test_sources_list_every_authority_and_claim(run: Run, known: Knowledge, library: Library) -> None:
    found = document(run, "sources")
    assert found["schema"] == "overdue-cli/sources/1"
    assert {one["id"] for one in found["authorities"]} == set(known.provisions)
    assert [one["id"] for one in found["claims"]] == [*library.claims]
    assert set(found["claims"][0]) >= {"id", "document", "claim", "standing", "correction", "topic", "basis"}
    assert {one["how_sure"] for one in found["authorities"]} <= {"read", "reported", "unverified"}


@pytest.mark.parametrize(
    ("query", "authorities", "claims"),
    [("pipl-13", 1, 0), ("S003-12", 0, 1), ("S003", 0, 41), ("个人信息保护法第十三条", 1, 0)],
)
def test_sources_by_name(run: Run, query: str, authorities: int, claims: int) -> None:
    found = document(run, "sources", query)
    assert (len(found["authorities"]), len(found["claims"])) == (authorities, claims)


def test_sources_of_nothing(run: Run) -> None:
    assert run("sources", "没有这部法").returncode == 3
    assert run("sources", "--stale", "-1").returncode == 2


def test_stale_lists_what_is_older(run: Run, monkeypatch: pytest.MonkeyPatch, known: Knowledge) -> None:
    from overdue_cli.reasoning.directory import stale

    assert stale("2026-01-15", 6, "2026-07-15")
    assert not stale("2026-01-16", 6, "2026-07-15")
    assert not stale("2026-07-15", 0, "2026-07-15")
    found = document(run, "sources", "--stale", "600")
    assert found["authorities"] == []


def test_the_program_says_how_old_its_knowledge_is(known: Knowledge) -> None:
    fresh = standing(known, known.checked_on)
    assert fresh.age_days == 0
    assert fresh.old == ""
    year, rest = known.checked_on[:4], known.checked_on[4:]
    assert standing(known, f"{int(year) + 1}{rest}").old == ""
    old = standing(known, f"{int(year) + 2}{rest}")
    assert old.age_days > OLD_AFTER
    assert str(old.age_days) in old.old


def test_old_knowledge_is_said_loudly_on_every_screen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from overdue_cli import cli

    monkeypatch.setattr(environment, "today", lambda: "2028-06-01")
    for arguments in (["check", "--days", "3"], ["explain", "支付令"], ["hotline", "12378"]):
        assert cli.run(arguments) == 0
        assert "可能漏了新规定" in capsys.readouterr().out[:400]


def test_a_file_is_written_once(run: Run, tmp_path: Any) -> None:
    place = tmp_path / "a.md"
    assert run("explain", "支付令", "--format", "md", "-o", str(place)).returncode == 0
    assert place.read_text(encoding="utf-8").startswith("> ")
    assert run("explain", "支付令", "-o", str(place)).returncode == 2


def test_gbk_terminals_show_everything(run: Run) -> None:
    done = run("explain", "停息挂账", LANG="zh_CN.GBK", PYTHONIOENCODING="gbk")
    assert done.returncode == 0
    assert "?" not in done.stdout.decode("gbk").replace("？", "")
