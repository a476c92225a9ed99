"""Signals without a screen: decided, asked on about, and gone through."""

from __future__ import annotations

import pytest

from bpm_tui.actions import signals
from bpm_tui.actions.context import LineError
from bpm_tui.actions.mode import Mode
from bpm_tui.actions.signals import NewSignal, SignalFollowUp, SignalReason
from bpm_tui.model.session import Session, Signal, SignalState
from tests.actions.acting import acting, after, on_row
from tests.sessions import entry_at, session_of

HARD = {"id": "sign01", "what": "queue graph"}
FULL = session_of(
    entry_at("14:00", "queue grew", signals=[HARD]),
    entry_at("14:10", "restarted", signals=[HARD | {"id": "sign02"}, HARD | {"id": "sign03"}]),
    entry_at("14:20", "ok", signals=[HARD | {"id": "sign04", "state": "seen"}]),
)


def signal_of(session: Session, entry: str, signal: str) -> Signal:
    return session.entries[entry].signals[signal]


@pytest.mark.parametrize(
    ("state", "then"),
    [
        ("seen", None),
        ("missed", SignalReason("e1400x", "sign01")),
        ("discounted", SignalReason("e1400x", "sign01")),
        ("absent", SignalFollowUp("e1400x", "sign01")),
    ],
)
def test_the_only_undecided_signal_is_decided_and_asked_on_about(state: SignalState, then: Mode | None) -> None:
    context = acting(FULL, "e1400x")
    outcome = signals.decide(context, state)
    assert signal_of(after(context, outcome), "e1400x", "sign01").state == state
    assert outcome.then == then


def test_the_signal_under_the_cursor_of_the_lanes_is_decided_whatever_the_timeline_has_selected() -> None:
    context = on_row(FULL, "signals", "sign03", "e1410x")._replace(selected=FULL.entries["e1400x"])
    found = after(context, signals.decide(context, "missed"))
    assert signal_of(found, "e1410x", "sign03").state == "missed"
    assert signal_of(found, "e1400x", "sign01").state == "unknown"


@pytest.mark.parametrize(("entry", "state"), [("e1410x", "missed"), ("e1420x", "seen"), ("e1400x", "unknown")])
def test_several_undecided_ones_or_none_open_the_line_for_a_new_one(entry: str, state: SignalState) -> None:
    outcome = signals.decide(acting(FULL, entry), state)
    assert (outcome.edits, outcome.then) == ((), NewSignal(entry, state))


def test_deciding_needs_an_entry() -> None:
    with pytest.raises(LineError, match="a adds one"):
        signals.decide(acting(FULL), "seen")
    assert signals.to_decide(acting(FULL, "e1410x")) is None


def test_nothing_is_asked_where_it_is_known() -> None:
    missed = Signal(id="s1", state="missed")
    assert signals.decided_next(missed, "e1") == SignalReason("e1", "s1")
    assert signals.decided_next(missed.model_copy(update={"reason": "noise"}), "e1") is None
    assert signals.decided_next(Signal(id="s1", state="absent", follow_up="f1"), "e1") is None


def test_a_new_signal_joins_its_entry() -> None:
    context = acting(FULL, "e1420x")
    outcome = NewSignal("e1420x", "missed").commit("disk alert; where: pager; reason: at night", context)
    signal = signal_of(after(context, outcome), "e1420x", "new001")
    assert (signal.what, signal.where, signal.reason, signal.state) == ("disk alert", "pager", "at night", "missed")
    assert (outcome.select, outcome.then) == ("e1420x", None)
    assert NewSignal("e1420x", "absent").commit("x", context).then == SignalFollowUp("e1420x", "new002")
    assert "what would have shown it" in NewSignal("e1420x", "absent").preview("", context)[0][0]
    assert ("pager", "accent") in NewSignal("e1420x", "seen").preview("x; where: pager", context)


@pytest.mark.parametrize(
    ("typed", "reason"), [("2", "too many alerts at once"), ("3", "3"), (" at night ", "at night"), ("02", "02")]
)
def test_a_reason_is_typed_or_taken_by_its_number(typed: str, reason: str) -> None:
    context = acting(FULL, "e1400x")
    mode = SignalReason("e1400x", "sign01")
    assert signal_of(after(context, mode.commit(typed, context)), "e1400x", "sign01").reason == reason
    assert (reason, "accent") in mode.preview(typed, context)


def test_an_empty_reason_stays_open() -> None:
    context = acting(FULL, "e1400x")
    outcome = SignalReason("e1400x", "sign01").commit("  ", context)
    assert (outcome.edits, outcome.news) == ((), "signal unknown, reason left open")
    usual = SignalReason("e1400x", "sign01").preview("", context)[0][0]
    assert usual == "1 seen too often 2 too many alerts at once"
    assert "“queue graph”" in SignalReason("e1400x", "sign01").asks(FULL)[0]


def test_the_follow_up_and_its_absent_signal_know_of_each_other() -> None:
    context = acting(FULL, "e1400x")
    mode = SignalFollowUp("e1400x", "sign01")
    assert mode.start(context) == "add a signal: queue graph"
    found = after(context, mode.commit("alert on it @Ana", context))
    follow_up = found.follow_ups["new001"]
    assert (follow_up.owner, follow_up.type, follow_up.origin) == ("Ana", "detect", "sign01")
    assert signal_of(found, "e1400x", "sign01").follow_up == "new001"
    assert after(context, mode.commit("x; type: prevent", context)).follow_ups["new002"].type == "prevent"
    assert mode.commit(" ", context).edits == ()
    assert mode.preview("", context)[0][0] == "no follow-up for this signal"
    assert ("Ana", "accent") in mode.preview("x @Ana", context)
    assert "visible?" in mode.asks(FULL)[0]


@pytest.mark.parametrize("entry", ["e1400x", "gone00"])
def test_a_signal_that_is_gone_refuses_its_line(entry: str) -> None:
    context = acting(FULL)
    for mode in (SignalReason(entry, "gone00"), SignalFollowUp(entry, "gone00")):
        with pytest.raises(LineError, match="is gone; esc closes the line"):
            mode.commit("x", context)
        assert mode.asks(FULL)[0]
    with pytest.raises(LineError, match="this entry is gone"):
        NewSignal("gone00", "seen").commit("x", context)


def test_the_pass_goes_to_each_undecided_entry_once() -> None:
    context = acting(FULL, "e1420x")
    first = signals.go_through(context, frozenset())
    assert (first.goes_to, first.unfiltered) == ("e1400x", True)
    assert first.news.startswith("1 more after this")
    second = signals.go_through(context, frozenset({"e1400x"}))
    assert second.goes_to == "e1410x"
    assert second.news.startswith("the last one")
    over = signals.go_through(context, frozenset({"e1400x", "e1410x"}))
    assert (over.goes_to, "2 entries have" in over.news) == ("", True)


def test_the_pass_says_when_nothing_is_open() -> None:
    decided = session_of(FULL.entries["e1420x"])
    assert signals.go_through(acting(decided), frozenset()).news == "all signals of all entries are decided"
