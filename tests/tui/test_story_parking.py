"""Parking from anywhere: every pane, and over a line that is half typed."""

from __future__ import annotations

import pytest

from bpm_tui.actions.items import ParkAside
from bpm_tui.model.session import Session
from bpm_tui.tui.commands.entries import AddEntry, Filter
from bpm_tui.tui.commands.lists import AddFollowUp, Park
from bpm_tui.tui.commands.moving import First, LanesPane, Last, ListsPane, TimelinePane
from bpm_tui.tui.commands.undo import Undo
from bpm_tui.tui.kit.command import ScreenCommand
from tests.sessions import numbered
from tests.tui.meetings import HeldMeeting, Room

ASIDE = "ctrl+o"


def parked(session: Session) -> list[str]:
    return [one.text for one in session.parked.values()]


def line(held: HeldMeeting) -> tuple[str, int]:
    return held.screen.line.value, held.screen.line.cursor_position


@pytest.mark.parametrize("pane", [TimelinePane, LanesPane, ListsPane])
async def test_topic_is_parked_in_every_pane(room: Room, pane: type[ScreenCommand]) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(pane)
        await held.add(Park, "who may page the database team?")
        assert parked(held.session) == ["who may page the database team?"]


@pytest.mark.parametrize("end", ["enter", "escape"])
async def test_half_typed_line_is_back_as_it_was(room: Room, end: str) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(AddEntry)
        await held.press(*"14:30 Ana: restarted", "left", "left", ASIDE)
        assert line(held) == ("", 0)
        assert "enter returns you to the line you were typing" in held.shown()
        await held.press(*"an idea @Ben", ASIDE, end)
        assert parked(held.session) == (["an idea"] if end == "enter" else [])
        assert line(held) == ("14:30 Ana: restarted", 18)
        await held.press("end", *" it", "enter", *"14:31 next", "enter")
        assert held.whats()[-2:] == ["restarted it", "next"]


async def test_empty_topic_parks_nothing_and_a_recalled_line_comes_back_too(room: Room) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.do(AddEntry)
        await held.press("up", *"!", ASIDE, "enter")
        assert parked(held.session) == []
        assert line(held)[0].endswith("thing 1!")
        await held.press("enter", *"14:05 new", "enter")
        assert held.whats() == ["thing 0", "thing 1!", "new"]


async def test_line_of_any_kind_is_interrupted(room: Room) -> None:
    async with room.meeting(numbered(3)) as held:
        await held.do(Filter)
        await held.press(*"thing", ASIDE, *"one", "enter", *" 2")
        assert held.marked() == "thing 2"
        await held.press("enter")
        await held.do(AddFollowUp)
        await held.press(*"raise", ASIDE, *"two", "enter", *" it", "enter", "escape")
        assert [one.text for one in held.session.follow_ups.values()] == ["raise it"]
        assert parked(held.session) == ["one", "two"]


@pytest.mark.parametrize("words", ["", "an ide"])
async def test_both_texts_survive_a_kill(room: Room, words: str) -> None:
    path = room.written(numbered(1))
    async with room.meeting(path) as held:
        await held.do(AddEntry)
        await held.press(*"14:30 Ana: resta", ASIDE, *words)
    async with room.meeting(path) as held:
        if words:
            assert isinstance(held.screen.editor.mode, ParkAside)
            assert line(held)[0] == words
            await held.press("enter")
        assert line(held) == ("14:30 Ana: resta", 16)
        assert parked(held.session) == ([words] if words else [])


async def test_topic_that_was_kept_is_not_typed_again_after_a_kill(room: Room) -> None:
    path = room.written(numbered(1))
    async with room.meeting(path) as held:
        await held.do(AddEntry)
        await held.press(*"14:30 Ana: resta", ASIDE, *"an idea")
        mode, text = held.screen.editor.mode, held.screen.line.value
        assert mode
        outcome = mode.commit(text, held.screen.editor.context())
        held.screen.half_typed.committing(mode, outcome.edits)
        (kept,) = (room.places.state / "halftyped").iterdir()
        as_killed = kept.read_bytes()
        held.screen.commit(outcome.edits)
    kept.write_bytes(as_killed)
    async with room.meeting(path) as held:
        assert parked(held.session) == ["an idea"]
        assert line(held) == ("14:30 Ana: resta", 16)


async def test_topics_become_a_follow_up_and_an_entry_and_undo_parks_them_again(room: Room) -> None:
    async with room.meeting(numbered(2), size=(160, 48)) as held:
        await held.add(Park, "raise the limit", "14:00:30 Ana: flushed the cache")
        await held.do(ListsPane, First)
        await held.do(AddFollowUp)
        assert "topic >" in held.shown()
        await held.press(*" @Ben; due: 2030-01-15", "enter")
        (made,) = held.session.follow_ups.values()
        assert (made.text, made.owner, made.due) == ("raise the limit", "Ben", "2030-01-15")
        await held.do(ListsPane, Last, AddEntry)
        await held.press("enter")
        assert held.whats() == ["thing 0", "flushed the cache", "thing 1"]
        assert [one.settled for one in held.session.parked.values()] == [True, True]
        await held.do(Undo, Undo)
        assert [one.settled for one in held.session.parked.values()] == [False, False]
        assert not held.session.follow_ups
