"""Bringing what was found into a session: into its inbox, and, if asked, all of it into the timeline at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import Path

from bpm_tui.exchange.importing.importer import reading
from bpm_tui.exchange.importing.source.asked import Asked
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.model.editing import adding
from bpm_tui.model.edits import Edit, apply
from bpm_tui.model.inbox.found import Found
from bpm_tui.model.inbox.take import entry_of
from bpm_tui.model.line.add import reference, times_at_end
from bpm_tui.model.order import place_for
from bpm_tui.model.session import Session
from bpm_tui.model.times.parse import Context
from bpm_tui.storage.handover.add_lines import NotSavedError
from bpm_tui.storage.private.inbox import Inbox, InboxItem, Marked
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.user.zones import zone_of


@dataclass(frozen=True, slots=True)
class Files:
    """Files to import, ``-`` being standard input: in which format, or in the one each is in if that is empty."""

    names: Sequence[str]
    format: str = ""
    asked: Asked = Asked()  # noqa: RUF009 - it is frozen

    def items(self, *, as_typed: bool = False) -> Iterator[Found]:
        """Yield the items of one file after the other, read as they are taken.

        Where each stands begins with the file's own name, or with the path as it was typed, if that is asked.

        Raises:
            ImportProblem: a file cannot be read.
        """
        for name in self.names:
            with ExitStack() as stack:
                read = stack.enter_context(reading(name, self.asked, format_name=self.format))
                yield from read.items if as_typed else without_folders(read.items, name)


def without_folders(items: Iterable[Found], typed: str) -> Iterator[Found]:
    """Yield items whose places begin with the own name of the file that was typed, not with the folders it lies in.

    Where they stand goes into the timeline, and from there to everybody; the folders are those of one machine.
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
    waiting = [item for item in inbox.read() if item.state == "waiting"]
    keeper = Keeper.open(path, by=by, threaded=False)
    try:
        if keeper.read_only:
            said = "the session is open elsewhere; what was imported waits in its inbox"
            raise ImportProblem(str(path), 0, said)
        session = keeper.session

        def zones(name: str) -> tzinfo:
            return zone_of(name, session.incident.timezone, zone)

        edits, marks = timeline_edits(
            session, waiting, keeper.new_id, zones, times_at_end(session, zones(""), now), actors=inbox.names()
        )
        if edits:
            keeper.commit(edits)
        keeper.flush()
        if keeper.state.not_saved or keeper.state.pending:
            raise NotSavedError(f"{keeper.recording_path}: not saved: {keeper.state.error}")
    finally:
        keeper.close()
    inbox.mark(marks)
    return len(edits)


def timeline_edits(
    session: Session,
    items: Sequence[InboxItem],
    new_id: Callable[[], str],
    zones: Callable[[str], tzinfo],
    times: Context,
    *,
    actors: Mapping[str, str],
) -> tuple[list[Edit], list[Marked]]:
    """Return the edits that put items into the timeline, each where its time puts it, and the marks that say so.

    An item without a time goes after the one before it; a clock time without a day is read against ``times`` at first,
    and then against the item before it. ``actors`` are who is meant by the names in the items.
    """
    edits: list[Edit] = []
    marks: list[Marked] = []
    after: str | None = None
    for item in items:
        entry = entry_of(item.found, new_id(), zones, actor=actors.get(item.found.actor), times=times)
        near = reference(entry.at)
        times = replace(times, near=near or times.near)
        edit = adding(session, "entries", entry, after=place_for(session.entries, entry.at, after=after))
        session, after = apply(session, edit), entry.id
        edits.append(edit)
        marks.append(Marked(item.key, "taken", entry.id))
    return edits, marks
