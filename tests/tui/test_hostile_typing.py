"""Any text typed or pasted into every mode of the line, every form and every list: all of it arrives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from textual.events import Paste

from bpm_tui.actions.details import COMMAS, SPACES, parts
from bpm_tui.actions.entries import NewEntry
from bpm_tui.model.items import Item, storable
from bpm_tui.model.line.entry import parse_entry, print_entry
from bpm_tui.model.line.items import print_item, read_follow_up
from bpm_tui.model.session import Entry, FollowUp, Incident, Learning, Note, Parked, Session, Signal
from bpm_tui.model.times.parse import Context
from bpm_tui.tui.app import BpmApp
from bpm_tui.tui.commands import ScreenCommand, entries, lists, moving, signals, talk, times, view
from bpm_tui.tui.commands import meeting as keys
from bpm_tui.tui.kit.form import FormScreen
from bpm_tui.tui.library.screen import LibraryScreen
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
from bpm_tui.tui.replay.meeting_replay_screen import replay_screen
from bpm_tui.tui.start import open_meeting, services_at
from tests.sessions import entry_at, session_of
from tests.tui.hostile import TEXTS, check_frame, full_of, strike
from tests.tui.meetings import HeldMeeting, Room

RAW = (*TEXTS, "caf\udce9", "\ud800", "\udfff\ud800", "👩\ud83d")
"""Surrogates are what is left of bytes that are no UTF-8."""
LINES = [text for text in RAW if not {"\n", "\r"} & set(text)]
SAID = [text for text in LINES if text.strip()]
FEW = [*LINES[::6], "caf\udce9"]


def some(texts: Sequence[str], name: str) -> Sequence[str]:
    """Return a quarter of the texts, which one depends on a test's name, and surrogates in any case."""
    return [*texts[sum(map(ord, name)) % 4 :: 4], *RAW[-4:]]


async def paste(meeting: HeldMeeting, text: str) -> None:
    """Paste as a terminal does, and look at what is shown."""
    meeting.app.post_message(Paste(text))
    await meeting.pilot.pause(0)
    check_frame(meeting.app)


async def enter(meeting: HeldMeeting, command: type[ScreenCommand], text: str) -> None:
    """Open the line, empty it, paste a text, keep it, and close the line."""
    await meeting.do(command)
    await strike(meeting, "end", "ctrl+u")
    await paste(meeting, text)
    await strike(meeting, "enter")
    check_frame(meeting.app)
    await strike(meeting, *["escape"] * (meeting.screen.editor.mode is not None))


def one_entry() -> Session:
    """Return a session of one entry."""
    return session_of(entry_at("14:30", "queue grew", actor="Ana", outcome="none"))


async def test_every_text_becomes_an_entry(room: Room) -> None:
    async with room.meeting(session_of()) as meeting:
        for text in SAID:
            notes = {"aaaaaa": Note(id="aaaaaa", kind="assumed", text=text)}
            said = Entry(id="xxxxxx", actor=text, what=text, outcome=text, notes=notes)
            line = print_entry(said, meeting.screen.context().times(), meeting.screen.editor.actors)
            before = set(meeting.session.entries)
            await enter(meeting, entries.AddEntry, line)
            (added,) = set(meeting.session.entries) - before
            found = meeting.session.entries[added]
            kept = str(storable(text))
            assert (found.actor, found.what, found.outcome) == (kept, kept, kept)
            assert [(note.kind, note.text) for note in found.notes.values()] == [("assumed", kept)]


@pytest.mark.parametrize("column", ["actor", "what", "outcome"])
async def test_every_text_goes_into_a_cell(room: Room, column: str) -> None:
    async with room.meeting(one_entry()) as meeting:
        while meeting.screen.timeline.column != column:
            await meeting.do(moving.CellRight if column == "outcome" else moving.CellLeft)
            if column == "what":
                break
        for text in some(LINES, column):
            await enter(meeting, entries.EditCell, text)
            (entry,) = meeting.session.entries.values()
            assert getattr(entry, column) == storable(text).strip()


async def test_every_text_as_a_time_is_kept(room: Room) -> None:
    async with room.meeting(one_entry()) as meeting:
        await meeting.do(*[moving.CellLeft] * 2)
        for text in SAID[::3]:
            await enter(meeting, entries.EditCell, text)
            (entry,) = meeting.session.entries.values()
            assert entry.at is not None
            assert entry.at.text in ("", storable(text).strip())


