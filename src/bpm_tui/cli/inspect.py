"""The commands that only look: check, list, log, themes and paths."""

# ruff: noqa: PLC0415 - every command imports what it needs when it runs

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bpm_tui.cli.group import SESSION, find, pass_places, settings, zone_for

if TYPE_CHECKING:
    from pathlib import Path

    from bpm_tui.storage.user.places import Places


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=SESSION)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per finding.")
@pass_places
def check(places: Places, files: tuple[str, ...], as_json: bool) -> int:
    """Check session files for errors.

    Each finding is FILE:LINE:COLUMN: MESSAGE; the exit status is 1 if there is one. Nothing is changed.
    """
    from bpm_tui.cli import report
    from bpm_tui.storage.folder.check import check_session
    from bpm_tui.storage.user.places import typed_path

    status = 0
    for name in files:
        path = typed_path(name)
        problems = check_session(path if path.is_file() else find(places, name))
        for problem in problems:
            report.say_json(report.problem_data(problem)) if as_json else report.say(str(problem))
        if problems:
            status = 1
        elif not as_json:
            report.say(f"{name}: nothing found")
    return status


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per session.")
@pass_places
def list_(places: Places, as_json: bool) -> int:
    """List the sessions, latest first."""
    from bpm_tui.cli import report
    from bpm_tui.storage.folder.listing import list_sessions

    sessions = list_sessions(places.sessions)
    if as_json:
        for each in sessions:
            report.say_json(report.session_data(each))
        return 0
    for line in report.table(report.session_rows(sessions, hide_titles=settings(places).hide_titles)):
        report.say(line)
    if not sessions:
        report.warn(f"no sessions in {places.sessions} yet; bpm new TITLE makes one, bpm demo shows one")
    return 0


@click.command()
@click.argument("session", type=SESSION)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per edit and mark.")
@pass_places
def log(places: Places, session: str, as_json: bool) -> int:
    """Print everything that was done to a session.

    That is its recording: when (in the incident's zone), by whom and what, deleted text included.
    """
    from bpm_tui.cli import report
    from bpm_tui.exchange.log import in_words
    from bpm_tui.storage.disk.regular import read_regular, real_path
    from bpm_tui.storage.session.file_names import recording_path
    from bpm_tui.storage.session.recording import scan
    from bpm_tui.storage.user.zones import zone_of

    path = real_path(find(places, session))
    place = recording_path(path)
    if not place.exists():
        report.warn(f"{place} does not exist yet: the recording starts when the session is opened")
        return 0
    recording = scan(read_regular(place), place)
    if recording.torn:
        report.warn(f"{place}: the last write was cut short before it was reported as saved; it is left out here")
    items = in_words(recording.items)
    if as_json:
        for item, words in items:
            report.say_json(report.log_data(item, words))
    else:
        for line in report.log_lines(items, zone_of(_zone_in(path), zone_for(places))):
            report.say(line)
    return 0


def _zone_in(path: Path) -> str:
    """Return the zone that a document names; empty if it names none or cannot be read."""
    from bpm_tui.storage.disk.problems import BadFileError
    from bpm_tui.storage.disk.regular import read_regular
    from bpm_tui.storage.session.document import read_document

    try:
        return read_document(read_regular(path), path).incident.timezone
    except (BadFileError, OSError):
        return ""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object per theme.")
@pass_places
def themes(places: Places, as_json: bool) -> int:
    """List the themes; a star marks the one in use."""
    from bpm_tui.cli import report
    from bpm_tui.storage.user.config import chosen_theme, remembered, unknown_theme
    from bpm_tui.storage.user.themes import DEFAULT, load_themes

    found, problems = load_themes(places.themes)
    config = settings(places)
    problems += unknown_theme(places, config, found)
    chosen = chosen_theme(config, remembered(places))
    chosen = chosen if chosen in found else DEFAULT
    if as_json:
        for theme in found.values():
            report.say_json(report.theme_data(theme, chosen))
    else:
        for line in report.table(report.theme_rows(found.values(), chosen)):
            report.say(line)
    for problem in problems:
        report.warn(str(problem))
    return 0


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@pass_places
def paths(places: Places, as_json: bool) -> int:
    """Show where sessions, settings, themes and the app's own files are."""
    from bpm_tui.cli import report

    found = {
        "sessions": places.sessions,
        "config": places.config,
        "settings": places.config_file,
        "themes": places.themes,
        "state": places.state,
    }
    if as_json:
        report.say_json({name: str(path) for name, path in found.items()})
        return 0
    for line in report.table((name, str(path)) for name, path in found.items()):
        report.say(line)
    return 0


COMMANDS = (check, list_, log, themes, paths)
