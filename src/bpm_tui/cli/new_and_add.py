"""The commands that write a session without a screen: new and add."""

# ruff: noqa: PLC0415 - every command imports what it needs when it runs

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from bpm_tui.cli.group import SESSION, find, open_on_screen, pass_places, zone_for

if TYPE_CHECKING:
    from pathlib import Path

    from bpm_tui.storage.user.places import Places

_KEY = re.compile(r"[A-Za-z0-9._:-]{1,100}")

BY = "bpm"
"""Who made the edits that come from the command line."""


@click.command()
@click.argument("title")
@click.option("--incident", default="", metavar="ID", help="The incident's id in your tracker, such as INC-2481.")
@click.option("--severity", default="", metavar="S", help="Such as SEV-2.")
@click.option("--service", "services", multiple=True, metavar="NAME", help="An affected service; may be repeated.")
@click.option("--timezone", default="", metavar="ZONE", help="The time zone: Europe/Berlin, Berlin, CET, +1.")
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
    help="Text with one entry per line (-: standard input), or a file to import.",
)
@click.option("--take-all", is_flag=True, help="Put imported items into the timeline, not the inbox.")
@click.option("--open", "opens", is_flag=True, help="Open it afterwards.")
@pass_places
def new(places: Places, /, opens: bool, take_all: bool, **asked: Any) -> int:
    """Create a session and print its path.

    The path is the last line of output. It asks no questions.
    Lines of text become entries; what bpm import can read goes to the inbox, where it waits to be taken.
    """
    from bpm_tui.cli import report
    from bpm_tui.cli.import_files import NewImport
    from bpm_tui.exchange.new_session import Wanted, make_session

    asked["timezone"] = asked["timezone"] or zone_for(places)
    importing = NewImport(places)
    made = make_session(Wanted(**asked), places.sessions, datetime.now(UTC), by=BY, bring_in=importing.bring_in)
    importing.tell(made.path, take_all=take_all)
    for line in report.added_lines(made.lines):
        report.say(line)
    for remark in (*made.remarks, *report.remarks(made.lines)):
        report.warn(remark)
    report.say_path(made.path)
    return open_on_screen(made.path, places) if opens else 0


@click.command()
@click.argument("session", type=SESSION)
@click.argument("lines", nargs=-1, required=True, metavar="LINE...")
@click.option(
    "--as",
    "kind",
    type=click.Choice(["entry", "note", "signal", "learning", "follow-up", "parked"]),
    default="entry",
    help="What each line becomes.",
)
@click.option("--on", metavar="ID|TIME", help="The entry that a note or signal is about, or that the item came from.")
@click.option("--by", default="", metavar="NAME", help="Who adds it; the meeting shows the name.")
@click.option("--id", "key", metavar="KEY", help="Safe to run again: lines with this KEY are added only once.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line, with the id of what it became.")
@pass_places
def add(
    places: Places,
    /,
    session: str,
    lines: tuple[str, ...],
    *,
    kind: str,
    on: str | None,
    by: str,
    key: str | None,
    as_json: bool,
) -> int:
    """Add to a session, one line for each entry, note, signal, learning, follow-up or parked topic.

    Example: 14:32 Ana: restarted payments => errors halved; expected: a quick drain.
    A note may begin with its kind, as in 'assumed: the cache was warm', a signal with its state, as in
    'missed: queue graph flat'. LINE may be - to read lines from standard input.
    If the session is open elsewhere, the lines are handed over to whoever has it open.
    A script that may run twice passes a KEY: lines with the same KEY are added only once.
    """
    if key is not None and not _KEY.fullmatch(key):
        raise click.UsageError("--id is up to 100 letters, digits and ._:- such as alert-4711")
    path = find(places, session)
    typed = [one for line in lines for one in _typed(line) if one.strip()]
    if not typed:
        raise click.UsageError("no line to add; a line looks like '14:32 Ana: restarted payments'")
    who = by.strip() or BY
    if kind == "entry" and on is None and not as_json:
        return _add_lines(places, path, typed, who, key or "")
    from bpm_tui.cli.adding import Adding, add_items

    return add_items(places, path, Adding(typed, kind, on, who, key or "", as_json))


def _add_lines(places: Places, path: Path, typed: list[str], by: str, key: str) -> int:
    from bpm_tui.cli import report
    from bpm_tui.model.words import counted
    from bpm_tui.storage.handover.add_lines import add_or_hand_over

    result = add_or_hand_over(path, typed, by=by, when=datetime.now(UTC), zone=zone_for(places), key=key)
    for line in report.added_lines(result):
        report.say(line)
    for remark in (*result.notices, *report.remarks(result)):
        report.warn(remark)
    if result.before:
        report.warn(f"{counted(result.before, 'line')} came in with an earlier run of --id {key}")
    if result.handed:
        report.warn("the session is open elsewhere: the lines were handed over and appear there")
    return 0


def _typed(line: str) -> list[str]:
    """Return the lines that an argument holds; ``-`` is what standard input holds."""
    from bpm_tui.model.line.add import lines_of

    return lines_of(sys.stdin.buffer.read().decode("utf-8-sig", "surrogateescape") if line == "-" else line)


COMMANDS = (new, add)
