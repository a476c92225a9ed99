"""The words of a message of Slack, wherever they are: its text, blocks, previews, files and calls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bpm_tui.exchange.importing.payloads.payloads import (
    dict_at,
    first_text,
    list_at,
    text_at,
    without_tokens,
)
from bpm_tui.exchange.importing.payloads.slack_markup import Names, decoded_mrkdwn
from bpm_tui.exchange.importing.payloads.timestamps import read_stamp


def said_in(message: dict[str, Any], names: Names) -> tuple[str, str]:
    """Return the words of a message, and what hangs on it: previews, files, reactions."""
    if "room" in message and (call := _huddle(message, names)):
        return call
    text = decoded_mrkdwn(text_at(message, "text"), names)
    hung = [decoded_mrkdwn(_attached(each), names) for each in list_at(message, "attachments")]
    hung = [each for each in hung if each]
    if not text:
        text, hung = (hung[0], hung[1:]) if hung else (_in_blocks(message.get("blocks"), 0), [])
    files = [first_text(each, "title", "name") or "without a name" for each in _files(message)]
    if not text.strip() and files:
        text = f"shared the file {files.pop(0)}"
    reactions = [f":{text_at(each, 'name')}: {text_at(each, 'count')}" for each in list_at(message, "reactions")]
    return text, " ".join((*hung, *(f"file: {name}" for name in files), *reactions))


def _huddle(message: dict[str, Any], names: Names) -> tuple[str, str] | None:
    """Return who talked in a call that a message tells of, and when it ended."""
    room = dict_at(message, "room")
    if not room:
        return None
    people = room.get("participant_history") or room.get("participants") or ()
    called = [names.users.get(each, each) for each in people if isinstance(each, str)] if people else []
    ended = read_stamp(room.get("date_end"))["at"]
    text = decoded_mrkdwn(text_at(message, "text"), names)
    told = " ".join(filter(None, (text, f"huddle of {', '.join(called)}" if called else "huddle")))
    return told, f"ended at {ended}" if ended else ""


def _attached(attachment: dict[str, Any]) -> str:
    fields = [f"{text_at(each, 'title')}: {text_at(each, 'value')}" for each in list_at(attachment, "fields")]
    words = [text_at(attachment, name) for name in ("pretext", "title", "text")]
    return " ".join(filter(None, (*words, *fields))) or text_at(attachment, "fallback")


def _in_blocks(blocks: Any, depth: int) -> str:
    """Return the words in the blocks that a message is laid out in; they are not escaped."""
    if depth > 12:
        return ""
    if isinstance(blocks, list):
        return " ".join(filter(None, (_in_blocks(each, depth + 1) for each in blocks)))
    if isinstance(blocks, dict):
        own = blocks.get("text")
        inside = [_in_blocks(blocks.get(name), depth + 1) for name in ("elements", "fields")]
        return " ".join(filter(None, (own if isinstance(own, str) else _in_blocks(own, depth + 1), *inside)))
    return ""


def _files(message: dict[str, Any]) -> list[dict[str, Any]]:
    return list_at(message, "files") + ([dict_at(message, "file")] if dict_at(message, "file") else [])


def links_of(message: dict[str, Any]) -> Iterator[str]:
    """Yield the addresses of the files that hang on a message."""
    for file in _files(message):
        # A private file's address carries the token that opens it.
        if address := first_text(file, "permalink", "url_private"):
            yield without_tokens(address.partition("?")[0])