ITEMS: list[tuple[type[ScreenCommand], str, Item]] = [
    (lists.AddLearning, "learnings", Learning(id="aaaaaa", kind="surprised")),
    (lists.AddFollowUp, "follow_ups", FollowUp(id="aaaaaa", type="detect")),
    (lists.Park, "parked", Parked(id="aaaaaa")),
    (talk.NoteKnown, "notes", Note(id="aaaaaa", kind="known")),
    (talk.NoteHindsight, "notes", Note(id="aaaaaa", kind="hindsight")),
    (signals.SignalMissed, "signals", Signal(id="aaaaaa", state="missed")),
]


@pytest.mark.parametrize(("command", "where", "item"), ITEMS, ids=lambda value: getattr(value, "__name__", ""))
async def test_every_text_becomes_an_item(room: Room, command: type[ScreenCommand], where: str, item: Item) -> None:
    names = {"text", "by", "owner", "also_for", "done_when", "ticket", "decision", "what", "where", "reason"}
    names &= set(type(item).model_fields)
    async with room.meeting(one_entry()) as meeting:
        for text in some(SAID, command.__name__):
            said = type(item).model_validate(item.fields() | dict.fromkeys(names, text))
            await enter(meeting, command, print_item(said))
            (entry,) = meeting.session.entries.values()
            found = next(reversed((getattr(meeting.session, where, None) or getattr(entry, where)).values()))
            assert {name: getattr(found, name) for name in names} == dict.fromkeys(names, storable(text))
            check_frame(meeting.app)


@pytest.mark.parametrize(
    "command",
    [entries.AddEntry, entries.EditEntry, entries.Filter, times.ShiftTimes, times.TimesInZone, signals.SignalAbsent,
     talk.AnswerQuestion, lists.AddFollowUp],
)  # fmt: skip
async def test_any_line_is_carried_out_or_stays(room: Room, command: type[ScreenCommand]) -> None:
    async with room.meeting(one_entry()) as meeting:
        for text in (
            *some(RAW, command.__name__),
            "99999999999999",
            "-9999999999:59",
            "+9999999",
            "0001-01-01 00:00",
            "9999-12-31 23:59",
        ):
            await enter(meeting, command, text)
            if not meeting.session.entries:
                await meeting.do(view.Back)
            check_frame(meeting.app)


async def test_what_is_half_typed_comes_back(room: Room) -> None:
    path = room.written(one_entry())
    for text in filter(str.strip, FEW):
        async with room.meeting(path) as meeting:
            await meeting.do(entries.AddEntry)
            await paste(meeting, text)
            shown = meeting.screen.line.value
            meeting.screen.half_typed.keep(meeting.screen.editor.mode, shown, 1, room.clock.now())
        async with room.meeting(path) as meeting:
            assert meeting.screen.line.value == shown
            assert isinstance(meeting.screen.editor.mode, NewEntry)
            check_frame(meeting.app)


# Forms and lists.


async def fill(meeting: HeldMeeting, form: type[ScreenCommand], texts: dict[str, str]) -> None:
    """Open a form, paste a text into each field named, and keep it."""
    await meeting.do(form)
    screen = meeting.app.screen
    assert isinstance(screen, FormScreen)
    for name, text in texts.items():
        await reach(meeting, screen, name)
        await strike(meeting, "end", "ctrl+u")
        await paste(meeting, text)
    # In a list enter goes on to the next line of it.
    await reach(meeting, screen, next(field.name for field in screen._fields if not field.list))
    await strike(meeting, "enter")
    check_frame(meeting.app)
    await strike(meeting, *["escape"] * 2 * (meeting.app.screen is not meeting.screen))


async def reach(meeting: HeldMeeting, screen: FormScreen, name: str) -> None:
    """Go to a field."""
    for _ in screen._fields:
        if screen._here != name:
            await strike(meeting, "tab")
    assert screen._here == name


async def test_every_text_goes_into_the_forms(room: Room) -> None:
    async with room.meeting(one_entry()) as meeting:
        for text in FEW:
            kept, words = storable(text).strip(), ("title", "id", "severity", "impact", "summary")
            await fill(meeting, keys.IncidentDetails, {**dict.fromkeys(words, text), "links": text})
            incident = meeting.session.incident
            assert [meeting.session.title, incident.id, incident.severity, incident.impact, incident.summary] == [
                kept
            ] * 5
            assert incident.links == tuple(kept.split())
            await fill(meeting, keys.MeetingDetails, {"facilitator": text, "people": text})
            assert next(reversed(meeting.session.meetings.values())).facilitator == kept


@pytest.mark.parametrize("form", [keys.IncidentDetails, keys.MeetingDetails])
async def test_form_that_is_kept_as_it_was_changes_nothing(room: Room, form: type[ScreenCommand]) -> None:
    for start in range(3):
        session = full_of(["".join(TEXTS[start::3]), *TEXTS[start::3]])
        async with room.meeting(session) as meeting:
            await fill(meeting, form, {})
            assert meeting.session == session


