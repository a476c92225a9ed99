"""A command is declared once: name, key, help, when it is dimmed and what it does; all else is derived from it."""

from __future__ import annotations

from typing import Any, ClassVar

from textual_enhanced.commands import Command


class ScreenCommand(Command):
    """Something that can be done on a screen; the docstring is what help and palette say of it.

    It takes the screen that it is offered on.
    """

    GROUP: ClassVar[str] = ""
    """The key of the group that this command's key belongs to; empty on the top level."""
    TOPIC: ClassVar[str] = ""
    """The heading under which help lists it."""
    IN_FOOTER: ClassVar[bool] = False
    SHOWN: ClassVar[str] = ""
    """The keys as the footer shows them, if it shows another command's key along with this one."""
    RANK: ClassVar[int] = 0
    """If the footer is short, those of the highest rank are left out; 0 never is."""
    WRITES: ClassVar[bool] = True
    """Whether it changes the session; a read-only screen does not offer it."""
    EXPORTS: ClassVar[bool] = False
    """Whether it writes a file or the clipboard on the machine that bpm runs on, which a follower may not."""
    WHILE_TYPING: ClassVar[bool] = False
    """Whether its keys work while a line is open, unless they are text."""
    OF_TIMES: ClassVar[bool] = False
    """Whether it only makes sense in a line that may begin with a time."""
    MOVES_ROWS: ClassVar[bool] = False
    """Whether it only moves the cursor by rows; while its key is held down, the side panes need not keep up."""
    KEEPS_LEAVING: ClassVar[bool] = False
    """Whether it keeps a question about leaving open; any other command means that somebody stays."""
    GIVES_WAY: ClassVar[bool] = False
    """Whether a key map may give its key to another command without a warning."""
    LEAVES: ClassVar[bool] = False
    """Whether it leaves bpm: a page over another screen closes, and the screen below is given the key too."""

    @classmethod
    def slug(cls) -> str:
        """Return the name used in the key map, such as ``add-entry``."""
        return "-".join(cls._SPLITTER.findall(cls.__name__)).lower()

    @classmethod
    def default_keys(cls) -> tuple[str, ...]:
        """Return the keys it has without a key map."""
        keys = cls.BINDING_KEY[0] if isinstance(cls.BINDING_KEY, tuple) else cls.BINDING_KEY or ""
        return tuple(key.strip() for key in keys.split(",") if key.strip())

    @classmethod
    def does(cls) -> str:
        """Return what it does, in one line."""
        return cls.tooltip().split("\n")[0]

    def word(self, screen: Any) -> str:
        """Return what the footer calls it now."""
        return self.FOOTER_TEXT or self.command()

    def is_in_footer(self, screen: Any) -> bool:
        """Say whether the footer names it now."""
        return self.IN_FOOTER

    def why_not(self, screen: Any) -> str:
        """Return why it cannot be done now, empty if it can."""
        return ""

    async def run(self, screen: Any) -> None:
        """Do it."""
        raise NotImplementedError


class GroupCommand(ScreenCommand):
    """A key that opens a one-line chooser of commands."""

    WRITES = False

    async def run(self, screen: Any) -> None:
        """Show the choices."""
        screen.group = self.default_keys()[0]
