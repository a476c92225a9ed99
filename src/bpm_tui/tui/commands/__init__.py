"""Every command, and the screens that offer it. Each is declared once; keys, footer, help, palette and docs follow."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

from bpm_tui.tui.commands import (
    clock,
    closing,
    coach,
    compare,
    echoes,
    entries,
    follow_ups,
    keyboard,
    line,
    lists,
    meeting,
    moving,
    signals,
    talk,
    times,
    undo,
    view,
)
from bpm_tui.tui.kit.command import GroupCommand, ScreenCommand
from bpm_tui.tui.kit.keymap import Offered

Commands = Sequence[type[ScreenCommand]]


def declared_in(*modules: ModuleType) -> tuple[type[ScreenCommand], ...]:
    """Return the commands with a key that modules declare, in their order."""
    return tuple(
        command
        for module in modules
        for command in vars(module).values()
        if isinstance(command, type)
        and issubclass(command, ScreenCommand)
        and command.__module__ == module.__name__
        and command.BINDING_KEY
    )


_MEETING = (entries, talk, signals, coach, lists, undo, times, meeting, clock, closing, keyboard, view, compare)
COMMANDS: Commands = (*declared_in(*_MEETING), echoes.ShowEchoes, follow_ups.ShowFollowUps, *declared_in(moving))
"""The commands of the meeting, in the order in which help and footer show them."""

_LOOKING = tuple(command for command in COMMANDS if not command.WRITES)
LOOKING = tuple(
    command
    for command in _LOOKING
    if not issubclass(command, GroupCommand) or any(one.GROUP in command.default_keys() for one in _LOOKING)
)
"""Those that do not change the session; a group without any is left out."""

_ROWS = tuple(command for command in declared_in(moving) if command.MOVES_ROWS)
_LEAVING = (view.Back, view.Quit, view.Suspend)
_ANYWHERE = (view.Help, view.Palette, *_LEAVING)


def _replay() -> Commands:
    from bpm_tui.tui.replay import commands  # noqa: PLC0415 (read when first needed)

    not_here = (view.Replay, view.Help, moving.CellLeft, moving.CellRight)
    shown = (one for one in LOOKING if one.TOPIC in ("Moving", "View") and one not in not_here)
    return (*declared_in(commands), *shown, talk.Veil)


def _incident() -> Commands:
    from bpm_tui.tui.replay import incident_commands  # noqa: PLC0415 (read when first needed)

    return (*declared_in(incident_commands), *_ROWS, view.Blank, *_ANYWHERE)


def _inbox() -> Commands:
    from bpm_tui.tui.inbox import commands  # noqa: PLC0415 (read when first needed)

    return (*declared_in(commands), *_ROWS, *_ANYWHERE)


def _desk() -> Commands:
    from bpm_tui.tui.desk import commands  # noqa: PLC0415 (read when first needed)

    return (*declared_in(commands), echoes.EchoesAtDesk, *_ROWS, *_ANYWHERE)


def _library() -> Commands:
    own = (*_of_library("Library"), follow_ups.FollowUpsOfAll)
    return (*own, *_ROWS, view.Blank, view.ViewGroup, view.Help, view.Palette, view.Suspend)


def _pick() -> Commands:
    return (*_of_library("Choosing"), *_ROWS, *_LEAVING)


def _export() -> Commands:
    return (*_of_pages("Wiki page"), *_page(), view.Help, view.Palette)


def _compare() -> Commands:
    return (*_of_pages("What changed"), *_page(), view.Help, view.Palette)


def _page() -> Commands:
    return (*_of_pages("Page"), *_ROWS, *_LEAVING)


def _palette() -> Commands:
    return (*_of_pages("Palette"), *_ROWS, *_LEAVING)


def _form() -> Commands:
    from bpm_tui.tui.commands import forms  # noqa: PLC0415 (read when first needed)

    return (*declared_in(forms), *_LEAVING)


def _of_library(topic: str) -> Commands:
    from bpm_tui.tui.library import commands  # noqa: PLC0415 (read when first needed)

    return tuple(command for command in declared_in(commands) if topic == command.TOPIC)


def _of_pages(topic: str) -> Commands:
    from bpm_tui.tui.pages import commands  # noqa: PLC0415 (read when first needed)

    return tuple(command for command in declared_in(commands) if topic == command.TOPIC)


SCREENS: Offered = {
    "meeting": lambda: COMMANDS,
    "follow": lambda: LOOKING,
    "replay": _replay,
    "incident": _incident,
    "inbox": _inbox,
    "desk": _desk,
    "library": _library,
    "pick": _pick,
    "export": _export,
    "compare": _compare,
    "page": _page,
    "echoes": lambda: (*_of_pages("Earlier sessions"), *_ROWS, *_LEAVING),
    "follow-ups": lambda: (*_of_pages("Follow-ups"), *_ROWS, *_LEAVING),
    "palette": _palette,
    "form": _form,
    "line": lambda: declared_in(line),
}
"""What each screen offers; a screen's own command comes before one that others have, too."""


def every_command() -> tuple[type[ScreenCommand], ...]:
    """Return the commands of all screens, each once, those of the meeting first."""
    return tuple(dict.fromkeys(command for offered in SCREENS.values() for command in offered()))


__all__ = ["COMMANDS", "LOOKING", "SCREENS", "GroupCommand", "ScreenCommand", "declared_in", "every_command"]
