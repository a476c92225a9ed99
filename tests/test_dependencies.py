"""What pyproject.toml allows has a lowest version that is tried, and one that contributors work with."""

from __future__ import annotations

import tomllib

import pytest
from packaging.requirements import Requirement

from tools.lowest_versions import declared, lowest
from tools.wheel_check import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
EVERY = [Requirement(text) for extra in (declared(), *EXTRAS.values()) for text in extra]


def test_lowest_versions_are_those_of_the_file() -> None:
    assert lowest(["click>=8.2", "textual>=8.2.5,<8.3"]) == ["click==8.2", "textual==8.2.5"]
    assert len(lowest(declared())) == len(PROJECT["dependencies"])
    with pytest.raises(ValueError, match="click"):
        lowest(["click"])


def test_textual_and_jinja_are_not_older_than_what_works() -> None:
    floors = lowest(declared())
    assert "textual==8.2.5" in floors  # 8.2.0 to 8.2.4 cannot start
    assert "jinja2==3.1.6" in floors  # before it templates can leave their sandbox


def test_contributors_have_a_version_of_everything() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.lower().replace("_", "-").split("==") for line in lines if not line.startswith("#"))
    for wanted in EVERY:
        name = wanted.name.lower().replace("_", "-")
        assert name == "bpm-tui" or wanted.specifier.contains(pinned[name]), wanted
