"""Gentle cues beside the news, and the room that each phase gives to what it is about."""

from __future__ import annotations

import pytest

from bpm_tui.model.session import Meeting, Phase
from bpm_tui.tui.commands import clock
from bpm_tui.tui.commands import meeting as meeting_keys
from bpm_tui.tui.commands.entries import AddEntry
from bpm_tui.tui.commands.moving import Down
from bpm_tui.tui.meeting.session_screen import SessionScreen
from tests.sessions import numbered
from tests.tui.meetings import HeldMeeting, Room


@pytest.fixture(autouse=True)
def only_looks_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop what real seconds do, so that the screen looks at the clock only when the story says so."""
    monkeypatch.setattr(SessionScreen, "_tick", lambda _: None)


SCOPE = "What is this meeting about, and what is it not about? · m i has the incident"
"""What the phase says when there is nothing else to say."""


async def later(held: HeldMeeting, **amount: int) -> str:
    """Let time go by, and return what the status line says then."""
    held.clock.pass_by(**amount)
    held.screen.look()
    await held.pilot.pause()
    return held.news()


async def to_phase(held: HeldMeeting, number: int) -> None:
    await held.do(meeting_keys.StartMeeting, *[clock.NextPhase] * (number - 1))
    held.screen.look()


async def test_cue_stands_beside_the_news_once_and_for_a_minute(room: Room) -> None:
    async with room.meeting(numbered(2)) as held:
        await to_phase(held, 2)
        assert await later(held, minutes=4) == "Scope · 4 minutes"
        assert await later(held, seconds=1) == "Scope · 4 minutes   ·   Scope has had its 4 minutes"
        await held.do(Down)
        assert await later(held, seconds=50) == "Scope has had its 4 minutes"
        assert await later(held, seconds=10) == SCOPE
        assert await later(held, minutes=3) == SCOPE
        await held.do(clock.ExtendPhase)
        assert "has had its" not in await later(held, seconds=1)
        assert "Scope has had its 9 minutes" in await later(held, minutes=2)


async def test_cue_waits_while_somebody_types_and_where_news_leaves_no_room(room: Room) -> None:
    async with room.meeting(numbered(2)) as held:
        await to_phase(held, 1)
        await held.do(AddEntry)
        await held.press(*"14:05 some")
        assert "has had its" not in await later(held, minutes=5)
        await held.press("enter", "escape")
        held.screen.say("n" * 90)
        assert await later(held, seconds=1) == "n" * 90
        await held.do(Down)
        assert await later(held, minutes=3) == "Open has had its 4 minutes"


async def test_name_of_a_phase_is_text_whatever_it_holds(room: Room) -> None:
    phase = Phase(id="p00001", name="[/b]\x1b[2J\u202e" + "Snak " * 20, minutes=1, since=room.clock.now())
    meeting_on = Meeting(id="s00001", held=room.clock.now(), phases={phase.id: phase})
    async with room.meeting(numbered(2).model_copy(update={"meetings": {"s00001": meeting_on}})) as held:
        await held.do(Down)
        said = await later(held, minutes=2)
        assert said.startswith("[/b]␛[2J")
        assert said.endswith("… has had its 1 minutes")


async def test_entry_that_takes_long_is_cued_after_four_minutes_of_the_clock(room: Room) -> None:
    async with room.meeting(numbered(4)) as held:
        await to_phase(held, 3)
        await later(held, seconds=1)
        await held.do(Down)
        await later(held, seconds=1)
        await later(held, minutes=3)
        await held.do(clock.PauseClock)
        await later(held, minutes=9)
        await held.do(clock.PauseClock, Down)
        await later(held, seconds=1)
        assert "with this entry" not in await later(held, minutes=4)
        assert "more than 4 minutes on this entry" in await later(held, seconds=1)
        await held.do(Down)
        await later(held, seconds=1)
        assert "with this entry" not in held.news()


async def test_pivot_mode_counts_what_was_looked_at(room: Room) -> None:
    async with room.meeting(numbered(5)) as held:
        await to_phase(held, 3)
        for _ in range(2):
            await later(held, seconds=5)
            await held.do(Down)
        await later(held, seconds=1)
        assert "decisions, surprises" not in await later(held, minutes=20)
    async with room.meeting(numbered(5)) as held:
        await to_phase(held, 3)
        await later(held, seconds=5)
        await held.do(Down)
        assert "decisions, surprises" in await later(held, minutes=20)


@pytest.mark.parametrize("size", [(100, 30), (80, 24), (160, 48), (210, 50)])
async def test_each_phase_gives_the_room_to_what_it_is_about(room: Room, size: tuple[int, int]) -> None:
    async with room.meeting(numbered(3), size=size) as held:
        await held.do(meeting_keys.StartMeeting)
        seen: dict[str, tuple[bool, str]] = {}
        for _ in range(7):
            phase = held.screen.meeting and held.screen.meeting.phases.values()
            name = next(one.name for one in phase or () if one.since)
            await held.settle()
            lists = held.screen.lists
            first = lists.rows[0].lines[0][1][0].strip() if lists.size.height else ""
            seen[name] = (lists.size.height > held.screen.lanes.size.height, first)
            await held.do(clock.NextPhase)
    assert {name for name, (large, _) in seen.items() if large} == {"Learnings", "Follow-ups", "Close"}
    assert seen["Learnings"][1] == "Learnings 0"
    assert seen["Follow-ups"][1] == "Follow-ups 0"
