from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given

from bpm_tui.exchange.export.export import Manner, export
from bpm_tui.exchange.export.page.visible_text import shown
from bpm_tui.exchange.export.sections.tables import HAPPENED, LANES, SIGNALS, THOUGHT
from bpm_tui.model.session import Entry, Incident, Session
from tests.exchange.reading import READERS, Page, read_github, read_mkdocs
from tests.exchange.sample import SAMPLE, at
from tests.exchange.test_escape import hostile
from tests.strategies import sessions

TIMELINE = HAPPENED + THOUGHT
GOLDEN = Path(__file__).with_name("sample.md")


def export_markdown(session: Session) -> str:
    return export(session, Manner(names="typed")).text


def said(*texts: str) -> str:
    """Several texts in one cell."""
    return "\n".join(filter(None, map(shown, texts)))


def by(text: str, name: str) -> str:
    return f"{shown(text)} ({shown(name)})" if shown(name) else text


def notes(entry: Entry, kind: str) -> str:
    return said(*(by(note.text, note.by) for note in entry.notes.values() if note.kind == kind and shown(note.text)))


def timeline_columns(session: Session) -> dict[str, list[str]]:
    """What the timeline should hold by its titles, but for the first one; a column is there if an entry fills it."""
    entries = session.entries.values()
    columns = {
        "Actor": [shown(entry.actor) for entry in entries],
        "Action or event": [shown(entry.what) for entry in entries],
        "Outcome": [said(entry.outcome, "not as expected" if entry.otherwise else "") for entry in entries],
        "Expectations": [notes(entry, "expected") for entry in entries],
        "Assumptions": [notes(entry, "assumed") for entry in entries],
        "Topics": [shown(", ".join(entry.topics)) for entry in entries],
    }
    return {title: cells for title, cells in columns.items() if title == "Action or event" or any(cells)}


def timeline_rows(session: Session) -> list[list[str]]:
    """The rows of the timeline, but for their first cell."""
    return [list(row) for row in zip(*timeline_columns(session).values(), strict=True)]


def lane_rows(session: Session) -> list[list[str]]:
    rows = [[notes(entry, "known"), notes(entry, "hindsight")] for entry in session.entries.values()]
    return [row for row in rows if any(row)]


def signal_rows(session: Session) -> list[list[str]]:
    signals = [signal for entry in session.entries.values() for signal in entry.signals.values()]
    return [[shown(one.what), shown(one.where), one.state, shown(one.reason)] for one in signals]


def pages(session: Session) -> list[Page]:
    text = export_markdown(session)
    return [read(text) for read in READERS.values()]


@given(sessions().map(lambda made: made.model_copy(update={"names": "typed"})))
def test_every_table_reads_back_as_it_was_put_in(session: Session) -> None:
    for page in pages(session):
        assert [row[1:] for row in page.below(TIMELINE[2])] == timeline_rows(session)
        for row, entry in zip(page.below(TIMELINE[2]), session.entries.values(), strict=True):
            assert shown(entry.at.text if entry.at else "") in row[0]
        assert [row[2:] for row in page.below(LANES[3])] == lane_rows(session)
        assert [row[2:6] for row in page.below(SIGNALS[2])] == signal_rows(session)
        assert all(len(row) == len(rows[0]) for rows in page.tables for row in rows)
        assert page.others == []


@given(sessions().map(lambda made: made.model_copy(update={"names": "typed"})))
def test_lists_and_paragraphs_read_back_too(session: Session) -> None:
    for page in pages(session):
        starts = [item.removeprefix("[ ]").removeprefix("[x]").strip() for item in page.items]
        texts = [one.text for one in session.learnings.values()] + [one.text for one in session.parked.values()]
        texts += [one.text for one in session.follow_ups.values()]
        for text in (*texts, *session.incident.links):
            assert any(start.startswith(shown(text)) for start in starts) or not shown(text)
        for text in (session.incident.summary, session.incident.impact):
            assert " ".join(shown(text).split()) in " ".join(" ".join(page.paragraphs).split())
        assert page.headings[0] == ("h1", shown(session.title) or "Untitled postmortem")


@given(sessions().map(lambda made: made.model_copy(update={"names": "typed"})))
def test_the_text_is_clean_and_always_the_same(session: Session) -> None:
    text = export_markdown(session)
    assert text == export_markdown(Session.model_validate(session.stored()))
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\u2028\u2029]", text)
    blocks = text.rstrip("\n").split("\n\n")
    assert all(block and not block.startswith("\n") for block in blocks)
    # Within a block only the lines of one table or of one list follow each other.
    assert all({line[:2] for line in block.split("\n")} in ({"| "}, {"- "}) for block in blocks if "\n" in block)


@given(hostile().filter(shown))
@example("\x1f")
@example("www.a.b/_x|")
@example("+ x")
@example("![a](b)`<b>&lt;")
def test_one_hostile_text_in_every_field_changes_no_other(text: str) -> None:
    page, plain = (read_github(export_markdown(filled(SAMPLE, word))) for word in (text, "word"))
    assert [title for title, _ in page.headings] == [title for title, _ in plain.headings]
    assert [[len(row) for row in rows] for rows in page.tables] == [[len(row) for row in rows] for rows in plain.tables]
    assert len(page.items) == len(plain.items)
    assert [row[1:3] for row in page.below(TIMELINE[2])] == [[shown(text)] * 2] * len(SAMPLE.entries)


