"""The keyboard, handed over: the writer gives up its place, and a follower takes it. The lock decides who has it."""

from __future__ import annotations

from bpm_tui.storage.disk.problems import BadFileError
from bpm_tui.storage.session.follower import Follower
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.tui.kit.command import ScreenCommand
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
from bpm_tui.tui.meeting.outside_changes import Carrier
from bpm_tui.tui.meeting.session_screen import SessionScreen

_TAKEN = "another bpm has the keyboard; it gives it up with the same key"


class HandOver(ScreenCommand):
    """Give up the keyboard, so that somebody who follows can write; where you follow, take it."""

    BINDING_KEY = "ctrl+g"
    TOPIC = "Meeting"
    WRITES = False
    WHILE_TYPING = True

    async def run(self, screen: SessionScreen) -> None:
        """Give it up where the session is written, else take it."""
        if isinstance(screen, MeetingScreen):
            await _give_up(screen)
        else:
            await _take(screen)


async def _give_up(screen: MeetingScreen) -> None:
    """Save everything, let go of the files, and follow; what is half typed waits for whoever takes over."""
    if not screen.leaving.may():
        return
    from bpm_tui.tui.meeting.follow_screen import FollowScreen  # noqa: PLC0415 (most meetings hand nothing over)

    screen.keep_half_typed()
    screen.leaving.close()
    following = FollowScreen(Follower.open(screen.keeper.path), screen.services)
    await _show(screen, following)
    following.say("you gave up the keyboard · ctrl+g takes it back")


async def _take(screen: SessionScreen) -> None:
    """Open the session as its writer, at the same entry, with the line that was half typed."""
    carrier = Carrier()
    try:
        keeper = Keeper.open(screen.source.path, now=screen.services.now, listener=carrier)
    except (BadFileError, OSError) as problem:
        screen.say(str(problem), "bad")
        return
    if keeper.read_only:
        keeper.close()
        screen.say(_TAKEN, "warn")
        return
    at = screen.selected_id
    meeting = MeetingScreen(keeper, screen.services, carrier)
    screen.let_go()
    await _show(screen, meeting)
    if at in meeting.session.entries:
        meeting.go_to(at)
    if meeting.editor.mode is None:
        meeting.say("you have the keyboard now")


async def _show(screen: SessionScreen, instead: SessionScreen) -> None:
    """Show another screen in the place of one, which is gone then.

    A mode of its own never leaves the app without a screen, as a switch of screens does for a moment.
    """
    app, before = screen.app, screen.app.current_mode
    name = f"keyboard {id(instead)}"
    app.add_mode(name, lambda: instead)
    await app.switch_mode(name)
    await app.remove_mode(before)
