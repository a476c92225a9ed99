"""Signals: decided with one key, asked on about, paired with the follow-up that adds them, gone through in one pass."""

from __future__ import annotations

import pytest

from bpm_tui.actions.signals import SignalFollowUp
from bpm_tui.model.editing import removing
from bpm_tui.model.session import Entry, FollowUp, Session, Signal
from bpm_tui.tui.commands import signals
from bpm_tui.tui.commands.moving import LanesPane
from bpm_tui.tui.commands.undo import Undo
from tests.keys import keys
from tests.sessions import entry_at, numbered, session_of
from tests.tui.meetings import Room


def only_entry(session: Session) -> Entry:
    (entry,) = session.entries.values()
    return entry


def only(session: Session) -> Signal:
    (signal,) = only_entry(session).signals.values()
    return signal


def follow_ups(session: Session) -> list[FollowUp]:
    return list(session.follow_ups.values())


def with_signal(state: str = "unknown") -> Session:
    return session_of(entry_at("14:00", "one", signals=[{"id": "sign01", "what": "graph flat", "state": state}]))


@pytest.mark.parametrize(
    ("command", "state"),
    [
        (signals.SignalSeen, "seen"),
        (signals.SignalDiscounted, "discounted"),
        (signals.SignalMissed, "missed"),
        (signals.SignalUnknown, "unknown"),
    ],
)
async def test_signals_of_a_state_one_after_the_other(
    room: Room, command: type[signals.SignalCommand], state: str
) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.add(command, "graph flat; where: dashboard; reason: nobody looked", "log full; reason: the pager")
        found = [(one.what, one.where, one.reason, one.state) for one in only_entry(held.session).signals.values()]
        assert found == [
            ("graph flat", "dashboard", "nobody looked", state),
            ("log full", "", "the pager", state),
        ]
        await held.settle()
        assert f"graph flat (dashboard) · {state}" in held.shown()
        assert follow_ups(held.session) == []


@pytest.mark.parametrize(
    ("command", "asks"),
    [
        (signals.SignalDiscounted, "what spoke against it?"),
        (signals.SignalMissed, "what made it hard to notice?"),
    ],
)
async def test_what_was_not_acted_on_is_asked_about(
    room: Room, command: type[signals.SignalCommand], asks: str
) -> None:
    async with room.meeting(with_signal()) as held:
        await held.do(command)
        await held.settle()
        assert f"“graph flat”: {asks}" in held.shown()
        assert f"the signal was {command.STATE} · esc leaves it open" in held.shown()
        await held.write("it was behind the login")
        assert (only(held.session).state, only(held.session).reason) == (command.STATE, "it was behind the login")
        assert held.screen.editor.mode is None


@pytest.mark.parametrize("leave", ["escape", "enter"])
async def test_the_reason_may_stay_open(room: Room, leave: str) -> None:
    async with room.meeting(with_signal()) as held:
        await held.do(signals.SignalMissed)
        await held.press(leave)
        assert (only(held.session).state, only(held.session).reason) == ("missed", "")
        assert held.screen.editor.mode is None


async def test_a_usual_reason_is_its_number(room: Room) -> None:
    async with room.meeting(with_signal()) as held:
        usual = held.screen.services.questions.reasons
        await held.do(signals.SignalMissed)
        assert held.news() == " ".join(f"{number} {reason}" for number, reason in enumerate(usual, 1))
        await held.press("2")
        assert f"reason {usual[1]}   ctrl+t keeps the number" in held.news()
        await held.press("enter")
        assert only(held.session).reason == usual[1]


async def test_a_number_that_is_meant_as_text_is_the_reason(room: Room) -> None:
    async with room.meeting(with_signal()) as held:
        await held.do(signals.SignalMissed)
        await held.write("2 of three graphs were flat")
        assert only(held.session).reason == "2 of three graphs were flat"
        await held.do(Undo, LanesPane)
        await held.do(signals.SignalMissed)
        await held.press("2", "ctrl+t")
        assert held.news() == "reason 2"
        await held.press("enter")
        assert only(held.session).reason == "2"


