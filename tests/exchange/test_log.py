from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.exchange.log import in_words
from bpm_tui.model.diff import diff
from bpm_tui.model.edits import Add, Change, Edit, Move, OtherEdit, Remove, invert
from bpm_tui.model.session import Session
from bpm_tui.storage.session.recording import Mark
from tests.strategies import edit_lists, sessions


def words(*items: Edit | Mark) -> list[str]:
    return [said for _, said in in_words(items)]


ENTRY = Add(
    id="a00001",
    where="entries",
    item="e00001",
    value={"at": "~2026-11-20T14:40+01:00", "actor": "Ben", "what": "looked at the log", "outcome": "nothing"},
)


def test_each_kind_of_edit_has_its_words() -> None:
    note = {"kind": "assumed", "text": "the cache was warm", "by": "Ana"}
    assert words(
        ENTRY,
        Add(where="notes", of="e00001", item="n00001", value=note),
        Change(
            where="entries", item="e00001", was={"outcome": "nothing"}, now={"outcome": "a clue", "otherwise": True}
        ),
        Change(
            where="entries", item="e00001", was={"at": "~2026-11-20T14:40+01:00"}, now={"at": "2026-11-20T14:41+01:00"}
        ),
        Move(where="entries", item="e00001", was_after="", after="e00002"),
        Move(where="entries", item="e00001", was_after="e00002", after=""),
        Remove(where="notes", of="e00001", item="n00001", value=note),
        Change(where="incident", was={}, now={"severity": "SEV-2", "services": ["a", "b"]}),
        OtherEdit(what="link", where="entries", item="e00001"),
    ) == [
        "added entry ~20 Nov 14:40 Ben: looked at the log => nothing",
        "added note assumed: the cache was warm (Ana) of “~20 Nov 14:40 Ben: looked at the log => nothing”",
        "changed entry “~20 Nov 14:40 Ben: looked at the log => nothing”: outcome “nothing” → “a clue”; "
        "otherwise nothing → yes",
        "changed entry “~20 Nov 14:40 Ben: looked at the log => a clue”: at ~20 Nov 14:40 → 20 Nov 14:41",
        "moved entry “20 Nov 14:41 Ben: looked at the log => a clue” after e00002",
        "moved entry “20 Nov 14:41 Ben: looked at the log => a clue” to the first place",
        "removed note assumed: the cache was warm (Ana) of “20 Nov 14:41 Ben: looked at the log => a clue”",
        "changed incident: severity nothing → “SEV-2”; services nothing → a, b",
        "made a change that this version does not know to entry",
    ]


def test_what_was_taken_back_says_so() -> None:
    assert words(ENTRY, invert(ENTRY))[1].startswith("took back: removed entry ~20 Nov 14:40 Ben")


def test_marks_name_what_they_are_about() -> None:
    held = Mark.model_validate({"what": "discussing", "entry": "e00001"})
    assert words(ENTRY, held)[1] == "discussing: “~20 Nov 14:40 Ben: looked at the log => nothing”"
    assert words(Mark(what="phase"), Mark(what="later")) == ["phase began", "later"]


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ({"what": "phase", "phase": "p1", "name": "Timeline"}, "phase began: Timeline"),
        ({"what": "veil", "lifted": True}, "hindsight is shown"),
        ({"what": "veil", "lifted": False}, "hindsight is hidden again"),
        ({"what": "pause", "paused": True}, "the clock is paused"),
        ({"what": "pause", "paused": False}, "the clock is running again"),
        ({"what": "document", "sha256": "00"}, "document written"),
        ({"what": "later", "x": "y"}, "later: y"),
        (
            {"what": "question", "entry": "e00001", "text": "What next?"},
            "question asked: What next? about “~20 Nov 14:40 Ben: looked at the log => nothing”",
        ),
    ],
)
def test_every_mark_of_a_meeting_has_its_words(mark: dict[str, Any], said: str) -> None:
    assert words(ENTRY, Mark.model_validate(mark))[1] == said


def test_what_a_merge_set_aside_says_what_it_was() -> None:
    aside = {"what": "set-aside", "did": "add", "where": "notes", "of": "e00001", "item": "n1"}
    assert words(ENTRY, OtherEdit.model_validate(aside))[1] == (
        "set aside in a merge, because it no longer fits: add note “~20 Nov 14:40 Ben: looked at the log => nothing”"
    )


@given(st.data())
def test_any_history_has_words(data: st.DataObject) -> None:
    session = data.draw(sessions())
    edits = [*diff(Session(id=session.id), session), *data.draw(edit_lists(session))]
    said = words(*edits)
    assert len(said) == len(edits)
    assert all(said)


def test_when_is_left_to_whoever_shows_it() -> None:
    stamped = ENTRY.model_copy(update={"when": datetime(2026, 11, 20, tzinfo=UTC)})
    ((item, _),) = in_words([stamped])
    assert item is stamped
