"""Brings items into a session: into its inbox, or all of them into the timeline at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import Path

from bpm_tui.exchange.importing.importer import reading
from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.model.inbox.imported_item import Found
from bpm_tui.model.inbox.take import is_stated, timeline_edits
from bpm_tui.model.line.add import times_at_end
from bpm_tui.storage.handover.take_in import NotSavedError
from bpm_tui.storage.private.inbox import Inbox
from bpm_tui.storage.private.inbox_contents import Marked
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.taken import taking
from bpm_tui.storage.user.zones import zone_of


@dataclass(frozen=True, slots=True)
class Files:
    """Files to import, ``-`` being standard input, and their format; empty: each is recognised."""

    names: Sequence[str]
    format: str = ""
    asked: Asked = Asked()  # noqa: RUF009 - it is frozen

    def items(self, *, as_typed: bool = False) -> Iterator[Found]:
        """Yield the items of one file after the other, read as they are taken.

        The place of each begins with the file's own name, or with the path as it was typed, if that is asked.

        Raises:
            ImportProblem: a file cannot be read.
        """
        for name in self.names:
            with ExitStack() as stack:
                read = stack.enter_context(reading(name, self.asked, format_name=self.format))
                yield from read.items if as_typed else without_folders(read.items, name)


def without_folders(items: Iterable[Found], typed: str) -> Iterator[Found]:
    """Yield items whose places begin with the own name of the file that was typed, not with the folders it lies in.

    Their places go into the timeline, and from there to everybody; the folders are private to one machine.
    """
    path = typed.rstrip("/")
    name = Path(path).name if Path(path).name not in ("", "..", "~") else Path(path).expanduser().resolve().name
    for item in items:
        inside = item.source.file.removeprefix(path)
        known = name and item.source.file.startswith(path) and inside[:1] in ("", "/", "@")
        yield replace(item, source=replace(item.source, file=name + inside)) if known else item


def take_all(path: Path, inbox: Inbox, *, by: str, zone: str, now: datetime) -> int:
    """Put everything that waits in an inbox into the timeline, as one step; return how many entries that made.

    Raises:
        ImportProblem: the session is open elsewhere.
        BadFileError: a file of the session cannot be read.
        NotSavedError: the session's files cannot be written.
    """
    keeper = Keeper.open(path, by=by, threaded=False)
    try:
        if keeper.read_only:
            said = "the session is open elsewhere; what was imported waits in its inbox"
            raise ImportProblem(str(path), 0, said)
        marks = _take_waiting(keeper, inbox, zone, now)
        keeper.flush()
        if keeper.state.not_saved or keeper.state.pending:
            raise NotSavedError(f"{keeper.recording_path}: not saved: {keeper.state.error}")
    finally:
        keeper.close()
    with suppress(OSError):  # the recording has it; the inbox remembers it in case that is rebuilt
        inbox.mark(marks)
    return len(marks)


def _take_waiting(keeper: Keeper, inbox: Inbox, zone: str, now: datetime) -> list[Marked]:
    """Take what waits, with the session's lock held: what another process took in between does not wait any more."""
    session, taken = keeper.session, keeper.taken
    waiting = [item for item in inbox.read() if taken.state_of(item.mark, session).state == "waiting"]
    waiting = [item for item in waiting if not is_stated(session, item.found)]

    def zones(name: str) -> tzinfo:
        return zone_of(name, session.incident.timezone, zone)

    found, times = [item.found for item in waiting], times_at_end(session, zones(""), now)
    edits = timeline_edits(session, found, keeper.new_id, zones, times, actors=inbox.contents().names)
    if edits:
        keeper.commit(taking(edit, [item.key]) for item, edit in zip(waiting, edits, strict=True))
    return [Marked(item.key, "taken", edit.item) for item, edit in zip(waiting, edits, strict=True)]
