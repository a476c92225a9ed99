"""The demo is what its tool makes, a session like any other, rich enough to learn from, and names nobody."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

from bpm_tui.model.edits import Add, Change, Move, Remove, fold
from bpm_tui.model.session import (
    Entry,
    EntryKind,
    FollowUp,
    FollowUpStatus,
    FollowUpType,
    LearningKind,
    NoteKind,
    Session,
    Signal,
    SignalState,
)
from bpm_tui.model.times.moment import Moment
from bpm_tui.storage.session.document import document_text, read_document
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.recording import Mark, Recording, scan

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("demo.toml", "demo.recording.toml")
ROLES = {
    "backend",
    "backup job",
    "comms",
    "db engineer",
    "facilitator",
    "infra",
    "infra lead",
    "new hire",
    "note taker",
    "on-call",
    "packaging",
    "pager",
    "primary",
    "removal job",
    "runners team",
    "staging sync",
    "support",
}
PROPER_NOUNS = {"Git", "GitLab", "January", "PostgreSQL", "I", "GB", "DMARC", "CDN", "Mbit"}


def shipped(name: str) -> bytes:
    return files("bpm_tui.demo").joinpath(name).read_bytes()


@cache
def demo() -> Session:
    return read_document(shipped("demo.toml"), "demo.toml")


@cache
def recording() -> Recording:
    return scan(shipped("demo.recording.toml"), "demo.recording.toml")


def entries() -> list[Entry]:
    return list(demo().entries.values())


def signals() -> list[Signal]:
    return [signal for entry in entries() for signal in entry.signals.values()]


def follow_ups() -> list[FollowUp]:
    return list(demo().follow_ups.values())


def marks(what: str) -> list[Mark]:
    return [item for item in recording().items if isinstance(item, Mark) and item.what == what]


def test_the_tool_makes_exactly_the_shipped_files(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "tools.make_demo", str(tmp_path)], cwd=ROOT, check=True, timeout=120)
    assert {name: (tmp_path / name).read_bytes() for name in NAMES} == {name: shipped(name) for name in NAMES}


def test_folding_the_recording_gives_the_document() -> None:
    folded = fold(Session(id=demo().id), recording().edits)
    assert folded == demo()
    assert document_text(folded).encode() == shipped("demo.toml")
    assert recording().session_id == demo().id
    assert not recording().torn


def test_opening_a_copy_finds_nothing_to_mend(tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / name).write_bytes(shipped(name))
    keeper = Keeper.open(tmp_path / "demo.toml", threaded=False)
    keeper.close()
    assert keeper.session == demo()
    assert not keeper.notices
    assert {name: (tmp_path / name).read_bytes() for name in NAMES} == {name: shipped(name) for name in NAMES}


def test_it_is_finished_with_everything_decided() -> None:
    session = demo()
    assert session.status == "finished"
    assert not session.closed_without
    assert all((item.owner and item.due) or item.decision.startswith("none, because") for item in follow_ups())
    assert all(entry.discussed for entry in entries())


def test_the_incident_is_told_whole() -> None:
    incident = demo().incident
    assert all((incident.id, incident.severity, incident.services, incident.impact, incident.summary, incident.links))
    moments = [incident.started, incident.detected, incident.mitigated, incident.resolved]
    times = [moment.at for moment in moments if moment and moment.at]
    assert len(times) == 4
    assert times == sorted(times)
    assert incident.timezone == "UTC"
    assert "reconstruction" in incident.summary


def test_every_kind_of_everything_is_there() -> None:
    notes = [note for entry in entries() for note in entry.notes.values()]
    assert 25 <= len(entries()) <= 35
    assert {entry.kind for entry in entries()} == set(get_args(EntryKind))
    assert {note.kind for note in notes} == set(get_args(NoteKind))
    assert {signal.state for signal in signals()} == set(get_args(SignalState))
    kinds = {learning.kind for learning in demo().learnings.values()}
    assert kinds == set(get_args(LearningKind)) - {"mitigator", "risk", "difficulty"}
    assert {item.type for item in follow_ups()} == set(get_args(FollowUpType))
    assert {item.status for item in follow_ups()} == set(get_args(FollowUpStatus))
    assert sum(bool(note.question) for note in notes) >= 15
    assert all(note.by for note in notes)


def test_times_are_of_many_precisions_and_some_things_were_known_later() -> None:
    moments = [entry.at for entry in entries()]
    assert {moment.precision for moment in moments if moment} >= {"exact", "about", "before", "after", "range", "day"}
    assert any(moment is None for moment in moments)
    later = [entry for entry in entries() if entry.known_at]
    assert len(later) >= 2
    assert all(at(entry.known_at) > at(entry.at) for entry in later)


def test_the_timeline_is_in_order() -> None:
    rank = {"before": 0, "exact": 1, "day": 1, "about": 2, "range": 2, "after": 3}
    times = [(at(entry.at), rank[entry.at.precision]) for entry in entries() if entry.at]
    assert times == sorted(times)


def at(moment: Moment | None) -> float:
    assert moment
    assert moment.at
    return moment.at.timestamp()


def test_signals_and_follow_ups_point_at_each_other() -> None:
    session = demo()
    origins = {*session.entries, *session.learnings, *(signal.id for signal in signals())}
    assert all(item.origin in origins for item in follow_ups())
    for signal in signals():
        assert signal.where
        assert signal.reason
        assert not signal.follow_up or signal.follow_up in session.follow_ups
    linked = {(signal.id, signal.follow_up) for signal in signals() if signal.follow_up}
    from_signals = {(item.origin, item.id) for item in follow_ups() if item.origin in {key for key, _ in linked}}
    assert len(from_signals) >= 8
    assert from_signals <= linked
    assert {item.entry for item in session.learnings.values()} <= set(session.entries)
    assert {item.entry for item in session.parked.values()} <= set(session.entries)
    assert {item.settled for item in session.parked.values()} == {True, False}


def test_one_meeting_of_an_hour_was_held() -> None:
    (current,) = demo().meetings.values()
    phases = list(current.phases.values())
    assert current.held
    assert current.ended
    seconds = (current.ended - current.held).total_seconds()
    assert seconds == sum(phase.spent for phase in phases) == 60 * sum(phase.minutes for phase in phases)
    assert all(phase.done and phase.since is None for phase in phases)
    assert {person.first_time for person in current.participants.values()} == {True, False}
    assert current.facilitator
    assert current.note_taker


def test_the_recording_is_worth_replaying() -> None:
    edits = recording().edits
    assert {type(edit) for edit in edits} == {Add, Change, Move, Remove}
    assert sum(bool(edit.undoes) for edit in edits) >= 2
    assert {edit.by for edit in edits} == {"bot", "facilitator", "note taker"}
    (current,) = demo().meetings.values()
    assert [mark.field("phase") for mark in marks("phase")] == list(current.phases)
    assert {mark.field("entry") for mark in marks("discussing")} == set(demo().entries)
    assert len(marks("question")) >= 15
    assert [mark.field("lifted") for mark in marks("veil")] == [True, False]
    assert marks("document")


def test_the_meeting_has_a_human_rhythm() -> None:
    (current,) = demo().meetings.values()
    assert current.held
    whens = [item.when for item in recording().items]
    assert whens == sorted(whens)
    meeting = [when for when in whens if when >= current.held]
    gaps = [(after - before).total_seconds() for before, after in pairwise(meeting)]
    assert max(gaps) < 70
    assert sum(1 <= gap <= 40 for gap in gaps) > len(gaps) / 2


def test_the_room_finds_better_words_and_moves_hindsight_to_its_lane() -> None:
    edits = recording().edits
    reworded = [edit for edit in edits if isinstance(edit, Change) and edit.where == "entries" and "what" in edit.now]
    assert "accidentally wiped the wrong database" in {edit.was["what"] for edit in reworded}
    moved = [edit for edit in edits if isinstance(edit, Change) and edit.where == "notes"]
    assert [edit.now for edit in moved] == [{"kind": "hindsight"}]


def test_only_roles_and_systems_act() -> None:
    session = demo()
    people = {person.name for current in session.meetings.values() for person in current.participants.values()}
    said = {note.by for entry in entries() for note in entry.notes.values()}
    said |= {item.by for item in session.learnings.values()} | {item.by for item in session.parked.values()}
    owners = {item.owner for item in follow_ups()} - {""}
    actors = {entry.actor for entry in entries()}
    assert people | said | owners | actors == ROLES
    assert said | owners <= people


@pytest.mark.parametrize("name", NAMES)
def test_no_word_looks_like_a_persons_name(name: str) -> None:
    text = re.sub(r"https?://\S+", "", shipped(name).decode())
    quoted = [found[1] for found in re.finditer(r'"((?:[^"\\]|\\.)*)"', text)]
    words = {word for string in quoted for word in re.findall(r"(?<=[a-z,;:] )[A-Z]\w*", string)}
    assert words <= PROPER_NOUNS
    assert not re.search(r"team.member|@\w", text, re.IGNORECASE)


def test_rows_are_short_enough_to_read_from_the_back() -> None:
    assert all(len(entry.what) <= 60 and len(entry.outcome) <= 60 for entry in entries())
    assert all(len(entry.actor) <= 12 for entry in entries())
