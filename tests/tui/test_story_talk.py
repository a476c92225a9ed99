"""The talk about an entry: notes in two lanes, the veil, what was discussed."""

from __future__ import annotations

import pytest

from bpm_tui.model.session import Entry, Learning, Session
from bpm_tui.tui.commands import signals, talk
from bpm_tui.tui.commands.entries import AddEntry, Delete, Discussed, EditCell, NextUndiscussed, SwapEarlier, SwapLater
from bpm_tui.tui.commands.moving import Down, First, LanesPane, ListsPane, TimelinePane, Up
from bpm_tui.tui.commands.undo import Undo
from tests.sessions import entry_at, numbered, session_of
from tests.tui.meetings import Room


def note(kind: str, text: str, key: str = "note01") -> dict[str, str]:
    return {"id": key, "kind": kind, "text": text}


def notes(entry: Entry) -> list[tuple[str, str, str]]:
    return [(one.kind, one.text, one.by) for one in entry.notes.values()]


def only(session: Session) -> Entry:
    (entry,) = session.entries.values()
    return entry


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        (talk.NoteExpected, "expected"),
        (talk.NoteAssumed, "assumed"),
        (talk.NoteKnown, "known"),
        (talk.NoteHindsight, "hindsight"),
    ],
)
async def test_note_of_each_kind(room: Room, command: type[talk.NoteCommand], kind: str) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.add(command, "first thing @Ana", "second; with: a mark")
        assert notes(only(held.session)) == [(kind, "first thing", "Ana"), (kind, "second; with: a mark", "")]
        await held.settle()
        assert "second; with: a mark" in held.shown()


async def test_veil_hides_hindsight_and_shows_what_is_typed_now(room: Room) -> None:
    before = session_of(entry_at("14:00", "one", notes=[note("hindsight", "the old wisdom")]))
    async with room.meeting(before) as held:
        await held.settle()
        assert "the old wisdom" not in held.shown()
        assert "1 hidden · h shows it" in held.shown()
        await held.add(talk.NoteHindsight, "the new wisdom")
        await held.settle()
        assert "the new wisdom" in held.shown()
        assert "the old wisdom" not in held.shown()
        await held.do(talk.Veil)
        assert "the old wisdom" in held.shown()
        await held.do(talk.Veil)
        assert "the old wisdom" not in held.shown()


async def test_hindsight_typed_with_an_entry_shows_for_it(room: Room) -> None:
    async with room.meeting(session_of()) as held:
        await held.add(AddEntry, "14:00 one; hindsight: it was the pool")
        await held.settle()
        assert "it was the pool" in held.shown()


async def test_note_moves_to_the_other_lane_and_back(room: Room) -> None:
    before = session_of(entry_at("14:00", "one", notes=[note("assumed", "only one region")]))
    async with room.meeting(before) as held:
        await held.settle()
        await held.do(talk.MoveNote)
        assert "select a note in the lanes first" in held.news()
        await held.do(LanesPane, talk.MoveNote)
        assert notes(only(held.session)) == [("hindsight", "only one region", "")]
        await held.settle()
        assert "only one region" in held.shown()
        await held.do(talk.MoveNote)
        assert notes(only(held.session)) == [("known", "only one region", "")]
        await held.do(Undo, Undo)
        assert held.session == before


async def test_one_key_moves_a_note_to_hindsight_and_one_back(room: Room) -> None:
    before = session_of(entry_at("14:00", "one", notes=[note("assumed", "only one region")]))
    async with room.meeting(before) as held:
        await held.settle()
        await held.do(LanesPane, SwapLater)
        assert notes(only(held.session)) == [("hindsight", "only one region", "")]
        await held.do(SwapLater)
        assert "already in that lane" in held.news()
        await held.do(SwapEarlier)
        assert notes(only(held.session)) == [("known", "only one region", "")]
        await held.do(Undo, Undo)
        assert held.session == before


async def test_note_is_edited_and_deleted_in_its_lane(room: Room) -> None:
    before = session_of(entry_at("14:00", "one", notes=[note("assumed", "a"), note("known", "b", "note02")]))
    async with room.meeting(before) as held:
        await held.settle()
        await held.do(LanesPane, Down, EditCell)
        await held.press(*" and more", "enter")
        assert notes(only(held.session)) == [("assumed", "a", ""), ("known", "b and more", "")]
        await held.settle()
        await held.do(Up, Delete)
        assert notes(only(held.session)) == [("known", "b and more", "")]
        assert "deleted · u brings it back" in held.news()


async def test_discussed_goes_on_to_the_next_that_is_not(room: Room) -> None:
    async with room.meeting(numbered(3)) as held:
        await held.do(First, Down, Discussed)
        assert held.marked() == "thing 2"
        await held.do(Discussed)
        assert held.marked() == "thing 0"
        assert "2 discussed" in held.shown()
        await held.do(Down, NextUndiscussed)
        assert held.marked() == "thing 0"
        await held.do(Discussed, NextUndiscussed)
        assert "every entry is discussed" in held.news()
        assert all(entry.discussed for entry in held.session.entries.values())
        await held.do(Discussed)
        assert [entry.discussed for entry in held.session.entries.values()].count(False) == 1


async def test_talk_without_an_entry_says_why_not(room: Room) -> None:
    async with room.meeting(session_of()) as held:
        for command in (talk.NoteKnown, signals.SignalSeen, talk.AnswerQuestion, talk.NextQuestion, Discussed):
            await held.do(command)
            assert "no entry yet" in held.news(), command
            assert held.screen.editor.mode is None
        await held.do(TimelinePane)


async def test_cursor_of_the_lanes_is_where_it_was_left_in_each_entry(room: Room) -> None:
    notes_of = {
        number: [note("known", f"{number}{letter}", f"note{number}{letter}") for letter in "abc"] for number in "12"
    }
    entries = [entry_at(f"14:0{number}", f"thing {number}", notes=notes_of[number]) for number in "12"]
    async with room.meeting(session_of(*entries)) as held:
        await held.do(LanesPane, Down, Down, TimelinePane, Down)
        await held.settle()
        await held.do(LanesPane, EditCell)
        assert held.screen.line.value == "2a"
        await held.press("escape")
        await held.do(TimelinePane, Up, LanesPane, EditCell)
        assert held.screen.line.value == "1c"


async def test_undo_of_a_deleted_note_puts_the_cursor_back_on_it(room: Room) -> None:
    said = [note("known", text, key=f"note{number}") for number, text in enumerate(["first", "second", "third"])]
    async with room.meeting(session_of(entry_at("14:00", "one", notes=said))) as held:
        await held.do(LanesPane, Down, Delete)
        await held.do(Up, Undo)
        await held.settle()
        assert held.screen.lanes.held == "note1"
        await held.do(Delete)
        assert [text for _, text, _ in notes(only(held.session))] == ["first", "third"]


async def test_undo_of_a_deleted_learning_puts_the_cursor_back_on_it(room: Room) -> None:
    learned = [Learning(id=f"l{number}", text=f"thing {number}") for number in range(3)]
    async with room.meeting(session_of(entry_at("14:00", "one"), learnings=learned)) as held:
        await held.do(ListsPane, Down, Down, Delete)
        await held.do(Up, Up, Undo)
        await held.settle()
        assert held.screen.lists.held == "l2"