async def test_end_of_a_long_text_is_in_view_in_its_field_and_its_start_in_the_others(room: Room) -> None:
    long = "begin " + "middle " * 50 + "end"
    async with room.meeting(session_of(title=long, incident=Incident(severity=long))) as meeting:
        await meeting.do(keys.IncidentDetails)
        title, severity = (line for line in meeting.shown().splitlines() if "middle" in line)
        assert title.endswith("middle end  │")
        assert "begin middle" in severity
        assert severity.endswith(("…  │", "… │"))


async def test_no_path_is_too_strange(room: Room) -> None:
    async with room.meeting(one_entry()) as meeting:
        for text in (
            "\x00",
            "a\x00b",
            "\ud800",
            "x" * 5000,
            "/proc/none",
            "/",
            "~nobody/x",
            "[red]",
            "\x1b[31m",
            "日本",
        ):
            await fill(
                meeting,
                keys.SaveElsewhere,
                {"path": text if text[0] in "/~" else f"{room.places.state}/{text}"},
            )


async def test_every_text_is_a_title_in_the_list_of_sessions(room: Room) -> None:
    services = services_at(room.places, room.clock.now)
    screen = LibraryScreen(services, open_meeting, replay_screen)
    app = BpmApp(services, lambda: screen)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        for text in SAID[::5]:
            await pilot.press("a")
            app.post_message(Paste(text))
            await pilot.pause(0)
            check_frame(app)
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, MeetingScreen)
            assert app.screen.session.title == storable(text).strip()
            check_frame(app)
            await pilot.press("escape", "escape")
            await pilot.pause()
            check_frame(app)
        for key in ("down", "up", "h", "h", "G"):
            await pilot.press(key)
            check_frame(app)
    assert app.errors == []


def test_what_was_there_stays_whole_in_a_field_of_several() -> None:
    assert list(parts("web, a,b , c", COMMAS, ())) == ["web", "a", "b", "c"]
    assert list(parts("web, a,b, c", COMMAS, ("a,b", "web"))) == ["web", "a,b", "c"]
    assert list(parts("http://x my link http://y", SPACES, ("my link",))) == ["http://x", "my link", "http://y"]
    assert list(parts(" ,, , a", COMMAS, (" ",))) == ["a"]


UNITS = (
    "\\",
    '"',
    '\\"',
    "; ",
    ": ",
    "=> ",
    "@",
    '@"',
    "; expected: x",
    "\x00",
    "\\u{",
    "\\\u240a",
    "14:32 ",
    "(",
    "\u8a9e",
    "a\u0301",
)


@pytest.mark.parametrize("unit", UNITS)
def test_a_hundred_thousand_characters_are_written_and_read(unit: str) -> None:
    """No time is measured: what takes the square of the length would take hours."""
    text = (unit * 100_000)[:100_000]
    context = Context(UTC, datetime(2025, 11, 20, tzinfo=UTC))
    notes = {"bbbbbb": Note(id="bbbbbb", kind="known", text=text)}
    entry = Entry(id="aaaaaa", actor=text, what=text, outcome=text, notes=notes)
    read = parse_entry(print_entry(entry, context), context)
    assert (read.actor, read.what, read.outcome, read.notes) == (text, text, text, (("known", text),))
    parse_entry(text, context, frozenset({"Ana", "a"}))
    item = FollowUp(id="aaaaaa", text=text, owner=text, done_when=text)
    assert read_follow_up(print_item(item), "aaaaaa", date(2025, 11, 20)) == item


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+x", "ctrl+k", "ctrl+w", "ctrl+a", "ctrl+y"])
async def test_key_for_editing_with_nothing_to_edit_does_nothing(room: Room, key: str) -> None:
    async with room.meeting(session_of()) as held:  # which sees to it that nothing went wrong
        await held.do(entries.AddEntry)
        await held.press(key)
        assert held.screen.line.value == ""


KEYBOARDS = ["a\u00a0b\u202fc", "می\u200cشود", "👩\u200d💻", "\u200eאב\u200f", "\U0001fae9", "e\u0301", "\u3000x"]
"""No-break spaces, joiners, directions, a character newer than Python, an accent on its own, a wide space."""


@pytest.mark.parametrize("text", KEYBOARDS)
async def test_whatever_a_keyboard_has_is_text(room: Room, text: str) -> None:
    async with room.meeting(session_of()) as held:
        await held.do(entries.AddEntry)
        await strike(held, *text)
        assert held.screen.line.value == text
