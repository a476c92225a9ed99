"""The day of an entry typed without one: it follows the selected row, and is always seen in a timeline of several."""

from __future__ import annotations

from bpm_tui.model.session import Entry, Session
from bpm_tui.model.times.moment import Moment
from bpm_tui.tui.commands.entries import AddEntry, Delete
from bpm_tui.tui.commands.lists import Park
from bpm_tui.tui.commands.moving import First, Last
from bpm_tui.tui.commands.undo import Undo
from tests.sessions import session_of
from tests.tui.meetings import HeldMeeting, Room


def two_days(*untimed: str) -> Session:
    """Return a session from the evening of 20 November to the morning after; what has no time stands first."""
    times = {"2025-11-20T17:40+01:00": "alert", "2025-11-20T23:04+01:00": "paged", "2025-11-21T08:10+01:00": "met"}
    timed = [
        Entry(id=f"timed{number}", at=Moment.from_stored(at), what=what)
        for number, (at, what) in enumerate(times.items())
    ]
    return session_of(*(Entry(id=f"none0{number}", what=what) for number, what in enumerate(untimed)), *timed)


def at(held: HeldMeeting, what: str) -> str:
    """Return the stored time of the entry in which this happened."""
    moments = (entry.at for entry in held.session.entries.values() if entry.what == what)
    return "".join(moment.stored() for moment in moments if moment)


async def test_day_is_that_of_the_selected_row_whatever_was_typed_before(room: Room) -> None:
    async with room.meeting(two_days()) as held:
        await held.do(First)
        await held.add(AddEntry, "17:50 Ana: went home")
        await held.do(Last, AddEntry)
        await held.press(*"08:15 Ana: told the team")
        assert "time 21 Nov 08:15" in held.news()
        await held.press("enter", "enter")
        assert at(held, "went home") == "2025-11-20T17:50+01:00"
        assert at(held, "told the team") == "2025-11-21T08:15+01:00"
        assert held.whats()[-1] == "told the team"


async def test_minutes_later_and_a_clock_time_are_on_the_same_day(room: Room) -> None:
    async with room.meeting(two_days()) as held:
        await held.do(First)
        await held.add(AddEntry, "17:50 went home")
        await held.do(Last)
        await held.add(AddEntry, "+5 told the team")
        assert at(held, "told the team") == "2025-11-21T08:15+01:00"


async def test_entry_typed_last_counts_while_the_line_stays_open(room: Room) -> None:
    async with room.meeting(two_days()) as held:
        await held.do(Last, AddEntry)
        await held.write("20 Nov 17:50 went home", "17:55 was called")
        await held.press(*"+5 came back", "enter", "enter")
        assert at(held, "was called") == "2025-11-20T17:55+01:00"
        assert at(held, "came back") == "2025-11-20T18:00+01:00"


async def test_entry_typed_last_counts_when_a_topic_was_parked_in_between_and_a_filter_hides_it(room: Room) -> None:
    async with room.meeting(two_days()) as held:
        held.screen.filter("met")
        await held.do(AddEntry)
        await held.write("20 Nov 17:50 went home")
        await held.press("ctrl+o", *"a topic", "enter", *"17:55 was called", "enter", "enter")
        assert at(held, "was called") == "2025-11-20T17:55+01:00"
        await held.add(AddEntry, "08:15 met again")
        assert at(held, "met again") == "2025-11-21T08:15+01:00"


async def test_entry_that_was_undone_or_deleted_counts_for_nothing(room: Room) -> None:
    async with room.meeting(two_days()) as held:
        await held.do(Last)
        for command in (Undo, Delete):
            await held.add(AddEntry, "20 Nov 17:50 went home")
            await held.do(command, Last)
            await held.add(AddEntry, "08:15 told the team")
            assert at(held, "told the team") == "2025-11-21T08:15+01:00"
            await held.do(Undo)


async def test_entries_without_a_time_take_the_day_of_their_neighbours(room: Room) -> None:
    session = two_days("somebody rang").model_copy(
        update={"incident": two_days().incident.model_copy(update={"started": None})}
    )
    async with room.meeting(session) as held:
        await held.do(First)
        await held.add(AddEntry, "17:35 a customer wrote")
        assert at(held, "a customer wrote") == "2025-11-20T17:35+01:00"
        held.screen.filter("nothing has these words")
        await held.add(AddEntry, "08:20 wrote back")
        assert at(held, "wrote back") == "2025-11-21T08:20+01:00"


async def test_parked_topic_keeps_nothing_of_the_day(room: Room) -> None:
    async with room.meeting(two_days()) as held:
        await held.do(First)
        await held.add(AddEntry, "17:50 went home")
        await held.add(Park, "a topic")
        await held.do(Last)
        await held.add(AddEntry, "08:15 told the team")
        assert at(held, "told the team") == "2025-11-21T08:15+01:00"
