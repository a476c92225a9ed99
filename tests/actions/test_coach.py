"""What can be done with a finding of the coach, and which parts of a line the coach reads."""

from __future__ import annotations

import pytest

from bpm_tui.actions import coach
from bpm_tui.actions.coach import OwnPhrase
from bpm_tui.actions.context import LineError
from bpm_tui.actions.entries import NewEntry
from bpm_tui.actions.items import NewItem, NewNote
from bpm_tui.actions.meeting import Finish
from bpm_tui.facilitation.coach.sessions import Found, findings_of
from bpm_tui.model.session import Learning, Session
from tests.actions.acting import acting, after, on_row
from tests.facilitation.coach.shipped import COACH
from tests.sessions import entry_at, session_of

SLIP = "we should have alerted on the queue depth"
NOTES = [{"id": "note01", "kind": "known", "text": SLIP}]
FULL = session_of(
    entry_at("14:00", "queue grew", notes=NOTES),
    entry_at("14:10", f"Calm at first. It turned out that {SLIP}."),
    learnings={"l1": Learning(id="l1", text=SLIP)},
)


def finding(session: Session, item: str) -> Found:
    return next(found for found in findings_of(COACH, session) if found.place.item == item)


def test_a_note_moves_to_hindsight() -> None:
    context = acting(FULL)
    outcome = coach.move_to_hindsight(context, finding(FULL, "note01"))
    assert outcome.shown == "note01"
    assert after(context, outcome).entries["e1400x"].notes["note01"].kind == "hindsight"


def test_a_sentence_of_an_entry_becomes_a_hindsight_note() -> None:
    context = acting(FULL)
    outcome = coach.move_to_hindsight(context, finding(FULL, "e1410x"))
    entry = after(context, outcome).entries["e1410x"]
    assert entry.what == "Calm at first."
    assert entry.notes[outcome.shown].kind == "hindsight"


def test_what_has_no_hindsight_lane_or_is_gone_is_refused() -> None:
    with pytest.raises(LineError, match="only text of an entry"):
        coach.move_to_hindsight(acting(FULL), finding(FULL, "l1"))
    for item in ("note01", "e1410x"):
        with pytest.raises(LineError, match="is gone"):
            coach.move_to_hindsight(acting(session_of()), finding(FULL, item))


def test_a_finding_becomes_a_follow_up_of_where_it_stands() -> None:
    for item, origin in (("note01", "e1400x"), ("l1", "l1")):
        outcome = coach.make_follow_up(acting(FULL), COACH, finding(FULL, item))
        assert (outcome.then, outcome.text) == (NewItem("follow_ups", origin), "alert on the queue depth")


def test_a_phrase_begins_with_what_is_selected() -> None:
    assert coach.own_phrase(on_row(FULL, "notes", "note01", "e1400x")).then == OwnPhrase(SLIP)
    assert coach.own_phrase(acting(FULL, "e1400x")).then == OwnPhrase("queue grew")
    assert coach.own_phrase(acting(FULL)).then == OwnPhrase("")


def test_a_phrase_needs_a_word() -> None:
    mode = OwnPhrase("sloppy work")
    assert mode.start(acting(FULL)) == "sloppy work"
    outcome = mode.commit("  sloppy ", acting(FULL))
    assert (outcome.phrase, outcome.edits) == ("sloppy", ())
    assert ("sloppy", "accent") in mode.preview(" sloppy", acting(FULL))
    for text in ("", " … "):
        with pytest.raises(LineError, match="type at least one word; esc closes the line"):
            mode.commit(text, acting(FULL))


def test_the_coach_reads_what_somebody_said_and_nothing_else() -> None:
    def read(mode: object, text: str) -> list[tuple[str, str]]:
        return list(coach.spoken(mode, text, acting(FULL)))  # type: ignore[arg-type]

    assert read(NewNote("e1400x", "assumed"), "x") == [("x", "known")]
    assert read(NewNote("e1400x", "hindsight"), "x") == [("x", "hindsight")]
    assert read(NewItem("learnings"), "x") == [("x", "learning")]
    assert read(NewItem("follow_ups"), "x") == [("x", "followup")]
    assert read(NewEntry(), "14:00 Ana: x => y; hindsight: z") == [
        ("x", "happened"), ("y", "outcome"), ("z", "hindsight"),
    ]  # fmt: skip
    assert read(Finish(), "roles") == []
