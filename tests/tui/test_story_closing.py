"""Being done with things: an entry's mark and kind, follow-ups and parked topics, and the gate passed on purpose."""

from __future__ import annotations

from bpm_tui.model.session import FollowUp, Learning, Meeting, Parked, Participant, Session
from bpm_tui.tui.commands.closing import CountHands, Finish, FinishAnyway, LearningsRound
from bpm_tui.tui.commands.entries import AddEntry, Discussed, NextKind, NotAsExpected
from bpm_tui.tui.commands.meeting import StartMeeting
from bpm_tui.tui.commands.moving import Down, First, ListsPane
from bpm_tui.tui.commands.undo import Undo
from tests.sessions import entry_at, numbered, session_of
from tests.tui.meetings import Room


async def test_not_as_expected_shows_before_the_outcome_and_goes_again(room: Room) -> None:
    async with room.meeting(session_of(entry_at("14:32", "restarted", outcome="nothing changed"))) as held:
        await held.do(NotAsExpected)
        assert "≠ nothing changed" in held.shown()
        await held.do(NotAsExpected)
        assert "≠" not in held.shown()


async def test_kind_goes_round_all_six(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        (before,) = held.session.entries.values()
        seen = []
        for _ in range(6):
            await held.do(NextKind)
            seen.append(next(iter(held.session.entries.values())).kind)
        assert len(set(seen)) == 6
        assert seen[-1] == before.kind


async def test_space_in_the_lists_is_done_with_the_item(room: Room) -> None:
    follow_up, parked = FollowUp(id="f00001", text="raise it"), Parked(id="p00001", text="later")
    session = session_of(follow_ups=[follow_up], parked=[parked])
    async with room.meeting(session) as held:
        await held.settle()
        await held.do(ListsPane, First)
        seen: list[str] = []
        for _ in range(3):
            await held.do(Discussed)
            seen.append(held.session.follow_ups["f00001"].status)
        assert seen == ["done", "dropped", "open"]
        await held.do(Down, Discussed)
        assert held.session.parked["p00001"].settled


async def test_names_on_the_page_are_decided_when_the_session_is_finished(room: Room) -> None:
    async with room.meeting(session_of(learnings=[Learning(id="l00001", text="a lesson")])) as held:
        await held.do(Finish)
        await held.press(*"x", "enter")
        assert "names on the page: choose one of typed, roles, none" in held.shown()
        await held.press("ctrl+u", *"rol")
        assert "roles instead of names" in held.shown()
        await held.press("enter")
        assert (held.session.status, held.session.names) == ("finished", "roles")
        await held.do(Finish, Finish)
        assert "roles instead of names" in held.shown()
        await held.press("escape")
        assert held.session.status == "open"


async def test_hands_are_counted_and_counted_again(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(CountHands)
        assert "no meeting has started" in held.news()
        await held.do(StartMeeting, CountHands)
        await held.press(*"many", "enter")
        assert "type two numbers" in held.shown()
        await held.press("ctrl+u", *"9 8")
        assert "9 learned something new · 8 would come again" in held.shown()
        await held.press("enter")
        await held.do(CountHands)
        assert held.screen.line.value == "9 8"
        await held.press("ctrl+u", *"- 7", "enter")
        (current,) = held.session.meetings.values()
        assert (current.hands_learned, current.hands_again) == (None, 7)
        await held.do(Undo)
        (current,) = held.session.meetings.values()
        assert (current.hands_learned, current.hands_again) == (9, 8)


def met(*names: str) -> Session:
    people = [Participant(id=f"p{number}", name=name) for number, name in enumerate(names)]
    return session_of(entry_at("14:32", "restarted"), meetings=[Meeting(id="s00001", participants=people)])


async def test_round_goes_from_one_to_the_next_and_everybody_may_pass(room: Room) -> None:
    async with room.meeting(met("Ana", "Ben", "Cyd")) as held:
        await held.do(LearningsRound)
        assert "Ana learned > " in held.shown()
        assert "enter passes to Ben · esc ends the round" in held.shown()
        await held.write("the cache lies; kind: surprised; topic: cache")
        assert "Ben learned > " in held.shown()
        await held.press("up", *", often", "enter")
        assert "Ben learned > " in held.shown()
        await held.press("enter")
        assert "Cyd learned > " in held.shown()
        await held.write("restarts are slow @Dee")
        assert "the round is over · 2 learnings" in held.news()
        said = [(one.text, one.by, one.kind, one.topics) for one in held.session.learnings.values()]
        assert said == [
            ("the cache lies", "Ana", "surprised", ("cache", "often")),
            ("restarts are slow", "Dee", "learned", ()),
        ]
        assert {one.entry for one in held.session.learnings.values()} == {""}
        held.clock.pass_by(seconds=1)
        await held.do(LearningsRound)
        assert "Ben learned > " in held.shown()
        await held.press("escape")
        assert held.screen.editor.mode is None


async def test_what_is_typed_on_when_the_round_is_over_is_not_a_command(room: Room) -> None:
    async with room.meeting(met("Ana")) as held:
        await held.do(LearningsRound)
        await held.burst("the cache lies\r", "delete parts of it\r")
        assert "the round is over · what you typed after that did nothing" in held.news()
        assert [one.text for one in held.session.learnings.values()] == ["the cache lies"]
        assert (held.whats(), held.screen.editor.mode, held.screen.group) == (["restarted"], None, "")
        held.clock.pass_by(seconds=1)
        await held.do(AddEntry)
        assert held.screen.editor.mode is not None


async def test_names_in_the_round_are_text_whatever_they_hold(room: Room) -> None:
    async with room.meeting(met("[/b]\x1b[2JAna", "\u202eBen[b]")) as held:
        await held.do(LearningsRound)
        assert "[/b]␛[2JAna learned >" in held.shown()
        assert "Ben[b] · esc ends the round" in held.shown()
        assert not {"\x1b", "\u202e"} & set(held.shown())


async def test_round_needs_people_and_ends_when_all_have_shared(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(LearningsRound)
        assert "nobody is listed yet" in held.news()
    async with room.meeting(met("Ana")) as held:
        await held.do(LearningsRound)
        await held.write("it was full")
        held.clock.pass_by(seconds=1)
        await held.do(LearningsRound)
        assert "everybody has shared" in held.news()


async def test_gate_is_refused_passed_on_purpose_and_kept_on_record(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(Finish)
        assert "no learning yet" in held.news()
        seen: list[str] = [held.session.status]
        await held.do(FinishAnyway)
        assert "names as typed (typed, roles, none) · no learning yet" in held.shown()
        await held.press("enter")
        seen.append(held.session.status)
        assert seen == ["open", "finished"]
        assert "no learning yet" in held.session.closed_without
        await held.do(Finish)
        assert (held.session.status, held.session.closed_without) == ("open", "")
