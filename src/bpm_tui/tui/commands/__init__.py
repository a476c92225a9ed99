"""Every command of the meeting screen, each declared once."""

from bpm_tui.tui.commands import clock, closing, entries, history, lists, moving, sitting, talk, times, view
from bpm_tui.tui.commands.base import GroupCommand, MeetingCommand

_ROOMS = (entries, talk, lists, history, times, sitting, clock, closing, view, moving)

COMMANDS: tuple[type[MeetingCommand], ...] = tuple(
    command
    for room in _ROOMS
    for command in vars(room).values()
    if isinstance(command, type)
    and issubclass(command, MeetingCommand)
    and command.__module__ == room.__name__
    and command.BINDING_KEY
)
"""In the order in which help and footer show them."""

__all__ = ["COMMANDS", "GroupCommand", "MeetingCommand"]
