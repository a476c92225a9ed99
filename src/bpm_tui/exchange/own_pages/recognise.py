"""Our own exports, recognised and read back: what other importers ask before they look at a text."""

from __future__ import annotations

import json
from collections.abc import Callable

from pydantic import ValidationError

from bpm_tui.exchange.export.writers.json import KIND
from bpm_tui.exchange.own_pages.markdown import read_markdown
from bpm_tui.model.session import FORMAT, Session
from bpm_tui.storage.session.ids import Ids
from bpm_tui.storage.session.migrations import migrated


class PageError(ValueError):
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
