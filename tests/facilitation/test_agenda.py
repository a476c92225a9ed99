"""Agendas as content, and the phases a meeting begins with."""

from __future__ import annotations

import re
from itertools import count
from typing import Any

import pytest
from pydantic import ValidationError

from bpm_tui.facilitation.agenda import Agenda, Agendas, phases_of
from tests.facilitation.shipped import AGENDAS

PHASES = ["Open", "Scope", "Timeline", "Check", "Learnings", "Follow-ups", "Close"]
GOOD = {"id": "a", "title": "A", "phases": [{"name": "Talk", "minutes": 10}]}


def test_our_agendas_take_what_they_say_and_an_hour_is_the_usual() -> None:
    assert [agenda.id for agenda in AGENDAS] == ["60", "45", "90", "earlier"]
    assert AGENDAS.default.minutes == 60
    assert [agenda.minutes for agenda in AGENDAS] == [60, 45, 90, 60]


@pytest.mark.parametrize("agenda", AGENDAS, ids=lambda agenda: agenda.id)
def test_the_timeline_gets_half_of_every_meeting(agenda: Agenda) -> None:
    assert [phase.name for phase in agenda.phases if phase.name != "Earlier"] == PHASES
    minutes = {phase.name: phase.minutes for phase in agenda.phases}
    assert minutes["Timeline"] * 2 >= sum(minutes.values()) - 3
    assert minutes["Timeline"] > 2 * max(took for name, took in minutes.items() if name != "Timeline")


def test_a_meeting_begins_with_the_phases_none_of_them_running() -> None:
    numbers = count(1)
    phases = phases_of(AGENDAS.default, lambda: f"p{next(numbers)}")
    assert [phase.id for phase in phases] == [f"p{place}" for place in range(1, 8)]
    assert [(phase.name, phase.minutes) for phase in phases[:3]] == [("Open", 4), ("Scope", 4), ("Timeline", 32)]
    assert not any(phase.since or phase.spent or phase.done for phase in phases)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"agendas": []}, "at least 1 item"),
        ({"agendas": [GOOD, GOOD]}, "two agendas have the id 'a'"),
        ({"agendas": [GOOD | {"phases": []}]}, "at least 1 item"),
        ({"agendas": [GOOD | {"phases": [{"name": "Talk", "minutes": 0}]}]}, "greater than or equal to 1"),
        ({"agendas": [GOOD | {"phases": [{"name": "", "minutes": 5}]}]}, "at least 1 character"),
        ({"agendas": [GOOD | {"lenght": 3}]}, "Extra inputs"),
    ],
)
def test_an_agenda_that_cannot_be_followed_is_refused_with_the_reason(data: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(message)):
        Agendas.model_validate(data)
