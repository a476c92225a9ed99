"""Try what a newcomer gets: the README's demo command as written, then the commands of that wheel installed alone.

Uses nothing but the standard library, since nothing but the wheel and what it needs is installed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.keys import keys
from tests.pseudo_terminal import PseudoTerminal
from tools.readme_command import README, readme_command

ROOT = README.parent
BPM = ROOT / ".venv" / "bin" / "bpm"
INSTALLS = 600
ANSWERS = 60
QUIT = "ctrl+q"


def environment(home: Path) -> dict[str, str]:
    """Return this environment (an installer may need its settings), with what bpm writes put into ``home``."""
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "STATE")}
    return {**os.environ, **folders, "BPM_SESSIONS": str(home / "sessions"), "TERM": "xterm-256color"}


def try_demo(command: str, home: Path) -> None:
    """Run a shell command that starts the demo in a pseudo-terminal, walk through the demo and quit it.

    Raises:
        SystemExit: the demo did not show, did not react or ended with trouble; the end of its output is printed.
    """
    print(f"$ {command}", flush=True)
    with PseudoTerminal(["/bin/sh", "-c", command], env=environment(home), size=(160, 48), cwd=ROOT) as terminal:
        _expect(terminal, b"Timeline", "the demo's timeline", INSTALLS)
        for key in ("down", "down", "?", "escape", "up"):
            _expect_reaction(terminal, key)
        terminal.write(keys(QUIT))
        try:
            status = terminal.wait(ANSWERS)
        except subprocess.TimeoutExpired:
            _fail(terminal, f"{QUIT} did not end the demo")
        if status:
            _fail(terminal, f"the demo ended with status {status}")
    print("the demo starts, reacts and ends with status 0", flush=True)


def _expect_reaction(terminal: PseudoTerminal, key: str) -> None:
    seen = len(terminal.raw)
    terminal.write(keys(key))
    if not terminal.wait_until(lambda: len(terminal.raw) > seen, ANSWERS) or terminal.ended:
        _fail(terminal, f"no reaction to {key}")


def _expect(terminal: PseudoTerminal, text: bytes, name: str, timeout: float) -> None:
    if not terminal.wait_until(lambda: text in terminal.raw, timeout):
        _fail(terminal, f"{name} never showed")


def _fail(terminal: PseudoTerminal, trouble: str) -> None:
    sys.stdout.write(terminal.raw[-4000:].decode("utf-8", "replace").replace("\x1b", "␛") + "\n")
    raise SystemExit(f"wheel check: {trouble}")


def try_commands(bpm: Path, home: Path) -> None:
    """Run the commands that show no screen, in a folder away from the source.

    Raises:
        SystemExit: one of them failed or did not say what it should.
    """
    _says(bpm, home, "bpm", "--version")
    _says(bpm, home, "sessions", "paths")
    _says(bpm, home, "dark", "themes")
    new = ("new", "Wheel check", "--incident", "INC-1", "--severity", "SEV-2")
    made = _says(bpm, home, ".toml", *new).splitlines()[-1]
    _says(bpm, home, "", "add", made, "14:32 Ana: restarted payments => errors gone")
    _says(bpm, home, "restarted payments", "export", made, "--to", "-")
    _says(bpm, home, "", "check", made)


def _says(bpm: Path, home: Path, expected: str, *arguments: str) -> str:
    print("$ bpm", *arguments, flush=True)
    done = subprocess.run(
        [str(bpm), *arguments],
        cwd=home,
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=ANSWERS,
        check=False,
    )
    if done.returncode or expected not in done.stdout:
        print(done.stdout + done.stderr)
        raise SystemExit(
            f"wheel check: bpm {arguments[0]}: status {done.returncode}, expected {expected!r} in its output"
        )
    return done.stdout


def main() -> None:
    """Try the demo, then the commands."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default="python3", help="use this instead of python3")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        try_demo(readme_command(README.read_text(encoding="utf-8"), "demo", chosen.python), Path(folder))
        try_commands(BPM, Path(folder))


if __name__ == "__main__":
    main()
