"""What all importers of JSON need: the objects of a file, and fields that may be missing or anything at all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from bpm_tui.exchange.importing.source.located import Located, load_documents, load_json
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.exchange.importing.source.sources import Bundle, Opened, TextFile

_OBJECT = re.compile(r"\s*+(?:\[\s*+){0,2}\{")
_TAGS = re.compile(r"<(?:br|/p|/li)\s*/?>|<[a-zA-Z/][^<>]*>", re.IGNORECASE)
_SECRET = re.compile(
    r"([?&#](?:t|token|access_token|auth|key|api_?key|secret|pub_secret|sig|signature|password)=)[^&#\s\"'<>)]+",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\bxox[a-z]-[A-Za-z0-9-]{4,}")
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_ADDRESS = re.compile(r"https?://[^\s<>\"'|)\]]+")


def holds(source: Opened, *keys: str) -> bool:
    """Say whether a file looks like JSON objects and all these words stand at its beginning as keys or values."""
    if isinstance(source, Bundle) or not _OBJECT.match(source.head):
        return False
    return all(f'"{key}"' in source.head for key in keys)


def payloads(source: Opened) -> Iterator[Located]:
    """Yield the objects of a file: the one it is, those of its list, or one a line; they know their lines.

    Lists that follow each other, or lie in a list, are the pages of one answer, as some programs write them.

    Raises:
        ImportProblem: it is no JSON, or holds something else than objects.
    """
    if isinstance(source, Bundle):
        for file in source.files.values():
            if file.name.lower().endswith((".json", ".jsonl", ".ndjson")):
                yield from payloads(file)
        return
    text = source.text
    first = text.lstrip().partition("\n")[0]
    if text.strip().count("\n") and _is_object(first):
        yield from _lines(text, source)
        return
    for data in load_documents(text, source.name):
        for page in data if isinstance(data, list) else [data]:
            for each in page if isinstance(page, list) else [page]:
                if not isinstance(each, Located):
                    raise ImportProblem(source.name, 1, "not a JSON object, nor a list of objects")
                yield each


def text_at(data: Any, *path: str) -> str:
    """Return the text, or the number as text, that a path of keys leads to; empty if there is none."""
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    if isinstance(data, str):
        return data
    return str(data) if isinstance(data, (int, float)) and not isinstance(data, bool) else ""


def dict_at(data: Any, *path: str) -> dict[str, Any]:
    """Return the object that a path of keys leads to; empty if there is none."""
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def list_at(data: Any, *path: str) -> list[dict[str, Any]]:
    """Return the objects in the list that a path of keys leads to."""
    *first, last = path
    found = dict_at(data, *first).get(last)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def first_text(data: Any, *names: str) -> str:
    """Return the first of these fields that is not empty."""
    return next((text for name in names if (text := text_at(data, name).strip())), "")


def without_tags(text: str) -> str:
    """Return text without the tags of HTML, its characters decoded once."""
    from html import unescape  # noqa: PLC0415 - a table of two thousand names

    return unescape(_TAGS.sub(" ", text))


def first_and_rest(body: str) -> tuple[str, str]:
    """Return the first paragraph of a comment and all that follows, without what is hidden in it."""
    parts = [part.strip() for part in _PARAGRAPH.split(_COMMENT.sub("", body)) if part.strip()]
    return (parts[0], " ".join(parts[1:])) if parts else ("(an empty comment)", "")


def without_tokens(text: str) -> str:
    """Return text without tokens: those in the queries of addresses, and those of Slack wherever they stand."""
    return _TOKEN.sub("…", _SECRET.sub(r"\1…", text))


def addresses_in(text: str) -> tuple[str, ...]:
    """Return the web addresses in a text, each once, without their tokens."""
    return tuple(dict.fromkeys(without_tokens(found).rstrip(".,;:!?") for found in _ADDRESS.findall(text)))


def _lines(text: str, source: TextFile) -> Iterator[Located]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            data = load_json(line, source.name)
        except ImportProblem as problem:
            raise ImportProblem(source.name, number, problem.message) from problem
        if not isinstance(data, Located):
            raise ImportProblem(source.name, number, "not a JSON object")
        _move(data, number - 1)
        yield data


def _move(data: Any, lines: int) -> None:
    """Let the objects on a line of a file know which one it is."""
    if isinstance(data, Located):
        data.line += lines
        for each in data.values():
            _move(each, lines)
    elif isinstance(data, list):
        for each in data:
            _move(each, lines)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
