"""The command that finds hindsight and blame in pages and sessions, for people and for CI."""

# ruff: noqa: PLC0415 - every command imports what it needs when it runs

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from bpm_tui.cli.group import SESSION, UNUSABLE, find, pass_places

if TYPE_CHECKING:
    from bpm_tui.exchange.coach_findings import Placed
    from bpm_tui.facilitation.coach import Coach, Field
    from bpm_tui.storage.user.places import Places

FOUND = 1
"""The exit status if something was found."""


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE|-...", type=SESSION)
@click.option(
    "--field",
    type=click.Choice(["known", "hindsight", "outcome", "learning", "followup"]),
    help="What the text is about; without it, the page's headings tell.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per finding.")
@pass_places
def coach(places: Places, files: tuple[str, ...], field: Field | None, as_json: bool) -> int:
    """Find hindsight and blame in Markdown pages and sessions.

    Each finding is FILE:LINE:COLUMN CATEGORY PHRASE: REASON → QUESTION. The exit status is 1 if there is one, 2 if a
    file cannot be read. FILE may be - for standard input. Code, quotes and link addresses are
    skipped; a session is read field by field. Nothing is changed.
    """
    from bpm_tui.cli import report
    from bpm_tui.storage.user.coach_content import load_coach

    loaded, problems = load_coach(places.config)
    for problem in problems:
        report.warn(str(problem))
    status = 0
    for name in files:
        found = _found(loaded, places, name, field)
        if found is None:
            status = UNUSABLE
        elif _told(name, found, as_json=as_json):
            status = max(status, FOUND)
    return status


def _found(coach: Coach, places: Places, name: str, field: Field | None) -> list[Placed] | None:
    """Return the findings in a file; nothing, with a message, if it cannot be read: the other files are still read."""
    from bpm_tui.cli.report import warn
    from bpm_tui.exchange.coach_findings import decoded, page_findings, session_findings
    from bpm_tui.storage.disk.problems import BadFileError
    from bpm_tui.storage.folder.find import NoSessionError
    from bpm_tui.storage.user.places import typed_path

    try:
        if name == "-":
            return list(page_findings(coach, decoded(sys.stdin.buffer.read(), name), field))
        path = typed_path(name)
        path = path if path.exists() or path.suffix else find(places, name)
        text = decoded(path.read_bytes(), str(path))
        is_session = path.suffix == ".toml" and field is None
        return list(session_findings(coach, text, str(path)) if is_session else page_findings(coach, text, field))
    except (BadFileError, NoSessionError) as error:
        warn(str(error))
    except OSError as error:
        warn(f"bpm: {name}: {error.strerror or error}")
    return None


def _told(name: str, found: Iterable[Placed], *, as_json: bool) -> bool:
    """Print findings; return whether there was one."""
    from bpm_tui.cli import report

    any_found = False
    for each in found:
        any_found = True
        report.say_json(_data(name, each)) if as_json else report.say(_line(name, each))
    return any_found


def _line(name: str, each: Placed) -> str:
    found = each.finding
    place = f"{name}:{each.start.line}:{each.start.column}"
    return f"{place} {found.category} {found.phrase}: {found.reason} → {found.ask}"


def _data(name: str, each: Placed) -> dict[str, Any]:
    """Return a finding as data for programs; ``end`` is the column after it, on the line ``end_line``."""
    place = {"file": name, "line": each.start.line, "col": each.start.column}
    found = {name: getattr(each.finding, name) for name in ("phrase", "category", "severity", "reason", "ask")}
    return {**place, "end": each.end.column, "end_line": each.end.line, **found}


COMMANDS = (coach,)
