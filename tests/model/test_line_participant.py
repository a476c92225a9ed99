"""Participants as typed lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.model.line.participant import print_person, read_person
from bpm_tui.model.session import Participant
from tests.strategies import participants, texts

NOBODY = Participant(id="p")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Ana", ("Ana", "", False)),
        ("Ana, on-call; first time", ("Ana", "on-call", True)),
        ("  Ana Maria Lund ,  payments ", ("Ana Maria Lund", "payments", False)),
        ("Ana; first time here", ("Ana", "", True)),
        ("Ana; First", ("Ana", "", True)),
        ("Ana, on call, payments", ("Ana", "on call, payments", False)),
        ("Ana; maybe later", ("Ana; maybe later", "", False)),
        (r"Lund\, Ana, on call", ("Lund, Ana", "on call", False)),
        (", customer", ("", "customer", False)),
    ],
)
def test_line_says(line: str, said: tuple[str, str, bool]) -> None:
    person = read_person(line, NOBODY)
    assert (person.name, person.role, person.first_time) == said


hostile = texts() | st.text(st.sampled_from("\\,; afirstmeh"), max_size=12)


@given(participants(), hostile.map(str.strip), hostile.map(str.strip))
def test_printed_person_reads_back(person: Participant, name: str, role: str) -> None:
    person = person.model_copy(update={"name": name, "role": role})
    assert read_person(print_person(person), person) == person


@given(hostile)
def test_any_line_is_somebody_and_prints_the_same_again(line: str) -> None:
    person = read_person(line, NOBODY)
    assert read_person(print_person(person), NOBODY) == person
