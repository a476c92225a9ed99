"""Parts and items: what is kept of a value, and in which order."""

from __future__ import annotations

from typing import Any

import pytest
import tomli
import tomli_w
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bpm_tui.model.items import Part, storable
from bpm_tui.model.session import Entry, FollowUp, Incident, Note, Phase, Session
from tests.strategies import entries, exact, extra_values, fields, raw_texts, sessions, texts


@given(sessions())
def test_a_stored_session_validates_back_to_the_same(session: Session) -> None:
    assert exact(Session.model_validate(session.stored())) == exact(session)


@given(sessions())
def test_a_session_survives_toml(session: Session) -> None:
    read = Session.model_validate(tomli.loads(tomli_w.dumps(session.stored())))
    assert exact(read) == exact(session)


@pytest.mark.parametrize("kind", [Session, Entry, Incident, Phase, FollowUp])
def test_a_field_at_its_default_is_not_stored(kind: type[Part]) -> None:
    key = {} if kind is Incident else {"id": "aaaaaa"}
    assert kind.model_validate(key).stored() == key


@given(entries())
def test_plain_data_has_neither_id_nor_lists(entry: Entry) -> None:
    assert not {"id", "notes", "signals"} & entry.plain().keys()
    assert entry.stored().items() >= entry.plain().items()


def test_the_incidents_id_is_plain_data() -> None:
    assert Incident(id="INC-2481").plain() == {"id": "INC-2481"}


@given(st.dictionaries(texts().filter(lambda key: key not in Note.model_fields), extra_values(), max_size=4))
def test_unknown_keys_are_carried_through_in_a_stable_order(extra: dict[str, Any]) -> None:
    one = Note.model_validate({"id": "aaaaaa", **extra})
    other = Note.model_validate({"id": "aaaaaa", **dict(reversed(extra.items()))})
    assert one.stored() == {"id": "aaaaaa", **extra}
    assert exact(one) == exact(other)


@given(raw_texts())
def test_any_text_can_be_kept_and_is_kept_as_it_is_where_that_is_possible(text: str) -> None:
    kept = Note(id="aaaaaa", text=text).text
    kept.encode()
    try:
        text.encode()
    except UnicodeEncodeError:
        assert kept != text
    else:
        assert kept == text
    assert storable(kept) == kept


@pytest.mark.parametrize(
    ("kept", "message"),
    [
        ([{"id": "a"}, {"id": "a"}], "two items have the id 'a'"),
        ([{"what": "x"}], "an item has no id"),
        ([{"id": ""}], "an item has no id"),
        ([{"id": 3}], "an item has no id"),
        (["x"], "an item has no id"),
        ({"a": {"id": "a"}}, "not a table"),
        ({"a": Entry(id="b")}, "not a table"),
        ("text", "valid dictionary"),
        (3, "valid dictionary"),
    ],
)
def test_what_is_not_a_list_of_items_is_refused_with_the_reason(kept: Any, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Session.model_validate({"id": "s", "entries": kept})


@pytest.mark.parametrize("kind", [Entry, FollowUp, Phase, Session, Incident])
def test_the_strategies_know_every_field(kind: type[Part]) -> None:
    assert fields(kind).keys() == kind.model_fields.keys() - kind.framework() - {"format"}
