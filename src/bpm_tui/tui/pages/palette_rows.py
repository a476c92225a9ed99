"""Every command by name: which of them a few typed words may mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bpm_tui.tui.commands import GroupCommand, ScreenCommand


def name_of(command: type[ScreenCommand]) -> str:
    """Return a command's name as people read it, such as "Add entry"."""
    return command.slug().replace("-", " ").capitalize()


def help_of(command: type[ScreenCommand]) -> str:
    """Return what a command does, in one line."""
    return command.tooltip().split("\n")[0]


def found(commands: Iterable[type[ScreenCommand]], words: str) -> Sequence[type[ScreenCommand]]:
    """Return the commands that hold every word in name or help, in any case, the likeliest first.

    A name that begins with what was typed comes before one that holds it, and that before one whose help does.
    """
    wanted = words.casefold().split()
    may_be = [one for one in commands if not issubclass(one, GroupCommand) and one.slug() != "palette"]
    ranks = {one: _rank(one, wanted) for one in may_be}
    return sorted((one for one in may_be if ranks[one] < _NONE), key=ranks.__getitem__)


_NONE = 4


def _rank(command: type[ScreenCommand], wanted: Sequence[str]) -> int:
    name, said = name_of(command).casefold(), help_of(command).casefold()
    if name.startswith(" ".join(wanted)):
        return 0
    if all(f" {word}" in f" {name}" for word in wanted):
        return 1
    if all(word in name for word in wanted):
        return 2
    return 3 if all(word in name or word in said for word in wanted) else _NONE
