"""JSON and JSON Lines in the shape that ``bpm import --preview`` prints; a few common names of fields are known too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bpm_tui.exchange.importing.payloads.payloads import addresses_in, first_text, holds, payloads
from bpm_tui.exchange.importing.payloads.timestamps import read_stamp
from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.located import line_of
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.exchange.importing.source.sources import Bundle, Opened
from bpm_tui.model.inbox.imported_item import Found, Where, found_of

NAME = "json"
TITLE = "JSON or JSON Lines with at and text"

_TIMES = ("at", "time", "timestamp", "when", "date", "datetime", "created_at", "createdAt", "occurred_at", "ts")
_TEXTS = ("text", "message", "what", "event", "description", "summary", "note", "content", "title", "body")
_ACTORS = ("actor", "who", "user", "author", "by", "name", "username")


def looks_like(source: Opened) -> int:
    """Return how sure it is: objects with a text and a time."""
    if isinstance(source, Bundle) or not holds(source):
        return 0
    if holds(source, "text", "at"):
        return 78 if holds(source, "at_text", "precision") else 70
    return 20 if any(holds(source, name) for name in _TEXTS) else 12


def read(source: Opened, _asked: Asked) -> Iterator[Found]:
    """Yield an item for each object; those in the one list of an object count as if they stood alone."""
    for data in payloads(source):
        inside = [value for value in data.values() if isinstance(value, list) and value]
        rows = inside[0] if len(inside) == 1 and not first_text(data, *_TEXTS) else [data]
        for each in rows:
            yield _found(each, Where(source.name, line_of(each, data.line)))


def _found(data: Any, where: Where) -> Found:
    text = first_text(data, *_TEXTS)
    if not text:
        raise ImportProblem(where.file, where.line, f"no text; it is called {', '.join(_TEXTS)}")
    if "precision" in data and "at_text" in data:
        try:
            source = {"file": where.file, "line": where.line}
            return found_of({**data, "text": text, "source": source})
        except ValueError as error:
            raise ImportProblem(where.file, where.line, str(error)) from error
    at = read_stamp(first_text(data, *_TIMES))
    return Found(text=text, source=where, actor=first_text(data, *_ACTORS), links=addresses_in(text), **at)
