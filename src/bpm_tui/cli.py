"""The command line. Every command imports what it needs when it runs, so that ``--help`` costs nothing."""

# ruff: noqa: PLC0415 - see above

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bpm_tui import __version__
from bpm_tui.cli_group import SESSION, Bpm

if TYPE_CHECKING:
    from datetime import datetime

    from bpm_tui.storage.paths import Places

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
def bpm(context: click.Context, sessions: str | None) -> int:
    """Lead a blameless postmortem in the terminal.

    bpm alone shows the list of sessions; bpm SESSION opens one.
    """
    from bpm_tui.storage.paths import places

    context.obj = places(sessions)
    if context.invoked_subcommand is not None:
        return 0
    _need_terminal()
    from bpm_tui.tui.run import run_sessions

    return run_sessions(context.obj)


@click.command("session")
@click.argument("session", type=SESSION)
@click.pass_obj
def opener(places: Places, session: str) -> int:
    """Open a session; bpm SESSION comes here."""
    from bpm_tui.storage.finding import NoSessionError

    try:
        path = _find(places, session)
    except NoSessionError as error:
        raise click.ClickException(f"{error}{bpm.likely(session)}") from error
    return _open(path, places)


bpm.opener = opener


@bpm.command()
@click.pass_obj
def demo(places: Places) -> int:
    """Open the finished sample session, in a copy that is thrown away."""
    _need_terminal()
    from bpm_tui.tui.run import run_demo

    return run_demo(places)


@bpm.command()
@click.argument("title")
@click.option("--incident", default="", metavar="ID", help="The incident's id in your tracker, such as INC-2481.")
@click.option("--severity", default="", metavar="S", help="Such as SEV-2.")
@click.option("--service", "services", multiple=True, metavar="NAME", help="A service that was hit; may be repeated.")
@click.option("--timezone", default="", metavar="ZONE", help="Where times are read and shown, as Europe/Copenhagen.")
@click.option("--started", default="", metavar="WHEN", help="When it started: 14:32, '~20 Nov 14:30', ISO 8601.")
@click.option("--participant", "participants", multiple=True, metavar="NAME", help="Who takes part; may be repeated.")
@click.option(
    "--from", "files", multiple=True, metavar="FILE", help="Text with one entry a line, - for standard input."
)
@click.option("--open", "opens", is_flag=True, help="Open it on the screen afterwards.")
@click.pass_obj
def new(places: Places, /, opens: bool, **asked: Any) -> int:
    """Make a session; the last line of output is its path. Nothing is asked."""
    from bpm_tui import cli_report as report
    from bpm_tui.exchange.newsession import Wanted, make_session

    asked["timezone"] = asked["timezone"] or _zone(places)
    made = make_session(Wanted(**asked), places.sessions, _now(), by=BY)
    for line in report.added_lines(made.lines):
        report.say(line)
    for remark in (*made.remarks, *report.remarks(made.lines)):
        report.warn(remark)
    report.say_path(made.path)
    return _open(made.path, places) if opens else 0


@bpm.command()
@click.argument("session", type=SESSION)
@click.argument("lines", nargs=-1, required=True, metavar="LINE...")
@click.pass_obj
def add(places: Places, session: str, lines: tuple[str, ...]) -> int:
    """Add entries: 14:32 Ana: restarted payments => errors halved; expected: a quick drain.

    LINE may be - to read lines from standard input. If the session is open elsewhere, the lines are handed over to
    whoever has it open.
    """
    from bpm_tui import cli_report as report
    from bpm_tui.storage.handover import Spool
    from bpm_tui.storage.lines import add_or_hand_over

    path = _find(places, session)
    typed = [one for line in lines for one in _typed(line) if one.strip()]
    if not typed:
        raise click.UsageError("there is no line to add; a line is such as '14:32 Ana: restarted payments'")
    result = add_or_hand_over(path, typed, Spool(places), by=BY, zone=_zone(places), now=_now())
    for line in report.added_lines(result):
        report.say(line)
    for remark in (*result.notices, *report.remarks(result)):
        report.warn(remark)
    if result.handed:
        report.warn("the session is open elsewhere: the lines were handed over and come in there")
    return 0


