"""Imports files into a session: read with a progress bar, into the inbox, and from there into the timeline."""

# ruff: noqa: PLC0415 - every command imports what it needs when it runs

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from bpm_tui.cli.group import zone_for

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from bpm_tui.model.inbox.imported_item import Found
    from bpm_tui.model.times.parse import Context
    from bpm_tui.storage.private.inbox import Added, Inbox
    from bpm_tui.storage.user.places import Places

BY = "bpm import"


class NewImport:
    """The files that a new session starts with, imported into its inbox."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._added: tuple[Inbox, Added] | None = None

    def bring_in(self, session_id: str, files: Sequence[str]) -> None:
        """Import the files into the inbox of a session that is about to be made."""
        from bpm_tui.storage.private.inbox import Inbox

        inbox = Inbox(self._places, session_id)
        self._added = inbox, inbox.add(items_in(files=tuple(files), beyond=True))

    def tell(self, path: Path, *, take_all: bool) -> None:
        """Report what came in, if anything did, and take it into the timeline if asked."""
        from bpm_tui.cli import report
        from bpm_tui.model.words import counted

        if self._added is None:
            return
        inbox, added = self._added
        if take_all:
            report.say(f"{counted(take_everything(self._places, path, inbox), 'item')} added to the timeline")
        else:
            report.say(f"{counted(added.new, 'item')} in the inbox; bpm opens the session to take them")


def take_everything(places: Places, path: Path, inbox: Inbox) -> int:
    """Take everything that waits in an inbox into the timeline; return the number of entries."""
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
    """A progress bar on standard error, if that is a terminal; drawn at most ten times a second."""

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
        """Remove the bar."""
        if self._on and self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def items_in(
    *,
    files: tuple[str, ...],
    format_name: str = "",
    columns: str = "",
    repository: str = "",
    since: str = "",
    until: str = "",
    starts: str = "",
    beyond: bool = False,
    as_typed: bool = False,
    times: Callable[[], Context] | None = None,
) -> Iterator[Found]:
    """Return the items of files, or of a repository's log, read with a progress bar as they are taken.

    Where each stands begins with the file's own name, or with the path as it was typed, if that is asked. ``times``
    says how the span of a log is read, and the start of a recording. ``beyond`` asks for what pages say beside their
    timelines.

    Raises:
        click.UsageError: there is no file, or the columns cannot be read.
        ImportProblem: a file or repository cannot be read; also while items are taken.
    """
    from bpm_tui.exchange.importing.bring_in import Files, without_folders
    from bpm_tui.exchange.importing.source.import_options import Asked

    bar = Bar()
    if repository and times:
        from bpm_tui.exchange.importing.git_log import read_log
        from bpm_tui.exchange.importing.git_span import span

        log = read_log(repository, span(since, until, times()))
        return progress_of(log if as_typed else without_folders(log, repository), bar)
    if since or until:
        raise click.UsageError("--since and --until go with --git")
    if not files:
        raise click.UsageError("there is no FILE to import; - is standard input")
    from bpm_tui.cli.report import warn

    began = _started(starts, times) if starts.strip() and times else None
    asked = Asked(_columns(columns), bar.told, warn, began, beyond)
    return progress_of(Files(files, format_name, asked).items(as_typed=as_typed), bar)


def _started(text: str, times: Callable[[], Context]) -> datetime:
    from bpm_tui.model.times.parse import read
    from bpm_tui.model.times.unseen import bare

    found = read(bare(text), times())
    if found is None or found.end != len(bare(text)) or found.moment.at is None or found.moment.precision == "day":
        raise click.UsageError(
            f"--starts {text!r} is not read as a time; type it like '2026-11-20 14:32' or 2026-11-20T14:32+01:00"
        )
    return found.moment.at


def _columns(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.split(",") if part.strip()]
    if any(not sign for _, sign, _ in pairs):
        raise click.UsageError("--columns looks like time=When,actor=Who,text=What")
    return {name.strip(): column.strip() for name, _, column in pairs}
