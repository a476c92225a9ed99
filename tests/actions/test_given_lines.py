"""Lines given from outside: what they become, and the entry that they are about."""

from __future__ import annotations

import pytest

from bpm_tui.actions.context import LineError
from bpm_tui.actions.given_lines import acts_of_lines, entry_on
from bpm_tui.model.edits import fold
from tests.actions.acting import acting
from tests.sessions import entry_at, session_of

FIRST, SECOND = entry_at("14:30", "queue grew"), entry_at("14:30", "queue shrank", id="second")


def test_an_entry_is_meant_by_its_id_or_by_its_time_and_the_last_of_several() -> None:
    context = acting(session_of(FIRST, SECOND))
    assert entry_on(context, FIRST.id) == FIRST
    assert entry_on(context, "20 Nov 14:30") == SECOND


@pytest.mark.parametrize("on", ["14:31", "nothing", ""])
def test_what_means_no_entry_is_refused(on: str) -> None:
    with pytest.raises(LineError, match="no entry has the id or the time"):
        entry_on(acting(session_of(FIRST)), on)


def test_a_line_is_read_as_if_the_ones_before_it_were_there() -> None:
    session = session_of(FIRST)
    first, second = acts_of_lines("entry", ["14:40 Ana: restarted it", "+5 Ben: it runs"], acting(session))
    found = fold(session, [*first, *second])
    assert [(one.actor, one.what) for one in list(found.entries.values())[1:]] == [
        ("Ana", "restarted it"),
        ("Ben", "it runs"),
    ]
    assert [one.at.at.minute for one in found.entries.values() if one.at and one.at.at] == [30, 40, 45]


def test_a_note_or_a_signal_without_an_entry_is_refused() -> None:
    for kind in ("note", "signal"):
        with pytest.raises(LineError, match="needs an entry"):
            list(acts_of_lines(kind, ["the graph was flat"], acting(session_of(FIRST))))
