"""The command that replays a session."""

# ruff: noqa: PLC0415 - it imports what it needs when it runs

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bpm_tui.cli.group import SESSION, find, pass_places, ready_for_the_screen

if TYPE_CHECKING:
    from pathlib import Path

    from bpm_tui.storage.user.places import Places

DEMO = "demo"
"""The name of the session that comes with bpm, unless somebody has one of this name."""


@click.command()
@click.argument("session", type=SESSION)
@click.option("--incident", is_flag=True, help="Replay the incident from the inside instead of the meeting.")
@click.option("--final-words", is_flag=True, help="Hide what was deleted before the session was finished.")
@pass_places
def replay(places: Places, session: str, incident: bool, final_words: bool) -> int:
    """Replay the meeting, or the incident as it looked from the inside.

    The meeting's screen is played from the recording: space plays and stops, the arrows step.
    With --incident the entries come in the order in which the responders knew of them, one at a time,
    and before each outcome you may say what you expect next.
    Nothing is written to the session. The sample session is called demo.
    """
    path = _path(places, session)
    ready_for_the_screen()
    from bpm_tui.tui.start import run_replay

    return run_replay(path, places, incident=incident, only_final=final_words)


def _path(places: Places, session: str) -> Path | None:
    """Return the document, nothing for the demo.

    Raises:
        NoSessionError: no session is meant, or several are.
    """
    from bpm_tui.storage.folder.find import NoSessionError
    from bpm_tui.storage.session.file_names import name_of

    try:
        path = find(places, session)
    except NoSessionError:
        if session == DEMO:
            return None
        raise
    return None if session == DEMO and name_of(path) != DEMO else path


COMMANDS = (replay,)
