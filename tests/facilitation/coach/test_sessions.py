"""A whole session: every text by its own gate, every finding under a key that stays."""

from __future__ import annotations

from typing import Any

from bpm_tui.facilitation.coach.sessions import findings_of, findings_of_entry, findings_of_item, people_of
from bpm_tui.facilitation.coach.to_hindsight import to_hindsight, why_not_hindsight
from bpm_tui.model.edits import fold
from bpm_tui.model.session import Session
from tests.facilitation.coach.shipped import COACH

SLIP = "We should have tested it."
LATER = "It turned out that the disk was full."


def session(**fields: Any) -> Session:
    return Session.model_validate({"id": "sess01", **fields})


def entry(item: str, **fields: Any) -> dict[str, Any]:
    return {"id": item, **fields}


def test_every_text_is_read_as_what_it_is() -> None:
    notes = [{"id": f"note{at}", "kind": kind, "text": LATER} for at, kind in enumerate(["known", "hindsight"])]
    full = session(
        incident={"summary": SLIP, "impact": LATER},
        entries=[entry("entry1", what=LATER, outcome=SLIP, notes=notes)],
        learnings=[{"id": "learn1", "text": SLIP}],
        follow_ups=[{"id": "follow1", "text": SLIP, "decision": "Remind the engineers."}],
        parked=[{"id": "parked1", "text": "Why did you wait?"}],
    )
    found = [(each.place.where, each.place.item, each.place.name) for each in findings_of(COACH, full)]
    assert found == [
        ("incident", "", "summary"),
        ("entries", "entry1", "what"),
        ("entries", "entry1", "outcome"),
        ("notes", "note0", "text"),
        ("learnings", "learn1", "text"),
        ("follow_ups", "follow1", "decision"),
        ("parked", "parked1", "text"),
    ]


def test_a_finding_keeps_its_key_while_its_words_stay() -> None:
    one = session(entries=[entry("entry1", what=SLIP), entry("entry2", what=f"Later on, {SLIP.lower()}")])
    moved = session(entries=[entry("entry0", what="calm"), entry("entry1", what=f"At noon. {SLIP}")])
    (before, other), (after,) = findings_of(COACH, one), findings_of(COACH, moved)
    assert before.key == after.key != other.key
    assert before.mute == other.mute
    assert findings_of(COACH, one, frozenset({before.key})) == (other,)
    assert findings_of(COACH, one, frozenset({before.mute})) == ()


def test_of_one_entry_and_of_one_item() -> None:
    both = session(entries=[entry("entry1", what=SLIP)], learnings=[{"id": "learn1", "text": SLIP}])
    assert [each.place.item for each in findings_of_entry(COACH, both, "entry1")] == ["entry1"]
    assert [each.place.item for each in findings_of_item(COACH, both, "learn1")] == ["learn1"]
    assert findings_of_entry(COACH, both, "gone") == findings_of_item(COACH, both, "") == ()


def test_people_are_those_of_the_meeting_and_no_actor_is() -> None:
    meeting = {"id": "sit001", "facilitator": "Ola", "participants": [{"id": "who001", "name": "Zebulon"}]}
    notes = [{"id": "note01", "text": "calm", "by": "Xerxes"}]
    who = session(meetings=[meeting], entries=[entry("entry1", actor="pager", what="calm", notes=notes)])
    assert people_of(who) == {"Ola", "Zebulon", "Xerxes"}


def test_what_moves_to_hindsight_and_what_cannot() -> None:
    fields = {"what": LATER, "outcome": f"Errors went. {LATER}", "notes": [{"id": "note01", "text": LATER}]}
    before = session(entries=[entry("entry1", **fields)], learnings=[{"id": "learn1", "text": SLIP}])
    found = {each.place.name if each.place.where == "entries" else each.place.where: each for each in _all(before)}
    assert "this is all the entry says" in why_not_hindsight(found["what"])
    assert "only text of an entry" in why_not_hindsight(found["learnings"])
    assert why_not_hindsight(found["notes"]) == ""
    edits, note = to_hindsight(before, found["notes"], lambda: "unused")
    assert fold(before, edits).entries["entry1"].notes[note].kind == "hindsight"


def test_a_sentence_of_the_outcome_becomes_a_hindsight_note() -> None:
    before = session(entries=[entry("entry1", what=f"The queue grew. {LATER}")])
    (slip,) = _all(before)
    edits, note = to_hindsight(before, slip, lambda: "note99")
    after = fold(before, edits).entries["entry1"]
    assert (after.what, after.notes[note].text, after.notes[note].kind) == ("The queue grew.", LATER, "hindsight")


def test_nothing_is_lost_of_a_text_that_was_read_in_part() -> None:
    rest = "The queue grew. " * 1000
    before = session(entries=[entry("entry1", what=f"{LATER} {rest}")])
    (slip,) = findings_of_entry(COACH, before, "entry1")
    edits, _ = to_hindsight(before, slip, lambda: "note99")
    assert fold(before, edits).entries["entry1"].what.strip() == rest.strip()


def _all(of: Session) -> list[Any]:
    return list(findings_of(COACH, of))
