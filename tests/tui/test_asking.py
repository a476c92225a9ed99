"""The question on the screen, whatever is pressed in whatever order: always one that fits, and advice comes once."""

from __future__ import annotations

from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.actions.question import QuestionPanel
from bpm_tui.facilitation.next_question import candidates
from bpm_tui.model.editing import adding
from bpm_tui.model.edits import fold
from bpm_tui.model.session import Note, Session
from tests.facilitation.shipped import QUESTIONS
from tests.strategies import sessions

DEEDS = st.lists(st.sampled_from(["next", "previous", "stay", "answer", "signals", "go"]), max_size=20)


@given(sessions(), DEEDS, st.data())
def test_any_keys_leave_a_question_that_fits_or_say_why_there_is_none(
    session: Session, deeds: list[str], data: st.DataObject
) -> None:
    asking, entries = QuestionPanel(), list(session.entries)
    entry = entries[0] if entries else ""
    for deed in deeds:
        if deed == "go" and entries:
            entry = data.draw(st.sampled_from(entries))
        elif deed == "answer" and asking.now:
            asking.asked(session, entry)
            notes = session.entries[entry].notes
            note = Note(id=f"answer {len(notes)}", text="so", question=asking.now.text)
            session = fold(session, [adding(session, "notes", note, of=entry)])
        elif deed == "stay":
            asking.asked(session, entry)
        elif deed == "signals":
            asking.turn_to("signals", QUESTIONS, session, entry, UTC)
        elif deed in ("next", "previous"):
            advised = bool(asking.resting)
            asking.step(QUESTIONS, session, entry, 1 if deed == "next" else -1, UTC)
            assert not (advised and asking.resting), "advice is given once"
        asking.look(QUESTIONS, session, entry, UTC)
        fitting = {question.id for question in candidates(QUESTIONS, session, entry, asking.log, zone=UTC)}
        assert asking.now is None or asking.now.id in fitting
        assert asking.now or asking.resting or not fitting
