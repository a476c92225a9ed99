"""The commands about the follow-ups and topics of all sessions."""

# ruff: noqa: PLC0415 - every command imports what it needs when it runs

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from bpm_tui.cli.group import pass_places, zone_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from bpm_tui.library.follow_ups import Kept
    from bpm_tui.model.edits import Edit
    from bpm_tui.model.session import Session
    from bpm_tui.storage.user.places import Places

SCHEMA_VERSION = 1
"""The version of what is printed for programs."""
BY = "bpm"
_DAYS = re.compile(r"(\d{1,4})\s?d?", re.IGNORECASE)
RESULTS = ("worked", "partly", "did-not", "too-early")


@click.group("follow-ups", invoke_without_command=True)
@click.option("--open", "only", flag_value="open", help="Only what is still to be done.")
@click.option("--overdue", "only", flag_value="overdue", help="Only what is late.")
@click.option("--done", "only", flag_value="done", help="Only what is done.")
@click.option("--to-check", "only", flag_value="to check", help="Only what is done, but not yet checked: did it work?")
@click.option("--owner", default="", metavar="NAME", help="Only those of an owner; a part of the name is enough.")
@click.option("--service", default="", metavar="S", help="Only those of incidents of this service.")
@click.option("--due-within", metavar="DAYS", help="Only what is late, or due within this many days, such as 7d.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per follow-up.")
@click.pass_context
def follow_ups(context: click.Context, /, **asked: Any) -> int:
    """List the follow-ups of all sessions, or say what came of one.

    What is late comes first. A day ends at midnight in the session's time zone.
    """
    return 0 if context.invoked_subcommand else _list(**asked)


@pass_places
def _list(
    places: Places, /, *, only: str | None, owner: str, service: str, due_within: str | None, as_json: bool
) -> int:
    from bpm_tui.cli import report
    from bpm_tui.library.follow_ups import Wanted, follow_ups

    wanted = Wanted(only or "", owner, service, _days(due_within))
    kept = follow_ups(places.sessions, wanted, _now(), zone_for(places), lambda said: report.warn(f"not read: {said}"))
    if as_json:
        for each in kept:
            report.say_json(_data(each))
        return 0
    for line in report.table(map(_row, kept)):
        report.say(line)
    if not kept:
        report.warn("no follow-up fits" if only or owner or service or due_within else "there are no follow-ups")
    return 0


@follow_ups.command("done")
@click.argument("key", metavar="ID")
@pass_places
def done_(places: Places, key: str) -> int:
    """Mark a follow-up as done; it is asked about again in 30 days, or on its own day."""
    from bpm_tui.facilitation.follow_ups import done

    return _change(places, key, lambda session, item, today, _: done(session, item, today), "done")


@follow_ups.command("drop")
@click.argument("key", metavar="ID")
@click.option("--because", default="", metavar="REASON", help="Why it will not be done.")
@pass_places
def drop(places: Places, key: str, because: str) -> int:
    """Drop a follow-up."""
    from bpm_tui.facilitation.follow_ups import dropped

    return _change(places, key, lambda session, item, *_: dropped(session, item, because), "dropped")


@follow_ups.command("reopen")
@click.argument("key", metavar="ID")
@pass_places
def reopen(places: Places, key: str) -> int:
    """Open a follow-up again."""
    from bpm_tui.facilitation.follow_ups import reopened

    return _change(places, key, lambda session, item, *_: reopened(session, item), "open again")


@follow_ups.command("effect")
@click.argument("key", metavar="ID")
@click.argument("result", type=click.Choice(RESULTS))
@click.option("--note", default="", metavar="TEXT", help="What people see now.")
@pass_places
def effect(places: Places, key: str, result: Any, note: str) -> int:
    """Say whether a follow-up worked; if it is too early, it is asked about again in 30 days."""
    from bpm_tui.facilitation.follow_ups import with_effect

    said = result.replace("-", " ")
    return _change(
        places,
        key,
        lambda session, item, today, new_id: with_effect(session, item, said, note=note, today=today, new_id=new_id),
        said,
    )


