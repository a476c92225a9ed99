"""Starts the app on a session, on the list, or on the demo; called by the command line."""

from __future__ import annotations

import os

os.environ.setdefault("ESCDELAY", "25")
# Textual reads it when it is imported; with its own default a bare escape takes a tenth of a second.

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.screen import Screen

from bpm_tui.storage.folder.demo import PREFIX, copy_demo
from bpm_tui.storage.session.clock_and_ids import utc_now
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.user.places import Places
from bpm_tui.tui.app import BpmApp
from bpm_tui.tui.commands import SCREENS
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
from bpm_tui.tui.meeting.outside_changes import Carrier
from bpm_tui.tui.meeting.session_screen import SessionScreen


def services_at(places: Places, now: Callable[[], datetime] = utc_now, *, exports: bool = True) -> Services:
    """Return what the app needs, with the commands of every screen."""
    return Services(places, now=now, offered=SCREENS, exports=exports)


def run_session(path: Path, places: Places) -> int:
    """Open a session on the screen and return the exit status.

    Raises:
        BadFileError: the session cannot be read.
        FileNotFoundError: there is no such session.
    """
    services = services_at(places)
    meeting = open_meeting(path, services)
    return _run(services, lambda: meeting)


def run_follow(path: Path, places: Places, *, desk: bool = False, exports: bool = False) -> int:
    """Follow a session that somebody else writes, on its screen or on the desk, and return the exit status.

    Without ``exports`` no key writes a file or the clipboard; what the desk counts and dismisses is kept all the same.

    Raises:
        BadFileError: the session cannot be read.
        FileNotFoundError: there is no such session.
    """
    from bpm_tui.storage.session.follower import Follower  # noqa: PLC0415 (not needed to open one's own session)

    services, follower = services_at(places, exports=exports), Follower.open(path)
    if desk:
        from bpm_tui.tui.desk.screen import DeskScreen  # noqa: PLC0415

        return _run(services, lambda: DeskScreen(follower, services))
    from bpm_tui.tui.meeting.follow_screen import FollowScreen  # noqa: PLC0415

    return _run(services, lambda: FollowScreen(follower, services))


def run_demo(places: Places) -> int:
    """Open the finished sample session in a throwaway copy, and return the exit status."""
    with TemporaryDirectory(prefix=PREFIX) as folder:
        return run_session(copy_demo(Path(folder)), places)


def run_replay(path: Path | None, places: Places, *, incident: bool = False, only_final: bool = False) -> int:
    """Replay a session, the sample one without a path: its meeting or its incident; return the exit status.

    Raises:
        BadFileError: the session cannot be read.
        FileNotFoundError: there is no such session.
    """
    services = services_at(places)
    with TemporaryDirectory(prefix=PREFIX) as folder:
        there = path or copy_demo(Path(folder))
        screen = replay_of(there, services, incident=incident, only_final=only_final)
        return _run(services, lambda: screen)


def replay_of(path: Path, services: Services, *, incident: bool, only_final: bool) -> Screen[object]:
    """Return the screen of one of the two replays of a session; only that one is loaded."""
    if incident:
        from bpm_tui.tui.replay.incident_screen import incident_screen  # noqa: PLC0415 (only one of them is shown)

        return incident_screen(path, services)
    from bpm_tui.tui.replay.meeting_replay_screen import replay_screen  # noqa: PLC0415 (only one of them is shown)

    return replay_screen(path, services, only_final=only_final)


def run_sessions(places: Places) -> int:
    """Open the library and return the exit status."""
    from bpm_tui.tui.library.screen import LibraryScreen  # noqa: PLC0415 (not needed to open one session)
    from bpm_tui.tui.replay.meeting_replay_screen import replay_screen  # noqa: PLC0415

    services = services_at(places)
    return _run(services, lambda: LibraryScreen(services, open_meeting, replay_screen))


def open_meeting(path: Path, services: Services) -> SessionScreen:
    """Return the screen of a session, which is now open; if somebody else writes it, it is followed.

    Raises:
        BadFileError: the session cannot be read.
        FileNotFoundError: there is no such session.
    """
    carrier = Carrier()
    keeper = Keeper.open(path, now=services.now, listener=carrier)
    if keeper.follower is not None:
        from bpm_tui.tui.meeting.follow_screen import FollowScreen  # noqa: PLC0415 (not needed to open one's own session)

        return FollowScreen(keeper.follower, services)
    return MeetingScreen(keeper, services, carrier)


def _run(services: Services, first: Callable[[], Screen[object]]) -> int:
    """Run the app; report a crash."""
    app = BpmApp(services, first)
    app.run()
    return app.return_code or 0