KEPT = {
    "id",
    "kind",
    "state",
    "status",
    "type",
    "names",
    "entry",
    "origin",
    "follow_up",
    "format",
    "result",
    "on",
    "topics",
}
MOMENTS = {"at", "known_at", "started", "detected", "mitigated", "resolved", "held", "ended"}


def filled(session: Session, text: str) -> Session:
    """Return a session with this text in every field that holds text."""

    def fill(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: held if key in KEPT | MOMENTS else fill(held) for key, held in value.items()}
        if isinstance(value, (list, tuple)):
            return [fill(held) for held in value]
        return text if isinstance(value, str) else value

    return Session.model_validate(fill(session.stored()) | {"title": text})


def test_the_sample_looks_as_it_always_did() -> None:
    assert export_markdown(SAMPLE) == GOLDEN.read_text("utf-8")


def test_an_empty_session_is_a_title_and_its_status() -> None:
    page = read_mkdocs(export_markdown(Session(id="empty1", status="finished")))
    assert page.headings == [("h1", "Untitled postmortem")]
    assert page.items == ["Status: finished", "Time zone: UTC"]
    assert page.tables == []
    assert page.paragraphs == []


@pytest.mark.parametrize(("status", "draft"), [("draft", True), ("open", True), ("finished", False)])
def test_a_draft_says_that_it_is_one(status: str, draft: bool) -> None:
    page = read_github(export_markdown(SAMPLE.model_copy(update={"status": status})))
    assert any(text.startswith("This is a draft.") for text in page.paragraphs) is draft
    assert f"Status: {status}" in page.items


def test_follow_ups_are_tasks() -> None:
    page = read_github(export_markdown(SAMPLE))
    boxes = [item for item in page.items if item.startswith("[")]
    assert boxes[0].startswith("[ ] Alert on the age of the oldest job\nOwner: Ana · Due: 2026-12-04")
    assert [box[:3] for box in boxes] == ["[ ]", "[x]", "[x]"]
    assert "Status: dropped · Decision: none, because it goes in May" in boxes[2]


def times(session: Session) -> list[str]:
    return [row[0] for row in read_mkdocs(export_markdown(session)).below(TIMELINE[2])]


def with_entries(zone: str, *moments: str) -> Session:
    entries = [Entry(id=f"entry{number}", at=at(text)) for number, text in enumerate(moments)]
    return Session.model_validate({"id": "times1", "incident": Incident(timezone=zone), "entries": entries})


def test_the_day_is_said_when_it_changes() -> None:
    session = with_entries(
        "Europe/Copenhagen", "2026-11-20T22:58Z", "2026-11-20T23:03Z", "~2026-11-20T23:10Z", "2026-11-20 +01:00"
    )
    assert times(session) == ["2026-11-20 23:58", "2026-11-21 00:03", "~00:10", "2026-11-20"]


def test_precision_is_shown() -> None:
    session = with_entries(
        "UTC",
        "before 2026-11-20T14:00Z",
        "after 2026-11-20T14:00Z",
        "2026-11-20T14:00Z/2026-11-20T14:20Z",
        "2026-11-20T23:50Z/2026-11-21T00:10Z",
        "2026-11-20T14:32:10Z",
        "14:??|",
    )
    shown_times = ["before 14:00", "after 14:00", "14:00–14:20", "23:50–2026-11-21 00:10", "14:32:10", "14:??|"]
    assert times(session) == ["2026-11-20 " + shown_times[0], *shown_times[1:]]


def test_a_bare_day_is_the_same_day_in_every_zone() -> None:
    assert times(with_entries("America/New_York", "2026-11-20 +01:00")) == ["2026-11-20"]


def test_two_offsets_are_told_apart() -> None:
    session = with_entries("Europe/Copenhagen", "2026-10-25T00:30Z", "2026-10-25T01:30Z")
    text = export_markdown(session)
    assert times(session) == ["2026-10-25 02:30 +02:00", "02:30 +01:00"]
    assert "- **Time zone:** Europe/Copenhagen, UTC+01:00 and UTC+02:00\n" in text
    assert "## Timeline (times in Europe/Copenhagen)" in text


@pytest.mark.parametrize("zone", ["", "UTC", "Etc/UTC", "Zulu"])
def test_utc_is_called_utc_whatever_the_machine_calls_it(zone: str) -> None:
    assert "## Timeline (times in UTC)" in export_markdown(with_entries(zone, "2026-10-25T00:30Z"))


def test_a_zone_unknown_here_is_said() -> None:
    session = with_entries("Nowhere/Here", "2026-10-25T00:30+02:00")
    assert times(session) == ["2026-10-24 22:30"]
    assert "- **Time zone:** UTC; the time zone Nowhere/Here is unknown here\n" in export_markdown(session)
    assert "## Timeline (times in UTC)" in export_markdown(session)


@pytest.mark.parametrize("text", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"])
def test_the_ends_of_the_calendar_are_shown(text: str) -> None:
    assert times(with_entries("Asia/Kolkata", text)) == [text[:10] + " " + text[11:16]]
