"""What ``bpm add`` does with anything but plain entries: it makes the edits itself, so that it knows the ids."""

# ruff: noqa: PLC0415 - every command imports what it needs when it runs

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bpm_tui.cli.group import zone_for

if TYPE_CHECKING:
    from bpm_tui.actions.context import Context
    from bpm_tui.model.edits import Edit
    from bpm_tui.model.session import Session
    from bpm_tui.storage.handover.give import Given
    from bpm_tui.storage.user.places import Places


class Adding(NamedTuple):
    """What to add: lines of one kind, on an entry named by id or time, by whom, under which key."""

    lines: Sequence[str]
    kind: str
    on: str | None
    by: str
    key: str
    as_json: bool


def add_items(places: Places, path: Path, adding: Adding) -> int:
    """Add them, or hand them over; say what each became."""
    import click

    from bpm_tui.actions.context import LineError
    from bpm_tui.storage.handover.give import change_or_hand_over

    now, zone = datetime.now(UTC), zone_for(places)

    def acts(session: Session, new_id: Callable[[], str]) -> Sequence[Sequence[Edit]]:
        from bpm_tui.actions.given_lines import acts_of_lines

        return list(acts_of_lines(adding.kind, adding.lines, _context(session, new_id, now, zone, adding.on)))

    try:
        given = change_or_hand_over(path, acts, by=adding.by, when=now, zone=zone, key=adding.key)
    except LineError as problem:
        raise click.ClickException(str(problem)) from problem
    _tell(path, adding, given)
    return 0


def _context(session: Session, new_id: Callable[[], str], now: datetime, zone: str, on: str | None) -> Context:
    from bpm_tui.actions.context import Context
    from bpm_tui.actions.given_lines import entry_on
    from bpm_tui.model.line.add import actors_of
    from bpm_tui.storage.user.zones import zone_of

    context = Context(
        session=session,
        zone=zone_of(session.incident.timezone, zone),
        selected=None,
        last_typed=None,
        now=now,
        new_id=new_id,
        actors=actors_of(session),
    )
    return context if on is None else context._replace(selected=entry_on(context, on))


def _tell(path: Path, adding: Adding, given: Given) -> None:
    from bpm_tui.cli import report
    from bpm_tui.model.edits import Add
    from bpm_tui.model.words import counted, text_of

    for part in given.parts:
        added = part[0] if part and not isinstance(part, str) else None
        if not isinstance(added, Add):
            continue
        text = text_of(added.value)
        if adding.as_json:
            where = {"session": given.session.id, "path": str(path), "on": added.of}
            report.say_json({"schema_version": 1, **where, "kind": adding.kind, "id": added.item, "text": text,
                             "handed_over": given.handed})  # fmt: skip
        else:
            report.say(f"{'handed over' if given.handed else 'added'} as {adding.kind} {added.item}: {text}")
    for notice in given.notices:
        report.warn(notice)
    if given.before:
        report.warn(f"{counted(given.before, 'line')} already there from an earlier run with --id {adding.key}")
    if given.handed and not adding.as_json:
        report.warn("the session is open elsewhere: it was handed over and appears there")
