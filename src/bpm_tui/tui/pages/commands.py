"""The keys of the pages over the meeting, beside those of moving and leaving."""

from __future__ import annotations

from typing import ClassVar

from bpm_tui.model.session import EffectResult
from bpm_tui.tui.kit.command import ScreenCommand
from bpm_tui.tui.kit.page import Page
from bpm_tui.tui.pages.compare import CompareScreen
from bpm_tui.tui.pages.echoes import EchoesScreen
from bpm_tui.tui.pages.export import ExportScreen
from bpm_tui.tui.pages.follow_ups import FollowUpsScreen
from bpm_tui.tui.pages.palette import PaletteScreen


class PageCommand(ScreenCommand):
    """A command of a page that is read."""

    WRITES = False
    TOPIC = "Page"


class ReadOn(PageCommand):
    """Scroll down one page."""

    BINDING_KEY = "space"

    async def run(self, screen: Page) -> None:
        """Scroll by what is in view."""
        screen.pane.page(1)


class ClosePage(PageCommand):
    """Close the page."""

    BINDING_KEY = "enter,q,question_mark,f1"

    async def run(self, screen: Page) -> None:
        """Go back."""
        await screen.back()


class RunFound(ScreenCommand):
    """Run the selected command."""

    BINDING_KEY = "enter"
    WRITES = False
    WHILE_TYPING = True
    TOPIC = "Palette"

    async def run(self, screen: PaletteScreen) -> None:
        """Go back and do it."""
        await screen.run_found()


class ClosePalette(ScreenCommand):
    """Close the palette."""

    BINDING_KEY = "ctrl+p"
    WRITES = False
    WHILE_TYPING = True
    TOPIC = "Palette"

    async def run(self, screen: PaletteScreen) -> None:
        """Go back."""
        await screen.back()


class ExportCommand(ScreenCommand):
    """A command of the wiki page."""

    WRITES = False
    TOPIC = "Wiki page"


class WritePage(ExportCommand):
    """Save the page beside the session."""

    BINDING_KEY = "w,enter"
    EXPORTS = True
    FOOTER_TEXT = "write"
    IN_FOOTER = True

    async def run(self, screen: ExportScreen) -> None:
        """Write it; over a different file only if another key says so."""
        screen.write(copy=False)


class CopyPage(ExportCommand):
    """Copy the page, and save it too."""

    BINDING_KEY = "y"
    EXPORTS = True
    FOOTER_TEXT = "copy and save"
    IN_FOOTER = True

    async def run(self, screen: ExportScreen) -> None:
        """Copy it; it is saved under another name if a different file is there."""
        screen.write(copy=True)


class OverwritePage(ExportCommand):
    """Overwrite the file, when asked about it."""

    BINDING_KEY = "o"
    EXPORTS = True

    def why_not(self, screen: ExportScreen) -> str:
        """Say that nothing was asked."""
        return "" if screen.asked else "w saves the page; o is for when there is a different file of that name"

    async def run(self, screen: ExportScreen) -> None:
        """Write it there."""
        screen.put(screen.path)


class WriteElsewhere(ExportCommand):
    """Save under another name, when asked about it."""

    BINDING_KEY = "n"
    EXPORTS = True

    def why_not(self, screen: ExportScreen) -> str:
        """Say that nothing was asked."""
        return "" if screen.asked else "w saves the page; n is for when there is a different file of that name"

    async def run(self, screen: ExportScreen) -> None:
        """Write it beside that file."""
        screen.put_elsewhere()


class GoToMarked(ExportCommand):
    """Go to the first sentence that the coach marked."""

    BINDING_KEY = "c"

    def why_not(self, screen: ExportScreen) -> str:
        """Say that there is none, or that it cannot be changed here."""
        if not screen.marked:
            return "the coach marked nothing on this page"
        return "" if screen.can_change else "the session cannot be changed here"

    async def run(self, screen: ExportScreen) -> None:
        """Close the page and go there."""
        await screen.go_to_marked()


class MakeParticipants(ExportCommand):
    """Make everybody named on the page a participant, so that their names follow the same choice."""

    BINDING_KEY = "p"

    def why_not(self, screen: ExportScreen) -> str:
        """Say that there is nobody, or that it cannot be changed here."""
        if not screen.strangers:
            return "everybody named here is a participant already"
        return "" if screen.can_change else "the session cannot be changed here"

    async def run(self, screen: ExportScreen) -> None:
        """Add them, and show the page anew."""
        screen.make_participants()


class NextWiki(ExportCommand):
    """Show the page for the next wiki."""

    BINDING_KEY = "right"
    FOOTER_TEXT = "other wiki"
    SHOWN = "←→"
    IN_FOOTER = True

    async def run(self, screen: ExportScreen) -> None:
        """Write it in the next dialect."""
        screen.turn(1)


