"""The commands that change a session's files: mv renames them, forget erases what was deleted."""

# ruff: noqa: PLC0415 - every command imports what it needs when it runs

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bpm_tui.cli.group import SESSION, find, pass_places, zone_for

if TYPE_CHECKING:
    from bpm_tui.storage.user.places import Places


@click.command()
@click.argument("session", type=SESSION)
@click.argument("name")
@pass_places
def mv(places: Places, session: str, name: str) -> int:
    """Rename a session and both its files."""
    from bpm_tui.cli import report
    from bpm_tui.storage.folder.rename_and_forget import rename_session

    report.say_path(rename_session(find(places, session), name, zone=zone_for(places)))
    return 0


@click.command()
@click.argument("session", type=SESSION)
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_places
def forget(places: Places, session: str, yes: bool) -> int:
    """Erase for good what was deleted from a session.

    Its recording is rebuilt from the document: what was deleted, reworded or undone is gone for good.
    """
    from bpm_tui.cli import report
    from bpm_tui.storage.folder.rename_and_forget import forget as forget_deleted
    from bpm_tui.storage.session.file_names import name_of

    path = find(places, session)
    if not yes and not _agreed(path):
        report.warn("nothing was changed")
        return 2
    done = forget_deleted(path, places, zone=zone_for(places), now=datetime.now(UTC))
    for problem in done.problems:
        report.warn(f"lines that were handed over cannot be read: {problem}")
    report.say(
        f"{name_of(path)}: the recording was rebuilt from the document: {done.before} blocks before, {done.after} now"
    )
    return 0


def _somebody_is_here() -> bool:
    return sys.stdin.isatty()


def _agreed(path: Path) -> bool:
    """Say what will be forgotten, and ask for a word that nobody types by accident.

    Raises:
        click.UsageError: there is nobody to ask.
    """
    from bpm_tui.cli import report
    from bpm_tui.storage.session.file_names import name_of

    report.say(
        f"{name_of(path)}: everything that was deleted, reworded or undone is erased from the recording, and so is"
        "\nwho typed what and when. The session itself stays as it is. This cannot be undone."
    )
    if not _somebody_is_here():
        raise click.UsageError("cannot ask here; bpm forget SESSION --yes does not ask")
    return bool(click.prompt("Type forget to go on", default="", show_default=False).strip() == "forget")


COMMANDS = (mv, forget)
