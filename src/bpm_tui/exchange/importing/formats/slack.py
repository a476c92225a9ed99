"""Slack exports: a zip or folder of many channels, one channel's folder, or one day's file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bpm_tui.exchange.importing.payloads.payloads import (
    addresses_in,
    dict_at,
    first_text,
    holds,
    text_at,
)
from bpm_tui.exchange.importing.payloads.slack_markup import Names, decoded_mrkdwn
from bpm_tui.exchange.importing.payloads.slack_words import links_of, said_in
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
_ABOUT = r"(?:channel|group|mpim|im)_(?:join|leave|topic|purpose|name|archive|unarchive|convert_to_\w+|posting_\w+)"
_LEFT_OUT = re.compile(
    rf"{_ABOUT}|bot_add|bot_remove|bot_enable|bot_disable|pinned_item|unpinned_item|reminder_add|tombstone"
    r"|message_deleted"
)
"""Messages about the channel, not about the incident."""
_ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz")
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
        name = path.rpartition("/")[0].rpartition("/")[2] or _folder(source.name)
        if name != channel.name:
            channel = _Channel(name)
        yield from _of_file(source.files[path], channel, names)
    asked.progress(len(days), len(days))


def _folder(name: str) -> str:
    """Return what a folder is called that holds the days of one channel: as the channel; an archive may be any."""
    return "" if name.lower().endswith(_ARCHIVES) else Path(name).expanduser().resolve().name


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
    messages = _as_edited([each for each in data if isinstance(each, dict)])
    for message in messages:
        stamp = text_at(message, "thread_ts")
        if stamp and stamp == text_at(message, "ts"):
            channel.threads[stamp] = decoded_mrkdwn(text_at(message, "text"), names)[:_SHORT]
    before: tuple[str, ...] = ()
    for message in sorted(messages, key=lambda each: _seconds(text_at(each, "ts"))):
        same = tuple(text_at(message, name) for name in ("ts", "user", "bot_id", "text"))
        if _LEFT_OUT.fullmatch(text_at(message, "subtype")) or (same[0] and same == before):
            continue
        before = same
        yield _found(message, Where(file.name, line_of(message)), channel, names)


def _as_edited(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return messages with the words that they had at last: an edit comes as a message around the new one."""
    edits = [each for each in messages if text_at(each, "subtype") == "message_changed" and dict_at(each, "message")]
    if not edits:
        return messages
    latest = {text_at(each, "message", "ts"): each for each in edits}
    found = [each for each in messages if text_at(each, "subtype") != "message_changed"]
    for message in found:
        if edit := latest.pop(text_at(message, "ts"), None):
            message.update(_changed(edit))
    for edit in latest.values():  # the message itself was written on another day
        edit.update({"subtype": "", **_changed(edit)})
        found.append(edit)
    return found


def _changed(edit: dict[str, Any]) -> dict[str, Any]:
    new = dict_at(edit, "message")
    return {**new, "edited": dict_at(new, "edited") or {"ts": text_at(edit, "ts")}}


def _found(message: dict[str, Any], where: Where, channel: _Channel, names: Names) -> Found:
    text, more = said_in(message, names)
    stamp, thread = text_at(message, "ts"), text_at(message, "thread_ts")
    replied = channel.threads.get(thread, "") if thread and thread != stamp else ""
    if thread and thread != stamp and not replied:
        replied = decoded_mrkdwn(text_at(message, "root", "text"), names)[:_SHORT] or "a message that is not here"
    called = channel.name or text_at(message, "channel_name") or text_at(message, "channel")
    at = read_stamp(stamp)
    edited = "edited later" if dict_at(message, "edited") else ""
    remark = "; ".join(filter(None, (at["remark"], edited)))
    links = dict.fromkeys((*links_of(message), *addresses_in(text_at(message, "text"))))
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
