"""The question on the screen: stepped through, answered, resting, and which entries come first when time is short."""

from __future__ import annotations

from bpm_tui.facilitation.asked_questions import Flag
from bpm_tui.model.session import Session
from bpm_tui.tui.commands import talk
from bpm_tui.tui.commands.clock import NextPhase
from bpm_tui.tui.commands.entries import NextUndiscussed
from bpm_tui.tui.commands.meeting import StartMeeting
from bpm_tui.tui.commands.moving import Down, Up
from bpm_tui.tui.kit.painted import Bar
from tests.sessions import entry_at, numbered, session_of
from tests.tui.meetings import HeldMeeting, Room, bar_text


def asked(held: HeldMeeting) -> str:
    return bar_text(held.screen.query_one("#ask", Bar))


def two() -> Session:
    return session_of(entry_at("14:00", "one", kind="action"), entry_at("14:05", "two", kind="decision"))


async def test_question_steps_forward_and_back_and_its_answers_keep_it(room: Room) -> None:
    async with room.meeting(two()) as held:
        await held.settle()
        first = held.screen.question.now
        assert first
        assert first.text.split(" ")[0] in asked(held)
        await held.do(talk.NextQuestion)
        second = held.screen.question.now
        assert second
        assert second.text != first.text
        await held.do(talk.PreviousQuestion)
        assert held.screen.question.now == first
        await held.do(talk.AnswerQuestion)
        assert first.text in held.news()
        await held.write("the graph had turned", "and Ben had called @Ana")
        assert held.screen.question.now == first, "it stays while the line is open for more"
        await held.press("enter")
        one = held.session.entries["e1400x"]
        kept = [(note.kind, note.text, note.question) for note in one.notes.values()]
        assert kept == [
            (first.answers, "the graph had turned", first.text),
            (first.answers, "and Ben had called", first.text),
        ]
        following = held.screen.question.now
        assert following
        assert following.id not in (first.id, second.id)
        assert following.text.split(" ")[0] in asked(held)


async def test_an_answer_given_up_leaves_the_question(room: Room) -> None:
    async with room.meeting(two()) as held:
        await held.settle()
        first = held.screen.question.now
        await held.do(talk.AnswerQuestion)
        await held.press(*"half", "escape")
        assert held.screen.question.now == first
        await held.do(talk.AnswerQuestion)
        assert held.screen.line.value == "half"


async def test_after_two_questions_without_an_answer_the_next_entry_is_advised(room: Room) -> None:
    async with room.meeting(two()) as held:
        await held.settle()
        held.screen.talk.mark()  # three seconds pass
        await held.do(talk.NextQuestion)
        held.screen.talk.mark()
        second = held.screen.question.now
        await held.do(talk.NextQuestion)
        assert held.screen.question.now is None
        assert "On to the next entry" in asked(held)
        assert "brought nothing new" in asked(held)
        await held.do(talk.AnswerQuestion)
        assert "no question is on the screen" in held.news()
        await held.do(talk.NextQuestion)
        third = held.screen.question.now
        assert third
        assert second
        assert third.id != second.id
        await held.do(talk.NextQuestion)
        assert held.screen.question.now, "advised once"
        await held.do(NextUndiscussed)
        assert held.marked() == "two"


async def test_what_was_asked_rests_on_the_next_entry(room: Room) -> None:
    async with room.meeting(two()) as held:
        await held.settle()
        first = held.screen.question.now
        held.screen.talk.mark()
        await held.do(Down)
        await held.settle()
        second = held.screen.question.now
        assert first
        assert second
        assert second.id != first.id
        await held.do(Up)
        await held.settle()
        assert held.screen.question.now == first


async def test_what_was_asked_before_a_restart_rests_too(room: Room) -> None:
    path = room.written(two())
    async with room.meeting(path) as held:
        await held.do(StartMeeting)
        await held.settle()
        first = held.screen.question.now
        held.screen.talk.mark()
    async with room.meeting(path) as held:
        await held.settle()
        assert held.screen.question.now == first
        await held.do(Down)
        await held.settle()
        assert held.screen.question.now
        assert first
        assert held.screen.question.now.id != first.id


async def test_an_entry_that_lacks_nothing_says_so(room: Room) -> None:
    async with room.meeting(session_of(entry_at("14:00", "half time", kind="milestone"))) as held:
        await held.settle()
        said = [line.strip() for line in asked(held).split("\n")]
        assert said == ["On to the next entry", "nothing is missing here · . goes there · n keeps asking"]


async def test_the_question_of_a_finding_is_answered_like_any_other(room: Room) -> None:
    async with room.meeting(two()) as held:
        await held.settle()
        flag = Flag("counterfactual", "What did you see at {time}, and what came of it?")
        held.screen.question.take(flag, held.session, "e1400x", held.screen.zone)
        held.screen.painting.question()
        assert "What did you see at 14:00" in asked(held)
        await held.add(talk.AnswerQuestion, "only the one graph")
        (kept,) = held.session.entries["e1400x"].notes.values()
        assert (kept.kind, kept.question) == ("known", "What did you see at 14:00, and what came of it?")
        assert held.screen.question.now
        assert held.screen.question.now.id != "coach-counterfactual"


async def test_when_time_is_short_the_pivots_come_first(room: Room) -> None:
    entries = [
        entry_at("14:00", "a", kind="event"),
        entry_at("14:01", "b", kind="decision"),
        entry_at("14:02", "c", kind="event"),
        entry_at("14:03", "d", kind="event", otherwise=True),
    ]
    async with room.meeting(session_of(*entries)) as held:
        await held.do(StartMeeting, NextPhase, NextPhase)
        await held.settle()
        assert held.screen.question.now
        held.clock.pass_by(minutes=25)
        await held.do(Down, Down)
        await held.settle()
        assert held.marked() == "c"
        assert "Time is short: turning points first" in asked(held)
        assert "2 left · , goes to the next · n keeps asking" in asked(held)
        await held.do(talk.NextTurningPoint)
        assert held.marked() == "d"
        assert "a surprise · 1 more" in held.news()
        assert held.screen.question.now
        await held.do(talk.NextTurningPoint)
        assert held.marked() == "b"
        assert "a decision" in held.news()


async def test_without_a_pivot_left_the_key_says_so(room: Room) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.do(talk.NextTurningPoint)
        assert "every decision, surprise and handover is discussed" in held.news()


async def test_when_an_imported_finding_was_learned_is_asked_and_kept_as_its_time(room: Room) -> None:
    late = entry_at("14:00", "root cause: the disk was full", source="#inc")
    async with room.meeting(session_of(late), size=(160, 48)) as held:
        await held.settle()
        assert "When did the people who responded learn of this?" in held.shown()
        await held.do(talk.AnswerQuestion)
        await held.press(*"16:20")
        assert "learned 20 Nov 16:20" in held.news()
        await held.press("enter")
        await held.settle()
        (entry,) = held.session.entries.values()
        assert entry.known_at
        assert entry.known_at.stored() == "2025-11-20T16:20+01:00"
        assert "When did the people who responded" not in held.shown()