@bpm.command()
@click.argument("session", type=SESSION)
@click.option(
    "--to", default="", metavar="FILE|DIR|-", help="Where to; beside the session if left out, - is standard output."
)
@click.pass_obj
def export(places: Places, session: str, to: str) -> int:
    """Write a session as Markdown for the wiki."""
    from bpm_tui import cli_report as report
    from bpm_tui.exchange.markdown import export_markdown
    from bpm_tui.exchange.saving import export_path, save_export
    from bpm_tui.storage.handover import Spool
    from bpm_tui.storage.keeper import Keeper

    path = _find(places, session)
    keeper = Keeper.open(path, read_only=True)
    found = keeper.session
    for notice in keeper.notices:
        report.warn(notice)
    if waiting := sum(len(handed.lines) for handed in Spool(places).take(found.id)):
        report.warn(f"{waiting} handed-over lines are not in it yet: they come in when bpm opens the session")
    text = export_markdown(found)
    if to == "-":
        report.write_bytes(text.encode())
        return 0
    target = export_path(found, path, to)
    save_export(target, text)
    report.say_path(target)
    return 0


@bpm.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=SESSION)
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each finding.")
@click.pass_obj
def check(places: Places, files: tuple[str, ...], as_json: bool) -> int:
    """Say what is wrong in sessions' files; nothing is changed. Exit status 1 if there is something."""
    from bpm_tui import cli_report as report
    from bpm_tui.storage.checking import check_session
    from bpm_tui.storage.paths import typed_path

    status = 0
    for name in files:
        path = typed_path(name)
        problems = check_session(path if path.is_file() else _find(places, name))
        for problem in problems:
            report.say_json(report.problem_data(problem)) if as_json else report.say(str(problem))
        if problems:
            status = 1
        elif not as_json:
            report.say(f"{name}: nothing found")
    return status


@bpm.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each session.")
@click.pass_obj
def list_(places: Places, as_json: bool) -> int:
    """List the sessions, the latest first."""
    from bpm_tui import cli_report as report
    from bpm_tui.storage.config import load_config
    from bpm_tui.storage.library import list_sessions

    sessions = list_sessions(places.sessions)
    if as_json:
        for each in sessions:
            report.say_json(report.session_data(each))
        return 0
    for line in report.table(report.session_rows(sessions, hide_titles=load_config(places)[0].hide_titles)):
        report.say(line)
    if not sessions:
        report.warn(f"no sessions in {places.sessions} yet; bpm new TITLE makes one, bpm demo shows one")
    return 0


@bpm.command()
@click.argument("session", type=SESSION)
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each edit and mark.")
@click.pass_obj
def log(places: Places, session: str, as_json: bool) -> int:
    """Print a session's recording: when, by whom, and what, struck words included."""
    from bpm_tui import cli_report as report
    from bpm_tui.exchange.logwords import in_words
    from bpm_tui.storage.opening import recording_path
    from bpm_tui.storage.recording import scan
    from bpm_tui.storage.zone import zone_of

    place = recording_path(_find(places, session))
    if not place.exists():
        report.warn(f"{place} is not there yet: the recording begins when the session is opened")
        return 0
    items = in_words(scan(place.read_bytes(), place).items)
    if as_json:
        for item, words in items:
            report.say_json(report.log_data(item, words))
    else:
        for line in report.log_lines(items, zone_of(_zone(places))):
            report.say(line)
    return 0


