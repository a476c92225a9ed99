"""The keys of the inbox: decide, pick, filter, import."""

from __future__ import annotations

from bpm_tui.tui.inbox.screen import InboxScreen
from bpm_tui.tui.kit.command import ScreenCommand


class InboxCommand(ScreenCommand):
    """A command of the inbox."""

    TOPIC = "Inbox"
    IN_FOOTER = True


class TakeItem(InboxCommand):
    """Take the item into the timeline."""

    BINDING_KEY = "enter,t"
    FOOTER_TEXT = "take"

    async def run(self, screen: InboxScreen) -> None:
        """Add it where its time belongs."""
        screen.take()


class SkipItem(InboxCommand):
    """Skip the item, or let it wait again."""

    BINDING_KEY = "s"
    FOOTER_TEXT = "skip"

    async def run(self, screen: InboxScreen) -> None:
        """Toggle it."""
        screen.skip()


class NoteItem(InboxCommand):
    """Add the item to the entry below as a note."""

    BINDING_KEY = "o"
    FOOTER_TEXT = "note: known then"

    async def run(self, screen: InboxScreen) -> None:
        """Add a note."""
        screen.note()


class MergeItem(InboxCommand):
    """Add the item to the text of the entry below."""

    BINDING_KEY = "m"
    FOOTER_TEXT = "merge"

    async def run(self, screen: InboxScreen) -> None:
        """Change the entry."""
        screen.merge()


class TakeAsLearning(InboxCommand):
    """Take the item as a learning."""

    BINDING_KEY = "l"
    FOOTER_TEXT = "learning"
    RANK = 7

    async def run(self, screen: InboxScreen) -> None:
        """Add it to the learnings."""
        screen.become("learnings")


class TakeAsFollowUp(InboxCommand):
    """Take the item as a follow-up."""

    BINDING_KEY = "f"
    FOOTER_TEXT = "follow-up"
    RANK = 8

    async def run(self, screen: InboxScreen) -> None:
        """Add it to the follow-ups."""
        screen.become("follow_ups")


class ParkItem(InboxCommand):
    """Take the item as a parked topic."""

    BINDING_KEY = "p"
    FOOTER_TEXT = "park"
    RANK = 9

    async def run(self, screen: InboxScreen) -> None:
        """Add it to the parked topics."""
        screen.become("parked")


class AskItem(InboxCommand):
    """Ask what the item says as the next question, about the entry below."""

    BINDING_KEY = "q"
    FOOTER_TEXT = "next question"
    RANK = 10

    async def run(self, screen: InboxScreen) -> None:
        """Put it on the meeting's screen."""
        screen.ask()


class UndoDecision(InboxCommand):
    """Undo the last decision."""

    BINDING_KEY = "u"
    FOOTER_TEXT = "undo"

    async def run(self, screen: InboxScreen) -> None:
        """Let it wait again."""
        screen.undo()


class PickItem(InboxCommand):
    """Pick the item, to decide several together."""

    BINDING_KEY = "space"
    FOOTER_TEXT = "pick"
    RANK = 1

    async def run(self, screen: InboxScreen) -> None:
        """Toggle it and go on."""
        screen.pick()


class PickItemsDown(InboxCommand):
    """Pick this item and the next one."""

    BINDING_KEY = "shift+down"
    IN_FOOTER = False

    async def run(self, screen: InboxScreen) -> None:
        """Widen what is picked downwards."""
        screen.extend(1)


class PickItemsUp(InboxCommand):
    """Pick this item and the previous one."""

    BINDING_KEY = "shift+up"
    IN_FOOTER = False

    async def run(self, screen: InboxScreen) -> None:
        """Widen what is picked upwards."""
        screen.extend(-1)


class FilterItems(InboxCommand):
    """Filter by words, people, channels or times."""

    BINDING_KEY = "slash"
    FOOTER_TEXT = "filter"

    async def run(self, screen: InboxScreen) -> None:
        """Open the line for them."""
        screen.filter()


class NameActor(InboxCommand):
    """Say who the name stands for, in all items."""

    BINDING_KEY = "i"
    FOOTER_TEXT = "who is this"
    RANK = 2

    async def run(self, screen: InboxScreen) -> None:
        """Open the line for the name."""
        screen.ask_who()


class NextTarget(InboxCommand):
    """Choose the next entry to add items to."""

    BINDING_KEY = "right"
    FOOTER_TEXT = "entry"
    SHOWN = "← →"
    RANK = 4

    async def run(self, screen: InboxScreen) -> None:
        """Go one entry on."""
        screen.choose_entry(1)


class PreviousTarget(InboxCommand):
    """Choose the previous entry to add items to."""

    BINDING_KEY = "left"
    IN_FOOTER = False

    async def run(self, screen: InboxScreen) -> None:
        """Go one entry back."""
        screen.choose_entry(-1)


class ShowDecided(InboxCommand):
    """Show all items, or only those waiting."""

    BINDING_KEY = "v"
    FOOTER_TEXT = "all or waiting"
    RANK = 5

    async def run(self, screen: InboxScreen) -> None:
        """Toggle it."""
        screen.turn()


class PickAllItems(InboxCommand):
    """Pick all items shown, or none."""

    BINDING_KEY = "asterisk"
    FOOTER_TEXT = "pick all"
    RANK = 6

    async def run(self, screen: InboxScreen) -> None:
        """Toggle it."""
        screen.pick_all()


class ImportFile(InboxCommand):
    """Import a file, folder or archive into the inbox."""

    BINDING_KEY = "a"
    FOOTER_TEXT = "import"
    RANK = 3

    async def run(self, screen: InboxScreen) -> None:
        """Ask for it."""
        await screen.ask_for_file()


class LeaveInbox(InboxCommand):
    """Step back: stop an import, clear picks and filter, leave the inbox."""

    BINDING_KEY = "escape"
    FOOTER_TEXT = "back"

    async def run(self, screen: InboxScreen) -> None:
        """Leave the innermost state of the screen."""
        await screen.back()
