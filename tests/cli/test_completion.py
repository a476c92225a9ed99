from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import made
from tests.pseudo_terminal import isolated


def completed(home: Path, *words: str, shell: str = "bash") -> list[str]:
    """Return what the shell is offered for the last of the words."""
    asked = {
        "_BPM_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": " ".join(("bpm", *words)),
        "COMP_CWORD": words[-1] if shell == "fish" else str(len(words)),
    }
    program = "import sys; sys.argv[0] = 'bpm'; from bpm_tui.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=isolated(home, **asked),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stderr == ""
    return [line.partition(",")[2] for line in done.stdout.splitlines() if line]


def test_sessions_are_completed_where_one_is_wanted(tmp_path: Path) -> None:
    names = {made(tmp_path, title).stem for title in ("Payments outage", "Payments again", "Checkout slow")}
    assert set(completed(tmp_path, "export", "2026")) == names
    assert set(completed(tmp_path, "export", "pay")) == {name for name in names if "payments" in name}
    assert set(completed(tmp_path, "pay")) == {name for name in names if "payments" in name}
    assert completed(tmp_path, "add", "nothing") == []


def test_commands_and_options_are_completed(tmp_path: Path) -> None:
    made(tmp_path)
    assert completed(tmp_path, "ex") == ["export"]
    assert completed(tmp_path, "new", "--part") == ["--participant"]
    assert completed(tmp_path, "--sess") == ["--sessions"]
    assert completed(tmp_path, "check", "./da") == ["./da"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_documented_shell_has_its_script(tmp_path: Path, shell: str) -> None:
    documented = (Path(__file__).parents[2] / "docs" / "commands.md").read_text()
    assert f"_BPM_COMPLETE={shell}_source bpm" in documented
    program = "import sys; sys.argv[0] = 'bpm'; from bpm_tui.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=isolated(tmp_path, _BPM_COMPLETE=f"{shell}_source"),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "_BPM_COMPLETE" in done.stdout
