"""The command that exports sessions: to a wiki, a browser, a spreadsheet, a tracker or another program."""

# ruff: noqa: PLC0415 - every command imports what it needs when it runs, so that --help costs nothing

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bpm_tui.cli.group import SESSION, find, pass_places, settings, zone_for
from bpm_tui.storage.user.export_choices import FORMATS, LANES, NAMES, PARTS, WIKIS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bpm_tui.exchange.export.export import Exported, Manner
    from bpm_tui.exchange.export.library_pages import LibraryPages
    from bpm_tui.model.session import Session
    from bpm_tui.storage.user.places import Places


@click.command()
@click.argument("session", type=SESSION, required=False)
@click.option(
    "--to",
    default="",
    metavar="FILE|DIR|-",
    help="Where to save it; beside the session by default, - is standard output.",
)
@click.option("--wiki", type=click.Choice(WIKIS), help="The wiki that the Markdown is for.")
@click.option("--format", type=click.Choice(list(FORMATS)), help="Markdown by default.")
@click.option("--template", metavar="NAME|FILE", help="The layout: full, summary, announcement, or one of your own.")
@click.option(
    "--part", type=click.Choice(PARTS), default="all", help="Only this part; follow-ups means those still to do."
)
@click.option(
    "--names", type=click.Choice(NAMES), help="People as typed, by role, or not at all; by default as the session says."
)
@click.option(
    "--lanes", type=click.Choice(LANES), default="both", help="The discussion of the entries; known: without hindsight."
)
@click.option("--since", metavar="WHEN", help="Only what changed since: draft, last meeting, 14:32, 2 h, …")
@click.option("--mentions", is_flag=True, help="Let @names ping and #123 link where the wiki does so.")
@click.option("--all", "everything", metavar="DIR", help="All sessions and an index, as pages in this folder.")
@pass_places
def export(
    places: Places, /, session: str | None, to: str, everything: str | None, since: str | None, **asked: Any
) -> int:
    """Export a session for a wiki, a browser, a spreadsheet or a program.

    Defaults for --wiki, --format and --template may be set in config.toml.
    """
    if (session is None) == (everything is None):
        raise click.UsageError("name a session, or all of them with --all DIR")
    if everything is not None and (to or since):
        raise click.UsageError("--all DIR exports every session into DIR; leave out --to and --since")
    if since and (asked["template"] or asked["part"] != "all"):
        raise click.UsageError("--since lists changes; leave out --template and --part")
    manner = _manner(places, asked)
    if everything is not None:
        return _export_all(places, everything, manner)
    path, to = _meant(places, session or "", to)
    return _export_one(places, path, to, manner, since or "")


def _meant(places: Places, session: str, to: str) -> tuple[Path, str]:
    """Return the session's document and where its page goes; ``demo`` is the sample unless a session has this name."""
    from bpm_tui.storage.folder.find import NoSessionError
    from bpm_tui.storage.user.places import shipped

    try:
        return find(places, session), to
    except NoSessionError:
        if session != "demo":
            raise
        return shipped("demo", "demo.toml"), to or "."


def _export_one(places: Places, path: Path, to: str, manner: Manner, since: str) -> int:
    from bpm_tui.cli import report
    from bpm_tui.exchange.export.export import export as exported
    from bpm_tui.exchange.export.save import export_path, save_export

    found = _read(path)
    done = _changes(places, path, manner, since) if since else exported(found, manner, places.templates)
    if done.kept:
        report.warn(f"not replaced: {', '.join(done.kept)}; if one is a person, add them as a participant (m d)")
    _warn_of_marked(places, path, found, manner)
    if to == "-":
        report.write_bytes(done.text.encode())
        return 0
    target = export_path(path, to, manner.ending)
    if save_export(target, done.text):
        report.warn(f"{target.name} had other content, and was replaced")
    report.say_path(target)
    return 0


