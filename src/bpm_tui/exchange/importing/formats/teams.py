"""Chats of Microsoft Teams: messages as its API and its export tools give them, and the export of a whole account."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bpm_tui.exchange.importing.payloads.payloads import (
    addresses_in,
    dict_at,
    first_text,
    holds,
    list_at,
    payloads,
    text_at,
    without_tags,
    without_tokens,
)
from bpm_tui.exchange.importing.payloads.timestamps import read_stamp
from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.located import line_of
from bpm_tui.exchange.importing.source.sources import Opened
from bpm_tui.model.inbox.imported_item import Found, Where

NAME = "teams"
TITLE = "Microsoft Teams chats"

_IMAGE = re.compile(r"<(?:img|attachment)\b[^<>]*>", re.IGNORECASE)
_ALT = re.compile(r"\balt=\"([^\"]{1,200})\"", re.IGNORECASE)


def looks_like(source: Opened) -> int:
    """Return how sure it is: messages that were created, with a body that says its type."""
    is_message = holds(source, "createdDateTime", "body", "contentType")
    return 85 if is_message or holds(source, "MessageList", "originalarrivaltime") else 0


def read(source: Opened, _asked: Asked) -> Iterator[Found]:
    """Yield the messages in the order of their time, with the replies to each."""
    found = [item for data in payloads(source) for item in _messages(data, source.name)]
    yield from sorted(found, key=lambda item: item.at or "")


def _messages(data: dict[str, Any], file: str) -> Iterator[Found]:
    """Yield what an object holds: messages of a channel or chat, those of an account, or one message."""
    for each in list_at(data, "value") or list_at(data, "messages"):
        yield from _messages(each, file)
    for talk in list_at(data, "conversations"):
        for each in list_at(talk, "MessageList"):
            yield from _of_account(each, first_text(talk, "displayName", "id"), file)
    if text_at(data, "createdDateTime"):
        yield from _message(data, file, "")


def _message(data: dict[str, Any], file: str, answers: str) -> Iterator[Found]:
    """Yield a message and its replies; what Teams itself says of the chat, and what was deleted, is left out."""
    said = _said(text_at(data, "body", "content"), is_html=text_at(data, "body", "contentType").lower() != "text")
    if text_at(data, "messageType") in ("", "message") and not text_at(data, "deletedDateTime"):
        yield _found(data, said, file, answers)
    for each in list_at(data, "replies"):
        yield from _message({**each, "replies": []}, file, said[:80] or "a message that is not here")


def _found(data: dict[str, Any], said: str, file: str, answers: str) -> Found:
    files = [name for each in list_at(data, "attachments") if (name := text_at(each, "name"))]
    subject = text_at(data, "subject")
    hung = [*(f"file: {name}" for name in files), *_reactions(data)]
    is_answer = bool(text_at(data, "replyToId"))
    at = read_stamp(text_at(data, "createdDateTime"))
    at["remark"] = "; ".join(
        filter(None, (at["remark"], "edited later" if text_at(data, "lastEditedDateTime") else ""))
    )
    text = ": ".join(filter(None, (subject, said))) or (
        f"shared the file {files[0]}" if files else "(an empty message)"
    )
    return Found(
        **at,
        text=text,
        more=" ".join(hung),
        actor=_sender(dict_at(data, "from")),
        source=Where(file, line_of(data)),
        channel=first_text(data, "channelName"),
        thread=answers or ("a message that is not here" if is_answer else ""),
        kind="communication" if dict_at(data, "from", "user") else "",
        links=addresses_in(text_at(data, "body", "content")),
        origin=f"teams {text_at(data, 'id')}" if text_at(data, "id") else "",
    )


def _sender(sender: dict[str, Any]) -> str:
    named = (text_at(sender, kind, "displayName") for kind in ("user", "application", "device"))
    return next(filter(None, named), "somebody")


def _reactions(data: dict[str, Any]) -> Iterator[str]:
    names = [text_at(each, "reactionType") for each in list_at(data, "reactions")]
    yield from (f":{name}: {names.count(name)}" for name in dict.fromkeys(filter(None, names)))


def _of_account(data: dict[str, Any], channel: str, file: str) -> Iterator[Found]:
    if not text_at(data, "messagetype").startswith(("RichText", "Text")):
        return
    said = _said(text_at(data, "content"), is_html=True)
    yield Found(
        **read_stamp(text_at(data, "originalarrivaltime")),
        text=said or "(an empty message)",
        actor=first_text(data, "displayName", "from").rpartition(":")[2],
        source=Where(file, line_of(data)),
        channel=channel,
        kind="communication",
        links=addresses_in(text_at(data, "content")),
        origin=f"teams {text_at(data, 'id')}" if text_at(data, "id") else "",
    )


def _said(body: str, *, is_html: bool) -> str:
    """Return the words of a message; a picture is told by what it is called."""
    if not is_html:
        return without_tokens(body).strip()
    pictured = _IMAGE.sub(lambda image: f" {alt[1]} " if (alt := _ALT.search(image[0])) else " ", body)
    return without_tokens(" ".join(without_tags(pictured).split()))
