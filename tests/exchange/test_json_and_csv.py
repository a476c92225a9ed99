"""Exports for programs: CSV for spreadsheets and trackers, JSON for anything else."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata

import pytest
from hypothesis import given

from bpm_tui.exchange.export.export import Manner, Piece, export
from bpm_tui.exchange.export.page.visible_text import shown
from bpm_tui.exchange.export.writers.csv import FOLLOW_UPS, TIMELINE
from bpm_tui.model.session import Entry, FollowUp, Session
from tests.exchange.sample import SAMPLE
from tests.strategies import sessions


def rows(session: Session, part: Piece = "all") -> list[dict[str, str]]:
    text = export(session, Manner(format="csv", part=part, names="typed")).text
    return list(csv.DictReader(io.StringIO(text, newline="")))


BLANKS = "\u115f\u1160\u2800\u3164\uffa0"


def begins_formula(text: str) -> bool:
    """Say whether a spreadsheet might read such a cell as a formula."""
    seen = re.sub(rf"^[\s{BLANKS}]+", "", text)[:1]
    return unicodedata.normalize("NFKC", seen)[:1] in tuple("=+-@\u2212")


def in_sheet(text: str) -> str:
    parts = re.split("([;|\n])", shown(text))
    return "".join(f"'{part}" if begins_formula(part) else part for part in parts)


@given(sessions())
def test_the_timeline_is_a_row_for_each_entry_and_no_formula(session: Session) -> None:
    found = rows(session)
    for row, entry in zip(found, session.entries.values(), strict=True):
        assert (row["id"], row["kind"]) == (in_sheet(entry.id), entry.kind)
        assert [row[name] for name in ("actor", "action or event", "outcome")] == [
            *map(in_sheet, (entry.actor, entry.what, entry.outcome))
        ]
        assert not any(cell[:1] in tuple("=+-@") for cell in row.values())


PAYLOADS = [
    "=1+1",
    "+1",
    "-2",
    "@SUM(1)",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(1)",
    "\u22121",
    "\ufe661",
    "\ufb291",
]
LEADS = [
    "",
    " ",
    "\t",
    "\r",
    "\n",
    "\u3000",
    "\u00a0",
    "\u2800",
    "\u3164",
    "\u200b",
    "\ufeff",
    "x;",
    "x; ",
    "x;\t",
    "x\n",
    "x|",
]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("part", ["timeline", "follow-ups"])
def test_no_cell_is_a_formula_whatever_separates_cells(payload: str, lead: str, part: Piece) -> None:
    text = lead + payload
    entry = Entry(id="one", what=text, actor=text, outcome=text, source=text, links=(text,))
    to_do = FollowUp(id="two", text=text, owner=text, ticket=text, done_when=text)
    session = Session(id="s", title=text, entries={"one": entry}, follow_ups={"two": to_do})
    written = export(session, Manner(format="csv", part=part, names="typed")).text
    for separator in ",;\t|":
        for row in csv.reader(io.StringIO(written, newline=""), delimiter=separator):
            assert not any(map(begins_formula, row)), separator
    assert not any(begins_formula(cell) for line in written.splitlines() for cell in line.split(";"))


def test_a_minus_inside_of_a_text_stays() -> None:
    session = Session(id="s", entries={"one": Entry(id="one", what="load -5 %; 3 - 2 = 1, a@b.c")})
    assert rows(session)[0]["action or event"] == "load -5 %; 3 - 2 = 1, a@b.c"


def test_the_timeline_holds_notes_and_signals_line_by_line() -> None:
    found = rows(SAMPLE)
    assert tuple(found[0]) == TIMELINE
    assert found[0]["signals"] == "queue depth alert (discounted)\nage of the oldest job (absent)"
    assert found[0]["known at"] == "2026-11-20T14:41+01:00"
    assert (found[1]["expected"], found[1]["assumed"]) == (
        "drains in a minute (Ana)",
        "the cache was warm\nonly one region",
    )
    assert (found[1]["otherwise"], found[0]["otherwise"]) == ("yes", "")


def test_what_is_to_do_comes_in_the_columns_of_a_tracker() -> None:
    (row,) = rows(SAMPLE, "follow-ups")
    assert tuple(row) == FOLLOW_UPS
    assert row["Summary"] == "Alert on the age of the oldest job"
    assert (row["Assignee"], row["Due Date"], row["External ID"]) == ("Ana", "2026-12-04", "sample-todo01")
    assert "Done when: the alert fired in a drill" in row["Description"]
    assert row["Description"].endswith("From the postmortem: INC-2481 Payments outage")


def test_a_due_day_in_words_and_a_long_text_are_kept_in_the_description() -> None:
    long = FollowUp(id="todo99", text="line one\nline two " + "x" * 300, due="when the pool is back")
    (row,) = rows(SAMPLE.model_copy(update={"follow_ups": {"todo99": long}}), "follow-ups")
    assert row["Due Date"] == ""
    assert "Due: when the pool is back" in row["Description"]
    assert row["Description"].startswith(long.text)
    assert row["Summary"].startswith("line one line two")
    assert len(row["Summary"]) <= 255


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_only_what_is_still_to_do_goes_to_a_tracker(status: str) -> None:
    texts = [one["text"] for one in json.loads(export(SAMPLE, Manner(format="json", part="follow-ups")).text)]
    assert texts == ["Alert on the age of the oldest job"]
    page = export(SAMPLE, Manner(part="follow-ups")).text
    assert "Alert on the age" in page
    assert "Rename the second setting" not in page
    assert all(status != one.status for one in SAMPLE.follow_ups.values() if one.text in texts)


def test_json_is_one_object_with_everything() -> None:
    found = json.loads(export(SAMPLE, Manner(format="json")).text)
    assert (found["kind"], found["format"]) == ("bpm-tui session", 1)
    assert found["session"]["entries"][1]["notes"][0] == {
        "id": "noted1",
        "kind": "expected",
        "text": "drains in a minute",
        "by": "Ana",
    }
    assert len(json.loads(export(SAMPLE, Manner(format="json", part="timeline")).text)) == len(SAMPLE.entries)
