"""House rules: which room may load what, how long a file may be, what no file may name."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pseudo_terminal import isolated
from tools.readme_command import README

ROOT = README.parent
SCREEN_LIBRARIES = ("textual", "rich", "textual_enhanced")
ROOMS = {
    **dict.fromkeys(("model", "facilitation", "storage", "library", "exchange"), SCREEN_LIBRARIES),
    **dict.fromkeys(("views", "actions"), ("textual", "textual_enhanced")),
}
"""The rooms before the screen, each with what it may not load; words on a screen are measured by rich."""

IMPORT_ROOM = """
import importlib, pkgutil, sys
room = importlib.import_module("bpm_tui." + sys.argv[1])
for module in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
    importlib.import_module(module.name)
print("loaded", *sys.modules, file=sys.stderr)
"""
RUN_COMMAND = """
import sys
from bpm_tui.cli.main import main
sys.argv[0] = "bpm"
try:
    main()
finally:
    print("loaded", *sys.modules, file=sys.stderr)
"""


def loaded_by(program: str, *arguments: str, home: Path) -> tuple[set[str], str]:
    """Run a program in a new Python; return the top-level packages it loaded, and what it printed."""
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(
        command, env=isolated(home), cwd=home, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    said, *names = done.stderr.splitlines()[-1].split()
    assert said == "loaded"
    return {name.partition(".")[0] for name in names}, done.stdout


@pytest.mark.parametrize("room", ROOMS)
def test_room_before_the_screen_loads_no_screen_library(room: str, tmp_path: Path) -> None:
    packages, _ = loaded_by(IMPORT_ROOM, room, home=tmp_path)
    assert "bpm_tui" in packages
    assert not packages & set(ROOMS[room])


def test_screen_library_would_be_noticed(tmp_path: Path) -> None:
    packages, _ = loaded_by(
        IMPORT_ROOM + "import rich.text; print('loaded', *sys.modules, file=sys.stderr)", "model", home=tmp_path
    )
    assert "rich" in packages


COMMANDS = [
    ["--help"],
    ["--version"],
    ["paths"],
    ["themes"],
    ["new", "Another outage"],
    ["add", "SESSION", "14:32 Ana: restarted payments => errors gone"],
    ["export", "SESSION", "--to", "-"],
    ["check", "SESSION"],
    ["list"],
    ["search", "payments"],
    ["log", "SESSION"],
    ["mv", "SESSION", "renamed-outage"],
    ["forget", "SESSION", "--yes"],
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: arguments[0])
def test_command_that_shows_nothing_loads_no_screen_library(arguments: list[str], tmp_path: Path) -> None:
    made = loaded_by(RUN_COMMAND, "new", "Payments outage", home=tmp_path)[1].splitlines()[-1]
    packages, _ = loaded_by(RUN_COMMAND, *(made if part == "SESSION" else part for part in arguments), home=tmp_path)
    assert "bpm_tui" in packages
    assert not packages & set(SCREEN_LIBRARIES)


def files(*endings: str) -> Iterator[Path]:
    """Yield the project's own files, none that a tool made."""
    folders = ("src", "tests", "tools", "benchmarks", "docs", "themes", ".ci")
    found = [*ROOT.glob("*"), *(path for folder in folders for path in (ROOT / folder).rglob("*"))]
    for path in sorted(found):
        if path.is_file() and "__pycache__" not in path.parts and (not endings or path.suffix in endings):
            yield path


def test_no_file_of_code_is_longer_than_400_lines() -> None:
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_bytes().splitlines()) for path in files(".py", ".tcss")}
    assert lengths["tests/test_hygiene.py"] > 50
    assert {name: length for name, length in lengths.items() if length > 400} == {}


NAMED = [
    *(
        "/".join(["", *parts])
        for parts in (["work", "main"], ["work", "shared"], ["opt", "dev"], ["opt", "pypi"], ["root", ""])
    ),
    *(".".join(parts) for parts in (["pypi", "org"], ["files", "pythonhosted", "org"], ["registry", "npmjs", "org"])),
]
"""Places of somebody's machine, and hosts that an installer is configured with rather than a project."""


@pytest.mark.parametrize("name", NAMED)
def test_no_file_names_a_machine_or_a_registry(name: str) -> None:
    assert [path.relative_to(ROOT).as_posix() for path in files() if name.encode() in path.read_bytes()] == []
