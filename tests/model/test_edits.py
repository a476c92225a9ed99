"""The one door: what an edit does, its inverse, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import tomli
import tomli_w
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bpm_tui.model import editing as making
from bpm_tui.model.edits import (
    Add,
    Change,
    Draft,
    Edit,
    EditError,
    Move,
    OtherEdit,
    Remove,
    apply,
    fold,
    invert,
    read_edit,
)
from bpm_tui.model.session import Entry, Incident, Session, Signal
from tests.strategies import edit_lists, entries, exact, sessions, stamped, texts

SESSION = Session(id="sess01", entries=[Entry(id=key, what=key) for key in ("aaaaaa", "bbbbbb", "cccccc")])


def order(session: Session) -> list[str]:
    return list(session.entries)


@given(st.data())
def test_apply_then_invert_is_identity_with_every_order(data: st.DataObject) -> None:
    session = data.draw(sessions())
    for edit in data.draw(edit_lists(session)):
        after = apply(session, edit)
        assert exact(apply(after, invert(edit))) == exact(session)
        assert exact(apply(apply(after, invert(edit)), invert(invert(edit)))) == exact(after)
        session = after


@given(st.data())
def test_folding_gives_the_session_at_every_prefix(data: st.DataObject) -> None:
    start = data.draw(sessions())
    edits = data.draw(edit_lists(start))
    now = start
    for count, edit in enumerate(edits, 1):
        now = apply(now, edit)
        assert exact(fold(start, edits[:count])) == exact(now)
        assert exact(Session.model_validate(now.stored())) == exact(now)


@given(st.data())
def test_apply_leaves_the_session_given_as_it_was(data: st.DataObject) -> None:
    session = data.draw(sessions())
    before = exact(session)
    fold(session, data.draw(edit_lists(session)))
    assert exact(session) == before


def edits_of(data: st.DataObject) -> list[Edit]:
    return data.draw(edit_lists(data.draw(sessions())))


@given(st.data())
def test_an_edit_read_from_its_own_data_is_the_same_edit(data: st.DataObject) -> None:
    for edit in edits_of(data):
        assert exact(read_edit(edit.model_dump())) == exact(edit)


@given(st.data())
def test_an_edit_survives_toml(data: st.DataObject) -> None:
    for edit in edits_of(data):
        read = read_edit(tomli.loads(tomli_w.dumps(edit.model_dump())))
        assert exact(read) == exact(edit)


@given(st.dictionaries(texts().filter(lambda key: key not in {"what", *Edit.model_fields}), texts(), max_size=3))
def test_unknown_keys_and_kinds_are_carried_through_and_change_nothing(extra: Mapping[str, Any]) -> None:
    edit = read_edit({**extra, "what": "merge sessions", "id": "e1", "where": "entries", "item": "aaaaaa"})
    assert isinstance(edit, OtherEdit)
    assert edit.what == "merge sessions"
    assert {**extra}.items() <= edit.model_dump().items()
    assert apply(SESSION, edit) is SESSION
    assert apply(SESSION, invert(edit)) is SESSION
    assert invert(edit).undoes == "e1"


def test_unknown_keys_of_a_known_edit_are_carried_through() -> None:
    edit = read_edit({"what": "move", "where": "entries", "item": "aaaaaa", "after": "cccccc", "device": "tablet"})
    assert isinstance(edit, Move)
    assert edit.model_dump()["device"] == "tablet"


@given(entries())
def test_adding_puts_an_item_with_its_unknown_keys_where_it_was_asked(entry: Entry) -> None:
    added = apply(SESSION, making.adding(SESSION, "entries", entry, after="aaaaaa"))
    assert order(added) == ["aaaaaa", entry.id, "bbbbbb", "cccccc"]
    assert exact(added.entries[entry.id]) == exact(entry)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("", ["bbbbbb", "aaaaaa", "cccccc"]),
        ("aaaaaa", list(SESSION.entries)),
        ("cccccc", ["aaaaaa", "cccccc", "bbbbbb"]),
    ],
)
def test_moving(after: str, expected: list[str]) -> None:
    assert order(apply(SESSION, making.moving(SESSION, "entries", "bbbbbb", after))) == expected


def test_adding_without_a_place_adds_at_the_end() -> None:
    assert order(apply(SESSION, making.adding(SESSION, "entries", Entry(id="dddddd"))))[-1] == "dddddd"


def test_a_change_can_set_any_field_whatever_its_name() -> None:
    session = fold(SESSION, [making.adding(SESSION, "signals", Signal(id="sssss1"), of="aaaaaa")])
    edits = making.changing(session, "signals", "sssss1", of="aaaaaa", where="the queue graph", state="missed")
    signal = fold(session, edits).entries["aaaaaa"].signals["sssss1"]
    assert (signal.where, signal.state) == ("the queue graph", "missed")


def test_the_incidents_id_is_a_field_like_any_other() -> None:
    session = fold(SESSION, making.changing(SESSION, "incident", id="INC-1", title="kept"))
    assert session.incident.id == "INC-1"
    assert fold(session, making.changing(session, "incident", id="")).incident == Incident(title="kept")


def test_a_change_to_what_is_there_already_is_not_an_edit() -> None:
    assert not list(making.changing(SESSION, "entries", "aaaaaa", what="aaaaaa"))


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (Add(where="entries", item="aaaaaa"), "there already"),
        (Add(where="entries"), "no id"),
        (Add(where="entries", item="dddddd", after="zzzzzz"), "no item 'zzzzzz'"),
        (Add(where="entries", item="dddddd", value={"kind": "party"}), "kind"),
        (Add(where="notes", of="zzzzzz", item="dddddd"), "no such item"),
        (Add(where="incident", item="dddddd"), "no list 'incident'"),
        (Add(where="guests", item="dddddd"), "no list 'guests'"),
        (Remove(where="entries", item="zzzzzz"), "no item 'zzzzzz'"),
        (Move(where="entries", item="zzzzzz"), "no item 'zzzzzz'"),
        (Move(where="entries", item="aaaaaa", after="aaaaaa"), "no item 'aaaaaa'"),
        (Change(where="entries", item="zzzzzz"), "no item 'zzzzzz'"),
        (Change(where="entries", item="aaaaaa", now={"kind": "party"}), "kind"),
        (Change(where="entries", item="aaaaaa", now={"id": "dddddd"}), "cannot hold id"),
        (Change(where="entries", item="aaaaaa", now={"notes": []}), "cannot hold notes"),
        (Change(where="session", now={"entries": []}), "cannot hold entries"),
        (Change(where="session", was={"incident": {}}), "cannot hold incident"),
    ],
)
def test_an_edit_that_does_not_fit_is_refused_with_the_reason(edit: Edit, message: str) -> None:
    with pytest.raises(EditError, match=message):
        apply(SESSION, edit)


@pytest.mark.parametrize("data", [{}, {"what": 1}, {"what": ["add"]}, {"what": "add", "value": 3}])
def test_what_is_not_an_edit_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        read_edit(data)


@pytest.mark.parametrize("name", ["removing", "moving", "changing"])
def test_making_an_edit_of_an_item_that_is_not_there_is_refused(name: str) -> None:
    options = {"removing": (), "moving": ("",), "changing": ()}[name]
    with pytest.raises(EditError, match="no item 'zzzzzz'"):
        getattr(making, name)(SESSION, "entries", "zzzzzz", *options)


def test_stamping_keeps_what_an_edit_does() -> None:
    edit = making.removing(SESSION, "entries", "aaaaaa")
    assert apply(SESSION, stamped([edit], 1)[0]) == apply(SESSION, edit)


def test_a_draft_leaves_the_session_that_it_began_with_as_it_was() -> None:
    before = exact(SESSION)
    draft = Draft(SESSION)
    made = making.adding(SESSION, "entries", Entry(id="fresh1", what="new"), after="")
    draft.apply(made)
    draft.apply(making.removing(draft.session, "entries", "fresh1"))
    with pytest.raises(EditError):
        draft.apply(Remove(where="entries", item="nobody"))
    draft.apply(made)
    assert exact(SESSION) == before
    assert exact(draft.session) == exact(apply(SESSION, made))