class PreviousWiki(ExportCommand):
    """Show the page for the previous wiki."""

    BINDING_KEY = "left"

    async def run(self, screen: ExportScreen) -> None:
        """Write it in the dialect before."""
        screen.turn(-1)


class CompareCommand(ScreenCommand):
    """A command of the list of changes."""

    WRITES = False
    TOPIC = "What changed"


class NextMoment(CompareCommand):
    """Show the changes since a later starting point."""

    BINDING_KEY = "right"
    FOOTER_TEXT = "since when"
    SHOWN = "←→"
    IN_FOOTER = True

    async def run(self, screen: CompareScreen) -> None:
        """Take the next one, wrapping around."""
        screen.turn(1)


class PreviousMoment(CompareCommand):
    """Show the changes since an earlier starting point."""

    BINDING_KEY = "left"

    async def run(self, screen: CompareScreen) -> None:
        """Take the one before, wrapping around."""
        screen.turn(-1)


class ChangedSince(CompareCommand):
    """Show the changes since a time you type."""

    BINDING_KEY = "t"
    FOOTER_TEXT = "a time"
    IN_FOOTER = True

    async def run(self, screen: CompareScreen) -> None:
        """Ask for it."""
        await screen.ask_since()


class ChangedAgainst(CompareCommand):
    """Show the changes compared with another file."""

    BINDING_KEY = "f"
    FOOTER_TEXT = "a file"
    IN_FOOTER = True

    async def run(self, screen: CompareScreen) -> None:
        """Ask for it."""
        await screen.ask_file()


class WriteChanges(CompareCommand):
    """Save the changes as a page beside the session."""

    BINDING_KEY = "w"
    EXPORTS = True
    FOOTER_TEXT = "write"
    IN_FOOTER = True

    async def run(self, screen: CompareScreen) -> None:
        """Write it under a name that no other file has."""
        screen.write()


class ReadEcho(ScreenCommand):
    """Open the earlier session, to read it."""

    BINDING_KEY = "enter,right"
    WRITES = False
    TOPIC = "Earlier sessions"

    async def run(self, screen: EchoesScreen) -> None:
        """Show it over the list, read-only."""
        await screen.open()


class FollowUpCommand(ScreenCommand):
    """A command of the follow-ups of all sessions, about the one under the cursor."""

    WRITES = False
    TOPIC = "Follow-ups"

    def why_not(self, screen: FollowUpsScreen) -> str:
        """Say that there is none."""
        return "" if screen.selected else "no follow-up is selected"


class OpenItsSession(FollowUpCommand):
    """Open the session that the follow-up is from."""

    BINDING_KEY = "enter,right"

    async def run(self, screen: FollowUpsScreen) -> None:
        """Show it over the list."""
        await screen.open()


class MarkDone(FollowUpCommand):
    """Mark the follow-up as done; in 30 days, or on its own day, it is asked about again."""

    BINDING_KEY = "d"

    async def run(self, screen: FollowUpsScreen) -> None:
        """Change it in its session."""
        if kept := screen.selected:
            await screen.mark_done(kept)


class DropFollowUp(FollowUpCommand):
    """Drop the follow-up."""

    BINDING_KEY = "x"

    async def run(self, screen: FollowUpsScreen) -> None:
        """Change it in its session."""
        if kept := screen.selected:
            await screen.drop(kept)


class ReopenFollowUp(FollowUpCommand):
    """Open the follow-up again."""

    BINDING_KEY = "o"

    async def run(self, screen: FollowUpsScreen) -> None:
        """Change it in its session."""
        if kept := screen.selected:
            await screen.reopen(kept)


class ItWorked(FollowUpCommand):
    """Note that the follow-up worked."""

    BINDING_KEY = "w"
    RESULT: ClassVar[EffectResult] = "worked"

    async def run(self, screen: FollowUpsScreen) -> None:
        """Ask for a note."""
        if kept := screen.selected:
            await screen.ask_effect(kept, self.RESULT)


class ItWorkedPartly(ItWorked):
    """Note that the follow-up worked partly."""

    BINDING_KEY = "p"
    RESULT = "partly"


class ItDidNotWork(ItWorked):
    """Note that the follow-up did not work."""

    BINDING_KEY = "n"
    RESULT = "did not"


class TooEarlyToSay(ItWorked):
    """Note that it is too early to say; in 30 days it is asked about again."""

    BINDING_KEY = "y"
    RESULT = "too early"


class NextFollowUps(ScreenCommand):
    """Show the next: open, overdue, to check, done, all."""

    BINDING_KEY = "tab"
    WRITES = False
    TOPIC = "Follow-ups"

    async def run(self, screen: FollowUpsScreen) -> None:
        """Show it."""
        screen.turn(1)


class FormerFollowUps(ScreenCommand):
    """Show the previous."""

    BINDING_KEY = "shift+tab"
    WRITES = False
    TOPIC = "Follow-ups"

    async def run(self, screen: FollowUpsScreen) -> None:
        """Show it."""
        screen.turn(-1)
