"""A command is declared once: name, key, help, when it is dimmed and what it does; all else is derived from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual_enhanced.commands import Command

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.session_screen import SessionScreen


class ScreenCommand(Command):
    """Something that can be done on a session's screen; the docstring is what help and palette say of it.

    It takes the screen it needs: ``SessionScreen`` if it only looks, ``MeetingScreen`` if it writes.
    """

    GROUP: ClassVar[str] = ""
    """The key of the group that this command's key belongs to; empty on the top level."""
    TOPIC: ClassVar[str] = ""
    """The heading under which help lists it."""
    IN_FOOTER: ClassVar[bool] = False
    WRITES: ClassVar[bool] = True
    """Whether it changes something of the session; a screen that is only looked at does not offer it."""

    @classmethod
    def slug(cls) -> str:
        """Return the name used in the key map, such as ``add-entry``."""
        return "-".join(cls._SPLITTER.findall(cls.__name__)).lower()

    @classmethod
    def default_keys(cls) -> tuple[str, ...]:
        """Return the keys it has without a key map."""
        keys = cls.BINDING_KEY[0] if isinstance(cls.BINDING_KEY, tuple) else cls.BINDING_KEY or ""
        return tuple(key.strip() for key in keys.split(",") if key.strip())

    def why_not(self, screen: Any) -> str:
        """Return why it cannot be done now, empty if it can."""
        return ""

    async def run(self, screen: Any) -> None:
        """Do it."""
        raise NotImplementedError


class GroupCommand(ScreenCommand):
    """A key that opens a one-line chooser of commands."""

    WRITES = False

    async def run(self, screen: SessionScreen) -> None:
        """Show the choices."""
        screen.group = self.default_keys()[0]


class EntryCommand(ScreenCommand):
    """A command that needs a selected entry."""

    def why_not(self, screen: Any) -> str:
        """Say that there is no entry."""
        return "" if screen.selected else "there is no entry to do this to; a adds one"
