"""Exports for programs: CSV for spreadsheets and trackers, JSON for anything else."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given

from bpm_tui.exchange.export.export import Manner, Piece, export
from bpm_tui.exchange.export.page.visible_text import shown
from bpm_tui.exchange.export.writers.csv import FOLLOW_UPS, TIMELINE
from bpm_tui.model.session import FollowUp, Session
from tests.exchange.sample import SAMPLE
from tests.strategies import sessions


def rows(session: Session, part: Piece = "all") -> list[dict[str, str]]:
    text = export(session, Manner(format="csv", part=part, names="typed")).text
    return list(csv.DictReader(io.StringIO(text, newline="")))


def in_sheet(text: str) -> str:
    return f"'{shown(text)}" if shown(text)[:1] in tuple("=+-@") else shown(text)


@given(sessions())
def test_the_timeline_is_a_row_for_each_entry_and_no_formula(session: Session) -> None:
    found = rows(session)
    for row, entry in zip(found, session.entries.values(), strict=True):
        assert (row["id"], row["kind"]) == (in_sheet(entry.id), entry.kind)
        assert [row[name] for name in ("actor", "action or event", "outcome")] == [
            *map(in_sheet, (entry.actor, entry.what, entry.outcome))
        ]
        assert not any(cell[:1] in tuple("=+-@") for cell in row.values())


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
