"""Hostile text for every field of a session, and what a frame may be made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import count, cycle
from typing import Any, get_args

from textual.events import Key
from textual.strip import Strip

from bpm_tui.model import session as s
from bpm_tui.model.items import Item, Part, Text, Texts
from bpm_tui.model.times.moment import Moment
from bpm_tui.model.visible import visible
from bpm_tui.tui.app import BpmApp
from tests.sessions import DAY
from tests.strategies import HOSTILE
from tests.tui.meetings import HeldMeeting

LONG = 10_000

TEXTS = (
    *HOSTILE,
    "[@click=app.quit]leave[/]", "\\[red]", "[", "]", "[/]", "[[red]", "$text [$primary]x",
    "\x1b[2J\x1b[1;1H", "\x1bP+q544e\x1b\\", "\x1b]0;title\x07", "\x1bc", "\x9d52;c;eA==\x9c", "\x90q\x9c", "\x1b",
    "\u2066\u202e)(\u202c\u2069", "\u200e\u200f\u061c", "שלום עולם", "مرحبا", "\u200d\u200d", "\ufe0f", "\u00ad",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👨‍👩‍👧‍👦👨‍👩‍👧‍👦", "❤️1️⃣", "🇩🇰🇩", "👍🏽", "한국어", "ไทย", "क्षि", "Z̸͑a̴l̶g̵o̷", "\u0301", "\u3000", "\xa0",
    "||\\||", "\n\n", "\r", "\v\f", "\x08\x08", "a\x00b", "\U0010ffff", "\ufdd0", "\ue000",
)  # fmt: skip
"""Strings that have broken programs on a terminal."""

ENDLESS = ("word " * (LONG // 5), "x" * LONG, "語" * LONG, "\x1b[31m" * (LONG // 5), "a" + "\u0301" * LONG)
"""Strings too long for any screen."""

_TEXT_TYPES = (str, Text, Texts, tuple[Text, ...])


def full_of(texts: Iterable[str], title: str = "") -> s.Session:
    """Return a session with these texts, over and over, in every field of every item: one entry for each of them."""
    each, ids = cycle(list(texts)), _ids()
    entries = [_filled(s.Entry, ids, each, at=_at(number), known_at=_at(number + 9)) for number, _ in enumerate(texts)]
    inner = [_with_discussion(entry, ids, each) for entry in entries]
    return s.Session.model_validate(
        {
            "id": "hostile",
            "title": title or next(each),
            "status": "open",
            "incident": _filled(s.Incident, ids, each, timezone="Europe/Copenhagen"),
            "meetings": [_meeting(ids, each)],
            "entries": inner,
            "learnings": [_filled(s.Learning, ids, each, kind=kind) for kind in get_args(s.LearningKind)],
            "follow_ups": [_filled(s.FollowUp, ids, each, status=status) for status in get_args(s.FollowUpStatus)],
            "parked": [_filled(s.Parked, ids, each)],
        }
    )


def _with_discussion(entry: s.Entry, ids: Iterator[str], each: Iterator[str]) -> s.Entry:
    notes = [_filled(s.Note, ids, each, kind=kind) for kind in get_args(s.NoteKind)]
    signals = [_filled(s.Signal, ids, each, state=state) for state in get_args(s.SignalState)]
    held = {"notes": {note.id: note for note in notes}, "signals": {signal.id: signal for signal in signals}}
    return entry.model_copy(update=held)


def _meeting(ids: Iterator[str], each: Iterator[str]) -> s.Meeting:
    people = [_filled(s.Participant, ids, each) for _ in range(3)]
    phases = [_filled(s.Phase, ids, each, minutes=20, since=DAY + timedelta(days=4))]
    held = {"participants": {one.id: one for one in people}, "phases": {one.id: one for one in phases}}
    current: s.Meeting = _filled(s.Meeting, ids, each, held=DAY + timedelta(days=4))
    return current.model_copy(update=held)


def _filled(kind: type[Any], ids: Iterator[str], each: Iterator[str], /, **fields: Any) -> Any:
    """Return a part with a text in each field that is one; fields that hold ids stay empty."""
    refers = {"id"} if issubclass(kind, Item) else set()
    refers |= {"follow_up", "origin", "entry"}
    for name, field in kind.model_fields.items():
        if name in refers | set(fields) or not isinstance(field.default, (str, tuple)) or _is_word(kind, name):
            continue
        fields[name] = next(each) if isinstance(field.default, str) else (next(each), next(each))
    if issubclass(kind, Item):
        fields["id"] = next(ids)
    return kind.model_validate(fields)


def _is_word(kind: type[Part], name: str) -> bool:
    """Say whether a field takes only certain words."""
    return "Literal" in str(kind.model_fields[name].annotation)


def _ids() -> Iterator[str]:
    return (f"{number:06}" for number in count())


def _at(number: int) -> Moment:
    at: datetime = DAY + timedelta(minutes=number * 7)
    return Moment("exact", at=at)


# What a frame may be made of.


def frame(app: BpmApp) -> list[Strip]:
    """Return what is on the screen."""
    return list(app.screen._compositor.render_strips())


def check_frame(app: BpmApp) -> None:
    """Assert that the screen is full, that every line is as wide as it is, and that no text in it does anything."""
    strips = frame(app)
    assert len(strips) == app.size.height
    for strip in strips:
        assert strip.cell_length == app.size.width, strip.text
        for segment in strip:
            assert segment.control is None
            assert segment.text == visible(segment.text), segment.text
            style = segment.style
            assert style is None or style.link is None
            assert style is None or "@click" not in style.meta, segment.text


async def strike(meeting: HeldMeeting, *keys: str) -> None:
    """Press keys by the names that Textual gives them, and wait until the app is done with each."""
    for key in keys:
        meeting.app.post_message(Key(key, key if len(key) == 1 else None).set_sender(meeting.app))
        await meeting.pilot.pause(0)
