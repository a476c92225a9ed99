"""The command that imports what an incident left behind."""

# ruff: noqa: PLC0415 - every command imports what it needs when it runs

from __future__ import annotations

from collections.abc import Callable, Iterable
from shlex import quote
from typing import TYPE_CHECKING, Any

import click

from bpm_tui.cli.group import SESSION, find, pass_places, zone_for
from bpm_tui.cli.import_files import items_in, take_everything

if TYPE_CHECKING:
    from bpm_tui.model.inbox.imported_item import Found
    from bpm_tui.model.times.parse import Context
    from bpm_tui.storage.user.places import Places


@click.command("import")
@click.argument("files", nargs=-1, metavar="FILE...", type=click.Path())
@click.option("--into", "session", metavar="SESSION", type=SESSION, help="The session whose inbox gets the items.")
@click.option("--preview", is_flag=True, help="Print what is found as JSON Lines, and change nothing.")
@click.option(
    "--format", "format_name", default="", metavar="NAME", help="The format of the files, if it is not recognised."
)
@click.option("--columns", default="", metavar="time=…,actor=…,text=…", help="Which column of a table is which.")
@click.option("--git", "repository", default="", metavar="REPO", help="The log of a git repository, instead of files.")
@click.option("--since", default="", metavar="WHEN", help="With --git: from this time on; a day means from its start.")
@click.option("--until", default="", metavar="WHEN", help="With --git: up to this time; a day means to its end.")
@click.option("--starts", default="", metavar="WHEN", help="When a recording starts whose transcript is imported.")
@click.option("--take-all", is_flag=True, help="Put everything in the inbox into the timeline at once.")
@pass_places
def import_(places: Places, /, session: str | None, preview: bool, take_all: bool, **asked: Any) -> int:
    """Import what an incident left behind: chat, pages, alerts, tables.

    FILE may be a file, a folder, a zip or tar archive, or - for standard input. The format is recognised.
    Items go to the session's inbox, where they wait to be taken into the timeline. Anything
    imported before is skipped.
    """
    found = items_in(as_typed=preview, times=_times(places, session), **asked)
    if preview:
        return _print(found)
    if session is None:
        raise click.UsageError("add --into SESSION to import the items, or --preview to look at them")
    from bpm_tui.cli import report
    from bpm_tui.model.words import counted
    from bpm_tui.storage.private.inbox import Inbox
    from bpm_tui.storage.session.file_names import name_of
    from bpm_tui.storage.session.keeper import Keeper

    path = find(places, session)
    inbox = Inbox(places, Keeper.open(path, read_only=True).session.id)
    try:
        added = inbox.add(found)
    except KeyboardInterrupt:
        report.warn("stopped: nothing was imported")
        raise
    report.say(f"{name_of(path)}: {counted(added.new, 'new item')} in the inbox, {added.already} already there")
    if take_all:
        taken = take_everything(places, path, inbox)
        report.say(f"{counted(taken, 'item')} added to the timeline")
    elif added.new:
        report.say(f"to review them, open the session with bpm {quote(session)} and press v i")
    return 0


def _times(places: Places, session: str | None) -> Callable[[], Context]:
    """Return how typed times are read: in the zone of the session they go into, if there is one."""

    def context() -> Context:
        from datetime import UTC, datetime

        from bpm_tui.model.line.add import times_at_end
        from bpm_tui.model.times.parse import Context
        from bpm_tui.storage.session.keeper import Keeper
        from bpm_tui.storage.user.zones import zone_of

        now = datetime.now(UTC)
        if session is None:
            return Context(zone_of(zone_for(places)), now)
        opened = Keeper.open(find(places, session), read_only=True).session
        return times_at_end(opened, zone_of(opened.incident.timezone, zone_for(places)), now)

    return context


def _print(found: Iterable[Found]) -> int:
    from bpm_tui.cli import report

    for item in found:
        report.say_json(item.data())
    return 0


COMMANDS = (import_,)
