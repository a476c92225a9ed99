"""The two forms: the incident, and the people of the meeting."""

from __future__ import annotations

from bpm_tui.model.session import Meeting, Participant
from bpm_tui.model.times.moment import Moment
from bpm_tui.tui.commands.meeting import IncidentDetails, MeetingDetails, StartMeeting
from bpm_tui.tui.commands.undo import Undo
from bpm_tui.tui.kit.form import FormScreen
from bpm_tui.tui.kit.painted import Bar
from tests.sessions import entry_at, session_of
from tests.tui.meetings import HeldMeeting, Room, bar_text
from tests.tui.stories import Pasted


def says(held: HeldMeeting) -> str:
    return bar_text(held.app.screen.query_one("#says", Bar))


async def test_moments_are_read_in_the_zone_and_from_the_start_typed_with_them(room: Room) -> None:
    async with room.meeting(session_of(incident={"timezone": "UTC"})) as held:
        await held.do(IncidentDetails)
        await held.press(*["tab"] * 4, "ctrl+u", *"Europe/Copenhagen", "tab", *"20 Nov 2025 23:50", "tab", *"0010")
        await held.press("tab", *"~00:40", "tab", "?", "enter")
        incident = held.session.incident
        assert incident.started == Moment.from_stored("2025-11-20T23:50+01:00")
        assert incident.detected == Moment.from_stored("2025-11-21T00:10+01:00")
        assert incident.mitigated == Moment.from_stored("~2025-11-21T00:40+01:00")
        assert incident.resolved == Moment("unread", text="?")


async def test_moments_that_were_not_touched_stay_as_they_were(room: Room) -> None:
    before = session_of(entry_at("15:00", "thing"))
    async with room.meeting(before) as held:
        await held.do(IncidentDetails)
        await held.press(*["tab"] * 4, "ctrl+u", *"America/New_York", "enter")
        assert held.session.incident.timezone == "America/New_York"
        assert held.session.incident.started == before.incident.started
        assert "09:00" in held.shown()


async def test_unknown_zone_is_refused_where_it_stands_and_nothing_is_kept(room: Room) -> None:
    async with room.meeting(session_of()) as held:
        await held.do(IncidentDetails)
        await held.press("ctrl+u", *"Another title", *["tab"] * 4, "ctrl+u", *"Europe/Nowhere", "enter")
        assert held.on_top(FormScreen)
        assert "there is no time zone 'Europe/Nowhere'" in says(held)
        assert held.session == session_of()
        await held.press("ctrl+u", *"UTC", "enter")
        assert (held.session.title, held.session.incident.timezone) == ("Another title", "UTC")


async def test_form_is_left_without_keeping_only_by_a_second_escape(room: Room) -> None:
    async with room.meeting(session_of()) as held:
        await held.do(IncidentDetails)
        await held.press(*"!", "escape")
        assert "esc again discards" in says(held)
        await held.press("escape")
        assert held.on_top()
        assert held.session == session_of()


async def test_one_undo_takes_a_whole_form_back(room: Room) -> None:
    async with room.meeting(session_of()) as held:
        await held.do(IncidentDetails)
        await held.press(*"!", "tab", *"INC-7", "tab", *"SEV-3", "tab", *"payments,  checkout ", "enter")
        incident = held.session.incident
        assert (incident.id, incident.severity, incident.services) == ("INC-7", "SEV-3", ("payments", "checkout"))
        assert "Payments outage! · INC-7 · SEV-3" in held.shown()
        await held.do(Undo)
        assert held.session == session_of()


def people(held: HeldMeeting) -> list[tuple[str, str, bool]]:
    found = list(held.session.meetings.values())[-1].participants.values()
    return [(one.name, one.role, one.first_time) for one in found]


