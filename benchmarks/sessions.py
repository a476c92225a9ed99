"""Sessions to measure with: the shared rows as entries, with the recording that belongs to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.rows import rows
from bpm_tui.model.session import Entry, Incident, Meeting, Note, Session
from bpm_tui.model.times.moment import Moment
from bpm_tui.storage.session.keeper import Keeper

BEGAN = datetime(2026, 11, 20, tzinfo=UTC)
NOW = BEGAN + timedelta(days=3)
"""What the frozen clock shows."""


def session(count: int) -> Session:
    """Return an open session of ``count`` entries, one a minute; every other one has notes."""
    return Session(
        id="bench2",
        title="Payments outage",
        status="open",
        incident=Incident(id="INC-2481", severity="SEV-2", timezone="UTC", started=Moment("exact", at=BEGAN)),
        meetings={"sittng": Meeting(id="sittng", held=NOW)},
        entries={entry.id: entry for entry in _entries(count)},
    )


def written(folder: Path, count: int) -> Path:
    """Write such a session with its recording and return the path of the document."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"outage-{count}.toml"
    keeper = Keeper.create(path, session(count), now=lambda: NOW)
    keeper.close(timeout=60)
    return path


def _entries(count: int) -> Iterator[Entry]:
    for number, (_, actor, what, outcome) in enumerate(rows(count)):
        key = f"e{number:05}"
        note = Note(id=f"n{number:05}", kind="expected" if number % 4 else "hindsight", text="drains in a minute")
        yield Entry(
            id=key,
            at=Moment("exact", at=BEGAN + timedelta(minutes=number)),
            actor=actor,
            what=what,
            outcome=outcome,
            notes={} if number % 2 else {note.id: note},
        )
