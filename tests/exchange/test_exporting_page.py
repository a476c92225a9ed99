"""The page about exporting describes every choice, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from bpm_tui.exchange.export import templates
from bpm_tui.exchange.export.export import Manner, export
from bpm_tui.exchange.export.page.record import Record
from bpm_tui.exchange.export.sections import OTHERS, SECTIONS
from bpm_tui.exchange.export.templates import SHIPPED, Names
from bpm_tui.exchange.export.writers.dialects import DIALECTS
from bpm_tui.exchange.export.writers.markdown import MarkdownWriter
from bpm_tui.model.session import Names as NamesAsked
from bpm_tui.storage.user.export_choices import FORMATS, LANES, NAMES, PARTS, WIKIS
from tests.exchange.sample import SAMPLE

PAGE = (Path(__file__).parents[2] / "docs" / "exporting.md").read_text("utf-8")


def named(start: str) -> list[str]:
    """The names in quotes of the paragraph that begins so."""
    return re.findall(r"`([a-z-]+)`", PAGE.partition(f"\n{start}")[2].partition("\n\n")[0])


@pytest.mark.parametrize(
    ("option", "choices"),
    [
        ("--wiki", WIKIS),
        ("--format", [name for name in FORMATS if name != "markdown"]),
        ("--names", NAMES),
        ("--lanes", LANES),
        ("--part", [name for name in PARTS if name != "all"]),
    ],
)
def test_every_choice_has_its_row(option: str, choices: list[str]) -> None:
    assert re.findall(rf"^\| `{option} ([a-z-]+)` \|", PAGE, re.MULTILINE) == list(choices)


def test_the_choices_are_those_of_the_model() -> None:
    assert get_args(NamesAsked) == NAMES


def test_every_name_that_a_template_can_use_is_explained() -> None:
    names = Names(Record(SAMPLE), MarkdownWriter(DIALECTS["neutral"]))
    rows = PAGE.partition("| Name | What it is |")[2].partition("\n\n")[0]
    told = {name for cell in re.findall(r"^\| (.*?) \|", rows, re.MULTILINE) for name in re.findall(r"`(\w+)", cell)}
    assert told == set(names.given())


def test_sections_filters_and_templates_are_all_there() -> None:
    assert named("Sections: ") == [*SECTIONS, *OTHERS]
    assert sorted(re.findall(r"`(\w+)`", PAGE.partition("\nFilters: ")[2].partition("\n\n")[0])) == sorted(
        templates.FILTERS
    )
    assert re.findall(r"^\| `(\w+)` \| ", PAGE.partition("| Template | For |")[2], re.MULTILINE)[
        : len(SHIPPED)
    ] == list(SHIPPED)


def test_the_template_shown_is_one(tmp_path: Path) -> None:
    shown = PAGE.partition("```jinja\n")[2].partition("```")[0]
    (tmp_path / "shown.jinja").write_text(shown)
    text = export(SAMPLE, Manner(template="shown"), tmp_path).text
    assert "## What we learned\n\n- A restart empties" in text
    assert "## Still to do" in text
