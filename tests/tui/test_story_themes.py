"""Every theme that is shipped: chosen, remembered, and there again at the next start."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bpm_tui.storage.user.config import remember_theme
from bpm_tui.storage.user.themes import load_themes
from bpm_tui.tui.commands.view import NextTheme
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.start import services_at
from tests.pseudo_terminal import isolated
from tests.sessions import numbered
from tests.terminal import Terminal
from tests.tui.meetings import Room

THEMES = tuple(load_themes(Path("nowhere"))[0])


@pytest.mark.parametrize("theme", THEMES)
async def test_app_starts_in_the_theme_that_was_used_last(room: Room, theme: str) -> None:
    services = services_at(room.places)
    remember_theme(services.places, services.config, theme)
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


async def test_theme_that_there_is_not_is_named_with_its_line_and_the_default_is_used(room: Room) -> None:
    room.places.config_file.parent.mkdir(parents=True, exist_ok=True)
    room.places.config_file.write_text('facilitator = "Ana"\ntheme = "dask"\n')
    async with room.meeting(numbered(1)) as held:
        assert held.app.theme == THEMES[0]
        await held.pilot.pause()
        assert "config.toml:2:1: theme: there is no theme 'dask', ignored; did you mean 'dusk'?" in str(
            [each.message for each in held.app._notifications]
        )


@pytest.mark.parametrize("theme", ["terminal", "dusk"])
def test_without_colours_every_theme_can_be_read(room: Room, tmp_path: Path, theme: str) -> None:
    remember_theme(room.places, Services(room.places).config, theme)
    folders = {"XDG_STATE_HOME": str(room.places.state.parent), "XDG_CONFIG_HOME": str(room.places.config.parent)}
    bpm, env = Path(sys.executable).with_name("bpm"), isolated(tmp_path, NO_COLOR="1", **folders)
    with Terminal([bpm, room.written(numbered(2))], env=env, cwd=tmp_path) as terminal:
        terminal.wait_for("thing 1")
        fore, back, *_ = terminal.look("thing 1")
        assert fore != back or fore == "default"
