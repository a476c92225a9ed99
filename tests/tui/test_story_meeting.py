"""The meeting itself: its clock and phases, another day, and a closing with something missing."""

from __future__ import annotations

from bpm_tui.model.session import FollowUp, Learning, Parked
from bpm_tui.tui.commands import clock, closing, lists
from bpm_tui.tui.commands import meeting as meeting_keys
from bpm_tui.tui.commands.entries import AddEntry, EditCell
from bpm_tui.tui.commands.moving import Down, First, ListsPane
from bpm_tui.tui.commands.talk import Veil
from bpm_tui.tui.commands.undo import Undo
from bpm_tui.tui.commands.view import Quit
from tests.sessions import numbered, session_of
from tests.tui.meetings import HeldMeeting, Room


def header(held: HeldMeeting) -> str:
    held.screen.painting.header()
    return "".join(text for text, _ in held.screen.query_one("#header").lines[0])  # type: ignore[attr-defined]


def phase(held: HeldMeeting) -> str:
    """Return the name of the phase the clock shows."""
    return header(held).split("/", 1)[1].split(" ", 1)[1].split(" ", 1)[0]


async def test_clock_runs_pauses_and_goes_on(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        assert "left" not in header(held)
        await held.do(clock.PauseClock)
        assert "no meeting has started" in held.news()
        await held.do(meeting_keys.StartMeeting)
        assert "the meeting starts" in held.news()
        held.clock.pass_by(minutes=1, seconds=5)
        assert "1/7 Open" in header(held)
        assert "01:05 of 04:00" in header(held)
        assert "58:55 left" in header(held)
        await held.do(clock.PauseClock)
        held.clock.pass_by(minutes=10)
        assert "01:05 of 04:00 paused" in header(held)
        await held.do(meeting_keys.StartMeeting)
        assert "the meeting is paused; m p continues it" in held.news()
        assert len(held.session.meetings) == 1
        await held.do(clock.PauseClock)
        held.clock.pass_by(seconds=10)
        assert "01:15 of 04:00" in header(held)
        assert "paused" not in header(held)


async def test_phase_is_extended_and_ended(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(meeting_keys.StartMeeting, clock.ExtendPhase)
        assert "00:00 of 09:00" in header(held)
        held.clock.pass_by(minutes=11)
        assert "09:00 +02:00" in header(held)
        await held.do(clock.NextPhase)
        assert "2/7 Scope" in header(held)
        assert "00:00 of 04:00" in header(held)
        for _ in range(6):
            await held.do(clock.NextPhase)
        assert "agenda done" in header(held)


async def test_lists_grow_and_the_veil_lifts_only_with_the_phase(room: Room) -> None:
    async with room.meeting(numbered(1), size=(160, 48)) as held:
        await held.do(meeting_keys.StartMeeting)
        before = held.screen.lists.size.height
        while phase(held) != "Learnings":
            assert held.screen.veiled
            assert held.screen.lists.size.height == before
            await held.do(clock.NextPhase)
        await held.settle()
        assert not held.screen.veiled
        assert held.screen.lists.size.height > before
        await held.do(Veil)
        assert held.screen.veiled
        await held.do(clock.NextPhase)
        assert not held.screen.veiled


async def test_clocks_go_on_after_a_restart(room: Room) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.do(meeting_keys.StartMeeting, clock.NextPhase)
        held.clock.pass_by(minutes=1)
        path = held.path
    room.clock.pass_by(minutes=2)
    async with room.meeting(path) as held:
        assert "2/7 Scope" in header(held)
        assert "03:00 of 04:00 · 57:00 left" in header(held)
        await held.do(clock.PauseClock)
    room.clock.pass_by(minutes=9)
    async with room.meeting(path) as held:
        assert "03:00 of 04:00 paused" in header(held)


async def test_second_meeting_goes_on_where_the_first_one_stopped(room: Room) -> None:
    async with room.meeting(numbered(4)) as held:
        await held.do(meeting_keys.StartMeeting, meeting_keys.MeetingDetails)
        await held.press(*"Cyd", "tab", "tab", *"Ana, on call", "enter", *"Ben", "enter", "enter")
        await held.do(First, Down, Down)
        held.clock.pass_by(minutes=50)
        path, there, then = held.path, held.screen.selected_id, held.clock.now()
        await held.do(Quit)
    room.clock.pass_by(days=1)
    async with room.meeting(path) as held:
        assert held.marked() == "thing 2"
        await held.do(Down, meeting_keys.StartMeeting)
        first, second = held.session.meetings.values()
        assert (first.entry, first.ended) == (there, then)
        assert next(one.spent for one in first.phases.values()) == 50 * 60
        assert second.facilitator == "Cyd"
        assert [one.name for one in second.participants.values()] == ["Ana", "Ben"]
        assert not set(first.participants) & set(second.participants)
        assert "00:00 of 04:00" in header(held)
        await held.do(Undo)
        assert "the meeting has not begun" in held.news()
        assert [one.ended for one in held.session.meetings.values()] == [None]


async def test_meeting_that_was_killed_goes_on_at_the_entry_that_was_discussed(room: Room) -> None:
    async with room.meeting(numbered(4)) as held:
        await held.do(meeting_keys.StartMeeting, First, Down)
        held.screen.talk.mark()
        await held.do(Down)
        path = held.path
    async with room.meeting(path) as held:
        assert held.marked() == "thing 1"


async def test_beginning_the_meeting_is_undone_while_nothing_was_recorded(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(meeting_keys.StartMeeting, clock.PauseClock, clock.PauseClock, Undo, Undo, Undo)
        assert "the meeting has not begun" in held.news()
        assert held.session == numbered(1)
        await held.do(meeting_keys.StartMeeting)
        await held.add(AddEntry, "said in the meeting")
        await held.do(Undo, Undo)
        assert "nothing to undo" in held.news()
        assert held.screen.meeting


async def test_rehearsal_leaves_no_meeting_behind(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(meeting_keys.StartMeeting, clock.NextPhase)
        path, rehearsed = held.path, held.clock.now()
    room.clock.pass_by(days=1)
    async with room.meeting(path) as held:
        await held.do(meeting_keys.StartMeeting)
        (meeting,) = held.session.meetings.values()
        assert meeting.held == held.clock.now()
        assert "1/7 Open" in header(held)
        assert "00:00 of 04:00" in header(held)
        await held.do(Undo)
        assert [one.held for one in held.session.meetings.values()] == [rehearsed]
        await held.do(Undo, Undo)
        assert held.session == numbered(1)


async def test_another_meeting_on_a_finished_session_is_asked_about(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(meeting_keys.StartMeeting, closing.FinishAnyway)
        await held.press("enter")
        finished = held.session
        assert finished.status == "finished"
        await held.do(meeting_keys.StartMeeting)
        assert "the session is finished · enter starts another meeting" in held.news()
        await held.press("escape")
        assert held.session == finished
        await held.do(meeting_keys.StartMeeting)
        await held.write("no")
        assert "esc leaves the session finished" in held.news()
        assert held.session == finished
        await held.press("ctrl+u", "enter")
        assert (held.session.status, len(held.session.meetings)) == ("open", 2)
        assert held.screen.meeting
        await held.do(Undo)
        assert held.session == finished
        await held.do(Undo)
        assert "undone: the session is open" in held.news()


async def test_finish_is_dimmed_until_somebody_learned_and_all_is_decided(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(closing.Finish)
        assert "no learning yet" in held.news()
        await held.add(lists.AddLearning, "a lesson")
        await held.add(lists.AddFollowUp, "raise the limit @Ana", "rewrite it; decision: none, because it goes")
        await held.do(closing.Finish)
        assert "a follow-up still needs an owner and a date, or a decision: raise the limit" in held.news()
        await held.settle()
        await held.do(ListsPane)
        await held.settle()
        assert "undecided" in held.shown()
        await held.do(First, Down, EditCell)
        assert held.screen.line.value == "raise the limit @Ana"
        await held.press(*"; due: 2030-01-15", "enter")
        await held.do(closing.Finish)
        await held.press("enter")
        assert held.session.status == "finished"
        assert "finished" in header(held)
        await held.do(closing.Finish)
        assert held.screen.session.status == "open"


async def test_finishing_ends_the_meeting_and_its_clock(room: Room) -> None:
    async with room.meeting(session_of()) as held:
        await held.do(meeting_keys.StartMeeting)
        await held.add(lists.AddLearning, "a lesson")
        held.clock.pass_by(minutes=3)
        await held.do(closing.Finish)
        await held.press("enter")
        (ended,) = held.session.meetings.values()
        assert ended.ended == held.clock.now()
        assert next(one.spent for one in ended.phases.values()) == 180
        assert "left" not in header(held)
        await held.do(Undo)
        assert held.session.status == "open"
        assert held.screen.meeting


async def test_items_of_the_lists_carry_the_entry_they_came_from(room: Room) -> None:
    async with room.meeting(numbered(2)) as held:
        entry = held.screen.selected_id
        await held.add(lists.AddLearning, "it was full @Ana; kind: surprised; topic: queues")
        await held.add(lists.AddFollowUp, "alert on it @Ben; due: 2030-01-15; done when: it fired; type: detect")
        await held.add(lists.Park, "who may change config? @Cyd")
        (learning,) = held.session.learnings.values()
        (follow_up,) = held.session.follow_ups.values()
        (parked,) = held.session.parked.values()
        assert (learning.text, learning.by, learning.kind, learning.topics) == (
            "it was full", "Ana", "surprised", ("queues",))  # fmt: skip
        assert (follow_up.owner, follow_up.due, follow_up.done_when, follow_up.type) == (
            "Ben", "2030-01-15", "it fired", "detect")  # fmt: skip
        assert (parked.text, parked.by) == ("who may change config?", "Cyd")
        assert learning.entry == follow_up.origin == parked.entry == entry


async def test_the_key_for_a_first_word_is_named_only_where_a_time_may_stand_first(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(AddEntry)
        assert "ctrl+t keep first word as text" in held.shown()
        await held.press("escape")
        await held.do(meeting_keys.StartMeeting, closing.CountHands)
        assert "ctrl+o park a topic" in held.shown()
        assert "keep first word as text" not in held.shown()


async def test_from_the_learnings_on_what_is_collected_is_of_no_entry(room: Room) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.do(meeting_keys.StartMeeting, *[clock.NextPhase] * 4)
        assert "Learnings" in header(held)
        await held.add(lists.AddLearning, "it was full @Ana")
        await held.do(lists.AddFollowUp)
        await held.press("ctrl+o", *"later", "enter")
        await held.press(*"alert on it @Ben", "enter")
        (learning,) = held.session.learnings.values()
        (follow_up,) = held.session.follow_ups.values()
        (parked,) = held.session.parked.values()
        assert held.screen.selected_id
        assert (learning.entry, follow_up.origin, parked.entry) == ("", "", "")


async def test_killed_meeting_goes_on_at_the_entry_that_was_typed_last(room: Room) -> None:
    path = room.written(numbered(4))
    async with room.meeting(path) as held:
        assert held.marked() == "thing 0"  # nobody met yet, whatever was written last
        await held.do(meeting_keys.StartMeeting)
        await held.add(AddEntry, "14:01:30 restarted")
    async with room.meeting(path) as held:
        assert held.marked() == "restarted"


async def test_each_phase_says_what_to_do_once_the_news_are_gone(room: Room) -> None:
    async with room.meeting(numbered(2), size=(80, 24)) as held:
        await held.do(meeting_keys.StartMeeting, Down)
        said = [held.news()]
        for _ in range(6):
            await held.do(clock.NextPhase, First)
            said.append(held.news())
        keys = ("v g shows", "m i has", "n asks", "s p signals", "m l asks", "f adds one", "m f finishes")
        assert all(key in line for key, line in zip(keys, said, strict=True)), said
        await held.do(clock.NextPhase, First)
        assert held.news() == ""
        await held.do(Undo, First)
        path = held.path
    async with room.meeting(path) as held:
        await held.pilot.pause()
        assert "m f finishes" in held.news()


async def test_phase_changes_and_the_cursor_of_the_lists_stays_on_its_item(room: Room) -> None:
    session = session_of(
        learnings=[Learning(id="learn1", text="the cache lies"), Learning(id="learn2", text="restarts are slow")],
        follow_ups=[FollowUp(id="follo1", text="raise the limit"), FollowUp(id="follo2", text="alert on the age")],
        parked=[Parked(id="topic1", text="who may page?")],
    )
    async with room.meeting(session, size=(160, 48)) as held:
        await held.do(meeting_keys.StartMeeting, ListsPane)
        held.screen.lists.select("follo2")
        for _ in range(7):
            await held.do(clock.NextPhase)
            await held.settle()
            assert held.screen.lists.held == "follo2", phase(held)