async def test_people_are_typed_a_line_each_as_fast_as_typing(room: Room) -> None:
    async with room.meeting(session_of()) as held:
        await held.do(StartMeeting, MeetingDetails)
        await held.burst("Cyd\tBen\tAna, on call, payments; first time\rBen\rDee; first time\r\r")
        current = held.screen.meeting
        assert current
        assert held.on_top()
        assert (current.facilitator, current.note_taker) == ("Cyd", "Ben")
        assert people(held) == [("Ana", "on call, payments", True), ("Ben", "", False), ("Dee", "", True)]
        ids = list(current.participants)
        await held.do(MeetingDetails)
        assert "Ana, on call, payments; first time" in held.shown()
        await held.burst("Eve\r\r")
        await held.do(MeetingDetails)
        await held.press("up", "up", "up", *", db", "enter", "enter", "enter", "enter")
        assert people(held) == [
            ("Ana", "on call, payments", True), ("Ben", "db", False), ("Dee", "", True), ("Eve", "", False)
        ]  # fmt: skip
        assert list(held.session.meetings.values())[-1].participants.keys() >= set(ids)


async def test_pasted_lines_become_people_and_an_emptied_line_takes_one_out(room: Room) -> None:
    async with room.meeting(session_of()) as held:
        await held.do(MeetingDetails)
        await held.press("tab", "tab", Pasted(("Ana, on call", "", "Ben", "Cyd; first time")), "enter", "enter")
        assert people(held) == [("Ana", "on call", False), ("Ben", "", False), ("Cyd", "", True)]
        await held.do(MeetingDetails)
        await held.press("tab", "tab", "tab", "ctrl+u", "shift+tab", "enter", "enter")
        assert people(held) == [("Ana", "on call", False), ("Cyd", "", True)]


async def test_person_that_nobody_touched_stays_as_they_are(room: Room) -> None:
    ana = Participant(id="p00001", name=" Ana;, ", role="\\; first", first_time=True)
    async with room.meeting(session_of(meetings=[Meeting(id="s00001", participants=[ana])])) as held:
        before = held.session
        await held.do(MeetingDetails)
        await held.press("enter")
        assert held.session == before
        await held.do(MeetingDetails)
        await held.press(*"Cyd", "enter")
        assert people(held) == [(" Ana;, ", "\\; first", True)]


async def test_people_can_be_named_before_the_meeting_begins(room: Room) -> None:
    async with room.meeting(session_of()) as held:
        await held.do(MeetingDetails)
        await held.press(*"Cyd", "enter")
        await held.do(StartMeeting)
        assert [one.facilitator for one in held.session.meetings.values()] == ["Cyd"]
        assert held.screen.meeting


async def test_zone_is_typed_over_and_a_city_is_enough(room: Room) -> None:
    async with room.meeting(session_of()) as held:
        await held.do(IncidentDetails)
        await held.press(*["tab"] * 4, *"new york", "enter")
        assert held.session.incident.timezone == "America/New_York"
        assert "times are shown in America/New_York" in held.news()
        await held.do(IncidentDetails)
        await held.press(*["tab"] * 4, *"Europe/Copenhagn", "enter")
        assert "Europe/Copenhagen" in says(held)
        await held.press("enter")
        assert held.on_top(FormScreen)


async def test_moments_show_their_day_and_say_how_they_are_typed(room: Room) -> None:
    async with room.meeting(session_of()) as held:
        await held.do(IncidentDetails)
        assert "20 Nov 14:00" in held.shown()
        await held.press(*["tab"] * 6)
        assert "~14:20" in says(held)


async def test_form_says_that_enter_keeps_all_of_it(room: Room) -> None:
    async with room.meeting(session_of()) as held:
        await held.do(IncidentDetails)
        assert "enter saves" in held.shown()


async def test_form_says_that_enter_goes_on_in_a_list(room: Room) -> None:
    async with room.meeting(session_of()) as held:
        await held.do(MeetingDetails)
        assert "enter saves" in held.shown()
        await held.press("tab", "tab")
        assert "enter next line" in held.shown()
