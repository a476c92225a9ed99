"""The command that lists what changed: between two sessions, or since a moment of one."""

# ruff: noqa: PLC0415 - every command imports what it needs when it runs

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bpm_tui.cli.group import SESSION, find, pass_places, zone_for
from bpm_tui.storage.user.export_choices import WIKIS

if TYPE_CHECKING:
    from pathlib import Path

    from bpm_tui.model.session import Session
    from bpm_tui.storage.user.places import Places

_WHEN = "WHEN"


@click.command()
@click.argument("a", type=SESSION)
@click.argument("b", type=SESSION, default="")
@click.option("--since", default="", metavar=_WHEN, help="Since when, in one session: draft, meeting 2, 14:32, 2 h, …")
@click.option("--until", default="", metavar=_WHEN, help="Until when; now by default.")
@click.option("--to", default="", metavar="FILE|-", help="Write it as Markdown; - is standard output.")
@click.option("--wiki", type=click.Choice(WIKIS), default="neutral", help="The wiki that the Markdown is for.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per change.")
@pass_places
def compare(places: Places, *, a: str, b: str, since: str, until: str, to: str, wiki: str, as_json: bool) -> int:
    """Show what was added, changed, moved and deleted.

    Compares two sessions, or one session with an earlier moment: draft (before the first meeting), last meeting,
    meeting 2, start, a time, 30 min, 2 h, or the id of an edit from bpm log --json.
    """
    from bpm_tui.cli import report
    from bpm_tui.exchange.changes.compare import compare as compared
    from bpm_tui.exchange.changes.compare import counted
    from bpm_tui.exchange.changes.pages import change_data, change_lines, changes_page
    from bpm_tui.exchange.export.save import save_export
    from bpm_tui.storage.user.places import typed_path

    if bool(b) == bool(since or until):
        raise click.UsageError("name two sessions, or one and --since WHEN")
    before, after, span = _two(places, a, b) if b else _moments(places, a, since or "start", until or "now")
    changes = compared(before, after)
    if as_json:
        for one in changes:
            report.say_json(change_data(one))
    elif to:
        page = changes_page(after.title, span, changes, wiki)
        if to == "-":
            report.write_bytes(page.encode())
        else:
            save_export(typed_path(to), page)
            report.say_path(typed_path(to))
    else:
        report.say(f"{span}: {counted(changes)}")
        for line, _ in change_lines(changes):
            report.say(line)
    return 0


def _two(places: Places, a: str, b: str) -> tuple[Session, Session, str]:
    paths = (find(places, a), find(places, b))
    before, after = (_read(path) for path in paths)
    return before, after, f"from {paths[0].name} to {paths[1].name}"


def _moments(places: Places, name: str, since: str, until: str) -> tuple[Session, Session, str]:
    from datetime import UTC, datetime

    from bpm_tui.exchange.changes.since import moment_of, session_at
    from bpm_tui.storage.replay.load import film_of
    from bpm_tui.storage.user.zones import zone_of

    film = film_of(find(places, name))
    last = film.session(len(film))
    zone = zone_of(last.incident.timezone or zone_for(places))
    first, then = (moment_of(film, words, datetime.now(UTC), zone) for words in (since, until))
    return session_at(film, first), session_at(film, then), f"since {first.words}, until {then.words}"


def _read(path: Path) -> Session:
    from bpm_tui.cli import report
    from bpm_tui.storage.session.keeper import Keeper

    keeper = Keeper.open(path, read_only=True)
    for notice in keeper.notices:
        report.warn(notice)
    return keeper.session


COMMANDS = (compare,)
