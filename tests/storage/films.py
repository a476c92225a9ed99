"""Films to test with: what a recording may hold, edits of unknown kinds and marks of all sorts among it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from bpm_tui.model.edits import OtherEdit
from bpm_tui.model.session import Session
from bpm_tui.storage.session.recording import Mark, RecordingItem
from tests import strategies as s

START = Session(id="film22")
WHEN = datetime(2026, 11, 20, 14, tzinfo=UTC)


@st.composite
def filmed(draw: st.DrawFn, max_steps: int = 8) -> list[RecordingItem]:
    """Draw what a recording may hold: edits that fit, marks between them, and edits of kinds nobody knows."""
    items: list[RecordingItem] = list(draw(s.edit_lists(START, max_steps)))
    strange = st.builds(OtherEdit, what=st.sampled_from(["fork", "join"]), where=st.just("entries"))
    marks = st.builds(
        lambda what, entry, lifted: Mark.model_validate({"what": what, "entry": entry, "lifted": lifted}),
        st.sampled_from(["phase", "discussing", "question", "veil", "pause", "document", "of later"]),
        s.ids(),
        st.booleans(),
    )
    for extra in draw(st.lists(strange | marks, max_size=4)):
        items.insert(draw(st.integers(0, len(items))), extra)
    when = WHEN
    for place, item in enumerate(items):
        when += timedelta(seconds=draw(st.sampled_from([-30, 0, 1, 40, 4000])))
        items[place] = item.model_copy(update={"when": when})
    return items
