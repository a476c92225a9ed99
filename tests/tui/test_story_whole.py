"""One meeting from the list of sessions to the wiki page: key by key, in one write, and at the pace of people."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.reading import READERS, Page
from tests.tui.meetings import Room
from tests.tui.stories import ITEMS, LANES, SIGNALS, SLICE, STORY, TABLE, Strokes, at_pace, data_of
from tests.tui.telling import Outcome, at_the_list, outcome, told


@pytest.fixture(scope="module")
def once() -> dict[Strokes, Outcome]:
    """Remember what each story came to, so that each is told key by key only once."""
    return {}


@pytest.fixture
async def by_key(room: Room, once: dict[Strokes, Outcome]) -> Outcome:
    if STORY not in once:
        once[STORY] = await told(room, STORY)
    return once[STORY]


@pytest.mark.parametrize("reader", READERS)
def test_exported_page_says_exactly_what_was_typed(by_key: Outcome, reader: str) -> None:
    page: Page = READERS[reader](by_key.page)
    assert page.below("Actor") == TABLE
    assert page.below("In hindsight") == LANES
    assert page.below("Where it showed") == SIGNALS
    assert [item for item in page.items if "From:" in item or "At:" in item] == ITEMS
    assert page.below("Key time")[:2] == [["Started", "2025-11-20 14:20"], ["Detected", "2025-11-20 14:30"]]


def test_session_keeps_what_the_page_does_not_show(by_key: Outcome) -> None:
    data = by_key.session
    assert [data["title"], data["status"], data["incident"]["severity"]] == ["Payments outage", "open", "SEV-2"]
    assert data["incident"]["services"] == ["payments", "checkout"]
    assert data["entries"][-1]["at"] == "2025-11-21T00:20+00:00"
    assert data["entries"][7]["at"] == "?"
    absent, [added, *_] = data["entries"][0]["signals"][1], data["follow_ups"]
    assert (absent["follow_up"], added["origin"]) == (added["id"], absent["id"])
    assert data["meetings"][0]["phases"][0]["name"] == "Open"


def test_all_keys_in_one_write_give_the_same_session(by_key: Outcome, tmp_path: Path) -> None:
    with at_the_list(tmp_path) as terminal:
        terminal.write(data_of(STORY))
    assert outcome(tmp_path) == by_key


def test_sixty_keys_a_second_give_the_same_session(by_key: Outcome, tmp_path: Path) -> None:
    with at_the_list(tmp_path) as terminal:
        at_pace(terminal, STORY, 60)
    assert outcome(tmp_path) == by_key


async def test_fifteen_keys_a_second_give_the_same_session(room: Room, tmp_path: Path) -> None:
    expected = await told(room, SLICE)
    with at_the_list(tmp_path) as terminal:
        at_pace(terminal, SLICE, 15)
    assert outcome(tmp_path) == expected
