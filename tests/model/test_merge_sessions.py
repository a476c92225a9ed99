"""Two versions merged: nothing of either side is missing, and the order of the two does not matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpm_tui.model.editing import adding, changing, moving, removing
from bpm_tui.model.edits import INNER_LISTS, LISTS, Edit, fold, items_of
from bpm_tui.model.items import Item
from bpm_tui.model.merge.sessions import Merged, derived_id, merge
from bpm_tui.model.merge.settle import taking_other
from bpm_tui.model.order import is_in_order
from bpm_tui.model.session import Entry, FollowUp, Learning, Meeting, Note, Participant, Session, Signal
from bpm_tui.model.words import label_of
from tests.strategies import edit_lists, exact, sessions

BASE = Session.model_validate(
    {
        "id": "k3m9x2",
        "title": "Payments outage",
        "incident": {"severity": "SEV-2", "services": ["payments", "queue"]},
        "entries": [
            {"id": "one", "at": "2026-11-20T14:28+01:00", "what": "alert", "notes": [{"id": "n1", "text": "flat"}]},
            {"id": "two", "at": "2026-11-20T14:32+01:00", "what": "restart", "outcome": "none"},
            {"id": "three", "at": "2026-11-20T14:45+01:00", "what": "rollback"},
        ],
    }
)
ONE_ID = st.just("k3m9x2")


def after(session: Session, *edits: Edit) -> Session:
    return fold(session, edits)


def changed(session: Session, key: str, **fields: Any) -> Session:
    return fold(session, changing(session, "entries", key, **fields))


def without(session: Session, where: str, key: str, of: str = "") -> Session:
    return fold(session, [removing(session, where, key, of=of)])


def account(session_id: str, *entries: dict[str, Any], **more: Any) -> Session:
    return Session.model_validate({"id": session_id, "entries": list(entries), **more})


def at(clock: str, what: str, key: str, **more: Any) -> dict[str, Any]:
    return {"id": key, "at": f"2026-11-20T{clock}+01:00", "what": what, **more}


def whats(merged: Merged) -> list[str]:
    return [entry.what for entry in merged.session.entries.values()]


def items(session: Session) -> Iterator[tuple[str, str, Item]]:
    for where in LISTS:
        for key, item in items_of(session, where).items():
            yield where, "", item
            for inner, (outer, _) in INNER_LISTS.items():
                if outer == where:
                    yield from ((inner, key, held) for held in items_of(session, inner, key).values())


def without_order(session: Session) -> Any:
    """The session as it is, but for the order of what is in its lists."""
    inner = Counter((where, of, repr(exact(_bare(item)))) for where, of, item in items(session))
    return inner, exact(session.model_copy(update={name: {} for name in LISTS}))


def _bare(item: Item) -> Item:
    return item.model_copy(update={name: {} for name in INNER_LISTS if name in type(item).model_fields})


@st.composite
def two_sides(draw: st.DrawFn) -> tuple[Session, Session, Session]:
    base = draw(sessions())
    return base, fold(base, draw(edit_lists(base))), fold(base, draw(edit_lists(base)))


@settings(max_examples=15)
@given(sessions(), st.none() | sessions(ONE_ID))
def test_with_itself_nothing_changes(session: Session, base: Session | None) -> None:
    merged = merge(base, session, session)
    assert exact(merged.session) == exact(session)
    assert merged.conflicts == ()


@settings(max_examples=10)
@given(two_sides())
def test_what_only_one_side_changed_is_that_side(sides: tuple[Session, Session, Session]) -> None:
    base, ours, _ = sides
    for merged in (merge(base, ours, base), merge(base, base, ours)):
        assert exact(merged.session) == exact(ours)
        assert merged.conflicts == ()


@settings(max_examples=15)
@given(two_sides())
def test_it_does_not_matter_which_side_is_ours(sides: tuple[Session, Session, Session]) -> None:
    base, ours, theirs = sides
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert exact(one.session) == exact(other.session)
    assert sorted(found.message for found in one.conflicts) == sorted(found.message for found in other.conflicts)


@settings(max_examples=10)
@given(sessions(), sessions())
def test_it_does_not_matter_whose_account_is_given_first(ours: Session, theirs: Session) -> None:
    one, other = merge(None, ours, theirs), merge(None, theirs, ours)
    assert without_order(one.session) == without_order(other.session)


@settings(max_examples=15)
@given(two_sides())
def test_no_item_of_either_side_is_missing(sides: tuple[Session, Session, Session]) -> None:
    base, ours, theirs = sides
    merged = merge(base, ours, theirs).session
    before = {(where, of, item.id): item for where, of, item in items(base)}
    there = {(where, of, item.id) for where, of, item in items(merged)}
    for side, opposite in ((ours, theirs), (theirs, ours)):
        others = {(where, of, item.id) for where, of, item in items(opposite)}
        for where, of, item in items(side):
            place = (where, of, item.id)
            new = place not in before
            if place in others or new or exact(before[place].stored()) != exact(item.stored()):
                assert place in there or (new and any(_alike(where, item, found) for found in items(merged)))


def _alike(where: str, item: Item, found: tuple[str, str, Item]) -> bool:
    """Say whether what was found is the same thing, which may have another id."""
    one, other = (label_of(where, thing.plain()).casefold() for thing in (item, found[2]))
    return found[0] == where and one == other


@settings(max_examples=10)
@given(sessions(), sessions())
def test_two_accounts_are_both_there(ours: Session, theirs: Session) -> None:
    """Every text of either side is in the result."""
    merged = merge(None, ours, theirs).session
    said = repr(merged.stored())
    for side in (ours, theirs):
        for _, _, item in items(side):
            for text in item.plain().values():
                assert not isinstance(text, str) or repr(text)[1:-1] in said


@settings(max_examples=10)
@given(two_sides())
def test_merging_again_adds_nothing(sides: tuple[Session, Session, Session]) -> None:
    base, ours, theirs = sides
    merged = merge(base, ours, theirs).session
    assert exact(merge(ours, merged, ours).session) == exact(merged)
    assert exact(merge(base, merged, merge(base, theirs, ours).session).session) == exact(merged)


@settings(max_examples=10)
@given(two_sides())
def test_a_timeline_in_order_stays_in_order(sides: tuple[Session, Session, Session]) -> None:
    base, ours, theirs = sides
    if is_in_order(ours.entries.values()) and is_in_order(theirs.entries.values()):
        assert is_in_order(merge(base, ours, theirs).session.entries.values())


def test_new_entries_of_both_sides_stand_by_time() -> None:
    ours = after(BASE, adding(BASE, "entries", Entry.model_validate(at("14:40", "looked", "mine")), after="two"))
    theirs = after(BASE, adding(BASE, "entries", Entry.model_validate(at("14:30", "paged", "yours")), after="one"))
    assert whats(merge(BASE, ours, theirs)) == ["alert", "paged", "restart", "looked", "rollback"]


def test_an_entry_without_a_time_stays_behind_its_neighbour() -> None:
    ours = after(BASE, adding(BASE, "entries", Entry(id="mine", what="wondered"), after="two"))
    theirs = after(BASE, adding(BASE, "entries", Entry.model_validate(at("14:33", "paged", "yours")), after="two"))
    assert whats(merge(BASE, ours, theirs)) == ["alert", "restart", "wondered", "paged", "rollback"]


def test_different_fields_come_together() -> None:
    merged = merge(BASE, changed(BASE, "two", outcome="halved"), changed(BASE, "two", what="restarted payments"))
    entry = merged.session.entries["two"]
    assert (entry.what, entry.outcome) == ("restarted payments", "halved")
    assert merged.conflicts == ()


def test_one_field_changed_on_both_sides_keeps_both_versions() -> None:
    ours, theirs = changed(BASE, "two", outcome="errors halved"), changed(BASE, "two", outcome="nothing")
    merged = merge(BASE, ours, theirs)
    (conflict,) = merged.conflicts
    (topic,) = merged.session.parked.values()
    assert merged.session.entries["two"].outcome == "errors halved"
    assert conflict.kept_is_ours
    assert conflict.kept == "errors halved"
    assert topic.entry == "two"
    assert topic.text == (
        "Two versions of the outcome of entry “20 Nov 14:32 restart”. Kept: “errors halved”. The other: “nothing”."
    )


def test_the_other_version_can_be_taken_and_the_first_one_again() -> None:
    merged = merge(BASE, changed(BASE, "two", outcome="errors halved"), changed(BASE, "two", outcome="nothing"))
    (key,) = merged.session.parked
    taken = fold(merged.session, taking_other(merged.session, merged.session.parked[key]))
    assert taken.entries["two"].outcome == "nothing"
    assert taken.parked[key].settled
    assert taken.parked[key].text.endswith("Kept: “nothing”. The other: “errors halved”.")
    back = fold(taken, taking_other(taken, taken.parked[key]))
    assert back.entries["two"].outcome == "errors halved"


@settings(max_examples=10)
@given(two_sides())
def test_whatever_differs_can_be_settled_either_way(sides: tuple[Session, Session, Session]) -> None:
    merged = merge(*sides)
    for conflict in merged.conflicts:
        (topic,) = (one for one in merged.session.parked.values() if one.other == conflict.other)
        taken = fold(merged.session, taking_other(merged.session, topic))
        assert taken.parked[topic.id].settled
        if conflict.other.field:
            back = fold(taken, taking_other(taken, taken.parked[topic.id]))
            assert exact(back.model_copy(update={"parked": {}, "entries": {}})) == exact(
                merged.session.model_copy(update={"parked": {}, "entries": {}})
            )


def test_a_time_that_is_taken_moves_its_entry() -> None:
    ours = changed(BASE, "two", at="2026-11-20T14:33:30+01:00")
    theirs = fold(
        BASE, [*changing(BASE, "entries", "two", at="2026-11-20T14:50+01:00"), moving(BASE, "entries", "two", "three")]
    )
    merged = merge(BASE, ours, theirs)
    assert whats(merged) == ["alert", "restart", "rollback"]
    (topic,) = merged.session.parked.values()
    assert list(fold(merged.session, taking_other(merged.session, topic)).entries) == ["one", "three", "two"]


def test_a_topic_about_something_that_is_gone_offers_nothing() -> None:
    merged = merge(BASE, changed(BASE, "two", outcome="a"), changed(BASE, "two", outcome="b")).session
    (topic,) = merged.parked.values()
    assert taking_other(without(merged, "entries", "two"), topic) == []
    assert taking_other(merged, topic.model_copy(update={"other": None})) == []


@pytest.mark.parametrize("swap", [False, True])
def test_what_one_side_removed_and_the_other_changed_stays(swap: bool) -> None:
    sides = (without(BASE, "entries", "two"), changed(BASE, "two", outcome="came back"))
    merged = merge(BASE, *(sides[::-1] if swap else sides))
    assert merged.session.entries["two"].outcome == "came back"
    (topic,) = merged.session.parked.values()
    assert topic.text == "Entry “20 Nov 14:32 restart” was deleted on one side and changed on the other. It is kept."
    assert "two" not in fold(merged.session, taking_other(merged.session, topic)).entries


def test_an_entry_removed_here_and_discussed_there_stays() -> None:
    theirs = after(BASE, adding(BASE, "notes", Note(id="n2", text="warm"), of="two"))
    assert "n2" in merge(BASE, without(BASE, "entries", "two"), theirs).session.entries["two"].notes


def test_what_one_side_removed_and_the_other_left_alone_is_gone() -> None:
    merged = merge(BASE, without(BASE, "entries", "two"), changed(BASE, "one", outcome="paged"))
    assert list(merged.session.entries) == ["one", "three"]
    assert merged.conflicts == ()


def test_what_one_side_moved_is_moved() -> None:
    base = after(BASE, *(adding(BASE, "learnings", Learning(id=key, text=key), after="") for key in "cba"))
    ours = after(base, moving(base, "learnings", "c", ""))
    theirs = after(base, adding(base, "learnings", Learning(id="d", text="d"), after="a"))
    assert list(merge(base, ours, theirs).session.learnings) == ["c", "a", "d", "b"]


def test_lists_of_texts_are_put_together() -> None:
    ours = after(BASE, *changing(BASE, "incident", services=("payments", "queue", "mail")))
    theirs = after(BASE, *changing(BASE, "incident", services=("queue", "ledger")))
    merged = merge(BASE, ours, theirs)
    assert sorted(merged.session.incident.services) == ["ledger", "mail", "queue"]
    assert merged.conflicts == ()


def test_what_one_account_leaves_out_the_other_says() -> None:
    one = account("aaaaaa", title="Payments outage", incident={"severity": "SEV-2"})
    other = account("bbbbbb", incident={"impact": "One in five"})
    merged = merge(None, one, other)
    assert (merged.session.title, merged.session.incident.severity, merged.session.incident.impact) == (
        "Payments outage", "SEV-2", "One in five",
    )  # fmt: skip
    assert merged.conflicts == ()
    assert merged.session.id not in ("aaaaaa", "bbbbbb")


def test_the_same_written_by_two_people_is_there_once_and_what_each_thought_is_there_too() -> None:
    one = account("aaaaaa", at("14:32", "restarted", "e1", notes=[{"id": "n1", "kind": "expected", "text": "soon"}]))
    other = account(
        "bbbbbb",
        at("14:32", "restarted", "e2", notes=[{"id": "n2", "kind": "assumed", "text": "warm"}], outcome="halved"),
        at("14:40", "looked", "e3"),
        learnings=[{"id": "l1", "text": "cold caches", "entry": "e2"}],
    )
    merged = merge(None, one, other)
    assert whats(merged) == ["restarted", "looked"]
    assert [note.text for note in merged.session.entries["e1"].notes.values()] == ["soon", "warm"]
    assert merged.session.entries["e1"].outcome == "halved"
    assert merged.session.learnings["l1"].entry == "e1"


def test_two_people_who_saw_it_differently_keep_both_entries() -> None:
    one, other = account("aaaaaa", at("14:32", "restarted", "e1")), account("bbbbbb", at("14:33", "rebooted", "e2"))
    assert whats(merge(None, one, other)) == ["restarted", "rebooted"]


def test_accounts_come_together_by_time_also_if_one_was_not_in_order() -> None:
    one = account("aaaaaa", at("14:32", "restarted", "e1"))
    other = account("bbbbbb", at("14:40", "looked", "e2"), at("14:28", "alert", "e3"), at("14:32", "restarted", "e4"))
    assert whats(merge(None, one, other)) == whats(merge(None, other, one)) == ["alert", "restarted", "looked"]


def test_signals_and_follow_ups_find_each_other() -> None:
    signal = {"id": "s1", "what": "flat graph", "follow_up": "f1"}
    one = account(
        "aaaaaa", at("14:32", "a", "e1", signals=[signal]), follow_ups=[{"id": "f1", "text": "fix", "origin": "s1"}]
    )
    other = account(
        "bbbbbb",
        at("14:32", "a", "e0", signals=[signal | {"id": "s0", "follow_up": "f0"}]),
        follow_ups=[{"id": "f0", "text": "fix", "origin": "s0"}],
    )
    merged = merge(None, one, other)
    assert merged.session.entries["e0"].signals == {"s0": Signal(id="s0", what="flat graph", follow_up="f0")}
    assert merged.session.follow_ups == {"f0": FollowUp(id="f0", text="fix", origin="s0")}
    assert merged.conflicts == ()


def test_two_plans_for_one_meeting_are_one_with_everybody() -> None:
    def planned(key: str, *names: str) -> Session:
        people = {f"{key}{place}": Participant(id=f"{key}{place}", name=name) for place, name in enumerate(names)}
        return Session(id=key * 6, meetings={key: Meeting(id=key, participants=people)})

    merged = merge(None, planned("a", "Ana", "Ben"), planned("b", "ben", "Cleo")).session
    (meeting,) = merged.meetings.values()
    assert sorted(one.name.lower() for one in meeting.participants.values()) == ["ana", "ben", "cleo"]


def test_an_id_made_from_texts_is_not_one_that_is_taken() -> None:
    first = derived_id("a", "b")
    assert derived_id("a", "b") == first != derived_id("ab")
    assert derived_id("a", "b", taken=[first]) != first
