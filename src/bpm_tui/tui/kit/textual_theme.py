"""Themes as Textual knows them: every role becomes a CSS variable."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from textual.app import App
from textual.theme import Theme as TextualTheme

from bpm_tui.storage.user.config import remember_theme
from bpm_tui.storage.user.themes import Theme
from bpm_tui.tui.kit.services import Services

VARIABLES = {
    "ground": "ground", "panel": "panel-role", "raised": "raised", "cursor_ground": "cursor-ground",
    "selection": "selection", "text": "text-role", "muted": "muted", "accent": "accent-role", "known": "known",
    "hindsight": "hindsight", "signal": "signal", "good": "good", "warn": "warn", "bad": "bad",
    "changed": "changed", "cursor_text": "cursor-text", "border": "edge", "border_focus": "edge-focus",
}  # fmt: skip
"""The CSS variable of each role; names that Textual uses itself are kept free."""


def textual_theme(theme: Theme) -> TextualTheme:
    """Return the theme for Textual; its own widgets (palette, inputs) get colours of the same roles."""
    color = {role: f"ansi_{value}" if theme.ansi else value for role, value in theme.colors.items()}
    ours = {VARIABLES[role]: value for role, value in color.items()}
    theirs = {
        "block-cursor-background": color["cursor_ground"],
        "block-cursor-foreground": color["cursor_text"],
        "input-cursor-background": color["text"],
        "input-cursor-foreground": color["ground"],
        "input-selection-background": color["selection"],
        # Textual gives these to every theme but those of the terminal's own colours, and reads them in all.
        "ansi-background": color["ground"],
        "ansi-foreground": color["text"],
    }
    return TextualTheme(
        name=theme.name,
        primary=color["accent"],
        secondary=color["known"],
        warning=color["warn"],
        error=color["bad"],
        success=color["good"],
        accent=color["accent"],
        foreground=color["text"],
        background=color["ground"],
        surface=color["panel"],
        panel=color["raised"],
        dark=theme.dark,
        ansi=theme.ansi,
        variables=ours | theirs,
    )


def next_theme(app: App[Any], services: Services) -> str:
    """Switch to the next theme, remember it where files may be written, and return its title.

    If the disk refuses, the choice is not remembered.
    """
    themes = services.themes
    names = list(themes)
    app.theme = names[(names.index(app.theme) + 1) % len(names)]
    if services.exports:
        with suppress(OSError):
            remember_theme(services.places, services.config, app.theme)
    return themes[app.theme].title
