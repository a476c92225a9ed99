"""The command line itself: what ``bpm`` and ``bpm SESSION`` do, and which file declares which of its commands.

Every command imports what it needs when it runs, so that ``--help`` costs nothing.
"""

# ruff: noqa: E402, PLC0415 - see above, and below

from __future__ import annotations

import gc
import os
import sys

gc.disable()
# Nothing that is loaded here is ever garbage; at the end of this file the collector is on again.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# Pydantic would look through every package that is installed beside us for plugins, at each start.

from typing import TYPE_CHECKING

import click

from bpm_tui import __version__
from bpm_tui.cli.group import (
    SESSION,
    Bpm,
    failed,
    find,
    open_on_screen,
    pass_places,
    ready_for_the_screen,
    stand_in_for_closed_streams,
)

if TYPE_CHECKING:
    from bpm_tui.storage.user.places import Places


@click.group(
    cls=Bpm,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="SESSION is a path, a session's name, or any unique part of its name; ./NAME is always a path.",
)
@click.option("--sessions", metavar="DIR", help="The folder of sessions, instead of BPM_SESSIONS or the usual one.")
@click.version_option(__version__, prog_name="bpm-tui", message="%(prog)s %(version)s")
@click.pass_context
def bpm(context: click.Context, /, **_: str | None) -> int:
    """Lead a blameless postmortem in the terminal.

    bpm alone shows the list of sessions; bpm SESSION opens one.
    """
    return 0 if context.invoked_subcommand else _show_list()


@click.command("session")
@click.argument("session", type=SESSION)
@pass_places
def opener(places: Places, session: str) -> int:
    """Open a session; bpm SESSION comes here."""
    from bpm_tui.storage.folder.find import NoSessionError

    try:
        path = find(places, session)
    except NoSessionError as error:
        raise click.ClickException(f"{error}{bpm.likely(session)}") from error
    return open_on_screen(path, places)


bpm.opener = opener


@bpm.command()
@pass_places
def demo(places: Places) -> int:
    """Open the finished sample session, in a throwaway copy."""
    ready_for_the_screen()
    from bpm_tui.tui.start import run_demo

    return run_demo(places)


bpm.elsewhere = {
    "coach": "coach",
    "compare": "compare",
    "export": "export",
    "follow": "follow",
    "import": "importing",
    "replay": "replay",
    "talk": "talk",
    **dict.fromkeys(("account", "inbox"), "cards"),
    **dict.fromkeys(("add", "new"), "new_and_add"),
    **dict.fromkeys(("follow-ups", "topics"), "follow_ups"),
    **dict.fromkeys(("forget", "mv"), "mv_and_forget"),
    **dict.fromkeys(("search", "similar"), "library"),
    **dict.fromkeys(("merge", "merge-driver"), "merge"),
    **dict.fromkeys(("check", "list", "log", "paths", "themes"), "inspect"),
}


def main() -> None:
    """Run the command that the process was started for, and end the process with its status."""
    stand_in_for_closed_streams()
    try:
        bpm(prog_name="bpm")
    except Exception as error:
        sys.exit(failed(error))


@pass_places
def _show_list(places: Places) -> int:
    ready_for_the_screen()
    from bpm_tui.tui.start import run_sessions

    return run_sessions(places)


gc.enable()
