"""The closing: what is still missing, one thing at a time, and hands in words."""

from __future__ import annotations

from typing import Any

import pytest

from bpm_tui.facilitation.closing import closing_misses, hands, is_decided
from bpm_tui.model.session import FollowUp, Learning, Meeting, Session


@pytest.mark.parametrize(
    ("fields", "decided"),
    [
        ({}, False),
        ({"owner": "Ana"}, False),
        ({"due": "2030-01-15"}, False),
        ({"owner": "Ana", "due": "2030-01-15"}, True),
        ({"decision": "none, because it goes in May"}, True),
        ({"status": "done"}, True),
        ({"status": "dropped"}, True),
    ],
)
def test_follow_up_is_decided_with_owner_and_date_or_a_reason_or_once_it_is_done(
    fields: dict[str, Any], decided: bool
) -> None:
    item = FollowUp(id="f", text="raise it", **fields)
    session = Session.model_validate({"id": "s", "learnings": [Learning(id="l")], "follow_ups": [item]})
    assert is_decided(item) == decided
    assert closing_misses(session) == (
        "" if decided else "a follow-up still needs an owner and a date, or a decision: raise it"
    )


def test_learning_is_missed_first() -> None:
    session = Session.model_validate({"id": "s", "follow_ups": [FollowUp(id="f")]})
    assert "no learning yet" in closing_misses(session)


def test_follow_ups_that_are_not_decided_are_counted_and_the_first_is_named() -> None:
    items = [FollowUp(id="f1", text="a", status="done"), FollowUp(id="f2", text="b"), FollowUp(id="f3", text="c")]
    session = Session.model_validate({"id": "s", "learnings": [Learning(id="l")], "follow_ups": items})
    assert closing_misses(session) == ("2 follow-ups still need an owner and a date, or a decision: b")


def test_hands_are_said_only_if_they_were_counted() -> None:
    assert hands(Meeting(id="s")) == ()
    assert hands(Meeting(id="s", hands_learned=0, hands_again=7)) == ("0 learned something new", "7 would come again")
