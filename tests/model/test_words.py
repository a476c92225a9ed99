"""Labels for the items of a session; screen, log, exports and merges all take their words from here."""

from __future__ import annotations

from bpm_tui.model.edits import INNER_LISTS, LISTS
from bpm_tui.model.words import a_noun, noun, text_of


def test_one_item_of_every_list_has_a_name() -> None:
    assert {where: a_noun(where) for where in (*LISTS, *INNER_LISTS)} == {
        "meetings": "a meeting",
        "entries": "an entry",
        "learnings": "a learning",
        "follow_ups": "a follow-up",
        "parked": "a parked topic",
        "notes": "a note",
        "signals": "a signal",
        "participants": "a participant",
        "phases": "a phase",
        "effects": "an effect",
    }


def test_a_list_of_a_later_version_goes_by_its_own_name() -> None:
    assert noun("cards") == "cards"


def test_an_item_is_known_by_the_first_words_it_has() -> None:
    assert text_of({"text": "page later", "name": "Ana"}) == "page later"
    assert text_of({"what": "", "name": "Ana"}) == "Ana"
    assert text_of({"owner": "Ana"}) == ""
