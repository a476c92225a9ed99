"""How well the coach does on our own sentences: half of them were held back while the rules were made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.coaching import flagged_or_not, in_category
from bpm_tui.facilitation.coach import CATEGORIES
from tests.facilitation.coach.shipped import HERE, ours

FILES = ("tuned.tsv", "held.tsv", "second.tsv", "third.tsv", "fourth.tsv")


@pytest.mark.parametrize("name", FILES)
def test_our_sentences_are_told_apart(name: str) -> None:
    score = flagged_or_not(ours(name))
    assert score.precision >= 0.95
    assert score.recall >= 0.85


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_category_is_found_and_seldom_mistaken(category: str) -> None:
    score = in_category([each for name in FILES for each in ours(name)], category)
    assert score.precision >= 0.9
    assert score.recall >= 0.8


def test_the_script_prints_every_figure(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Outage\n\nWe should have tested it. The disk was full.\n")
    command = [sys.executable, "-m", "benchmarks.coaching", str(HERE / "held.tsv"), "--documents", str(page)]
    done = subprocess.run(command, cwd=HERE.parents[2], capture_output=True, text=True, timeout=120, check=True)
    for said in ("flagged or not", *CATEGORIES, "500 characters take", "page.md:3 counterfactual", "1 flags in 2"):
        assert said in done.stdout, done.stdout
