"""Following a session that somebody else writes: the same screen, or the facilitator's desk."""

# ruff: noqa: PLC0415 - every command imports what it needs when it runs

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bpm_tui.cli.group import SESSION, find, pass_places, ready_for_the_screen

if TYPE_CHECKING:
    from bpm_tui.storage.user.places import Places


@click.command()
@click.argument("session", type=SESSION)
@click.option("--desk", is_flag=True, help="The facilitator's own view, for a second screen: what comes next.")
@click.option("--allow-export", is_flag=True, help="Let keys save pages and copy to the clipboard.")
@pass_places
def follow(places: Places, session: str, desk: bool, allow_export: bool) -> int:
    """Follow a session while somebody else writes it.

    Shows it as it grows, changes nothing, and stays open while the writer is away.
    No key saves a file or copies to the clipboard unless you add --allow-export.
    """
    path = find(places, session)
    ready_for_the_screen()
    from bpm_tui.tui.start import run_follow

    return run_follow(path, places, desk=desk, exports=allow_export)


COMMANDS = (follow,)
