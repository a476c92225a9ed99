"""The README's commands are found by the tool that runs them, and what it points to is there."""

from __future__ import annotations

import json
import re
from importlib.metadata import distribution
from pathlib import Path

import pytest

import bpm_tui
from tools.readme_command import README, readme_command

TEXT = README.read_text(encoding="utf-8")
MARKED = "<!-- command: tests -->\n```sh\npython3 -m venv .venv && .venv/bin/pytest\n```\n<!-- end -->\n"


@pytest.mark.parametrize(("name", "last"), [("tests", ".venv/bin/pytest -n auto"), ("demo", ".venv/bin/bpm demo")])
def test_readme_command_starts_from_nothing_and_ends_with_the_program(name: str, last: str) -> None:
    command = readme_command(TEXT, name)
    assert command.startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert command.split(" && ")[-1] == last


def test_readme_shows_each_command_once() -> None:
    for name in ("tests", "demo"):
        assert TEXT.count(readme_command(TEXT, name)) == 1


@pytest.mark.parametrize("target", re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", TEXT) or ["LICENSE"])
def test_readme_points_to_files_that_exist(target: str) -> None:
    assert (README.parent / target).exists()


def test_command_can_start_with_another_python() -> None:
    assert readme_command(MARKED, "tests", "/usr/bin/python3.13").startswith("/usr/bin/python3.13 -m venv .venv &&")


@pytest.mark.parametrize("readme", ["", MARKED * 2, MARKED.replace("tests", "other"), MARKED.replace("&&", "&&\n")])
def test_command_that_is_not_there_once_is_refused(readme: str) -> None:
    with pytest.raises(LookupError, match=r"README\.md: \d commands marked <!-- command: tests -->"):
        readme_command(readme, "tests")


def test_package_is_tested_as_it_is_installed() -> None:
    """A forgotten file in the wheel would not be missed if the source folder were on the path."""
    installed = json.loads(distribution("bpm-tui").read_text("direct_url.json") or "{}")
    editable = installed.get("dir_info", {}).get("editable", False)
    assert Path(bpm_tui.__file__).is_relative_to(README.parent / "src") == editable
