"""Every theme that is shipped: chosen, remembered, and there again at the next start."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpm_tui.storage.config import remember_theme
from bpm_tui.storage.themes import load_themes
from bpm_tui.tui.commands.view import NextTheme
from bpm_tui.tui.equipment import Equipment
from tests.tui.meetings import Room, numbered

THEMES = tuple(load_themes(Path("nowhere"))[0])


@pytest.mark.parametrize("theme", THEMES)
async def test_app_starts_in_the_theme_that_was_used_last(room: Room, theme: str) -> None:
    equipment = Equipment(room.places)
    remember_theme(equipment.places, equipment.config, theme)
    async with room.meeting(numbered(3)) as held:
        assert held.app.theme == theme
        held.app.notify("a word", title="Title", severity="error")
        await held.press("?")
        assert "Help" in held.shown()
        await held.press("escape", "ctrl+p", *"blank")
        await held.pilot.pause()
        assert "Blank" in held.shown()
        await held.press("escape")
        await held.pilot.pause()
        assert "thing 2" in held.shown()


async def test_theme_chosen_in_a_meeting_is_remembered(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(NextTheme)
        chosen = held.app.theme
        assert chosen != THEMES[0]
    async with room.meeting(numbered(1)) as held:
        assert held.app.theme == chosen
