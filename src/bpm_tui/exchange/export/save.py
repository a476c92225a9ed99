"""Where an export goes and what its file is called; the file is there whole or not at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from bpm_tui.exchange.errors import ExchangeError
from bpm_tui.exchange.export.page.times import Times
from bpm_tui.model.session import Session
from bpm_tui.model.times.moment import Moment
from bpm_tui.storage.disk.files import NEW_MODE, OsFiles, write_whole
from bpm_tui.storage.disk.regular import real_path
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.user.places import typed_path

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_LONGEST = 180
"""Bytes of a name before its ending; file systems take 255 in all."""


class TargetError(ExchangeError):
    """An export cannot go where it was told to; the message says why. Nothing was written."""


def export_name(session: Session, ending: str = ".md") -> str:
    """Return a file name such as ``2026-11-20-payments-outage.md``: the day it happened, and the title in words.

    It holds letters and digits of any script, ``-`` and the ending: nothing that could lead out of a folder.
    """
    words = [_day(session), *_words(session.title or session.incident.id)]
    name = "-".join(filter(None, words)) or "postmortem"
    return name.encode()[:_LONGEST].decode(errors="ignore").rstrip("-") + ending


def export_path(session: Session, document: Path, to: str = "", ending: str = ".md") -> Path:
    """Return the file that an export goes to: ``to`` is a file, a folder, or empty for beside the document.

    Raises:
        TargetError: it would take the place of the session itself, or its folder is missing.
    """
    path = typed_path(to) if to else document.parent
    if path.is_dir() or to.endswith("/"):
        path = path / export_name(session, ending)
    path = real_path(path)
    if not path.parent.is_dir():
        raise TargetError(f"{path.parent}: there is no such folder; make it first, or choose another")
    document = real_path(document)
    if path in (document, recording_path(document)):
        raise TargetError(f"{path} is the session itself; choose another file, such as {export_name(session, ending)}")
    return path


def free_path(path: Path) -> Path:
    """Return a path beside this one, with a number before its ending, where no file is."""
    paths = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(2))
    return next(one for one in paths if not one.exists())


def save_export(path: Path, text: str) -> None:
    """Write an export; a file is replaced whole and keeps its mode, a new one is for its owner alone.

    Raises:
        OSError: it cannot be written; what was there before still is.
    """
    files = OsFiles()
    if path.exists() and not path.is_file():
        path.write_bytes(text.encode())
        return
    stamp = files.stamp(path)
    write_whole(files, path, text.encode(), stamp.mode if stamp else NEW_MODE)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFC", text[:_LONGEST]).lower().replace("'", "").replace("’", "")
    return _BETWEEN_WORDS.split(plain)


def _day(session: Session) -> str:
    times = Times(session)
    return next(filter(None, (times.day(moment) for moment in _moments(session))), "")


def _moments(session: Session) -> Iterable[Moment | None]:
    yield session.incident.started
    yield session.incident.detected
    for entry in session.entries.values():
        yield entry.at
    for meeting in session.meetings.values():
        yield Moment("exact", at=meeting.held) if meeting.held else None
