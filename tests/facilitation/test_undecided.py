"""What is undecided: each thing once, with what it lacks, and nothing that is decided."""

from __future__ import annotations

from hypothesis import given

from bpm_tui.facilitation.closing import closing_misses
from bpm_tui.facilitation.undecided import undecided
from bpm_tui.model.session import Entry, FollowUp, Learning, Parked, Session, Signal
from tests import strategies

SIGNALS = {"s1s1s1": Signal(id="s1s1s1", what="queue flat"), "s2s2s2": Signal(id="s2s2s2", what="age", state="missed")}
SESSION = Session(
    id="k3m9x2",
    entries={"e1e1e1": Entry(id="e1e1e1", what="restarted", signals=SIGNALS)},
    follow_ups={
        "f1f1f1": FollowUp(id="f1f1f1", text="raise the limit", owner="Ana"),
        "f2f2f2": FollowUp(id="f2f2f2", text="add an alert"),
        "f3f3f3": FollowUp(id="f3f3f3", text="rewrite it", decision="none, because it goes in May"),
    },
    parked={"p1p1p1": Parked(id="p1p1p1", text="who may?"), "p2p2p2": Parked(id="p2p2p2", text="no", settled=True)},
)


def test_undecided_is_said_with_what_it_lacks() -> None:
    assert [(one.where, one.text, one.lacks) for one in undecided(SESSION)] == [
        ("signals", "queue flat", "seen, discounted, missed?"),
        ("follow_ups", "raise the limit", "no date"),
        ("follow_ups", "add an alert", "no owner, no date"),
        ("learnings", "no learning yet", "finishing asks for one"),
        ("parked", "who may?", ""),
    ]


def test_a_signal_is_said_with_its_entry() -> None:
    assert undecided(SESSION)[0].entry == SESSION.entries["e1e1e1"]


@given(strategies.sessions())
def test_the_closing_misses_nothing_exactly_where_no_learning_and_no_follow_up_is_open(session: Session) -> None:
    open_ones = [one for one in undecided(session) if one.where in ("learnings", "follow_ups")]
    assert bool(closing_misses(session)) == bool(open_ones)


def test_one_learning_is_enough() -> None:
    learned = SESSION.model_copy(update={"learnings": {"l1l1l1": Learning(id="l1l1l1", text="it caches")}})
    assert "learnings" not in {one.where for one in undecided(learned)}
