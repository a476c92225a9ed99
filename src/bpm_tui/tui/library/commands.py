"""The keys of the library, beside those of moving and leaving."""

from __future__ import annotations

from bpm_tui.tui.kit.command import GroupCommand, ScreenCommand
from bpm_tui.tui.library.pick import PickScreen
from bpm_tui.tui.library.screen import LibraryScreen


class LibraryCommand(ScreenCommand):
    """A command of the library."""

    WRITES = False
    TOPIC = "Library"


class OpenSession(LibraryCommand):
    """Open the session under the cursor, at what was found."""

    BINDING_KEY = "enter,right"
    FOOTER_TEXT = "open"
    IN_FOOTER = True

    async def run(self, screen: LibraryScreen) -> None:
        """Show it over the list."""
        await screen.open()


class SearchSessions(LibraryCommand):
    """Search all sessions as you type."""

    BINDING_KEY = "slash"
    FOOTER_TEXT = "search"
    IN_FOOTER = True

    async def run(self, screen: LibraryScreen) -> None:
        """Open the line for words."""
        screen.ask_words()


class ShowBy(GroupCommand):
    """Filter the sessions by service, topic or status, or sort them."""

    BINDING_KEY = "b"
    FOOTER_TEXT = "filter and sort"
    TOPIC = "Library"
    IN_FOOTER = True


class ByService(LibraryCommand):
    """Show only sessions that involved a given service."""

    BINDING_KEY = "s"
    FOOTER_TEXT = "service"
    GROUP = "b"

    async def run(self, screen: LibraryScreen) -> None:
        """Let it be chosen."""
        await screen.keep_to("service")


class ByTopic(LibraryCommand):
    """Show only sessions with a given topic."""

    BINDING_KEY = "t"
    FOOTER_TEXT = "topic"
    GROUP = "b"

    async def run(self, screen: LibraryScreen) -> None:
        """Let it be chosen."""
        await screen.keep_to("topic")


class ByStatus(LibraryCommand):
    """Show only drafts, open or finished sessions."""

    BINDING_KEY = "u"
    FOOTER_TEXT = "status"
    GROUP = "b"

    async def run(self, screen: LibraryScreen) -> None:
        """Let it be chosen."""
        await screen.keep_to("status")


class AllSessions(LibraryCommand):
    """Show all sessions again."""

    BINDING_KEY = "a"
    FOOTER_TEXT = "all"
    GROUP = "b"

    async def run(self, screen: LibraryScreen) -> None:
        """Keep the list to nothing."""
        screen.keep_to_all()


class SortSessions(LibraryCommand):
    """Sort by the next column."""

    BINDING_KEY = "o"
    FOOTER_TEXT = "sort by the next column"
    GROUP = "b"

    async def run(self, screen: LibraryScreen) -> None:
        """Take the next order, around the end."""
        screen.turn_order()


class NewSession(LibraryCommand):
    """Start a new session: type its title."""

    BINDING_KEY = "a"
    FOOTER_TEXT = "new session"
    IN_FOOTER = True

    async def run(self, screen: LibraryScreen) -> None:
        """Open the line for the title."""
        screen.ask_title()


class ReplaySession(LibraryCommand):
    """Replay the meeting of the session under the cursor."""

    BINDING_KEY = "r"
    FOOTER_TEXT = "replay"
    IN_FOOTER = True

    async def run(self, screen: LibraryScreen) -> None:
        """Show the replay over the list."""
        await screen.replay()


class HideTitles(LibraryCommand):
    """Hide the titles, or show them again."""

    BINDING_KEY = "h"
    FOOTER_TEXT = "hide or show titles"
    IN_FOOTER = True
    RANK = 1

    async def run(self, screen: LibraryScreen) -> None:
        """Turn it over."""
        screen.turn_titles()


class NextSide(LibraryCommand):
    """Go to the session beside the list, or back."""

    BINDING_KEY = "tab,shift+tab"

    async def run(self, screen: LibraryScreen) -> None:
        """Move the focus."""
        screen.next_pane()


class BackInLibrary(LibraryCommand):
    """Step back: from the search to the list, from some of the sessions to all."""

    BINDING_KEY = "escape"

    async def run(self, screen: LibraryScreen) -> None:
        """Undo the innermost state of the screen."""
        await screen.back()


class LeaveLibrary(LibraryCommand):
    """Quit bpm."""

    BINDING_KEY = "ctrl+q"
    FOOTER_TEXT = "leave"
    WHILE_TYPING = True
    LEAVES = True
    IN_FOOTER = True

    async def run(self, screen: LibraryScreen) -> None:
        """Leave at once: nothing waits to be saved."""
        await screen.quit()


class PickLabel(ScreenCommand):
    """Choose the row under the cursor."""

    BINDING_KEY = "enter"
    WRITES = False
    TOPIC = "Choosing"

    async def run(self, screen: PickScreen) -> None:
        """Go back with it."""
        await screen.pick()