@bpm.command()
@click.argument("session", type=SESSION)
@click.option("--yes", is_flag=True, help="Do it without asking.")
@click.pass_obj
def forget(places: Places, session: str, yes: bool) -> int:
    """Take out of a session's recording all that the session no longer holds. There is no way back."""
    from bpm_tui import cli_report as report
    from bpm_tui.storage.library import name_of
    from bpm_tui.storage.upkeep import forget as forget_struck

    path = _find(places, session)
    if not yes and not _agreed(path):
        report.warn("nothing was changed")
        return 2
    done = forget_struck(path, now=_now())
    report.say(
        f"{name_of(path)}: the recording is rebuilt from the document; it had {done.before} blocks, now {done.after}"
    )
    return 0


@bpm.command()
@click.argument("session", type=SESSION)
@click.argument("name")
@click.pass_obj
def mv(places: Places, session: str, name: str) -> int:
    """Give a session's two files another name in their folder."""
    from bpm_tui import cli_report as report
    from bpm_tui.storage.upkeep import rename_session

    report.say_path(rename_session(_find(places, session), name))
    return 0


@bpm.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each theme.")
@click.pass_obj
def themes(places: Places, as_json: bool) -> int:
    """List the themes; the one in use has a star."""
    from bpm_tui import cli_report as report
    from bpm_tui.storage.config import chosen_theme, load_config, remembered
    from bpm_tui.storage.themes import DEFAULT, load_themes

    found, problems = load_themes(places.themes)
    config, more = load_config(places)
    chosen = chosen_theme(config, remembered(places))
    chosen = chosen if chosen in found else DEFAULT
    if as_json:
        for theme in found.values():
            report.say_json(report.theme_data(theme, chosen))
    else:
        for line in report.table(report.theme_rows(found.values(), chosen)):
            report.say(line)
    for problem in (*problems, *more):
        report.warn(str(problem))
    return 0


@bpm.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def paths(places: Places, as_json: bool) -> int:
    """Say where sessions, settings, themes and the app's own files are."""
    from bpm_tui import cli_report as report

    found = {
        "sessions": places.sessions,
        "settings": places.config_file,
        "themes": places.themes,
        "content": places.config,
        "state": places.state,
    }
    if as_json:
        report.say_json({name: str(path) for name, path in found.items()})
        return 0
    for line in report.table((name, str(path)) for name, path in found.items()):
        report.say(line)
    return 0


def main() -> None:
    """Run the command that the process was started for, and end the process with its status."""
    bpm(prog_name="bpm")


def _find(places: Places, session: str) -> Path:
    from bpm_tui.storage.finding import find_session

    return find_session(session, places.sessions)


def _open(path: Path, places: Places) -> int:
    sys.stdout.flush()
    _need_terminal()
    from bpm_tui.tui.run import run_session

    return run_session(path, places)


def _need_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.ClickException("this needs a terminal; bpm list, log and export print what is there")


def _now() -> datetime:
    from datetime import UTC, datetime

    return datetime.now(UTC)


def _zone(places: Places) -> str:
    """Return the zone for sessions that name none: the one of the settings, or the machine's."""
    from bpm_tui.storage.config import load_config
    from bpm_tui.storage.zone import local_zone

    return load_config(places)[0].timezone or local_zone()


def _typed(line: str) -> list[str]:
    """Return the lines that an argument holds; ``-`` is what standard input holds."""
    if line != "-":
        return line.splitlines()
    return sys.stdin.buffer.read().decode("utf-8", "surrogateescape").splitlines()


def _agreed(path: Path) -> bool:
    """Say what will be forgotten, and ask for the word that no key types by accident.

    Raises:
        click.UsageError: there is nobody to ask.
    """
    from bpm_tui import cli_report as report
    from bpm_tui.storage.library import name_of

    report.say(
        f"{name_of(path)}: everything that was struck, reworded or undone goes from the recording, and so does the way"
        "\nthe session came about (who typed what and when). The session itself stays as it is. There is no way back."
    )
    if not sys.stdin.isatty():
        raise click.UsageError("nobody is here to ask; bpm forget SESSION --yes does it without asking")
    return bool(click.prompt("Type the word forget to go on", default="", show_default=False).strip() == "forget")
