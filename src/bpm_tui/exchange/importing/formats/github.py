"""GitHub: issues with their comments, from the command ``gh``, from GraphQL or REST, and timeline events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bpm_tui.exchange.importing.payloads.payloads import (
    addresses_in,
    dict_at,
    first_and_rest,
    first_text,
    holds,
    payloads,
    text_at,
)
from bpm_tui.exchange.importing.payloads.timestamps import read_stamp
from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.located import line_of
from bpm_tui.exchange.importing.source.sources import Opened
from bpm_tui.model.inbox.imported_item import Found, Where

NAME = "github"
TITLE = "GitHub issues and comments"

_DEEPEST = 12


def looks_like(source: Opened) -> int:
    """Return how sure it is: bodies with authors who log in."""
    if holds(source, "body", "login") and (holds(source, "createdAt") or holds(source, "created_at")):
        return 80
    return (
        75
        if holds(source, "comments", "body", "createdAt") or holds(source, "event", "actor", "login", "created_at")
        else 0
    )


def read(source: Opened, _asked: Asked) -> Iterator[Found]:
    """Yield the issue, its comments and events, in the order of the file."""
    for data in payloads(source):
        yield from _inside(data, source.name, 0)


def _inside(data: dict[str, Any], file: str, depth: int) -> Iterator[Found]:
    """Yield what an object is, and then what is in it: comments lie at many depths."""
    if depth > _DEEPEST:
        return
    if first_text(data, "createdAt", "created_at", "submitted_at") and ("body" in data or text_at(data, "event")):
        yield _comment(data, file)
    for name, value in data.items():
        if name in ("author", "user", "actor", "reactions", "reactionGroups", "labels", "assignees", "milestone"):
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                yield from _inside(each, file, depth + 1)


def _comment(data: dict[str, Any], file: str) -> Found:
    title, event, body = first_text(data, "title"), first_text(data, "event"), text_at(data, "body")
    text, more = first_and_rest(body)
    if event and not body:
        name = text_at(data, "label", "name") or text_at(data, "assignee", "login") or text_at(data, "rename", "to")
        text, more = f"{event} {name}".strip(), ""
    elif title:
        text, more = f"opened: {title}", body
    hidden = f"hidden on GitHub as {text_at(data, 'minimizedReason') or 'minimized'}" if data.get("isMinimized") else ""
    at = read_stamp(first_text(data, "createdAt", "created_at", "submitted_at"))
    at["remark"] = "; ".join(
        filter(None, (at["remark"], hidden, "edited later" if data.get("includesCreatedEdit") else ""))
    )
    author = dict_at(data, "author") or dict_at(data, "user") or dict_at(data, "actor")
    return Found(
        **at,
        text=text,
        more=more,
        actor=first_text(author, "login", "name") or "a deleted account",
        source=Where(file, line_of(data)),
        links=tuple(dict.fromkeys((*addresses_in(first_text(data, "url", "html_url")), *addresses_in(body)))),
        kind="communication" if body else "",
        origin=f"github {text_at(data, 'id')}" if text_at(data, "id") else "",
    )
