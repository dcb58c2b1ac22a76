"""A Spark cluster of separate processes on this machine, for tests: two executors, each with workers of its own."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .conftest import ROOT


def missing() -> str:
    """What a cluster needs and this machine lacks; empty where nothing."""
    lacking = [name for name in ("pyspark", "pyarrow", "pandas") if find_spec(name) is None]
    lacking += [] if shutil.which("java") else ["Java"]
    return f"Spark does not run here, without {' and '.join(lacking)}: pip install '.[spark]'" if lacking else ""


class Cluster:
    """Runs `examples/spark_screen.py` on a cluster that lives as long as the job; all of it stays under `folder`.

    `site` is where the driver finds the package; the workers find it there too, or get it sent where `sends`.
    """

    def __init__(self, folder: Path, site: Path, *, sends: bool = False) -> None:
        self.folder, self.site, self.sends = folder, site, sends
        self.home, self.events = folder / "spark", folder / "events"
        for place in (self.home, self.events, folder / "local"):
            place.mkdir()
        spec = find_spec("pyspark")
        assert spec and spec.submodule_search_locations
        for part in Path(spec.submodule_search_locations[0]).iterdir():
            if part.name != "work":  # the executors' logs belong to this run
                (self.home / part.name).symlink_to(part)

    def run(self, source: Path, target: Path, *more: str, timeout: float = 300) -> str:
        """What the driver said; fails where the job does, or takes longer than `timeout` seconds."""
        setting = {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.ui.enabled": "false",
            "spark.driver.memory": "512m",
            "spark.executor.memory": "512m",
            "spark.eventLog.enabled": "true",
            "spark.eventLog.dir": self.events.as_uri(),
            "spark.executorEnv.PYTHONPATH": "site" if self.sends else str(self.site),
        }
        if self.sends:
            packed = shutil.make_archive(str(self.folder / "site"), "zip", self.site)
            setting["spark.archives"] = f"{packed}#site"
        command = [str(self.home / "bin" / "spark-submit"), "--master", "local-cluster[2,1,1024]"]
        command += [word for name, value in setting.items() for word in ("--conf", f"{name}={value}")]
        command += [str(ROOT / "examples" / "spark_screen.py"), str(source), str(target), *more]
        environment = os.environ | {
            "SPARK_HOME": str(self.home),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_LOCAL_DIRS": str(self.folder / "local"),
            "PYSPARK_PYTHON": sys.executable,
            "PYTHONPATH": str(self.site),
        }
        running = subprocess.Popen(
            command, cwd=self.folder, env=environment, stdout=-1, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            said = running.communicate(timeout=timeout)[0].decode()
        finally:
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGKILL)  # the executors too, which are of its group
                running.communicate()
        assert running.returncode == 0, said[-5000:]
        return said

    def logs(self) -> str:
        """Everything that the executors said and that the history of jobs keeps."""
        said = [*(self.home / "work").glob("*/*/std*")]
        kept = [path for path in self.events.rglob("*") if path.is_file() and path.suffix != ".crc"]
        texts = [path.read_text("utf-8", "replace") for path in (*said, *kept)]
        assert len(texts) >= 5  # two streams of each executor, and the events
        return "\n".join(texts)


def write(rows: Iterable[dict[str, Any]], folder: Path, parts: int) -> tuple[Path, Path]:
    """Rows as a folder of Parquet files, dealt out so that no file is in order, and as JSON Lines for `screen`."""
    import pyarrow as pa
    from pyarrow import parquet

    every, source, lines = list(rows), folder / "messages.parquet", folder / "messages.jsonl"
    source.mkdir()
    for part in range(parts):
        parquet.write_table(pa.Table.from_pylist(every[part::parts]), source / f"{part}.parquet")
    with lines.open("w", encoding="utf-8") as stream:
        for row in every:
            told = {name: value for name, value in row.items() if value is not None and name != "line"}
            stream.write(json.dumps(told, ensure_ascii=False) + "\n")
    return source, lines


def answers(target: Path) -> list[dict[str, Any]]:
    """What a job wrote, by line."""
    from pyarrow import parquet

    rows: list[dict[str, Any]] = parquet.read_table(target).to_pylist()
    return sorted(rows, key=lambda row: int(row["line"]))
