"""From imported items to entries of the timeline."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import Any, get_args

from bpm_tui.model.editing import adding, changing
from bpm_tui.model.edits import Add, Change, Draft
from bpm_tui.model.entry_kind import guess_kind
from bpm_tui.model.inbox.imported_item import Found
from bpm_tui.model.order import place_for
from bpm_tui.model.session import Entry, EntryKind, FollowUp, Session
from bpm_tui.model.times.moment import Moment, Precision
from bpm_tui.model.times.parse import Context, reference
from bpm_tui.model.times.parse import read as read_typed
from bpm_tui.model.times.zones import on_wall

Zones = Callable[[str], tzinfo]
"""Returns the zone with an IANA name, or the session's own for an empty name."""

_LINK = re.compile(r"!?\[(?P<text>[^\]\[]+)\]\((?P<address>https?://[^\s()]+)\)")
_CODE = re.compile(r"`([^`]+)`")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,1000}?)(?<=\S)\1")
_ADDRESS = re.compile(r"<(https?://[^\s<>]+)>")
_BREAK = re.compile(r"(?:(?<!\s)\s++)?<br\s*+/?>\s*+", re.IGNORECASE)


def timeline_edits(
    session: Session,
    items: Iterable[Found],
    new_id: Callable[[], str],
    zones: Zones,
    times: Context,
    *,
    actors: Mapping[str, str],
) -> list[Add | Change]:
    """Return the edits that put items into the timeline, one for each in their order, where its time puts it.

    An item without a time goes after the one before it; a clock time without a day is read against ``times`` at first,
    and then against the item before it. ``actors`` are who is meant by the names in the items. An item that is no
    entry becomes a follow-up, or sets a field of the incident or the session.
    """
    edits: list[Add | Change] = []
    after: str | None = None
    draft = Draft(session)
    for found in items:
        if found.into:
            edits.append(_beyond(draft.session, found, new_id, zones, actors))
            draft.apply(edits[-1])
            continue
        entry = entry_of(found, new_id(), zones, actor=actors.get(found.actor), times=times)
        times = replace(times, near=reference(entry.at) or times.near)
        there = draft.session.entries
        edits.append(adding(draft.session, "entries", entry, after=place_for(there, entry.at, after=after)))
        draft.apply(edits[-1])
        after = entry.id
    return edits


def is_stated(session: Session, found: Found) -> bool:
    """Say whether the session states already what an item that is no entry would set."""
    part = session if found.into == "title" else session.incident
    return bool(found.into and found.into != "follow-up" and getattr(part, found.into))


def _beyond(
    session: Session, found: Found, new_id: Callable[[], str], zones: Zones, actors: Mapping[str, str]
) -> Add | Change:
    """Return the edit of an item that is no entry; a summary or an impact goes below the one that is there."""
    text = plain(" ".join(filter(None, (found.text, found.more))))
    if found.into == "follow-up":
        owner = actors.get(found.actor, found.actor.removeprefix("@"))
        return adding(session, "follow_ups", FollowUp(id=new_id(), text=text, owner=owner, due=found.at_text))
    value: Any = text
    if found.into in ("summary", "impact") and (before := getattr(session.incident, found.into)) and text not in before:
        value = f"{before}\n{text}"
    elif found.at_text:
        value = moment_of(found, zones)
    where = "session" if found.into == "title" else "incident"
    fields: dict[str, Any] = {found.into: value}
    return next(iter(changing(session, where, "", **fields)), Change(where=where))


def entry_of(
    found: Found, entry_id: str, zones: Zones, *, actor: str | None = None, times: Context | None = None
) -> Entry:
    """Return the entry that an item becomes; ``actor`` is who is meant if it is not who is named in it.

    ``times`` are what a time is read against that says no day.
    """
    what = plain(" ".join(filter(None, (without_actor(found), found.more))))
    who = found.actor.removeprefix("@") if actor is None else actor
    kind: EntryKind = found.kind if found.kind in get_args(EntryKind) else guess_kind(who, what)  # type: ignore[assignment]
    return Entry(
        id=entry_id,
        kind=kind,
        at=moment_of(found, zones, times),
        actor=who,
        what=what,
        links=found.links,
        source=source_of(found),
    )


def moment_of(found: Found, zones: Zones, times: Context | None = None) -> Moment | None:
    """Return when an item happened; a time without an offset is in the item's zone, else in the session's.

    An hour without minutes is the range of that hour. A clock time without a day is read against
    ``times``, if they are given; what cannot be read is kept as written.
    """
    zone = zones(found.zone)
    try:
        at = _point(found.at or "", zone)
        until = _point(found.until, zone) if found.until else None
    except (ValueError, OverflowError):
        return _unread(found.at_text, times)
    seconds = found.precision == "second"
    if until and until >= at:
        return Moment("range", at=at, until=until, seconds=seconds)
    if found.precision == "hour" and found.mark == "about":
        return Moment("range", at=at, until=at + timedelta(minutes=59))
    precision: Precision = "day" if found.precision == "day" else (found.mark or "exact")
    return Moment(precision, at=at, seconds=seconds)


def _unread(text: str, times: Context | None) -> Moment | None:
    """Return what a written time without a day means; a text that is no time is kept as it is."""
    read = read_typed(text, times) if times and text else None
    if read and read.end == len(text) and read.moment.at:
        return read.moment
    return Moment("unread", text=text) if text else None


def without_actor(found: Found) -> str:
    """Return an item's text without the actor's name, if it begins with it."""
    name = found.actor.removeprefix("@")
    begins = name and re.match(rf"[`*_]{{0,4}}@?{re.escape(name)}[`*_]{{0,4}}\s*+[:,–—-]?\s*+(?<=\s)(?=\S)", found.text)
    return found.text[begins.end() :] if begins else found.text


def source_of(found: Found) -> str:
    """Return where an item comes from, for people: the channel, if there is one, file and line."""
    return f"#{found.channel}, {found.source}" if found.channel else str(found.source)


def plain(text: str) -> str:
    """Return a text without the signs of Markdown: emphasis goes, a link is its text with its address."""
    text = _LINK.sub(lambda link: _linked(link["text"], link["address"]), _BREAK.sub(" ", text))
    text = _BOLD.sub(r"\2", _ADDRESS.sub(r"\1", _CODE.sub(r"\1", text)))
    return _unescaped(text) if "&" in text else text


def _unescaped(text: str) -> str:
    from html import unescape  # noqa: PLC0415 - a table of two thousand names that few texts need

    return unescape(text)


def _linked(text: str, address: str) -> str:
    return address if text == address else f"{text} ({address})"


def _point(text: str, zone: tzinfo) -> datetime:
    """Return the point in time that an item states.

    Raises:
        ValueError: it states none.
        OverflowError: it is outside of the years 1 to 9999.
    """
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else on_wall(at, zone)[0]
