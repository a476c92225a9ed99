"""How readable the screens are: the contrast of every letter in every theme, as it is drawn."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import get_args

import pytest
from textual.notifications import SeverityLevel

from bpm_tui.storage.user.places import places
from bpm_tui.storage.user.theme_contrast import contrast
from bpm_tui.storage.user.themes import Ink, Theme, least_contrast, load_themes
from bpm_tui.tui.app import BpmApp
from bpm_tui.tui.commands import entries, lists, moving, signals, talk, view
from bpm_tui.tui.commands import meeting as of_meeting
from bpm_tui.tui.commands import undo as history
from bpm_tui.tui.library.screen import LibraryScreen
from bpm_tui.tui.replay.meeting_replay_screen import replay_screen
from bpm_tui.tui.start import open_meeting, services_at
from bpm_tui.views.header import Saving
from tests.tui.hostile import frame, full_of, strike
from tests.tui.meetings import HeldMeeting, Room

THEMES = load_themes(places().themes)[0]
IN_COLOUR = [theme for theme in THEMES.values() if not theme.ansi]
SEEN = 1.4
"""The least contrast of a frame, which nobody has to read."""
Drawn = tuple[str, str, bool]
"""The colours of ink and ground, and whether only frames and bars are drawn with them."""
FRAMES = {chr(code) for code in range(0x2500, 0x25A0)}


def pairs(app: BpmApp) -> Iterator[Drawn]:
    """Yield what is drawn on the screen."""
    for strip in frame(app):
        for text, style, _ in strip:
            if text.strip():
                assert style is not None
                assert not style.dim, text
                ink, ground = (color.get_truecolor().hex for color in (style.color, style.bgcolor) if color)
                is_frame = set(text) <= FRAMES | {" "}
                yield (ground, ink, is_frame) if style.reverse else (ink, ground, is_frame)


def weak(drawn: Mapping[Drawn, str], theme: Theme) -> list[tuple[Drawn, str, float]]:
    """Return what has less contrast than it needs, where it was drawn, and how much it has."""
    letters = least_contrast(theme)
    least = {pair: SEEN if pair[2] else letters for pair in drawn}
    return [(pair, state, contrast(*pair[:2])) for pair, state in drawn.items() if contrast(*pair[:2]) < least[pair]]


async def states(meeting: HeldMeeting) -> AsyncIterator[str]:
    """Bring everything on the screen that has a colour of its own."""
    screen = meeting.screen
    for pane in (moving.ListsPane, moving.LanesPane, moving.TimelinePane):
        await meeting.do(pane, moving.Down, moving.Down)
        await meeting.settle()
        yield pane.__name__
    await meeting.do(talk.Veil, entries.Discussed, moving.PickDown, moving.CellRight)
    await meeting.settle()
    yield "veil lifted, one discussed, two picked"
    for saving in (Saving(), Saving(pending=True), Saving(pending=True, slow=True), Saving(error="disk full")):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(screen, "saving", lambda saving=saving: saving)
            screen.painting.header()
        yield str(saving)
    for role in ("text", "accent", "warn", "bad", "muted", "good"):
        screen.say("news", role)
        yield f"news {role}"
    for group in (talk.TalkGroup, signals.SignalGroup, of_meeting.MeetingGroup, view.ViewGroup):
        await meeting.do(group)
        yield group.__name__
        await strike(meeting, "escape")
    await meeting.do(history.Redo)
    yield "dimmed"
    await meeting.do(entries.AddEntry)
    for text in ("14:32 Ana: restarted => ok; assumed: x", "25:99 what", "al"):
        await strike(meeting, "ctrl+u", *text.replace(" ", "~"))
        yield f"line {text}"
        await strike(meeting, "shift+home", "left", "shift+right", "shift+right")
        yield f"selected {text}"
    await strike(meeting, "ctrl+u", "escape")
    await meeting.do(lists.AddFollowUp)
    yield "a follow-up"
    await strike(meeting, "escape")
    for page in (
        of_meeting.IncidentDetails,
        of_meeting.SaveElsewhere,
        view.Help,
        view.Palette,
        of_meeting.ExportPage,
    ):
        await meeting.do(page)
        yield page.__name__
        await strike(meeting, "x", "down", "shift+home")
        yield f"{page.__name__} in use"
        await strike(meeting, "escape", *["escape"] * (page in (of_meeting.IncidentDetails, of_meeting.SaveElsewhere)))
    await meeting.do(view.Replay)
    for keys in (("right", "right"), ("end",), ("i",), ("space",), ("space", "space", "h"), ("end",)):
        await strike(meeting, *keys)
        await meeting.pilot.pause(0.05)
        yield f"replay after {keys}"
    await strike(meeting, "escape", "escape")
    severities: list[SeverityLevel] = ["information", "warning", "error"]
    for severity in severities:
        meeting.app.notify("words", title="A title", severity=severity, markup=False)
    await meeting.pilot.pause()
    yield "toasts"


@pytest.mark.parametrize("theme", IN_COLOUR, ids=lambda theme: theme.name)
async def test_every_letter_can_be_read(room: Room, theme: Theme) -> None:
    drawn: dict[Drawn, str] = {}
    async with room.meeting(full_of(["alpha", "beta gamma"] * 4), (160, 48)) as meeting:
        meeting.app.theme = theme.name
        await meeting.pilot.pause()
        async for state in states(meeting):
            drawn |= {pair: state for pair in pairs(meeting.app) if pair not in drawn}
    assert not weak(drawn, theme)
    inks = {ink for ink, _, _ in drawn}
    assert {theme.colors[role].lower() for role in get_args(Ink)} <= inks, "not everything was on the screen"


@pytest.mark.parametrize("theme", IN_COLOUR, ids=lambda theme: theme.name)
async def test_list_of_sessions_can_be_read(room: Room, theme: Theme) -> None:
    room.written(full_of(["alpha"]))
    (room.places.sessions / "broken.toml").write_text("format = ")
    services = services_at(room.places, room.clock.now)
    app = BpmApp(services, lambda: LibraryScreen(services, open_meeting, replay_screen))
    async with app.run_test(size=(100, 30)) as pilot:
        app.theme = theme.name
        await pilot.pause()
        assert not weak(dict.fromkeys(pairs(app), "list"), theme)
        await pilot.press("a", "t", "i", "shift+left")
        assert not weak(dict.fromkeys(pairs(app), "list"), theme)
