"""Which key does what: the commands' own keys, changed by the user's key map, checked before it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from textual.keys import Keys

from bpm_tui.tui.commands import COMMANDS, ScreenCommand

_NAMED = {key.value for key in Keys} | {
    "asterisk", "full_stop", "greater_than_sign", "less_than_sign", "minus", "plus", "question_mark", "slash", "space",
    "comma", "colon", "semicolon", "underscore", "equals_sign", "apostrophe", "number_sign", "percent_sign",
}  # fmt: skip
_UNUSABLE = {"ctrl+h", "ctrl+i", "ctrl+m", "ctrl+j", "ctrl+slash", "ctrl+question_mark", "ctrl+enter"}


_FORMER = {"begin-sitting": "begin-meeting", "sitting-details": "meeting-details"}
"""What commands were called before: key maps of then still work."""


class Keymap(NamedTuple):
    """The keys in force, by group and key, and what was wrong with the user's key map."""

    by_key: Mapping[tuple[str, str], type[ScreenCommand]]
    problems: tuple[str, ...] = ()
    commands: Sequence[type[ScreenCommand]] = COMMANDS

    def command(self, key: str, group: str = "") -> type[ScreenCommand] | None:
        """Return the command that a key stands for on the top level or in a group."""
        return self.by_key.get((group, key))

    def keys_of(self, command: type[ScreenCommand]) -> str:
        """Return the command's keys, separated by commas, without its group's."""
        return ",".join(key for (_, key), found in self.by_key.items() if found is command)

    def of(self, commands: Sequence[type[ScreenCommand]]) -> Keymap:
        """Return the keys of a screen's commands, in their order; those that are its own have their own keys.

        Where one of them has the key of a command of the meeting, its own one wins.
        """
        theirs = {place: command for place, command in self.by_key.items() if command in commands}
        own = {
            (command.GROUP, key): command
            for command in commands
            if command not in self.commands
            for key in command.default_keys()
        }
        left = {place: command for place, command in theirs.items() if place not in own}
        return Keymap(own | left, self.problems, commands)

    def group(self, group: str = "") -> Iterator[type[ScreenCommand]]:
        """Yield the commands of a group in their order, each once."""
        return (command for command in self.commands if group == command.GROUP and self.keys_of(command))


def keymap(changes: Mapping[str, str] | None = None) -> Keymap:
    """Return the keys with the user's changes, ``{command name: keys}``.

    A name, a key or a clash that cannot be is named in ``problems``, and that command keeps its own keys.
    """
    changed = {
        _FORMER.get(name, name): tuple(key.strip() for key in keys.split(",")) for name, keys in (changes or {}).items()
    }
    problems: list[str] = []
    while True:
        wanted = {command.slug(): changed.get(command.slug(), command.default_keys()) for command in COMMANDS}
        found = ((name, _problem(name, changed[name], wanted)) for name in reversed(changed))
        name, problem = next(((name, problem) for name, problem in found if problem), ("", ""))
        if not problem:
            break
        problems.insert(0, problem)
        del changed[name]
    by_key: dict[tuple[str, str], type[ScreenCommand]] = {}
    for command in COMMANDS:
        for key in wanted[command.slug()]:
            by_key[command.GROUP, key] = command
    return Keymap(by_key, tuple(problems))


def _problem(name: str, keys: Iterable[str], taken: Mapping[str, tuple[str, ...]]) -> str:
    groups = {command.slug(): command.GROUP for command in COMMANDS}
    if name not in groups:
        return f"keys: there is no command {name!r}; `bpm paths` says where the list of names is"
    for key in keys:
        if not _is_key(key):
            return f"keys: {name}: {key!r} is no key; an upper-case letter stands for shift with it"
        if key in _UNUSABLE:
            return f"keys: {name}: terminals do not pass {key!r} on; choose another key"
        for other, theirs in taken.items():
            if other != name and groups[other] == groups[name] and key in theirs:
                return f"keys: {name}: {key!r} is taken by {other}"
    return ""


def _is_key(key: str) -> bool:
    modifiers, _, last = key.rpartition("+")
    if len(last) == 1:
        return last.isprintable() and modifiers in ("", "ctrl", "alt")
    return key in _NAMED or (last in _NAMED and set(modifiers.split("+")) <= {"ctrl", "shift", "alt"})
