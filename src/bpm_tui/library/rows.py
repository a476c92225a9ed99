"""What the index holds of sessions, as it is listed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bpm_tui.library.tokens import folded_text
from bpm_tui.storage.disk.problems import Problem
from bpm_tui.storage.folder.listing import Listed
from bpm_tui.storage.session.file_names import document_path, is_recording

FIELDS = "no, name, day, id, title, incident, severity, status, entries, learnings, open_follow_ups, problem"
"""The columns of a session, in the order in which ``listed_of`` wants them."""

NOT_LEFT_BEHIND = "(NOT s.alone OR s.id NOT IN (SELECT id FROM sessions WHERE NOT alone))"
"""A recording whose session is here under another name was left behind by renaming the document."""


def fields_of(table: str) -> str:
    """Return the columns of a session, read from a table."""
    return ", ".join(f"{table}.{field}" for field in FIELDS.split(", "))


def labelled(labels: Iterable[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Return what is tested of sessions that have all of some labels, and the values for it."""
    tests, values = [], []
    for kind, label in labels:
        tests.append("EXISTS (SELECT 1 FROM labels l WHERE l.kind = ? AND l.label = ? AND l.no = s.no)")
        values += [kind, folded_text(label)]
    return tests, values


def listed_of(row: Sequence[Any], folder: Path) -> Listed:
    """Return what the list shows of a session, from the values of its columns."""
    name, day, *texts = row[1:-1]
    file = folder / os.fsdecode(name)
    path = document_path(file) if is_recording(file) else file
    told = Problem(file, *json.loads(row[-1])) if row[-1] else None
    return Listed(path, date.fromisoformat(day), *texts)._replace(problem=told)