def _warn_of_marked(places: Places, path: Path, session: Session, manner: Manner) -> None:
    """Report how many exported sentences the coach marked."""
    from bpm_tui.cli import report
    from bpm_tui.model.words import counted

    if marked := _marking(places, manner)(session):
        report.warn(f"the coach marked {counted(marked, 'sentence')}: bpm coach {path} lists what it found")


def _marking(places: Places, manner: Manner) -> Callable[[Session], int]:
    """Return what counts the sentences that the coach marks in what goes out of a session."""
    from bpm_tui.cli import report
    from bpm_tui.exchange.coach_findings import going_out
    from bpm_tui.facilitation.coach.sessions import findings_of, sentences
    from bpm_tui.storage.user.coach_content import load_coach

    coach, problems = load_coach(places.config)
    for problem in problems:
        report.warn(str(problem))
    return lambda session: sentences(going_out(findings_of(coach, session), manner))


def _changes(places: Places, path: Path, manner: Manner, since: str) -> Exported:
    from datetime import UTC, datetime

    from bpm_tui.exchange.changes.pages import export_changes
    from bpm_tui.exchange.changes.since import moment_of, session_at
    from bpm_tui.storage.replay.load import film_of
    from bpm_tui.storage.user.zones import zone_of

    film = film_of(path)
    last = film.session(len(film))
    zone = zone_of(last.incident.timezone or zone_for(places))
    then = moment_of(film, since, datetime.now(UTC), zone)
    return export_changes(session_at(film, then), last, f"since {then.words}", manner)


def _read(path: Path) -> Session:
    """Return a session as it is now, after printing its notices."""
    from bpm_tui.cli import report
    from bpm_tui.storage.handover.spool import Spool, handed_words
    from bpm_tui.storage.session.keeper import Keeper

    keeper = Keeper.open(path, read_only=True)
    for notice in keeper.notices:
        report.warn(notice)
    spool = Spool(keeper.path, keeper.session.id)
    for problem in spool.spoilt():
        report.warn(f"{problem}: what was handed over there cannot be read and is not included")
    if waiting := handed_words(spool.take()):
        report.warn(f"handed over and not included yet: {waiting}; it comes in when bpm opens the session")
    return keeper.session


def _export_all(places: Places, folder: str, manner: Manner) -> int:
    from bpm_tui.cli import report
    from bpm_tui.cli.group import UNUSABLE
    from bpm_tui.exchange.export.library_pages import Reading, export_library
    from bpm_tui.storage.user.places import typed_path

    reading = Reading(_read, _marking(places, manner))
    done = export_library(places.sessions, typed_path(folder), manner, places.templates, reading)
    for problem in done.problems:
        report.warn(problem)
    for line in _to_look_at(done):
        report.warn(line)
    for path in done.written:
        report.say_path(path)
    sessions = f"{done.pages} session{'s' * (done.pages != 1)}"
    report.warn(f"a page for {sessions} and an index: {len(done.written)} new or changed")
    return UNUSABLE if done.problems else 0


def _to_look_at(done: LibraryPages) -> Iterator[str]:
    """Yield what nobody may have looked at yet: session by session, and a total where there is more than one."""
    from bpm_tui.model.words import counted

    for name in sorted(done.kept.keys() | done.marked):
        if marked := done.marked.get(name, 0):
            yield f"{name}: the coach marked {counted(marked, 'sentence')}: bpm coach {name} lists what it found"
        if kept := done.kept.get(name):
            yield f"{name}: not replaced: {', '.join(kept)}"
    if len(done.marked) > 1:
        yield f"in all, the coach marked {sum(done.marked.values())} sentences in {len(done.marked)} sessions"
    if done.kept:
        names = len({name for kept in done.kept.values() for name in kept})
        sessions = counted(len(done.kept), "session")
        yield f"in all, {counted(names, 'name')} in {sessions} not replaced; add who is a person as a participant (m d)"


def _manner(places: Places, asked: dict[str, Any]) -> Manner:
    """Return how to export: as asked, else as set, else as usual."""
    from bpm_tui.exchange.export.export import chosen_manner

    return chosen_manner(settings(places), **asked)


COMMANDS = (export,)
