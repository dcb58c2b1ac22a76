"""The README shows what the program really prints."""

import re
import shlex
from pathlib import Path

import pytest

from .conftest import ROOT, Run

README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```console\n\$ (overdue-cli [^\n]+)\n(.*?)```", README, re.DOTALL)


def test_three_commands_are_shown_on_the_first_screen() -> None:
    assert len(SHOWN) >= 3
    assert README.index("110") < README.index("overdue-cli check")


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_shown_output_is_real(run: Run, command: str, output: str, tmp_path: Path) -> None:
    """Every shown line is a line of the real output, in order; `……` stands for lines left out."""
    piped = b""
    for call in command.split(" | "):
        piped = run(*shlex.split(call)[1:], stdin=piped, COLUMNS="80", OVERDUE_HOME=str(tmp_path)).stdout
    real = piped.decode().splitlines()
    place = 0
    for line in output.splitlines():
        if line.strip() == "……":
            continue
        assert line in real[place:], line
        place = real.index(line, place) + 1


def test_the_commands_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "test"):
        assert f"make {target}" in README
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_links_inside_the_project_lead_somewhere() -> None:
    for path in ROOT.glob("*.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (ROOT / target).exists(), f"{path.name}: {target}"
