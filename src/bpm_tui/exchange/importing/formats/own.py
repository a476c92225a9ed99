"""JSON and JSON Lines in the shape that ``bpm import --preview`` prints; a few common names of fields are known too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bpm_tui.exchange.importing.located import line_of, load_json
from bpm_tui.exchange.importing.problem import ImportProblem
from bpm_tui.exchange.importing.protocol import Asked
from bpm_tui.exchange.importing.sources import Bundle, Opened, TextFile
from bpm_tui.exchange.importing.stamps import stated
from bpm_tui.model.found import Found, Where, found_of

NAME = "json"
TITLE = "JSON or JSON Lines with at and text"

_FIRST = re.compile(r"\s*\[?\s*\{")
_TIMES = ("at", "time", "timestamp", "when", "date", "datetime", "created_at", "occurred_at", "ts")
_TEXTS = ("text", "message", "what", "event", "description", "summary", "note", "content", "title")
_ACTORS = ("actor", "who", "user", "author", "by", "name")


def looks_like(source: Opened) -> int:
    """Return how sure it is: objects with a text and a time."""
    if isinstance(source, Bundle) or not _FIRST.match(source.head):
        return 0
    first = source.head[:4000]
    if '"text"' in first and '"at"' in first:
        return 70
    return 20 if any(f'"{name}"' in first for name in _TEXTS) else 5


def read(source: Opened, _asked: Asked) -> Iterator[Found]:
    """Yield an item for each object."""
    if isinstance(source, Bundle):
        raise ImportProblem(source.name, 0, "an archive or folder; name the JSON file in it")
    for data, line in _objects(source):
        if not isinstance(data, Mapping):
            raise ImportProblem(source.name, line, "not an object with at and text")
        yield _found(data, Where(source.name, line))


def _objects(source: TextFile) -> Iterator[tuple[Any, int]]:
    text = source.text
    lines = [line for line in enumerate(text.split("\n"), 1) if line[1].strip()]
    if len(lines) > 1 and _is_whole(lines[0][1]):
        for number, line in lines:
            try:
                yield load_json(line, source.name), number
            except ImportProblem as problem:
                raise ImportProblem(source.name, number, problem.message) from problem
        return
    data = load_json(text, source.name)
    if isinstance(data, Mapping):
        inside = [value for value in data.values() if isinstance(value, list) and value]
        data = inside[0] if len(inside) == 1 else [data]
    for each in data if isinstance(data, list) else [data]:
        yield each, line_of(each)


def _is_whole(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _found(data: Mapping[str, Any], where: Where) -> Found:
    text = _first(data, _TEXTS)
    if text is None:
        raise ImportProblem(where.file, where.line, f"no text; it is called {', '.join(_TEXTS)}")
    if isinstance(data.get("precision"), str) and "at_text" in data:
        source = {"file": where.file, "line": where.line}
        try:
            return found_of({**data, "text": text, "source": source})
        except ValueError as error:
            raise ImportProblem(where.file, where.line, str(error)) from error
    at = stated(_first(data, _TIMES))
    return Found(text=text, source=where, actor=_first(data, _ACTORS) or "", **at)


def _first(data: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = data.get(name)
        if isinstance(value, (str, int, float)) and not isinstance(value, bool) and str(value).strip():
            return str(value)
    return None
