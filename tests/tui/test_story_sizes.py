"""What a room sees on small and large screens: nothing is cut off, and what the phase is about shows."""

from __future__ import annotations

import pytest

from bpm_tui.model.session import Entry, Session
from bpm_tui.model.times.moment import Moment
from bpm_tui.tui.commands import COMMANDS, GroupCommand
from bpm_tui.tui.commands.clock import NextPhase
from bpm_tui.tui.commands.meeting import StartMeeting
from bpm_tui.tui.commands.moving import Down, First, LanesPane, Last, ListsPane, TimelinePane
from bpm_tui.views.footer import key_name
from tests.sessions import entry_at, session_of
from tests.tui.meetings import HeldMeeting, Room

SIZES = [(80, 24), (100, 30), (160, 48), (240, 60)]
SMALL = [(80, 24), (100, 30)]


def talked_about() -> Session:
    """Return a session of one entry with more notes than a small pane holds."""
    notes = [{"id": f"note{number:02}", "kind": "known", "text": f"fact {number}"} for number in range(8)]
    return session_of(
        entry_at("14:00", "thing", notes=notes), learnings=[{"id": "learn1", "text": "a learning of the room"}]
    )


async def learnings_phase(held: HeldMeeting) -> None:
    """Go on to the phase in which the lists are filled."""
    await held.do(StartMeeting, *[NextPhase] * 4)
    assert "Learnings ░" in held.shown().split("\n")[0]
    await held.pilot.pause()
    await held.settle()


@pytest.mark.parametrize("size", SIZES)
async def test_no_pane_reaches_beyond_the_screen(room: Room, size: tuple[int, int]) -> None:
    async with room.meeting(talked_about(), size=size) as held:
        await learnings_phase(held)
        for command in (LanesPane, ListsPane, TimelinePane):
            await held.do(command)
            await held.pilot.pause()
            ends = {widget.region.right for widget in (held.screen.timeline, held.screen.lanes, held.screen.lists)}
            assert max(ends) <= size[0]


@pytest.mark.parametrize("size", SIZES)
async def test_lists_show_in_the_phase_that_fills_them(room: Room, size: tuple[int, int]) -> None:
    async with room.meeting(talked_about(), size=size) as held:
        await learnings_phase(held)
        assert "a learning of the room" in held.shown()
        await held.do(LanesPane)
        await held.pilot.pause()
        await held.settle()
        assert "fact 0" in held.shown()


async def test_pane_says_how_much_is_below(room: Room) -> None:
    async with room.meeting(talked_about(), size=(100, 30)) as held:
        await held.settle()
        lines = sum(len(row.lines) for row in held.screen.lanes.rows)
        below = lines - held.screen.lanes.size.height
        assert f"↓ {below} more" in held.shown()
        await held.do(LanesPane, Last)
        await held.pilot.pause()
        assert "fact 7" in held.shown()
        assert "Hindsight" in held.shown()
        assert not held.screen.lanes.border_subtitle


async def test_first_words_fit_the_smallest_screen(room: Room) -> None:
    async with room.meeting(session_of(), size=(80, 24)) as held:
        assert "? shows all keys" in held.shown()


@pytest.mark.parametrize("size", SIZES)
async def test_every_choice_of_a_group_that_can_be_made_is_on_the_screen(room: Room, size: tuple[int, int]) -> None:
    async with room.meeting(talked_about(), size=size) as held:
        await held.do(StartMeeting)
        for group in (command for command in COMMANDS if issubclass(command, GroupCommand)):
            await held.do(group)
            shown = held.shown()
            for command in held.screen.keymap.group(group.default_keys()[0]):
                if not command().why_not(held.screen):
                    assert f"{key_name(held.screen.keymap.keys_of(command))} {command.FOOTER_TEXT}" in shown
            assert "esc back" in shown
            await held.press("escape")


