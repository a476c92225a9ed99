"""How the screens look, as pictures to compare: a small meeting, frozen in time, with the same ids each time.

``pytest tests/tui/test_snapshots.py --snapshot-update`` draws them again; look at each change before you keep it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from bpm_tui.model.session import Incident, Participant, Session
from bpm_tui.model.times.moment import Moment
from bpm_tui.storage.private.dismissals_and_tally import keep_tally
from bpm_tui.storage.session.follower import Follower
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.user.config import remember
from bpm_tui.storage.user.places import places
from bpm_tui.tui.app import BpmApp
from bpm_tui.tui.desk.screen import DeskScreen
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.library.screen import LibraryScreen
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
from bpm_tui.tui.meeting.session_screen import SessionScreen
from bpm_tui.tui.replay.meeting_replay_screen import replay_screen
from bpm_tui.tui.start import open_meeting, services_at
from tests.sessions import DAY, entry_at
from tests.tui.library import library_settled

DRAWN_WITH = {"textual": "8.2.8", "rich": "15.0.0"}
pytestmark = pytest.mark.skipif(
    any(version(name) != drawn for name, drawn in DRAWN_WITH.items()),
    reason="other versions of these libraries draw the same screen in other bytes",
)

NOW = DAY + timedelta(days=1, minutes=25)
DOCUMENT = "2025-11-20-payments-outage.toml"
SIZES = [(80, 24), (100, 30), (160, 48), (240, 60)]
Compare = Callable[..., bool]


def now() -> datetime:
    """Return when everything happens."""
    return NOW


def meeting() -> Session:
    """Return a session in the middle of its meeting."""
    phases = [
        {"id": "phase1", "name": "Opening", "minutes": 5, "spent": 260, "done": True},
        {"id": "phase2", "name": "Timeline", "minutes": 25, "since": NOW - timedelta(minutes=18, seconds=20)},
        {"id": "phase3", "name": "Learnings", "minutes": 10},
    ]
    entries = [
        entry_at("14:28", "queue depth alert", actor="pager", discussed=True, outcome="acknowledged",
                 signals=[{"id": "sign01", "what": "queue graph", "state": "discounted", "reason": "evening peak"}]),
        entry_at("14:32", "restarted the payment workers because the queue grew and nobody saw a deploy", actor="Ana",
                 outcome="errors halved, then grew again", otherwise=True,
                 notes=[{"id": "note01", "kind": "expected", "text": "the queue drains in a minute", "by": "Ana"},
                        {"id": "note02", "kind": "assumed", "text": "the cache was warm"},
                        {"id": "note03", "kind": "hindsight", "text": "the pool limit was five"}],
                 signals=[{"id": "sign02", "what": "age of the oldest job", "where": "dashboard", "state": "missed"}]),
        entry_at("14:40", "looked at the deploy log", actor="Ben", outcome="nothing"),
        entry_at("15:05", "支払いを止めた [/off] 👩‍🚒", actor="Ünal", outcome="a|b"),
    ]  # fmt: skip
    incident = Incident(id="INC-2481", severity="SEV-2", services=("payments",), timezone="Europe/Copenhagen",
                        started=Moment("exact", at=DAY + timedelta(minutes=20)), impact="Payments failed.")  # fmt: skip
    return Session.model_validate(
        {
            "id": "snap01", "title": "Payments outage", "status": "open", "incident": incident, "entries": entries,
            "meetings": [{"id": "sitt01", "held": NOW - timedelta(minutes=23), "facilitator": "Cyd", "phases": phases}],
            "learnings": [{"id": "lear01", "text": "A restart empties the retry buffer", "by": "Ben"}],
            "follow_ups": [{"id": "foll01", "text": "raise the pool limit", "owner": "Ana", "due": "2025-12-05"},
                           {"id": "foll02", "text": "alert on the age of the oldest job", "type": "detect"}],
            "parked": [{"id": "park01", "text": "who may change config at night?"}],
        }
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _no_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock: on a slow machine a cue would come before the picture is taken."""
    monkeypatch.setattr(SessionScreen, "_tick", lambda _: None)


@pytest.fixture
def services() -> Services:
    """Return what the app needs, independent of the machine; the first run is over."""
    found = places()._replace(sessions=Path.home() / "sessions")
    found.sessions.mkdir()
    remember(found, first_run_seen=True)
    Keeper.create(found.sessions / DOCUMENT, meeting(), now=now).close()
    return services_at(found, now)


def app_of(services: Services, theme: str = "dusk") -> BpmApp:
    """Return the app on the session, in a theme."""
    app = BpmApp(services, lambda: open_meeting(services.places.sessions / DOCUMENT, services))
    app.theme = theme
    return app


def pressing(*keys: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Return what presses keys, and waits for the disk and the side panes."""

    async def press(pilot: Pilot[Any]) -> None:
        screen = pilot.app.screen
        await pilot.press("down", *keys)
        if isinstance(screen, MeetingScreen):
            screen.keeper.flush()
            screen.painting.header()
            screen.painting.side()
        if isinstance(screen, LibraryScreen):
            await library_settled(pilot, screen)
        await pilot.pause()

    return press


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "{}x{}".format(*size))
def test_meeting(snap_compare: Compare, services: Services, size: tuple[int, int]) -> None:
    assert snap_compare(app_of(services), terminal_size=size, run_before=pressing())


def test_meeting_in_a_light_theme_with_its_line_open(snap_compare: Compare, services: Services) -> None:
    keys = pressing("a", *"15:10 @Ana rolled back => ok")
    assert snap_compare(app_of(services, "paper"), terminal_size=(120, 36), run_before=keys)


@pytest.mark.parametrize("keys", [("f1",), ("m", "e"), ("m", "i")], ids=["help", "export", "incident"])
def test_pages(snap_compare: Compare, services: Services, keys: tuple[str, ...]) -> None:
    assert snap_compare(app_of(services), terminal_size=(100, 30), run_before=pressing(*keys))


@pytest.mark.parametrize("size", SIZES[:3], ids=lambda size: "{}x{}".format(*size))
def test_desk(snap_compare: Compare, services: Services, size: tuple[int, int]) -> None:
    people = [Participant(id=f"pers{number}", name=name) for number, name in enumerate(("Ana", "Ben", "Cyd", "Ünal"))]
    current = meeting().meetings["sitt01"].model_copy(update={"participants": {each.id: each for each in people}})
    path = services.places.sessions / "desk.toml"
    Keeper.create(path, meeting().model_copy(update={"meetings": {current.id: current}}), now=now).close()
    keep_tally(services.places, "snap01", "sitt01", {"pers0": 2, "pers2": 1})
    app = BpmApp(services, lambda: DeskScreen(Follower.open(path), services))

    async def read(pilot: Pilot[Any]) -> None:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=read)


def test_list_of_sessions(snap_compare: Compare, services: Services) -> None:
    draft = Session(id="snap02", title="Disk full on the log host", incident=Incident(severity="SEV-3"))
    Keeper.create(services.places.sessions / "2025-11-21-disk-full.toml", draft, now=now).close()
    app = BpmApp(services, lambda: LibraryScreen(services, open_meeting, replay_screen))
    assert snap_compare(app, terminal_size=(120, 30), run_before=pressing())
