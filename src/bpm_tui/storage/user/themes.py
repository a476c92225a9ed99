"""The colours of the screen: one TOML file a theme, ours and the user's, each colour by the role it plays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from bpm_tui.storage.disk.problems import BadFileError, Problem, TomlFile, nearest, read_toml
from bpm_tui.storage.user.places import shipped_themes
from bpm_tui.storage.user.theme_contrast import READABLE, READABLE_FROM_AFAR, Weak, weak_pairs

DEFAULT = "dusk"
"""The default theme."""

Ground = Literal["ground", "panel", "raised", "cursor_ground", "selection"]
"""Background roles: the screen, a panel, header, footer and line, the selected row, selected text."""

Ink = Literal[
    "text", "muted", "accent", "known", "hindsight", "signal", "good", "warn", "bad", "changed", "cursor_text"
]
"""Text roles: ``known`` and ``hindsight`` are the two lanes, ``changed`` is what a replay just changed,
``cursor_text`` is for the selected row."""

Edge = Literal["border", "border_focus"]
"""The lines around panes."""

Role = Ground | Ink | Edge

ROLES: tuple[Role, ...] = (*get_args(Ground), *get_args(Ink), *get_args(Edge))
"""Every role; a theme gives a colour to each."""

PAIRS: tuple[tuple[Role, Role], ...] = (
    *((ink, ground) for ink in get_args(Ink) if ink != "cursor_text" for ground in ("ground", "panel", "raised")),
    ("cursor_text", "cursor_ground"),
    ("text", "selection"),
)
"""Every pair of text and background roles that the app uses."""

ANSI_COLOURS = (
    "default",
    *(
        bright + name
        for bright in ("", "bright_")
        for name in ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
    ),
)
"""The colours a terminal names itself; a theme with ``ansi = true`` uses these words in place of ``#rrggbb``."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_KEYS = {"name": str, "title": str, "dark": bool, "projector": bool, "ansi": bool, "colors": dict}


class Theme(NamedTuple):
    """A theme: ``name`` is what config and command line call it, ``title`` what people read."""

    name: str
    title: str
    dark: bool
    projector: bool
    ansi: bool
    colors: Mapping[Role, str]


def load_themes(user_folder: Path, ours: Path | None = None) -> tuple[dict[str, Theme], list[Problem]]:
    """Return the themes by name, the default first, and what is wrong with the user's.

    A user's theme takes the place of ours of the same name. One that is wrong is
    skipped; one that is hard to read is not.
    """
    themes: dict[str, Theme] = {}
    problems: list[Problem] = []
    for folder in (ours or shipped_themes(), user_folder):
        for file in sorted(folder.glob("*.toml")):
            try:
                theme = read_theme(file)
                themes[theme.name] = theme
                if folder == user_folder:
                    problems += _hard_to_read(theme, file)
            except (BadFileError, FileNotFoundError) as error:
                problems += _skipped(file, error)
    return dict(sorted(themes.items(), key=lambda each: (each[0] != DEFAULT, each[0]))), problems


def read_theme(file: Path) -> Theme:
    """Read one theme.

    Raises:
        BadFileError: it is not a theme; every problem is named with its place.
        FileNotFoundError: there is no such file.
    """
    read = read_toml(file)
    problems = [*_wrong_keys(read), *_wrong_colors(read)]
    if problems:
        raise BadFileError(problems)
    data = read.data
    flags = {name: data.get(name, False) for name in ("projector", "ansi")}
    return Theme(data["name"], data.get("title") or data["name"], data["dark"], **flags, colors=data["colors"])


def hard_to_read(theme: Theme) -> list[Weak[Role]]:
    """Return the pairs of a theme that are hard to read; none for the terminal's own colours."""
    return [] if theme.ansi else weak_pairs(theme.colors, PAIRS, least_contrast(theme))


def least_contrast(theme: Theme) -> float:
    """Return the contrast that every text of a theme needs."""
    return READABLE_FROM_AFAR if theme.projector else READABLE


def _hard_to_read(theme: Theme, file: Path) -> list[Problem]:
    weak = [f"{pair.ink} on {pair.ground} ({pair.contrast:.1f})" for pair in hard_to_read(theme)]
    said = f"hard to read, with a contrast below {least_contrast(theme):g}: {', '.join(weak)}"
    return [Problem(file, 1, 1, said)] if weak else []


def _skipped(file: Path, error: BadFileError | FileNotFoundError) -> list[Problem]:
    if isinstance(error, FileNotFoundError):
        return [Problem(file, 1, 1, "there is no such file; theme skipped")]
    return [Problem(each.file, each.line, each.column, f"{each.message}; theme skipped") for each in error.problems]


def _wrong_keys(read: TomlFile) -> list[Problem]:
    problems = [
        read.problem((key,), f"unknown key {key!r}{nearest(key, _KEYS)}") for key in read.data if key not in _KEYS
    ]
    for key, kind in _KEYS.items():
        if key in read.data and not isinstance(read.data[key], kind):
            problems.append(read.problem((key,), f"{key}: expected {_WORDS[kind]}"))
    problems += [read.problem((), f"no {key}") for key in ("name", "dark", "colors") if key not in read.data]
    name = read.data.get("name")
    if isinstance(name, str) and not _NAME.fullmatch(name):
        problems.append(read.problem(("name",), "name: expected small letters, digits and hyphens"))
    return problems


def _wrong_colors(read: TomlFile) -> list[Problem]:
    colors = read.data.get("colors")
    if not isinstance(colors, dict):
        return []
    missing = [role for role in ROLES if role not in colors]
    problems = [read.problem(("colors",), f"no colour for {', '.join(missing)}")] if missing else []
    for role, colour in colors.items():
        if role not in ROLES:
            problems.append(read.problem(("colors", role), f"unknown role {role!r}{nearest(role, ROLES)}"))
        elif wrong := _wrong_colour(colour, ansi=read.data.get("ansi") is True):
            problems.append(read.problem(("colors", role), f"{role}: {wrong}"))
    return problems


def _wrong_colour(colour: Any, *, ansi: bool) -> str:
    if ansi:
        return "" if colour in ANSI_COLOURS else "expected a colour of the terminal, such as 'default' or 'bright_blue'"
    return "" if isinstance(colour, str) and _COLOUR.fullmatch(colour) else "expected a colour such as '#d9dde4'"


_WORDS = {str: "a text in quotes", bool: "true or false", dict: "a table [colors]"}
