"""Draw the pictures of the docs from the running app: the demo's meeting, stopped at a moment, on a frozen clock.

``python -m tools.pictures`` writes them. The same versions of the libraries give the same bytes.
"""

from __future__ import annotations

import argparse
import asyncio
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from textual import events

from bpm_tui.model.edits import Edit, apply
from bpm_tui.model.session import Session
from bpm_tui.storage.folder.demo import NAMES, copy_demo
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.recording import scan
from bpm_tui.storage.user.config import remember
from bpm_tui.storage.user.places import Places
from bpm_tui.tui.app import BpmApp
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
from bpm_tui.tui.meeting.session_screen import SessionScreen
from bpm_tui.tui.replay.incident_screen import IncidentScreen, incident_screen
from bpm_tui.tui.replay.meeting_replay_screen import ReplayScreen, replay_screen
from bpm_tui.tui.start import open_meeting, services_at

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono, monospace"
"""What a reader's machine has anyway: a code host loads no fonts for a picture."""

_WEB_FONT = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
_FONT = re.compile(r"font-family: [^;]+;")
_CREDIT = re.compile(r"<!-- .*? -->")
_SPACED = re.compile(
    r'x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" textLength="(?P<length>[\d.]+)"(?P<more>[^>]*)>'
    r"(?P<left>(?:&#160;)*)(?P<text>[^<]*?)(?P<right>(?:&#160;)*)</text>"
)
_KEYS = {" ": "space"}
_CELL = 12.2
"""The width of a terminal cell in an exported picture."""


@dataclass(frozen=True)
class Picture:
    """What a picture shows: the moment of the demo's meeting, the entry selected, and what is done then.

    A ``replay`` is of the meeting at that moment, or of the incident at that entry, before its outcome.
    """

    moment: datetime
    entry: str = ""
    """The words with which what happened begins."""
    keys: tuple[str, ...] = ()
    paste: str = ""
    theme: str = "dusk"
    size: tuple[int, int] = (120, 36)
    replay: Literal["", "meeting", "incident"] = ""


PICTURES = {
    "meeting": Picture(
        datetime(2017, 2, 13, 14, 33, 48, tzinfo=UTC),
        "removed the data directory",
        keys=("a",),
        paste="after 23:27 on-call: said what had happened => colleagues look for backups; expected: they find one",
    ),
    "replay": Picture(datetime(2017, 2, 13, 14, 31, 40, tzinfo=UTC), replay="meeting", theme="paper"),
    "incident": Picture(
        datetime(2017, 2, 20, 9, tzinfo=UTC),
        "removed the data directory",
        keys=("a", *"they check the prompt twice first", "enter", "enter"),
        replay="incident",
        size=(100, 30),
    ),
    "learnings": Picture(datetime(2017, 2, 13, 14, 52, 30, tzinfo=UTC), keys=("3",), theme="projector-light"),
}


def session_at(moment: datetime) -> Session:
    """Return the demo's session as it was at a moment of its meeting."""
    file = resources.files("bpm_tui.demo") / NAMES[1]
    recording = scan(file.read_bytes(), Path(NAMES[1]))
    session = Session(id=recording.session_id)
    for place in range(len(recording)):
        item = recording.item(place)
        if isinstance(item, Edit) and item.when <= moment:
            session = apply(session, item)
    return session


async def drawn(picture: Picture) -> str:
    """Return a picture as SVG that needs nothing from elsewhere."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        places = Places(root / "config", root / "state", root / "sessions")
        remember(places, first_run_seen=True, theme=picture.theme)
        places.sessions.mkdir()
        services = services_at(places, lambda: picture.moment)
        screen = _screen(picture, services)
        app = BpmApp(services, lambda: screen)
        async with app.run_test(size=picture.size) as pilot:
            _go_to(screen, picture)
            await pilot.press(*(_KEYS.get(key, key) for key in picture.keys))
            if picture.paste:
                app.post_message(events.Paste(picture.paste))
            await pilot.pause()
            _settle(screen)
            await pilot.pause()
            svg = app.export_screenshot(title=f"bpm · {screen.session.title}")
            if isinstance(screen, SessionScreen):
                screen.leaving.close()
        return self_contained(svg)


def _screen(picture: Picture, services: Services) -> SessionScreen | IncidentScreen:
    """Return the screen that a picture is of, on a copy of the demo or on the demo as it was at a moment."""
    folder = services.places.sessions
    if picture.replay:
        return (incident_screen if picture.replay == "incident" else replay_screen)(copy_demo(folder), services)
    path = folder / NAMES[0]
    Keeper.create(path, session_at(picture.moment), now=lambda: picture.moment).close()
    return open_meeting(path, services)


def _go_to(screen: SessionScreen | IncidentScreen, picture: Picture) -> None:
    """Go to the entry or the moment of a picture."""
    entry = _entry(screen.session, picture.entry)
    if isinstance(screen, IncidentScreen):
        screen.turn_to(next(place for place, beat in enumerate(screen.beats) if beat.entry.id == entry))
    elif isinstance(screen, ReplayScreen):
        screen.player.to_time(picture.moment)
        screen.show_place()
    else:
        screen.go_to(entry)


def self_contained(svg: str) -> str:
    """Return a picture without fonts from the web, saying what drew it so that a check knows what to compare."""
    svg = _FONT.sub(f"font-family: {FONTS};", _WEB_FONT.sub("", svg))
    return _CREDIT.sub(f"<!-- {drawn_with()} -->", _SPACED.sub(_without_edges, svg), count=1)


def _without_edges(text: re.Match[str]) -> str:
    """Begin and end a text at its first and last sign: some viewers drop the spaces around it and shift the rest."""
    left, right = (text[side].count(";") for side in ("left", "right"))
    x = float(text["x"]) + left * _CELL
    length = float(text["length"]) - (left + right) * _CELL
    return f'x="{x:g}" y="{text["y"]}" textLength="{length:g}"{text["more"]}>{text["text"]}</text>'


def drawn_with() -> str:
    """Return the versions that decide how a picture looks."""
    return f"drawn by tools/pictures.py with textual {version('textual')} and rich {version('rich')}"


def stale_pictures() -> list[Path]:
    """Return the pictures that the app would draw otherwise now; those drawn with other libraries are passed over."""
    found: list[Path] = []
    for name, picture in PICTURES.items():
        path = FOLDER / f"{name}.svg"
        there = path.read_text(encoding="utf-8") if path.exists() else ""
        if not there or (drawn_with() in there and there != asyncio.run(drawn(picture))):
            found.append(path)
    return found


def _entry(session: Session, words: str) -> str:
    return next((entry.id for entry in session.entries.values() if words and entry.what.startswith(words)), "")


def _settle(screen: SessionScreen | IncidentScreen) -> None:
    """Wait for the disk and for the side panes, which follow a moment later."""
    if isinstance(screen, MeetingScreen):
        screen.keeper.flush()
    if isinstance(screen, SessionScreen):
        screen.painting.header()
        screen.painting.side()


def main() -> None:
    """Draw all pictures."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    FOLDER.mkdir(exist_ok=True)
    for name, picture in PICTURES.items():
        path = FOLDER / f"{name}.svg"
        path.write_text(asyncio.run(drawn(picture)), encoding="utf-8")
        print(path.relative_to(FOLDER.parent.parent))


if __name__ == "__main__":
    main()
