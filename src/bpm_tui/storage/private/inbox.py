"""The inbox of a session: what was imported, and what was decided about it.

It is a file of the app's own, in the state folder, because what is in it is more private than the session: whole
channels of a chat, of which a few lines will be taken. It goes by the session's id, so a session may be renamed.
The file is JSON Lines: items as they were found, and below them marks that say what became of which.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bpm_tui.model.inbox.imported_item import Found, keyed
from bpm_tui.storage.disk.files import NEW_MODE, OsFiles, sweep, sync, write_whole
from bpm_tui.storage.disk.lock import try_lock
from bpm_tui.storage.disk.problems import StorageError
from bpm_tui.storage.disk.small_files import append_whole, make_folder
from bpm_tui.storage.private.inbox_contents import InboxContents, Marked, State
from bpm_tui.storage.user.places import Places

_PATIENCE = 10.0
"""Seconds to wait for another process that changes the inbox."""


@dataclass(frozen=True, slots=True)
class InboxItem:
    """An item in the inbox with its state."""

    key: str
    found: Found
    mark: Marked

    @property
    def state(self) -> State:
        """What became of it, as far as the inbox knows."""
        return self.mark.state

    @property
    def entry(self) -> str:
        """The id of the entry that it went into."""
        return self.mark.entry


@dataclass(frozen=True, slots=True)
class Added:
    """How many items are new, and how many were there already, in any state."""

    new: int
    already: int


class InboxBusyError(StorageError, OSError):
    """Another process keeps changing the inbox."""


class Inbox:
    """The inbox of one session; every method reads or writes the file again, so that any process may have one."""

    def __init__(self, places: Places, session_id: str) -> None:
        self.file = places.inbox(session_id)

    def add(self, items: Iterable[Found]) -> Added:
        """Add items that are not in it yet; all of them are on the disk on return, or none is.

        The items may be many: they are written as they come. What their iterator raises is passed on.

        Raises:
            OSError: the state folder cannot be written.
        """
        make_folder(self.file.parent)
        with self._alone():
            held = self.contents()
            fresh = self.file.with_name(f".{self.file.name}.{os.getpid()}.tmp")
            try:
                added = self._write(fresh, items, held)
                fresh.replace(self.file)
            finally:
                with suppress(FileNotFoundError):
                    fresh.unlink()
            OsFiles().sync_folder(self.file.parent)
        return added

    def contents(self) -> InboxContents:
        """Return what is in it; items are parsed when they are looked at, and damaged lines are skipped.

        Raises:
            OSError: the file cannot be read.
        """
        try:
            return InboxContents(self.file.read_bytes())
        except FileNotFoundError:
            return InboxContents()

    def read(self) -> list[InboxItem]:
        """Return all items in the order they came in; damaged lines are skipped.

        Raises:
            OSError: the file cannot be read.
        """
        held = self.contents()
        return [InboxItem(key, found, held.mark_of(key)) for key in held if (found := held.found(key))]

    def mark(self, marks: Iterable[Marked]) -> None:
        """Keep the new state of items; it is on the disk on return. A later mark of an item replaces the earlier one.

        Raises:
            OSError: the file cannot be written.
        """
        self._append(list(map(_marking, marks)))

    def name(self, name: str, who: str) -> None:
        """Keep who is meant by a name, for all items; it is on the disk on return.

        Raises:
            OSError: the file cannot be written.
        """
        self._append([_line({"name": name, "who": who})])

    def forget(self, decided: Sequence[Marked] = ()) -> None:
        """Forget the words of items that were decided on, here or by these marks; that they came in stays known.

        Raises:
            OSError: the file cannot be written.
        """
        if not self.file.exists():
            return
        with self._alone():
            held = self.contents()
            kept = held.lines(without={*held.marks, *(mark.key for mark in decided)})
            write_whole(OsFiles(), self.file, b"".join((*kept, *map(_marking, decided))))
            sweep(OsFiles(), self.file)

    def _append(self, lines: Sequence[bytes]) -> None:
        if not lines:
            return
        make_folder(self.file.parent)
        with self._alone():
            # A line that a kill cut off ends here, so that it spoils no other.
            append_whole(self.file, lambda last: b"".join((b"" if last in b"\n" else b"\n", *lines)))

    def _write(self, file: Path, items: Iterable[Found], held: InboxContents) -> Added:
        new = already = 0
        known = {*held, *held.marks}
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, NEW_MODE)
        with os.fdopen(descriptor, "wb") as out:
            out.writelines(held.lines())
            for key, item in keyed(items):
                if key in known:
                    already += 1
                    continue
                new += 1
                known.add(key)
                out.write(_line({"key": key, "item": item.data()}))
            out.flush()
            sync(out.fileno())
        return Added(new, already)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the inbox's lock."""
        lock = os.open(self.file.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, NEW_MODE)
        try:
            end = time.monotonic() + _PATIENCE
            while not try_lock(lock):
                if time.monotonic() > end:
                    raise InboxBusyError(f"{self.file}: another process is importing into this inbox; try again")
                time.sleep(0.02)
            yield
        finally:
            os.close(lock)


def _marking(mark: Marked) -> bytes:
    return _line({"key": mark.key, "state": mark.state} | ({"entry": mark.entry} if mark.entry else {}))


def _line(data: dict[str, Any]) -> bytes:
    return json.dumps(data, separators=(",", ":")).encode("ascii") + b"\n"