async def test_a_new_signal_without_a_reason_is_asked_for_it(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(signals.SignalMissed)
        await held.write("graph flat")
        assert "reason >" in held.shown()
        await held.write("nobody had it open")
        assert (only(held.session).what, only(held.session).reason) == ("graph flat", "nobody had it open")
        assert held.screen.editor.mode is None


async def test_an_absent_signal_is_offered_the_follow_up_that_adds_it(room: Room) -> None:
    async with room.meeting(with_signal()) as held:
        await held.do(signals.SignalAbsent)
        assert held.screen.line.value == "add a signal: graph flat"
        await held.press(*" @Ana; due: 2030-01-15", "enter")
        (added,) = follow_ups(held.session)
        assert (added.text, added.owner, added.due, added.type) == (
            "add a signal: graph flat", "Ana", "2030-01-15", "detect")  # fmt: skip
        assert (added.origin, only(held.session).follow_up) == ("sign01", added.id)
        await held.do(Undo)
        assert (follow_ups(held.session), only(held.session).follow_up) == ([], "")
        assert only(held.session).state == "absent"


async def test_the_follow_up_can_be_declined(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(signals.SignalAbsent)
        await held.write("age of the oldest job")
        assert isinstance(held.screen.editor.mode, SignalFollowUp)
        await held.press("escape")
        assert (only(held.session).state, follow_ups(held.session)) == ("absent", [])
        await held.do(Undo)
        assert held.session == numbered(1)


async def test_a_signal_with_its_follow_up_is_offered_no_second_one(room: Room) -> None:
    async with room.meeting(with_signal()) as held:
        await held.do(signals.SignalAbsent)
        await held.press("enter")
        await held.do(LanesPane, signals.SignalSeen, signals.SignalAbsent)
        assert held.screen.editor.mode is None
        assert len(held.session.follow_ups) == 1


async def test_undecided_signal_is_decided_by_one_key(room: Room) -> None:
    async with room.meeting(with_signal()) as held:
        await held.do(signals.SignalSeen)
        assert (only(held.session).state, held.screen.editor.mode) == ("seen", None)
        await held.settle()
        await held.do(LanesPane, signals.SignalUnknown)
        await held.press("escape")
        await held.do(signals.SignalDiscounted)
        await held.write("it had lied before")
        assert (only(held.session).state, only(held.session).reason) == ("discounted", "it had lied before")


async def test_a_burst_decides_and_tells_the_reason(room: Room) -> None:
    async with room.meeting(with_signal()) as held:
        await held.burst("smnobody looked\r", "sa", "\r", "saage of the job", keys("enter"), "\r")
        found = [(one.what, one.state, one.reason) for one in only_entry(held.session).signals.values()]
        assert found[0] == ("graph flat", "missed", "nobody looked")


async def test_a_pass_goes_over_every_entry_that_is_not_decided(room: Room) -> None:
    decided = entry_at("14:01", "two", signals=[{"id": "sign01", "state": "seen"}])
    unknown = entry_at("14:02", "three", signals=[{"id": "sign02", "what": "lag", "state": "unknown"}])
    async with room.meeting(session_of(entry_at("14:00", "one"), decided, unknown, entry_at("14:03", "four"))) as held:
        await held.do(signals.NextUndecidedSignal)
        assert held.marked() == "one"
        assert "2 more after this" in held.news()
        assert held.screen.question.now
        assert held.screen.question.now.category == "signals"
        await held.do(signals.NextUndecidedSignal)
        assert held.marked() == "three"
        await held.do(signals.SignalSeen, signals.NextUndecidedSignal)
        assert held.marked() == "four"
        assert "the last one" in held.news()
        await held.do(signals.NextUndecidedSignal)
        assert "end of the signals · 2 entries have no signal, or an undecided one" in held.news()
        await held.do(signals.NextUndecidedSignal)
        assert held.marked() == "one"


async def test_a_pass_over_decided_signals_has_nothing_to_do(room: Room) -> None:
    async with room.meeting(with_signal("seen")) as held:
        await held.do(signals.NextUndecidedSignal)
        assert "all signals of all entries are decided" in held.news()


async def test_a_signal_taken_away_meanwhile_leaves_the_line_to_be_closed(room: Room) -> None:
    async with room.meeting(with_signal()) as held:
        await held.do(signals.SignalMissed)
        held.screen.keeper.commit([removing(held.session, "signals", "sign01", of="e1400x")])
        held.screen.painting.all()
        await held.settle()
        await held.write("it was late")
        assert "this signal is gone" in held.news()
        await held.press("escape")
        assert held.screen.editor.mode is None


async def test_the_reason_half_typed_survives(room: Room) -> None:
    path = room.written(with_signal())
    async with room.meeting(path) as held:
        await held.do(signals.SignalMissed)
        await held.press(*"behind the log")
    async with room.meeting(path) as held:
        assert held.screen.line.value == "behind the log"
        await held.press("enter")
        assert only(held.session).reason == "behind the log"
