"""From one replay of a session to the other; neither of them opens the other."""

from __future__ import annotations

from bpm_tui.tui.replay.incident_screen import IncidentScreen
from bpm_tui.tui.replay.meeting_replay_screen import ReplayScreen, replay_screen


async def to_incident(screen: ReplayScreen) -> None:
    """Show the incident as the responders knew it: under the replay of the meeting, or over it."""
    screen.player.playing = False
    below = screen.app.screen_stack[-2:-1]
    if below and isinstance(below[0], IncidentScreen):
        await screen.app.pop_screen()
        return
    film = screen.player.film
    walk = IncidentScreen(screen.player.path, film.session(len(film)), screen.services)
    if isinstance(screen.walk, IncidentScreen):
        walk.take_over(screen.walk)
    screen.walk = walk
    await screen.app.push_screen(walk)


async def to_meeting(screen: IncidentScreen) -> None:
    """Show how the meeting went: under the walk through the incident, or over it."""
    below = screen.app.screen_stack[-2:-1]
    if below and isinstance(below[0], ReplayScreen):
        await screen.app.pop_screen()
    else:
        await screen.app.push_screen(replay_screen(screen.path, screen.services))
