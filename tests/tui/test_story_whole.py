"""One meeting from the list of sessions to the wiki page: key by key, in one write, and at the pace of people."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bpm_tui.tui.app import BpmApp
from bpm_tui.tui.equipment import Equipment
from bpm_tui.tui.run import open_meeting
from bpm_tui.tui.screens.sessions import SessionsScreen
from tests.exchange.reading import READERS, Page
from tests.pseudo_terminal import isolated
from tests.terminal import Terminal
from tests.tui.meetings import Room
from tests.tui.stories import (
    ITEMS,
    LANES,
    SIGNALS,
    SLICE,
    STORY,
    TABLE,
    Strokes,
    at_pace,
    data_of,
    page_text,
    press,
    session_data,
)


async def told(room: Room, story: Strokes) -> tuple[dict[str, Any], str]:
    """Tell a story key by key and return the session and the page that came of it."""
    equipment = Equipment(room.places, now=room.clock.now)
    app = BpmApp(equipment, lambda: SessionsScreen(equipment, open_meeting))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.pause()
        await press(pilot, story)
    assert not app.mishaps
    return session_data(room.places.sessions), page_text(room.places.sessions)


@contextmanager
def at_the_list(home: Path) -> Iterator[Terminal]:
    """Run the command in a pseudo-terminal, and see that it ended as it should."""
    command = [Path(sys.executable).with_name("bpm")]
    with Terminal(command, env=isolated(home, BPM_SESSIONS=str(home)), size=(100, 30), cwd=home) as terminal:
        terminal.wait_for("New session")
        terminal.wait_for("no sessions yet")
        yield terminal
        assert terminal.wait(timeout=60) == 0, terminal.screen_text()


@pytest.fixture(scope="module")
def once() -> dict[Strokes, tuple[dict[str, Any], str]]:
    """Remember what each story came to, so that each is told key by key only once."""
    return {}


@pytest.fixture
async def by_key(room: Room, once: dict[Strokes, tuple[dict[str, Any], str]]) -> tuple[dict[str, Any], str]:
    if STORY not in once:
        once[STORY] = await told(room, STORY)
    return once[STORY]


@pytest.mark.parametrize("reader", READERS)
def test_exported_page_says_exactly_what_was_typed(by_key: tuple[dict[str, Any], str], reader: str) -> None:
    page: Page = READERS[reader](by_key[1])
    assert page.below("Actor") == TABLE
    assert page.below("In hindsight") == LANES
    assert page.below("Where it showed") == SIGNALS
    assert [item for item in page.items if "From:" in item or "At:" in item] == ITEMS
    assert page.below("Moment")[:2] == [["Started", "2025-11-20 14:20"], ["Detected", "2025-11-20 14:30"]]


def test_session_keeps_what_the_page_does_not_show(by_key: tuple[dict[str, Any], str]) -> None:
    data = by_key[0]
    assert [data["title"], data["status"], data["incident"]["severity"]] == ["Payments outage", "open", "SEV-2"]
    assert data["incident"]["services"] == ["payments", "checkout"]
    assert data["entries"][-1]["at"] == "2025-11-21T00:20+00:00"
    assert data["entries"][7]["at"] == "?"
    absent, [added, *_] = data["entries"][0]["signals"][1], data["follow_ups"]
    assert (absent["follow_up"], added["origin"]) == (added["id"], absent["id"])
    assert data["sittings"][0]["phases"][0]["name"] == "Open"


def test_all_keys_in_one_write_give_the_same_session(by_key: tuple[dict[str, Any], str], tmp_path: Path) -> None:
    with at_the_list(tmp_path) as terminal:
        terminal.write(data_of(STORY))
    assert session_data(tmp_path) == by_key[0]
    assert page_text(tmp_path) == by_key[1]


def test_sixty_keys_a_second_give_the_same_session(by_key: tuple[dict[str, Any], str], tmp_path: Path) -> None:
    with at_the_list(tmp_path) as terminal:
        at_pace(terminal, STORY, 60)
    assert session_data(tmp_path) == by_key[0]
    assert page_text(tmp_path) == by_key[1]


async def test_fifteen_keys_a_second_give_the_same_session(room: Room, tmp_path: Path) -> None:
    expected = await told(room, SLICE)
    with at_the_list(tmp_path) as terminal:
        at_pace(terminal, SLICE, 15)
    assert (session_data(tmp_path), page_text(tmp_path)) == expected
