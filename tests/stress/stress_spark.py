"""The heavy form of the test of Spark: 20,000 messages, the wheel as a cluster gets it, and nothing told in any log."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from overdue_cli import columns
from overdue_cli.cli import environment
from overdue_cli.compile.files import files
from overdue_cli.knowledge import codec
from overdue_cli.knowledge.cues import Cues
from overdue_cli.knowledge.model import Knowledge

from .. import many, spark_cluster
from ..conftest import ROOT

ROWS = 20_000

pytestmark = pytest.mark.skipif(bool(spark_cluster.missing()), reason=spark_cluster.missing() or "runs")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel in it, compiled knowledge and all, as docs/at-scale.md sends it to the workers."""
    place = tmp_path_factory.mktemp("wheel")
    python = [sys.executable, "-m"]
    build = [*python, "build", "--wheel", "--no-isolation", "--outdir", str(place), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=300)
    wheel = str(next(place.glob("*.whl")))
    unpack = [*python, "pip", "install", "--quiet", "--no-deps", "--target", str(place / "site"), wheel]
    subprocess.run(unpack, check=True, capture_output=True, timeout=300)
    mark = place / "site" / "overdue_cli" / "data" / "rules.yaml"
    mark.write_text(
        mark.read_text("utf-8") + "\n", "utf-8"
    )  # the digest tells it from the checkout, which workers see too
    return place / "site"


def test_many_rows_are_answered_as_screen_does(installed: Path, tmp_path: Path) -> None:
    source, lines = spark_cluster.write(many.rows(ROWS), tmp_path, 8)
    today = environment.today()
    alone = tmp_path / "alone.jsonl"
    call = [sys.executable, "-m", "overdue_cli", "screen", str(lines), "-o", str(alone)]
    done = subprocess.run(call, capture_output=True, timeout=600, env={"PYTHONPATH": str(installed)}, check=False)
    assert done.returncode == 1, done.stderr.decode()  # every hundredth row cannot be read

    cluster = spark_cluster.Cluster(tmp_path, installed, sends=True)
    said = cluster.run(source, tmp_path / "out", "--today", today, "--whole", timeout=600)
    found = spark_cluster.answers(tmp_path / "out")
    assert [row["line"] for row in found] == list(range(1, ROWS + 1))
    with alone.open("rb") as stream:
        apart = [
            row["line"]
            for row, line in zip(found, stream, strict=True)
            if sha256(row["answer"].encode()).digest() != sha256(line.rstrip(b"\n")).digest()
        ]
    assert apart == []
    assert sum(row["error"] is not None for row in found) == ROWS // 100
    data = installed / "overdue_cli" / "data"
    sent = codec.digest([*files(Knowledge, data), *files(Cues, data)])
    assert {(row["digest"], row["today"]) for row in found} == {(sent, today)}
    assert sent != columns.digest()
    assert {name for name in ("executor 0", "executor 1") if name in said} == {"executor 0", "executor 1"}

    logs = said + cluster.logs()
    assert "编号" not in logs and "\\u7f16" not in logs.lower()  # which stands in every text
