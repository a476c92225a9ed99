"""Our own exports, recognised among files and read back as sessions: pages from a wiki, or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from pydantic import ValidationError

from bpm_tui.exchange.errors import ExchangeError
from bpm_tui.exchange.export.writers.json import KIND
from bpm_tui.exchange.own_pages.markdown import read_markdown
from bpm_tui.model.session import FORMAT, Session
from bpm_tui.storage.session.ids import Ids
from bpm_tui.storage.session.migrations import migrated
from bpm_tui.storage.user.places import typed_path

_LARGEST = 50_000_000
"""Bytes of a file; a page of 10,000 entries has a tenth of it."""


class PageError(ExchangeError):
    """A text is an export of ours, but broken; the message says where and why, ``line`` counts from 1."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


def own_page(text: str, new_id: Callable[[], str] | None = None) -> Session | None:
    """Return the session of a text that this program exported, Markdown of any dialect or JSON; none if it is not ours.

    JSON brings the session's own id; on a Markdown page there are no ids, so that new ones are drawn.

    Raises:
        PageError: it is ours, but cannot be read.
    """
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return read_json(text) if KIND in text else None
    return read_markdown(text, new_id or Ids().new)


def read_json(text: str) -> Session:
    """Return the session of a JSON export, with every field.

    Raises:
        PageError: it is none, is of a later format, or is broken.
    """
    try:
        data = json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        raise PageError(f"not JSON: {error.msg} at column {error.colno}", error.lineno) from error
    except (RecursionError, ValueError) as error:
        raise PageError(f"not JSON that can be read: {error}") from error
    if not isinstance(data, dict) or data.get("kind") != KIND or not isinstance(data.get("session"), dict):
        raise PageError(f"no JSON export of a session: expected an object with the kind {KIND!r} and a session")
    version = data.get("format", FORMAT)
    if isinstance(version, bool) or not isinstance(version, int) or not 1 <= version <= FORMAT:
        raise PageError(f"this export has format {version!r}; this version reads 1 to {FORMAT}")
    try:
        return Session.model_validate(migrated({"format": version, **data["session"]}))
    except ValidationError as error:
        first = error.errors()[0]
        raise PageError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error


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
            raise PageError(f"{name}: a second export of bpm; a session starts from one, and bpm merge merges two")
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
