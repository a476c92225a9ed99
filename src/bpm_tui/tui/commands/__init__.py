"""Every command of the meeting screen, each declared once."""

from bpm_tui.tui.commands import (
    clock,
    closing,
    coach,
    compare,
    entries,
    inbox,
    lists,
    meeting,
    moving,
    opening,
    replay,
    signals,
    talk,
    times,
    view,
)
from bpm_tui.tui.commands import undo as history
from bpm_tui.tui.kit.command import GroupCommand, ScreenCommand

_ROOMS = (
    entries,
    talk,
    signals,
    coach,
    lists,
    history,
    times,
    meeting,
    clock,
    closing,
    opening,
    view,
    replay,
    compare,
    inbox,
    moving,
)

COMMANDS: tuple[type[ScreenCommand], ...] = tuple(
    command
    for room in _ROOMS
    for command in vars(room).values()
    if isinstance(command, type)
    and issubclass(command, ScreenCommand)
    and command.__module__ == room.__name__
    and command.BINDING_KEY
)
"""In the order in which help and footer show them."""

_LOOKING = tuple(command for command in COMMANDS if not command.WRITES)
LOOKING: tuple[type[ScreenCommand], ...] = tuple(
    command
    for command in _LOOKING
    if not issubclass(command, GroupCommand) or any(one.GROUP in command.default_keys() for one in _LOOKING)
)
"""Those that change nothing of the session; a group of which none is left is none of them."""

__all__ = ["COMMANDS", "LOOKING", "GroupCommand", "ScreenCommand"]
