"""Which key does what on which screen: the commands' own keys, changed by the user's key map, once it is checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from textual.keys import Keys

from bpm_tui.tui.kit.command import ScreenCommand

_NAMED = {key.value for key in Keys} | {
    "asterisk", "full_stop", "greater_than_sign", "less_than_sign", "minus", "plus", "question_mark", "slash", "space",
    "comma", "colon", "semicolon", "underscore", "equals_sign", "apostrophe", "number_sign", "percent_sign",
}  # fmt: skip
_UNUSABLE = {"ctrl+h", "ctrl+i", "ctrl+m", "ctrl+j", "ctrl+slash", "ctrl+question_mark", "ctrl+enter"}
FORMER_COMMANDS = {
    "agree-removed": "accept-deletions",
    "begin-meeting": "start-meeting",
    "begin-sitting": "start-meeting",
    "coach-go-to": "coach-next-marked",
    "leave-unsaved": "quit-unsaved",
    "next-pivot": "next-turning-point",
    "otherwise": "not-as-expected",
    "signal-pass": "next-undecided-signal",
    "sitting-details": "meeting-details",
    "take-other": "use-other-version",
    "those-were-in": "times-in-zone",
    "those-were-utc": "times-in-utc",
}
"""What commands were called before: a key map with these names still works."""

Offered = Mapping[str, Callable[[], Sequence[type[ScreenCommand]]]]
"""The commands that each screen offers, by its name; where two have one key, the first of them has it."""


class Keymap(NamedTuple):
    """The keys in force on one screen, by group and key."""

    by_key: Mapping[tuple[str, str], type[ScreenCommand]]
    commands: Sequence[type[ScreenCommand]]

    def command(self, key: str, group: str = "") -> type[ScreenCommand] | None:
        """Return the command that a key stands for on the top level or in a group."""
        return self.by_key.get((group, key))

    def keys_of(self, command: type[ScreenCommand]) -> str:
        """Return the command's keys, separated by commas, without its group's."""
        return ",".join(key for (_, key), found in self.by_key.items() if found is command)

    def group(self, group: str = "") -> Iterator[type[ScreenCommand]]:
        """Yield the commands of a group in their order, each once."""
        return (command for command in self.commands if group == command.GROUP and self.keys_of(command))


class Keymaps:
    """The keys in force on every screen.

    ``changes`` is the user's key map, ``{command name: keys}``. A name, a key or a clash that cannot be is named in
    ``problems``, and that command keeps its own keys. Without changes only the commands of screens that are shown are
    loaded.
    """

    def __init__(self, offered: Offered, changes: Mapping[str, str] | None = None) -> None:
        self._offered = offered
        self._changed: dict[str, tuple[str, ...]] = {}
        self.problems: tuple[str, ...] = ()
        if changes:
            self._changed, self.problems = _checked(offered, changes)
        self.of = cache(self._of)

    def _of(self, screen: str) -> Keymap:
        """Return the keys of a screen."""
        commands = self._offered[screen]()
        by_key: dict[tuple[str, str], type[ScreenCommand]] = {}
        for command in sorted(commands, key=lambda one: one.GIVES_WAY):
            for key in _keys(command, self._changed):
                by_key.setdefault((command.GROUP, key), command)
        return Keymap(by_key, commands)


def _keys(command: type[ScreenCommand], changed: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return changed.get(command.slug(), command.default_keys())


def _checked(offered: Offered, changes: Mapping[str, str]) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Return the valid changes, and the problems of the others; of two that clash the later one is dropped."""
    changed = {
        FORMER_COMMANDS.get(name, name): tuple(key.strip() for key in keys.split(",")) for name, keys in changes.items()
    }
    screens = [commands() for commands in offered.values()]
    problems: list[str] = []
    while True:
        found = ((name, _problem(name, changed, screens)) for name in reversed(changed))
        name, problem = next(((name, problem) for name, problem in found if problem), ("", ""))
        if not problem:
            return changed, tuple(problems)
        problems.insert(0, problem)
        del changed[name]


def _problem(
    name: str, changed: Mapping[str, tuple[str, ...]], screens: Iterable[Sequence[type[ScreenCommand]]]
) -> str:
    command = next((one for commands in screens for one in commands if one.slug() == name), None)
    if command is None:
        return f"keys: there is no command {name!r}; `bpm paths` shows where the list of names is"
    for key in changed[name]:
        if not _is_key(key):
            return f"keys: {name}: {key!r} is not a key; an upper-case letter means shift with that letter"
        if key in _UNUSABLE:
            return f"keys: {name}: terminals do not pass on {key!r}; choose another key"
        if command.WHILE_TYPING and len(command.default_keys()) == len(changed[name]) == 1 and _is_text(key):
            return f"keys: {name}: {key!r} is typed as text there; choose a key such as ctrl+y or f2"
        for other in (one for commands in screens if command in commands for one in commands):
            if _clash(command, other, key, changed):
                return f"keys: {name}: {key!r} is taken by {other.slug()}"
    return ""


def _clash(
    command: type[ScreenCommand], other: type[ScreenCommand], key: str, changed: Mapping[str, tuple[str, ...]]
) -> bool:
    """Say whether another command of the screen has the key; two that share it without a key map may keep it."""
    if other is command or other.GIVES_WAY or other.GROUP != command.GROUP or key not in _keys(other, changed):
        return False
    return key not in command.default_keys() or key not in other.default_keys()


def _is_text(key: str) -> bool:
    return len(key) == 1 or (key in _NAMED and key in ("space", "comma", "full_stop", "minus", "plus", "slash"))


def _is_key(key: str) -> bool:
    modifiers, _, last = key.rpartition("+")
    if len(last) == 1:
        return last.isprintable() and modifiers in ("", "ctrl", "alt")
    return key in _NAMED or (last in _NAMED and set(modifiers.split("+")) <= {"ctrl", "shift", "alt"})
