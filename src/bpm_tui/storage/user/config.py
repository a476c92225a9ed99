"""The user's settings, and what the app remembers by itself.

``config.toml`` in the config folder is the user's: it is read, never written. What the app remembers (the theme last
switched to, that the first-run text was seen) is kept in the state folder. Of two choices of the theme the later
counts: a theme switched to in the app is used until the config names another one than at that time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from bpm_tui.storage.disk.problems import BadFileError, Problem, TomlFile, nearest, read_toml
from bpm_tui.storage.disk.small_files import read_small, write_small
from bpm_tui.storage.user.export_choices import FORMATS, WIKIS
from bpm_tui.storage.user.places import Places
from bpm_tui.storage.user.zones import is_zone


class Config(NamedTuple):
    """The settings; an empty text means: not set. ``keys`` is the key map by command name, not yet checked."""

    theme: str = ""
    hide_titles: bool = False
    timezone: str = ""
    facilitator: str = ""
    keys: Mapping[str, str] = MappingProxyType({})
    wiki: str = ""
    export_format: str = ""
    export_template: str = ""


class Remembered(NamedTuple):
    """What the app keeps for itself; ``theme_over`` is the theme the config named when ``theme`` was switched to."""

    theme: str = ""
    theme_over: str = ""
    first_run_seen: bool = False


def load_config(places: Places) -> tuple[Config, list[Problem]]:
    """Return the user's settings and what is wrong with them; a setting that is wrong keeps its default."""
    try:
        read = read_toml(places.config_file)
    except FileNotFoundError:
        return Config(), []
    except BadFileError as error:
        return Config(), [found._replace(message=f"{found.message}; using the defaults") for found in error.problems]
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for name, value in read.data.items():
        check = _CHECKS.get(name)
        if check is None:
            problems.append(read.problem((name,), f"unknown setting {name!r}, ignored{nearest(name, _CHECKS)}"))
        else:
            values[name] = check(read, name, value, problems)
    return Config(**{name: value for name, value in values.items() if value is not None}), problems


def remembered(places: Places) -> Remembered:
    """Return what the app remembers; what cannot be read is forgotten."""
    stored = read_small(_memory(places))
    kinds = {name: type(default) for name, default in Remembered()._asdict().items()}
    return Remembered(**{name: stored[name] for name, kind in kinds.items() if isinstance(stored.get(name), kind)})


def remember(places: Places, **what: str | bool) -> Remembered:
    """Keep fields of ``Remembered`` and return all of them.

    Raises:
        OSError: the state folder cannot be written.
    """
    kept = remembered(places)._replace(**what)  # type: ignore[arg-type]  # the fields are told apart by name
    write_small(_memory(places), kept._asdict())
    return kept


def remember_theme(places: Places, config: Config, name: str) -> Remembered:
    """Keep the theme that was switched to.

    Raises:
        OSError: the state folder cannot be written.
    """
    return remember(places, theme=name, theme_over=config.theme)


def chosen_theme(config: Config, memory: Remembered) -> str:
    """Return the name of the theme to start with, empty if nobody chose one."""
    if memory.theme and memory.theme_over == config.theme:
        return memory.theme
    return config.theme


def unknown_theme(places: Places, config: Config, names: Collection[str]) -> list[Problem]:
    """Return the problem if the settings name a theme that does not exist."""
    if not config.theme or config.theme in names:
        return []
    message = f"theme: there is no theme {config.theme!r}, ignored{nearest(config.theme, names)}"
    return [read_toml(places.config_file).problem(("theme",), message)]


_Check = Callable[[TomlFile, str, Any, list[Problem]], Any]


def _text(read: TomlFile, name: str, value: Any, problems: list[Problem]) -> str | None:
    if isinstance(value, str):
        return value
    problems.append(read.problem((name,), f"{name}: expected a text in quotes, ignored"))
    return None


def _flag(read: TomlFile, name: str, value: Any, problems: list[Problem]) -> bool | None:
    if isinstance(value, bool):
        return value
    problems.append(read.problem((name,), f"{name}: expected true or false; using false"))
    return None


def _zone(read: TomlFile, name: str, value: Any, problems: list[Problem]) -> str | None:
    if isinstance(value, str) and (not value or is_zone(value)):
        return value
    message = f"{name}: expected a time zone such as 'Europe/Copenhagen'; using the machine's own"
    problems.append(read.problem((name,), message))
    return None


def _choice(*names: str) -> _Check:
    """Return the check of a setting that is one of some names."""

    def check(read: TomlFile, name: str, value: Any, problems: list[Problem]) -> str | None:
        if value in names:
            return str(value)
        message = f"{name}: expected one of {', '.join(names)}; ignored"
        problems.append(read.problem((name,), message))
        return None

    return check


def _keys(read: TomlFile, name: str, value: Any, problems: list[Problem]) -> Mapping[str, str] | None:
    if not isinstance(value, dict):
        message = f"{name}: expected a table [keys] with lines such as undo = 'ctrl+y'; using the default keys"
        problems.append(read.problem((name,), message))
        return None
    for command, key in value.items():
        if not isinstance(key, str):
            message = f"{name}.{command}: expected a key in quotes, such as 'ctrl+y'; using its default key"
            problems.append(read.problem((name, command), message))
    return MappingProxyType({command: key for command, key in value.items() if isinstance(key, str)})


_CHECKS: dict[str, _Check] = {
    "theme": _text,
    "hide_titles": _flag,
    "timezone": _zone,
    "facilitator": _text,
    "wiki": _choice(*WIKIS),
    "export_format": _choice(*FORMATS),
    "export_template": _text,
    "keys": _keys,
}


def _memory(places: Places) -> Path:
    return places.state / "remembered.toml"
