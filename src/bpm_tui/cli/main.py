"""The command line. Every command imports what it needs when it runs, so that ``--help`` costs nothing."""

# ruff: noqa: E402, PLC0415 - see above, and below

from __future__ import annotations

import gc
import os

gc.disable()
# Nothing that is loaded here is ever garbage; at the end of this file the collector is on again.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# Pydantic would look through every package that is installed beside us for plugins, at each start.

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bpm_tui import __version__
from bpm_tui.cli.group import (
    SESSION,
    Bpm,
    find,
    pass_places,
    ready_for_the_screen,
    stand_in_for_closed_streams,
    zone_for,
)

if TYPE_CHECKING:
    from datetime import datetime

    from bpm_tui.storage.user.places import Places

BY = "bpm"
"""Who made the edits that come from the command line."""


@click.group(
    cls=Bpm,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="SESSION is a path, a session's name, or a part of the name that only it has; ./NAME is always a path.",
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
    return _open(path, places)


bpm.opener = opener


@bpm.command()
@pass_places
def demo(places: Places) -> int:
    """Open the finished sample session, in a copy that is thrown away."""
    ready_for_the_screen()
    from bpm_tui.tui.start import run_demo

    return run_demo(places)


@bpm.command()
@click.argument("title")
@click.option("--incident", default="", metavar="ID", help="The incident's id in your tracker, such as INC-2481.")
@click.option("--severity", default="", metavar="S", help="Such as SEV-2.")
@click.option("--service", "services", multiple=True, metavar="NAME", help="A service that was hit; may be repeated.")
@click.option(
    "--timezone", default="", metavar="ZONE", help="Where times are read and shown: Europe/Berlin, Berlin, CET, +1."
)
@click.option("--started", default="", metavar="WHEN", help="When it started: 14:32, '~20 Nov 14:30', ISO 8601.")
@click.option(
    "--participant",
    "participants",
    multiple=True,
    metavar="NAME",
    help="Such as 'Ana, on call; first time'; may be repeated.",
)
@click.option(
    "--from",
    "files",
    multiple=True,
    metavar="FILE",
    help="Text with one entry a line (-: standard input), or an import.",
)
@click.option("--take-all", is_flag=True, help="Put what is imported into the timeline, not into the inbox.")
@click.option("--open", "opens", is_flag=True, help="Open it on the screen afterwards.")
@pass_places
def new(places: Places, /, opens: bool, take_all: bool, **asked: Any) -> int:
    """Make a session and print its path.

    The path is the last line of output. Nothing is asked.
    Lines of text become entries; what bpm import reads comes into the inbox, where it waits to be taken.
    """
    from bpm_tui.cli import report
    from bpm_tui.cli.importing import NewImport
    from bpm_tui.exchange.new_session import Wanted, make_session

    asked["timezone"] = asked["timezone"] or zone_for(places)
    importing = NewImport(places)
    made = make_session(Wanted(**asked), places.sessions, _now(), by=BY, bring_in=importing.bring_in)
    importing.tell(made.path, take_all=take_all)
    for line in report.added_lines(made.lines):
        report.say(line)
    for remark in (*made.remarks, *report.remarks(made.lines)):
        report.warn(remark)
    report.say_path(made.path)
    return _open(made.path, places) if opens else 0


@bpm.command()
@click.argument("session", type=SESSION)
@click.argument("lines", nargs=-1, required=True, metavar="LINE...")
@pass_places
def add(places: Places, session: str, lines: tuple[str, ...]) -> int:
    """Add entries to a timeline, one a line.

    A line is such as: 14:32 Ana: restarted payments => errors halved; expected: a quick drain.
    LINE may be - to read lines from standard input.
    If the session is open elsewhere, the lines are handed over to whoever has it open.
    """
    from bpm_tui.cli import report
    from bpm_tui.storage.handover.add_lines import add_or_hand_over
    from bpm_tui.storage.handover.spool import Spool

    path = find(places, session)
    typed = [one for line in lines for one in _typed(line) if one.strip()]
    if not typed:
        raise click.UsageError("there is no line to add; a line is such as '14:32 Ana: restarted payments'")
    result = add_or_hand_over(path, typed, Spool(places), by=BY, zone=zone_for(places), now=_now())
    for line in report.added_lines(result):
        report.say(line)
    for remark in (*result.notices, *report.remarks(result)):
        report.warn(remark)
    if result.handed:
        report.warn("the session is open elsewhere: the lines were handed over and come in there")
    return 0


@bpm.command()
@click.argument("session", type=SESSION)
@click.option("--yes", is_flag=True, help="Do it without asking.")
@pass_places
def forget(places: Places, session: str, yes: bool) -> int:
    """Forget what was deleted from a session.

    Its recording is rebuilt from the document: what was deleted, reworded or undone goes for good.
    """
    from bpm_tui.cli import report
    from bpm_tui.storage.folder.listing import name_of
    from bpm_tui.storage.folder.rename_and_forget import forget as forget_deleted

    path = find(places, session)
    if not yes and not _agreed(path):
        report.warn("nothing was changed")
        return 2
    done = forget_deleted(path, now=_now())
    report.say(
        f"{name_of(path)}: the recording is rebuilt from the document; it had {done.before} blocks, now {done.after}"
    )
    return 0


@bpm.command()
@click.argument("session", type=SESSION)
@click.argument("name")
@pass_places
def mv(places: Places, session: str, name: str) -> int:
    """Give a session's two files another name in their folder."""
    from bpm_tui.cli import report
    from bpm_tui.storage.folder.rename_and_forget import rename_session

    report.say_path(rename_session(find(places, session), name))
    return 0


bpm.elsewhere = {
    "coach": "coach",
    "compare": "compare",
    "export": "export",
    "follow": "follow",
    "import": "importing",
    "merge": "merge",
    "merge-driver": "merge",
    "replay": "replay",
    **dict.fromkeys(("check", "list", "log", "paths", "themes"), "inspect"),
}


def main() -> None:
    """Run the command that the process was started for, and end the process with its status."""
    stand_in_for_closed_streams()
    bpm(prog_name="bpm")


@pass_places
def _show_list(places: Places) -> int:
    ready_for_the_screen()
    from bpm_tui.tui.start import run_sessions

    return run_sessions(places)


def _open(path: Path, places: Places) -> int:
    ready_for_the_screen()
    from bpm_tui.tui.start import run_session

    return run_session(path, places)


def _now() -> datetime:
    from datetime import UTC, datetime

    return datetime.now(UTC)


def _typed(line: str) -> list[str]:
    """Return the lines that an argument holds; ``-`` is what standard input holds."""
    from bpm_tui.model.line.add import lines_of

    return lines_of(sys.stdin.buffer.read().decode("utf-8-sig", "surrogateescape") if line == "-" else line)


def _somebody_is_here() -> bool:
    return sys.stdin.isatty()


def _agreed(path: Path) -> bool:
    """Say what will be forgotten, and ask for the word that no key types by accident.

    Raises:
        click.UsageError: there is nobody to ask.
    """
    from bpm_tui.cli import report
    from bpm_tui.storage.folder.listing import name_of

    report.say(
        f"{name_of(path)}: everything that was deleted, reworded or undone goes from the recording, and so does the way"
        "\nthe session came about (who typed what and when). The session itself stays as it is. There is no way back."
    )
    if not _somebody_is_here():
        raise click.UsageError("nobody is here to ask; bpm forget SESSION --yes does it without asking")
    return bool(click.prompt("Type the word forget to go on", default="", show_default=False).strip() == "forget")


gc.enable()
