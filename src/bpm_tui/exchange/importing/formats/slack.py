"""Slack exports: a zip or folder of many channels, one channel's folder, or one day's file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bpm_tui.exchange.importing.payloads.payloads import (
    addresses_in,
    dict_at,
    first_text,
    holds,
    list_at,
    text_at,
    without_tokens,
)
from bpm_tui.exchange.importing.payloads.slack_markup import Names, decoded_mrkdwn
from bpm_tui.exchange.importing.payloads.timestamps import read_stamp
from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.located import line_of, load_list
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.exchange.importing.source.sources import Bundle, Opened, TextFile
from bpm_tui.model.inbox.imported_item import Found, Where

NAME = "slack"
TITLE = "a Slack export"

_DAY = re.compile(r"(?:(?P<channel>[^/]+)/)?\d{4}-\d\d-\d\d\.json")
_LISTS = ("users.json", "org_users.json", "channels.json", "groups.json", "mpims.json", "dms.json")
_LEFT_OUT = frozenset(
    ("channel_join", "channel_leave", "bot_add", "bot_remove", "channel_topic", "channel_purpose", "channel_name")
) | frozenset(("channel_archive", "channel_unarchive", "pinned_item", "reminder_add", "tombstone", "group_join"))
"""Messages about the channel, not about the incident."""
_SHORT = 80


@dataclass
class _Channel:
    """A channel as it is read: its name, and how the threads in it begin."""

    name: str
    threads: dict[str, str] = field(default_factory=dict)


def looks_like(source: Opened) -> int:
    """Return how sure it is: files by days in folders, beside lists of users and channels."""
    if isinstance(source, Bundle):
        days = any(_DAY.fullmatch("/".join(path.split("/")[-2:])) for path in source.files)
        lists = any(path.rpartition("/")[2] in _LISTS for path in source.files)
        return 95 if days and lists else 80 if days else 0
    if holds(source, "ts") and ('"text"' in source.head or '"user"' in source.head):
        return 75
    return 0


def read(source: Opened, asked: Asked) -> Iterator[Found]:
    """Yield the messages, channel by channel and day by day."""
    if isinstance(source, TextFile):
        folder = source.name.rpartition("/")[0].rpartition("/")[2]
        yield from _of_file(
            source, _Channel(folder if _DAY.fullmatch("x/" + source.name.rpartition("/")[2]) else ""), Names()
        )
        return
    names = _names(source)
    days = sorted(path for path in source.files if _DAY.fullmatch("/".join(path.split("/")[-2:])))
    channel = _Channel("")
    for done, path in enumerate(days):
        asked.progress(done, len(days))
        name = path.rpartition("/")[0].rpartition("/")[2]
        if name != channel.name:
            channel = _Channel(name)
        yield from _of_file(source.files[path], channel, names)
    asked.progress(len(days), len(days))


def _names(bundle: Bundle) -> Names:
    """Return what the lists in an export call its users and channels; any of them may be missing."""
    users: dict[str, str] = {}
    channels: dict[str, str] = {}
    for path in sorted(bundle.files):
        name = path.rpartition("/")[2]
        if name not in _LISTS:
            continue
        data = bundle.files[path].json
        for each in data if isinstance(data, list) else []:
            into = users if "users" in name else channels
            called = _person(each) if "users" in name else text_at(each, "name")
            if text_at(each, "id") and called:
                into[text_at(each, "id")] = called
    return Names(users, channels)


def _of_file(file: TextFile, channel: _Channel, names: Names) -> Iterator[Found]:
    data = load_list(file.text, file.name)
    if isinstance(data, Mapping):
        data = data.get("messages", [data])
    if not isinstance(data, list):
        raise ImportProblem(file.name, 1, "not a list of messages")
    messages = [each for each in data if isinstance(each, dict)]
    for message in messages:
        stamp = text_at(message, "thread_ts")
        if stamp and stamp == text_at(message, "ts"):
            channel.threads[stamp] = decoded_mrkdwn(text_at(message, "text"), names)[:_SHORT]
    for message in sorted(messages, key=lambda each: _seconds(text_at(each, "ts"))):
        if text_at(message, "subtype") in _LEFT_OUT:
            continue
        yield _found(message, Where(file.name, line_of(message)), channel, names)


def _found(message: dict[str, Any], where: Where, channel: _Channel, names: Names) -> Found:
    text, more = _said(message, names)
    stamp, thread = text_at(message, "ts"), text_at(message, "thread_ts")
    replied = channel.threads.get(thread, "") if thread and thread != stamp else ""
    if thread and thread != stamp and not replied:
        replied = decoded_mrkdwn(text_at(message, "root", "text"), names)[:_SHORT] or "a message that is not here"
    called = channel.name or text_at(message, "channel_name") or text_at(message, "channel")
    at = read_stamp(stamp)
    edited = "edited later" if dict_at(message, "edited") else ""
    remark = "; ".join(filter(None, (at["remark"], edited)))
    links = dict.fromkeys((*_links(message), *addresses_in(text_at(message, "text"))))
    is_bot = text_at(message, "subtype") == "bot_message" or bool(text_at(message, "bot_id"))
    return Found(
        text=text or "(an empty message)",
        source=where,
        at=at["at"],
        at_text=at["at_text"],
        precision=at["precision"],
        actor=_actor(message, names),
        more=more,
        channel=called,
        thread=replied,
        kind="" if is_bot else "communication",
        links=tuple(links),
        origin=f"slack {called} {stamp}" if stamp else "",
        remark=remark,
    )


def _said(message: dict[str, Any], names: Names) -> tuple[str, str]:
    """Return the words of a message, and what hangs on it: previews, files, reactions."""
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


def _links(message: dict[str, Any]) -> Iterator[str]:
    for file in _files(message):
        # A private file's address carries the token that opens it.
        if address := first_text(file, "permalink", "url_private"):
            yield without_tokens(address.partition("?")[0])


def _actor(message: dict[str, Any], names: Names) -> str:
    user = text_at(message, "user")
    bot = first_text(message, "username") or text_at(message, "bot_profile", "name")
    if text_at(message, "subtype") == "file_comment":
        user = text_at(message, "comment", "user") or user
    return (
        names.users.get(user, "")
        or bot
        or _person(dict_at(message, "user_profile"))
        or user
        or text_at(message, "bot_id")
    )


def _person(user: Any) -> str:
    shown = first_text(dict_at(user, "profile"), "display_name", "real_name")
    return shown or first_text(user, "display_name", "real_name", "name")


def _seconds(stamp: str) -> float:
    try:
        seconds = float(stamp)
    except ValueError:
        return 0.0
    return seconds if seconds == seconds else 0.0  # noqa: PLR0124 - not a number, which has no order
