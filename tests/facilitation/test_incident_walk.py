"""The walk shows what was known, when it was known; the outcome only afterwards, and hindsight never by itself."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.facilitation.incident_walk import asks, known_order, known_then, known_when, walk_of
from bpm_tui.model.order import order_key
from bpm_tui.model.session import Entry, Session
from bpm_tui.model.times.moment import Moment
from tests import strategies as s


@given(st.lists(s.entries(), max_size=8, unique_by=lambda entry: entry.id))
def test_every_entry_comes_once_and_never_before_what_was_known_earlier(entries: list[Entry]) -> None:
    ordered = known_order(entries)
    assert sorted(entry.id for entry in ordered) == sorted(entry.id for entry in entries)
    timed = [entry for entry in ordered if order_key(known_when(entry))]
    keys = [order_key(known_when(entry)) for entry in timed]
    assert keys == sorted(key for key in keys if key)


@given(s.sessions())
def test_stops_come_before_the_outcome_and_nothing_known_later_is_shown(session: Session) -> None:
    beats = walk_of(session)
    assert [beat.entry for beat in beats if beat.told] == known_order(session.entries.values())
    for before, beat in itertools.pairwise(beats):
        if not before.told:
            assert (beat.told, beat.entry) == (True, before.entry)
    assert all(asks(beat.entry) for beat in beats if not beat.told)
    for beat in beats:
        shown = {note.kind for note in known_then(beat.entry, told=beat.told)}
        assert shown <= ({"known", "expected", "assumed"} if beat.told else {"known"})


def entry(key: str, at: str = "", known: str = "") -> Entry:
    """Return an entry that happened and was known at these stored times."""
    moments = {name: Moment.from_stored(text) for name, text in (("at", at), ("known_at", known)) if text}
    return Entry.model_validate({"id": key, **moments})


def test_what_was_learned_late_comes_late_and_what_has_no_time_stays_with_its_neighbour() -> None:
    late = entry("later2", "2026-11-20T14:00Z", "2026-11-20T16:00Z")
    untimed = entry("untime")
    entries = [late, untimed, entry("second", "2026-11-20T14:30Z"), entry("third2", "2026-11-20T15:00Z")]
    assert [one.id for one in known_order(entries)] == ["untime", "second", "third2", "later2"]
