"""A new session that begins as an export of ours: a page from the wiki, or JSON."""

from __future__ import annotations

from collections.abc import Sequence

from bpm_tui.exchange.own_pages.recognise import PageError, own_page
from bpm_tui.model.session import Session
from bpm_tui.storage.user.places import typed_path

_LARGEST = 50_000_000
"""Bytes of a file; a page of 10,000 entries has a tenth of it."""


def export_among(files: Sequence[str]) -> tuple[Session | None, list[str]]:
    """Return the session of the first file that is an export of ours, if any, and the other files.

    Raises:
        PageError: a file is an export of ours but broken, or two files are; the message begins with the file.
        OSError: a file cannot be read.
    """
    found: Session | None = None
    others = []
    for name in files:
        session = _session_of(name)
        if session is None:
            others.append(name)
        elif found is not None:
            raise PageError(f"{name}: another export of bpm; a session can begin as one of them, bpm merge joins two")
        else:
            found = session
    return found, others


def _session_of(name: str) -> Session | None:
    path = typed_path(name)
    if name == "-" or not path.is_file() or path.stat().st_size > _LARGEST:
        return None
    try:
        return own_page(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None
    except PageError as error:
        raise PageError(f"{name}:{error.line}:1: {error}", error.line) from error
