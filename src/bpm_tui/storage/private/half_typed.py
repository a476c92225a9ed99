"""The half-typed line of a session, kept so that it survives a killed process.

Every key appends the line as it is then, in one write that a kill cannot cut in two; the last one counts. Replacing a
file costs fifty times as much on common file systems.
"""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from bpm_tui.model.items import storable
from bpm_tui.storage.disk.small_files import append_small
from bpm_tui.storage.disk.toml_writer import pair
from bpm_tui.storage.user.places import Places

_HEADER = "[[typed]]"
_MOST = 1_000_000
"""Bytes after which the file begins anew."""


class HalfTyped(NamedTuple):
    """The line: its text, the cursor (characters from 0), its mode, and since when (aware) it is typed.

    ``mode`` is a word such as ``entry`` or ``follow_up``, with the id of what is edited behind it: ``edit k3f9a2``.
    """

    text: str
    cursor: int
    mode: str
    since: datetime


def keep_half_typed(places: Places, session_id: str, half: HalfTyped) -> None:
    """Keep the line, or drop it if it is empty; not synced, since a killed process loses nothing written.

    Raises:
        OSError: the state folder cannot be written.
    """
    if not half.text:
        clear_half_typed(places, session_id)
        return
    data = {"mode": half.mode, "since": half.since, "cursor": half.cursor, "text": storable(half.text)}
    content = "\n".join((_HEADER, *(pair(name, value) for name, value in data.items()), ""))
    append_small(_file(places, session_id), content.encode(), most=_MOST)


def half_typed(places: Places, session_id: str) -> HalfTyped | None:
    """Return the half-typed line, or nothing; a damaged file counts as nothing."""
    match _last(_file(places, session_id)):
        case {"text": str(text), "cursor": int(cursor), "mode": str(mode), "since": datetime() as since} if text:
            return HalfTyped(text, max(0, min(cursor, len(text))), mode, since) if since.tzinfo else None
    return None


def clear_half_typed(places: Places, session_id: str) -> None:
    """Drop the line, once it was committed or given up."""
    with contextlib.suppress(OSError):
        _file(places, session_id).unlink(missing_ok=True)


def _last(file: Path) -> dict[str, Any]:
    """Return the last complete line of the file, or nothing."""
    try:
        content = file.read_bytes()
    except OSError:
        return {}
    for block in reversed(content.split(f"{_HEADER}\n".encode())[1:]):
        with contextlib.suppress(ValueError):
            return tomli.loads(block.decode())
    return {}


def _file(places: Places, session_id: str) -> Path:
    return places.private("halftyped", session_id)
