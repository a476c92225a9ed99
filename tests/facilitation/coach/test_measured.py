"""How well the coach does on our own sentences: half of them were held back while the rules were made."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.coaching import flagged_or_not, in_category
from bpm_tui.facilitation.coach import CATEGORIES, FIELDS
from tests.facilitation.coach.shipped import COACH, HERE, ours

FILES = ("tuned.tsv", "held.tsv", "second.tsv", "third.tsv", "fourth.tsv", "fifth.tsv")


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


def test_the_docs_say_what_each_rule_finds() -> None:
    page = (HERE.parents[2] / "docs" / "coach.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| `([a-z_]+)` \| (.+) \|$", page, re.MULTILINE)
    assert [(name, category) for name, category, _ in rows] == [(rule.id, rule.category) for rule in COACH.rules.ranked]
    for name, _, examples in rows:
        said = examples.split(" · ")
        assert len(said) == 3, name
        for text in said:
            ends = text if text.endswith("?") else f"{text}."
            assert any(each.rule == name for field in FIELDS for each in COACH.find(ends, field)), (name, text)