@pytest.mark.parametrize("size", SMALL)
async def test_meeting_and_help_stay_in_a_short_footer(room: Room, size: tuple[int, int]) -> None:
    async with room.meeting(talked_about(), size=size) as held:
        last = held.shown().split("\n")[-1]
        assert "m meeting" in last
        assert "? help" in last
        assert "a add" in last


async def test_clock_times_show_also_in_a_narrow_column(room: Room) -> None:
    times = {
        "before 2025-11-20T14:10+01:00": "<14:10",
        "after 2025-11-20T14:20+01:00": ">14:20",
        "2025-11-20T14:30:05+01:00": "14:30:05",
        "~2025-11-20T14:40+01:00": "~14:40",
        "2025-11-20T14:50+01:00/2025-11-20T15:00+01:00": "14:50-",
    }
    entries = [
        Entry(id=f"entry{place}", what="thing", at=Moment.from_stored(stored)) for place, stored in enumerate(times)
    ]
    async with room.meeting(session_of(entry_at("14:00", "first"), *entries), size=(80, 24)) as held:
        for shown in times.values():
            assert f"  {shown}" in held.shown()


LONG = "a rather long description of what happened, with all that was seen and done until the very end"


async def test_rows_wrap_while_there_is_free_height_and_stand_still_as_the_cursor_moves(room: Room) -> None:
    entries = [entry_at(f"14:{minute:02}", f"{minute} {LONG}") for minute in range(5)]
    async with room.meeting(session_of(*entries), size=(160, 48)) as held:
        heights = held.screen.timeline.heights()
        assert held.shown().count("the very end") == len(entries)
        for _ in entries:
            await held.do(Down)
            assert held.screen.timeline.heights() == heights


async def test_a_full_timeline_has_a_line_for_each_row(room: Room) -> None:
    entries = [entry_at(f"14:{minute:02}", f"{minute} {LONG}") for minute in range(50)]
    async with room.meeting(session_of(*entries), size=(160, 48)) as held:
        await held.do(First)
        assert set(held.screen.timeline.heights()[1:]) == {1}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("many", [60, 1500])
async def test_the_selected_entry_can_be_read_to_its_last_word(room: Room, size: tuple[int, int], many: int) -> None:
    words = [f"w{number:04}" for number in range(many)]
    others = [entry_at(f"14:{minute:02}", "next") for minute in range(1, 55)]
    entry = entry_at("14:00", " ".join(words), notes=[{"id": "note01", "kind": "known", "text": "a fact"}])
    async with room.meeting(session_of(entry, *others), size=size) as held:
        await held.do(First, LanesPane)
        await held.settle()
        read = held.shown()
        for _ in range(many):
            if "a fact" in read:
                break
            await held.do(Down)
            read += held.shown()
        assert [word for word in words if word not in read] == []
        assert "a fact" in read
        await held.do(TimelinePane, Down)
        await held.settle()
        assert "next" in held.screen.lanes.rows[0].lines[0][0][0]
        assert held.screen.lanes.top == 0


async def test_the_day_in_view_is_named_with_its_year(room: Room) -> None:
    def at(day: int, number: int) -> Entry:
        moment = Moment.from_stored(f"202{day}-11-20T14:{number:02}+01:00")
        return Entry(id=f"e{day}{number:04}", what=f"thing {number}", at=moment)

    async with room.meeting(session_of(*(at(day, number) for day in (4, 5) for number in range(40)))) as held:
        await held.do(First)
        await held.settle()
        assert "Wed 20 Nov 2024" in held.shown()
        await held.do(Last)
        await held.settle()
        assert "Thu 20 Nov 2025" in held.shown()
        assert "2024" not in held.shown()


@pytest.mark.parametrize("size", SIZES)
async def test_titles_of_columns_are_none_that_a_room_would_laugh_at(room: Room, size: tuple[int, int]) -> None:
    async with room.meeting(talked_about(), size=size) as held:
        titles = held.shown().split("\n")[2].strip("│ ").split()
        assert "ass" not in titles
        assert titles[:2] == ["time", "actor"]
