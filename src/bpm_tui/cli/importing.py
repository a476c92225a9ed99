"""The command that brings in what an incident left behind."""

# ruff: noqa: PLC0415 - every command imports what it needs when it runs

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from shlex import quote
from typing import TYPE_CHECKING, Any

import click

from bpm_tui.cli.group import SESSION, find, pass_places, zone_for

if TYPE_CHECKING:
    from pathlib import Path

    from bpm_tui.model.inbox.found import Found
    from bpm_tui.model.times.parse import Context
    from bpm_tui.storage.private.inbox import Added, Inbox
    from bpm_tui.storage.user.places import Places

BY = "bpm import"


@click.command("import")
@click.argument("files", nargs=-1, metavar="FILE...", type=click.Path())
@click.option("--into", "session", metavar="SESSION", type=SESSION, help="The session whose inbox the items come into.")
@click.option("--preview", is_flag=True, help="Print what is found as JSON Lines, and touch nothing.")
@click.option(
    "--format", "format_name", default="", metavar="NAME", help="What the files are, if it is not recognised."
)
@click.option("--columns", default="", metavar="time=…,actor=…,text=…", help="Which columns of a table are which.")
@click.option("--git", "repository", default="", metavar="REPO", help="The log of a git repository, instead of files.")
@click.option("--since", default="", metavar="WHEN", help="With --git: from when on; a day means all of it.")
@click.option("--until", default="", metavar="WHEN", help="With --git: until when; a day means all of it.")
@click.option("--take-all", is_flag=True, help="Put all that waits in the inbox into the timeline at once.")
@pass_places
def import_(places: Places, /, session: str | None, preview: bool, take_all: bool, **asked: Any) -> int:
    """Bring in what an incident left behind: chat, pages, alerts, tables.

    FILE may be a file, a folder, a zip or tar archive, or - for standard input. Its format is recognised.
    Items come into the session's inbox, where they wait to be taken into the timeline. What was imported
    before does not come in twice.
    """
    times = _times(places, session)
    found = _found(as_typed=preview, times=times, **asked)
    if preview:
        return _print(found)
    if session is None:
        raise click.UsageError("say --into SESSION to bring the items in, or --preview to look at them")
    from bpm_tui.cli import report
    from bpm_tui.storage.folder.listing import name_of
    from bpm_tui.storage.private.inbox import Inbox
    from bpm_tui.storage.session.keeper import Keeper

    path = find(places, session)
    inbox = Inbox(places, Keeper.open(path, read_only=True).session.id)
    try:
        added = inbox.add(found)
    except KeyboardInterrupt:
        report.warn("stopped: nothing came in")
        raise
    report.say(f"{name_of(path)}: {_count(added.new, 'item')} new in the inbox, {added.already} were there already")
    if take_all:
        taken = take_everything(places, path, inbox)
        report.say(f"{_count(taken, 'item')} taken into the timeline")
    elif added.new:
        report.say(f"they wait there: bpm {quote(session)} opens it, v i goes through them")
    return 0


class NewImport:
    """The files that a new session begins with, on their way into its inbox."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._added: tuple[Inbox, Added] | None = None

    def bring_in(self, session_id: str, files: Sequence[str]) -> None:
        """Import the files into the inbox of a session that is about to be made."""
        from bpm_tui.storage.private.inbox import Inbox

        inbox = Inbox(self._places, session_id)
        self._added = inbox, inbox.add(_found(files=tuple(files)))

    def tell(self, path: Path, *, take_all: bool) -> None:
        """Say what came in, if anything did, and take it into the timeline if that is asked."""
        from bpm_tui.cli import report

        if self._added is None:
            return
        inbox, added = self._added
        if take_all:
            report.say(f"{_count(take_everything(self._places, path, inbox), 'item')} taken into the timeline")
        else:
            report.say(f"{_count(added.new, 'item')} in the inbox; bpm opens the session to take them")


def take_everything(places: Places, path: Path, inbox: Inbox) -> int:
    """Put all that waits in an inbox into the timeline; return how many entries that made."""
    from datetime import UTC, datetime

    from bpm_tui.exchange.importing.bring_in import take_all

    return take_all(path, inbox, by=BY, zone=zone_for(places), now=datetime.now(UTC))


def progress_of(items: Iterable[Found], bar: Bar) -> Iterator[Found]:
    """Yield the items, and show how many there are so far."""
    try:
        for count, item in enumerate(items, 1):
            bar.items = count
            bar.show()
            yield item
    finally:
        bar.clear()


class Bar:
    """A progress bar on standard error, if that is a terminal; drawn ten times a second at most."""

    def __init__(self) -> None:
        self.items = 0
        self._done, self._total = 0, 0
        self._shown = 0.0
        self._on = sys.stderr.isatty()

    def told(self, done: int, total: int) -> None:
        """Take in how many of the files are read."""
        self._done, self._total = done, total
        self.show()

    def show(self) -> None:
        """Draw the bar if it is time to."""
        if not self._on or time.monotonic() - self._shown < 0.1:
            return
        self._shown = time.monotonic()
        full = 20 * self._done // self._total if self._total else 0
        share = f"{'▓' * full}{'░' * (20 - full)} {self._done} of {self._total} files · " if self._total else ""
        sys.stderr.write(f"\r\x1b[K{share}{self.items} items · ctrl+c stops")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the bar away."""
        if self._on and self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _found(
    *,
    files: tuple[str, ...],
    format_name: str = "",
    columns: str = "",
    repository: str = "",
    since: str = "",
    until: str = "",
    as_typed: bool = False,
    times: Callable[[], Context] | None = None,
) -> Iterator[Found]:
    from bpm_tui.exchange.importing.bring_in import Files, called_by_name
    from bpm_tui.exchange.importing.importer import Asked

    bar = Bar()
    if repository and times:
        from bpm_tui.exchange.importing.git_log import read_log
        from bpm_tui.exchange.importing.git_span import span

        log = read_log(repository, span(since, until, times()))
        return progress_of(log if as_typed else called_by_name(log, repository), bar)
    if since or until:
        raise click.UsageError("--since and --until go with --git")
    if not files:
        raise click.UsageError("there is no FILE to import; - is standard input")
    from bpm_tui.cli.report import warn

    asked = Asked(_columns(columns), bar.told, warn)
    return progress_of(Files(files, format_name, asked).items(as_typed=as_typed), bar)


def _times(places: Places, session: str | None) -> Callable[[], Context]:
    """Return how typed times are read: on the clock of the session they are brought into, if there is one."""

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


def _columns(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.split(",") if part.strip()]
    if any(not sign for _, sign, _ in pairs):
        raise click.UsageError("--columns is such as time=When,actor=Who,text=What")
    return {name.strip(): column.strip() for name, _, column in pairs}


def _print(found: Iterable[Found]) -> int:
    from bpm_tui.cli import report

    for item in found:
        report.say_json(item.data())
    return 0


def _count(number: int, what: str) -> str:
    return f"1 {what} is" if number == 1 else f"{number} {what}s are"


COMMANDS = (import_,)