@click.group("topics", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per topic.")
@click.pass_context
def topics(context: click.Context, /, as_json: bool) -> int:
    """List the topics of all sessions, or rename one."""
    return 0 if context.invoked_subcommand else _list_topics(as_json=as_json)


@pass_places
def _list_topics(places: Places, /, *, as_json: bool) -> int:
    from bpm_tui.cli import report
    from bpm_tui.library.topics import topics
    from bpm_tui.model.words import counted

    found = topics(places.sessions, lambda said: report.warn(f"not read: {said}"))
    if as_json:
        for each in found:
            report.say_json({"schema_version": SCHEMA_VERSION} | each._asdict())
        return 0
    for line in report.table((one.name, f"{one.uses}×", counted(one.sessions, "session")) for one in found):
        report.say(line)
    if not found:
        report.warn("there are no topics yet; '; topic: backups' at the end of a line gives one")
    return 0


@topics.command("rename")
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@click.option("--yes", is_flag=True, help="Do it; without it, only what would be done is said.")
@pass_places
def rename(places: Places, old: str, new: str, yes: bool) -> int:
    """Rename topic A to B in all sessions; if there is a B already, the two become one.

    Without --yes nothing is changed. One undo in a session takes its part of it back.
    """
    from bpm_tui.cli import report
    from bpm_tui.library.documents import Document, read_all
    from bpm_tui.library.topics import renaming
    from bpm_tui.model.items import topics_of
    from bpm_tui.model.words import counted

    if topics_of((new,)) != (" ".join(new.split()),) or not new.strip():
        raise click.UsageError(f"{new!r} cannot be one topic; it needs words and no comma")
    failed = changed = 0
    for read in read_all(places.sessions):
        if not isinstance(read, Document):
            report.warn(f"not read: {read}")
            failed += 1
        elif edits := renaming(read.session, old, new):
            changed += 1
            what = f"{read.path.stem}: {counted(len(edits), 'place')}"
            if not yes:
                report.say(what)
            elif not _told(what, read.path, places, old, new):
                failed += 1
    if not changed:
        report.warn(f"nothing has the topic {old!r}; bpm topics lists them")
    elif not yes:
        report.warn(f"nothing is changed yet; add --yes to rename {old!r} to {new!r} in {counted(changed, 'session')}")
    return 1 if failed else 0


def _told(what: str, path: Path, places: Places, old: str, new: str) -> bool:
    """Rename a topic in one session and say so; one that cannot be changed stops no other."""
    from bpm_tui.cli import report
    from bpm_tui.library.topics import renaming
    from bpm_tui.model.edits import EditError
    from bpm_tui.storage.disk.problems import StorageError

    try:
        handed = _make(path, places, lambda session, _: [renaming(session, old, new)])
    except (StorageError, EditError, OSError) as error:
        report.warn(f"{what}: not renamed: {error}")
        return False
    report.say(what + (", handed over to whoever has it open" if handed else ""))
    return True


def _change(
    places: Places,
    words: str,
    edits: Callable[[Session, str, date, Callable[[], str]], Sequence[Edit]],
    said: str,
) -> int:
    """Change one follow-up, and say so."""
    from bpm_tui.cli import report
    from bpm_tui.library.follow_ups import follow_up_called

    kept = follow_up_called(places.sessions, words, _now(), zone_for(places))
    key, today = kept.item.id, kept.today
    handed = _make(kept.path, places, lambda session, new_id: [edits(session, key, today, new_id)])
    report.say(f"{said}: {kept.item.text} ({kept.name})")
    if handed:
        report.warn("the session is open elsewhere: the change was handed over and appears there")
    return 0


def _make(path: Path, places: Places, acts: Any) -> bool:
    """Make a change in a session, or hand it over; say what was noticed, and whether it was handed over."""
    from bpm_tui.cli import report
    from bpm_tui.storage.handover.give import change_or_hand_over

    given = change_or_hand_over(path, acts, by=BY, when=_now(), zone=zone_for(places))
    for notice in given.notices:
        report.warn(notice)
    return given.handed


def _row(kept: Kept) -> tuple[str, ...]:
    item = kept.item
    late = f"{kept.late} d late" if kept.late else kept.standing
    return (item.id, late, item.due, item.owner, item.text, kept.name)


def _data(kept: Kept) -> dict[str, Any]:
    """Return what a program is told of a follow-up."""
    item, session = kept.item, kept.session
    head = {"schema_version": SCHEMA_VERSION, "session": session.id, "path": str(kept.path), "title": session.title}
    effects = [effect.stored() for effect in item.effects.values()]
    fields = ("id", "text", "status", "owner", "due", "check_on", "type", "ticket", "decision", "topics")
    said = {name: getattr(item, name) for name in fields}
    return head | {"services": session.incident.services, **said, "effects": effects} | {
        "standing": kept.standing, "days_late": kept.late,
    }  # fmt: skip


def _days(words: str | None) -> int | None:
    if words is None:
        return None
    if found := _DAYS.fullmatch(words.strip()):
        return int(found[1])
    raise click.UsageError(f"--due-within: {words!r} is no number of days; use 7 or 7d")


def _now() -> datetime:
    from datetime import UTC, datetime

    return datetime.now(UTC)


COMMANDS = (follow_ups, topics)
