"""A team's own practice: minutes per phase, entries discussed, hands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bpm_tui.facilitation.practice import discussed, hands, phases_taken
from bpm_tui.model.session import Entry, Phase, Session, Sitting

NINE = datetime(2026, 11, 27, 9, tzinfo=UTC)
PHASES = {
    "a": Phase(id="a", name="Open", minutes=4, spent=270, done=True),
    "b": Phase(id="b", name="Timeline", minutes=30, since=NINE),
    "c": Phase(id="c", name="Close", minutes=2),
}


def test_phases_that_were_begun_are_counted_to_the_end_or_to_now() -> None:
    sitting = Sitting(id="s", phases=PHASES)
    for one in (sitting.model_copy(update={"ended": NINE + timedelta(minutes=20)}), sitting):
        taken = phases_taken(one, NINE + timedelta(minutes=20))
        assert [(phase.name, phase.planned, phase.minutes) for phase in taken] == [("Open", 4, 5), ("Timeline", 30, 20)]
    assert [phase.seconds for phase in phases_taken(sitting)] == [270, 0]


def test_hands_are_said_only_if_they_were_counted() -> None:
    assert hands(Sitting(id="s")) == ()
    assert hands(Sitting(id="s", hands_learned=0, hands_again=7)) == ("0 learned something new", "7 would come again")


def test_entries_discussed_are_counted() -> None:
    session = Session.model_validate({"id": "s", "entries": [Entry(id="a", discussed=True), Entry(id="b")]})
    assert discussed(session) == (1, 2)
