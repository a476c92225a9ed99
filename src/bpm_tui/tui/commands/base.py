"""A command is declared once: name, key, help, when it is dimmed and what it does; all else is derived from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual_enhanced.commands import Command

if TYPE_CHECKING:
    from bpm_tui.tui.screens.meeting import MeetingScreen


class MeetingCommand(Command):
    """Something that can be done on the meeting screen; the docstring is what help and palette say of it."""

    GROUP: ClassVar[str] = ""
    """The key of the group that this command's key belongs to; empty on the top level."""
    TOPIC: ClassVar[str] = ""
    """The heading under which help lists it."""
    IN_FOOTER: ClassVar[bool] = False
    WRITES: ClassVar[bool] = True
    """Whether it changes the session, and so is dimmed in a read-only one."""

    @classmethod
    def slug(cls) -> str:
        """Return the name used in the key map, such as ``add-entry``."""
        return "-".join(cls._SPLITTER.findall(cls.__name__)).lower()

    @classmethod
    def default_keys(cls) -> tuple[str, ...]:
        """Return the keys it has without a key map."""
        keys = cls.BINDING_KEY[0] if isinstance(cls.BINDING_KEY, tuple) else cls.BINDING_KEY or ""
        return tuple(key.strip() for key in keys.split(",") if key.strip())

    def dimmed(self, meeting: MeetingScreen) -> str:
        """Return why it cannot be done now, empty if it can."""
        if self.WRITES and meeting.read_only:
            return "this session is read only here; another bpm has it open"
        return self.why_not(meeting)

    def why_not(self, meeting: MeetingScreen) -> str:
        """Return the command's own reason for not being possible now."""
        return ""

    async def run(self, meeting: MeetingScreen) -> None:
        """Do it."""
        raise NotImplementedError


class GroupCommand(MeetingCommand):
    """A key that opens a one-line chooser of commands."""

    WRITES = False

    async def run(self, meeting: MeetingScreen) -> None:
        """Show the choices."""
        meeting.group = self.default_keys()[0]


class EntryCommand(MeetingCommand):
    """A command that needs a selected entry."""

    def why_not(self, meeting: MeetingScreen) -> str:
        """Say that there is no entry."""
        return "" if meeting.selected else "there is no entry to do this to; a adds one"
