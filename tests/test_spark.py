"""Spark: a few rows on separate processes, where Java and pyspark are. `make stress` has the many."""

from pathlib import Path

import pytest

from overdue_cli import columns
from overdue_cli.cli import environment

from . import many, spark_cluster
from .conftest import ROOT, Run


@pytest.mark.skipif(bool(spark_cluster.missing()), reason=spark_cluster.missing() or "runs")
def test_a_cluster_answers_as_screen_does(run: Run, tmp_path: Path) -> None:
    source, lines = spark_cluster.write(many.rows(200), tmp_path, 2)
    cluster = spark_cluster.Cluster(tmp_path, ROOT / "src")
    cluster.run(source, tmp_path / "out", "--today", environment.today(), "--whole")
    found = spark_cluster.answers(tmp_path / "out")
    assert [row["answer"] for row in found] == run("screen", str(lines)).stdout.decode().splitlines()
    assert [row["id"] for row in found] == [f"r{n}" for n in range(200)]
    assert {row["digest"] for row in found} == {columns.digest()}
