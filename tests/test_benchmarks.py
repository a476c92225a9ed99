"""The benchmarks still measure all that they promise; no test judges speed."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace

import pytest

from benchmarks.figures import Effort, Ratio, percentile, table
from benchmarks.run import CONCERNS
from tools.readme_command import README

PROMISED = {
    "start": ["first frame of 200 entries : bare app", "memory then : bare app"],
    "entry_line": ["typing in the line : bare Input", "typing with the coach : without"],
    "adding": ["typing while others add : typing alone"],
    "moving": ["moving in the timeline : bare DataTable"],
    "committing": ["committing, 220 : 200 entries", "committing : page-down of the same table"],
    "edits": ["work per edit, 200th : 10th", "the sync alone against the work", "bytes per equal edit, late : early"],
    "replay": ["seeking in 200 edits : page-down"],
    "export": ["export of 220 entries : Python, same imports"],
    "library": [
        "first index : reading the documents",
        "bpm search : grep -ril",
        "query at so many : at a tenth",
        "bpm similar : bpm search",
        "first frame of the library : of ten sessions",
        "memory of the library : of ten sessions",
        "search as you type : bare Input",
    ],
    "reading": [
        "reading rows : markup and times of 220",
        *(f"import of {name}, 10 : 1" for name in ("list.md", "page.html", "page.rst", "chat.txt", "call.vtt")),
        *(f"import of {name}, 10 : 1" for name in ("table.csv", "slack-day.json", "github.json", "teams.json")),
    ],
}


def test_every_concern_is_promised_something() -> None:
    assert list(PROMISED) == list(CONCERNS)


@pytest.mark.parametrize("concern", CONCERNS)
def test_short_run_prints_each_ratio(concern: str) -> None:
    command = [sys.executable, "-m", "benchmarks.run", concern, "--short"]
    done = subprocess.run(command, cwd=README.parent, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for name in PROMISED[concern]:
        assert re.search(rf"^ *{re.escape(name)} +\d+\.\d\d +\d+\.\d\d ", done.stdout, re.MULTILINE), done.stdout


def test_unknown_concern_is_answered_with_the_known_ones() -> None:
    command = [sys.executable, "-m", "benchmarks.run", "startup"]
    done = subprocess.run(command, cwd=README.parent, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "nothing is called startup; there is start, entry_line" in done.stderr


def test_median_decides_and_the_table_shows_both_sides() -> None:
    ratio = Ratio("typing", [10.0, 12.0, 90.0], [10.0, 10.0, 30.0], 1.1)
    assert (ratio.at(50), ratio.at(95), ratio.verdict) == (1.2, 3.0, "OVER")
    assert Ratio("typing", [10.0], [10.0], 1.1).verdict == "ok"
    assert Ratio("sync", [10.0], [1.0], None).verdict == ""
    assert replace(ratio, bound=1.2).verdict == replace(ratio, bound=1.2, bound_95=3.0).verdict == "ok"
    assert replace(ratio, bound=1.2, bound_95=2.9).verdict == replace(ratio, bound_95=3.0).verdict == "OVER"
    row = table([ratio]).splitlines()[1]
    assert row.split() == ["typing", "1.20", "3.00", "1.10", "OVER", "12,", "90", "/", "10,", "30", "ms"]


def test_percentile_is_one_of_the_values() -> None:
    assert [percentile(range(1, 101), percent) for percent in (0, 50, 95, 100)] == [1, 51, 96, 100]
    assert percentile([7.0], 95) == 7.0


def test_full_run_presses_often_enough_to_judge() -> None:
    assert Effort().presses >= 300
    assert Effort().edits >= 10_000
    assert Effort().entries >= 2_000
