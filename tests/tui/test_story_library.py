"""The library: every session in a list, searched as one types, kept to a service, topic or status, and sorted."""

from __future__ import annotations

import pytest

from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
from tests.sessions import session_of
from tests.tui.library import WIDE, library, put, three
from tests.tui.meetings import Room

TITLES = ["Payments outage", "Backups were empty", "Search slow"]


def titles(rows: list[str]) -> list[str]:
    """Return the titles in rows, in order."""
    return [title for row in rows for title in TITLES if title in row]


async def test_sessions_stand_in_columns_the_latest_first(room: Room) -> None:
    three(room)
    async with library(room) as shown:
        assert titles(shown.rows()) == TITLES
        assert shown.rows()[0].split() == ["2025-11-20", "Payments", "outage", "SEV-2", "open", "9", "1", "open"]
        for name in ("date ▾", "title", "severity", "status", "entries", "follow-ups", "Sessions · 3"):
            assert name in shown.text()


async def test_words_are_searched_as_they_are_typed_and_enter_opens_at_the_entry(room: Room) -> None:
    three(room)
    async with library(room) as shown:
        await shown.press("/")
        for typed, found in (("cac", 2), ("hes wa", 1), ("rm", 1)):
            await shown.type(typed)
            assert f"{found} found" in shown.text()
        assert shown.rows() == [
            shown.rows()[0],
            "assumed    the cache was warm",
        ]
        assert "14:32 Ana: restarted payments → 500s halved" not in shown.text()
        await shown.press("down")
        assert "Ana: restarted payments → 500s halved" in shown.text()
        await shown.press("enter")
        assert isinstance(shown.app.screen, MeetingScreen)
        selected = shown.app.screen.selected
        assert selected is not None
        assert selected.what == "restarted payments"
        await shown.press("escape", "escape")
        assert shown.on_top
        assert shown.screen.list.cursor == 1
        assert "1 found" in shown.text()


async def test_enter_right_after_the_last_letter_opens_what_the_whole_word_finds(room: Room) -> None:
    three(room)
    async with library(room) as shown:
        await shown.press("/", *"backups", "enter")
        assert isinstance(shown.app.screen, MeetingScreen)
        assert shown.app.screen.session.title == "Backups were empty"


async def test_escape_steps_back_and_only_ctrl_q_leaves(room: Room) -> None:
    three(room)
    async with library(room) as shown:
        await shown.press("/", *"payments")
        assert titles(shown.rows())[0] == "Payments outage"
        await shown.press("escape")
        assert shown.screen.typing is None
        assert "found" in shown.text()
        await shown.press("escape")
        assert titles(shown.rows()) == TITLES
        await shown.press("escape", "escape", "q", "escape")
        assert shown.app.return_code is None
        assert shown.app.is_running
        await shown.press("/", "ctrl+q")
        assert shown.app.return_code == 0


async def test_list_is_kept_to_a_service_a_topic_or_a_status(room: Room) -> None:
    three(room)
    async with library(room) as shown:
        await shown.press("b", "s")
        assert "payments" in shown.text()
        assert "2 sessions" in shown.text()
        await shown.press("enter")
        await shown.settled()
        assert titles(shown.rows()) == TITLES[:2]
        assert "Sessions · 2 · service payments" in shown.text()
        await shown.press("b", "u", "down", "enter")
        await shown.settled()
        assert titles(shown.rows()) == ["Backups were empty"]
        await shown.press("/", *"outage", "escape")
        assert "no session matches" in shown.text()
        await shown.press("escape", "escape")
        assert titles(shown.rows()) == TITLES
        await shown.press("b", "t", "enter")
        await shown.settled()
        assert titles(shown.rows()) == ["Search slow"]
        await shown.press("b", "a")
        assert titles(shown.rows()) == TITLES


async def test_list_is_sorted_by_each_column(room: Room) -> None:
    three(room)
    async with library(room) as shown:
        orders = []
        for _ in range(6):
            await shown.press("b", "o")
            orders.append((shown.screen.list.order, titles(shown.rows())[0]))
        assert orders == [
            ("title", "Backups were empty"),
            ("severity", "Backups were empty"),
            ("status", "Payments outage"),
            ("entries", "Payments outage"),
            ("follow-ups", "Payments outage"),
            ("date", "Payments outage"),
        ]


async def test_hidden_titles_hide_what_was_found_and_what_stands_beside(room: Room) -> None:
    three(room)
    async with library(room) as shown:
        assert "raise the pool limit" in shown.text()
        await shown.press("h")
        assert not any(word in shown.text() for word in (*TITLES, "raise the pool limit"))
        assert len(shown.rows()) == 3
        await shown.press("/", *"cache")
        assert len(shown.rows()) == 2
        assert "warm" not in shown.text()
        await shown.press("escape", "h")
        assert "warm" in shown.text()


async def test_what_was_changed_meanwhile_is_seen_on_coming_back(room: Room) -> None:
    three(room)
    async with library(room) as shown:
        await shown.press("enter", "a", *"14:40 Ben: flushed the flux capacitor", "enter", "escape", "escape", "escape")
        assert shown.on_top
        assert "10" in shown.rows()[0]
        await shown.press("/", *"flushing")
        assert any("flux capacitor" in row for row in shown.rows())


@pytest.mark.parametrize("size", [(80, 24), (100, 30), WIDE])
async def test_a_broken_session_is_named_in_the_list(room: Room, size: tuple[int, int]) -> None:
    three(room)
    (room.places.sessions / "broken.toml").write_text('id = "x')
    async with library(room, size) as shown:
        assert "broken.toml · not TOML" in shown.text()
        assert len(shown.rows()) == 4
        await shown.press("enter")
        assert shown.on_top


async def test_the_other_side_is_scrolled_with_the_same_keys(room: Room) -> None:
    three(room)
    learnings = [{"id": f"l{number:05}", "text": f"learned {number}"} for number in range(80)]
    put(room, session_of(id="sess09", title="Much learned", learnings=learnings), "2026-01-01-much")
    async with library(room) as shown:
        assert "learned 3" in shown.text()
        assert "learned 79" not in shown.text()
        await shown.press("tab", "G")
        assert "learned 79" in shown.text()
        await shown.press("tab", "j")
        assert "learned" not in shown.text().replace("Much learned", "")
