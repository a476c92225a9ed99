"""The recording: an append-only file of blocks, one for every edit and mark, each ending in its own sum."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import tomli
from pydantic import BaseModel, ConfigDict, ValidationError

from bpm_tui.model.edits import UNSTAMPED, Edit, read_edit
from bpm_tui.model.session import FORMAT
from bpm_tui.storage.disk.problems import BadFileError, Problem
from bpm_tui.storage.disk.toml_writer import as_written, pair

HEADER = b"# What happened in the session, deleted words included. Only ever appended to; share the document instead.\n"
_FORMER_HEADER = HEADER.replace(b"deleted", b"struck")

_START = re.compile(rb"^\[\[", re.MULTILINE)
_ID = re.compile(rb'^id = "([^"\n]*)"$', re.MULTILINE)
_WRITE = re.compile(rb'^write = "([^"\n]*)"$', re.MULTILINE)
_SUM = re.compile(rb'\nsum = "([0-9a-f]{8})"\n')
_MEETINGS = re.compile(rb'\nwhere = "(?:session|meetings|sittings|participants|phases)"\n')
"""How an edit names the place where it says something of meetings; ``sittings`` is how it did before."""
_USED = re.compile(rb'\n(?:id|item|step) = "([^"\n]*)"')
_KEYS = re.compile(rb'\n(id|step|undoes) = "([^"\n]*)"')
_SESSION = re.compile(rb'^session = "([a-z0-9]+)"$', re.MULTILINE)
_QUESTION, _NEAR = b'\nwhat = "question"\n', 200
"""What a mark of a question has near its beginning, and how far that reaches."""
_SUM_SIZE = len(b'sum = "00000000"\n')
_FIRST_KEYS = ("id", "when", "by", "step", "undoes", "what", "where", "of", "item")
_AFTER_ALL = "restore it from a backup, or move it away: bpm then starts a new one from the document"


BEGINNING = 1000
"""How many bytes of a recording surely hold the session's id."""


class RecordingError(BadFileError):
    """A recording cannot be read; it is left as it is."""


class Mark(BaseModel):
    """A moment in the recording that changes nothing, such as "document" (written) or "phase" (began)."""

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)

    id: str = ""
    when: datetime = UNSTAMPED
    what: str
    by: str = ""

    def field(self, name: str) -> Any:
        """Return a field that only this kind of mark has, nothing if it is not there."""
        return (self.model_extra or {}).get(name)


RecordingItem = Edit | Mark


def body(item: RecordingItem) -> bytes:
    """Return an item's block without its sum; fields at their default are left out.

    Raises:
        TypeError: the item holds a value that TOML cannot hold.
    """
    data = {name: value for name, value in item if value not in ("", {}, None)}
    first = [name for name in _FIRST_KEYS if name in data]
    kind = "mark" if isinstance(item, Mark) else "edit"
    found = [f"[[{kind}]]"]
    for name in (*first, *sorted(data.keys() - set(first))):
        found.append(f"when = {_moment(item.when)}" if name == "when" else pair(name, data[name]))
    return "".join(f"{line}\n" for line in found).encode()


def seal(bodies: Sequence[bytes]) -> bytes:
    """Return the bytes of blocks that are written and synced together.

    Of several, each names the first one: when the power fails in the middle of a write, a disk may keep a later
    part and lose an earlier one, and this tells such a hole from damage to what was once saved.
    """
    if len(bodies) > 1:
        first = _ID.search(bodies[0])
        tag = b'write = "%s"\n' % (first[1] if first else b"?")
        bodies = [one + tag for one in bodies]
    return b"".join(one + _sum(one) for one in bodies)


def block(item: RecordingItem) -> bytes:
    """Return the whole block of one item."""
    return seal([body(item)])


def recording_of(blocks: Iterable[bytes]) -> bytes:
    """Return a whole recording of whole blocks; the last one of another recording may lack its line's end."""
    return HEADER + b"".join(one if one.endswith(b"\n") else one + b"\n" for one in blocks)


def header_mark(session_id: str, begins_with: int) -> Mark:
    """Return the mark that a recording begins with: whose it is, in which format, how many edits make its start."""
    fields = {"session": session_id, "format": FORMAT, "begins_with": begins_with}
    return Mark.model_validate({"what": "recording"} | fields)


@dataclass(frozen=True)
class Recording:
    """A recording as read. ``torn`` is what a crash left of a last write; it was never called saved."""

    file: Path
    data: bytes
    blocks: tuple[tuple[int, int], ...]
    good_length: int

    @property
    def torn(self) -> bytes:
        """Return the bytes after the last whole block."""
        return self.data[self.good_length :]

    @property
    def good(self) -> bytes:
        """Return the bytes up to the end of the last whole block."""
        return self.data[: self.good_length]

    @property
    def joint(self) -> bytes:
        """Return what has to stand between the good bytes and the next block: at the start that is the header."""
        if not self.good_length:
            return HEADER
        return b"" if self.good.endswith(b"\n") else b"\n"

    @property
    def torn_line(self) -> int:
        """Return the line, from 1, after the last whole block."""
        return self.data.count(b"\n", 0, self.good_length) + 1

    def __len__(self) -> int:
        return len(self.blocks)

    @cached_property
    def items(self) -> tuple[RecordingItem, ...]:
        """Return everything in the recording, in order.

        Raises:
            RecordingError: a block has its right sum and yet cannot be read.
        """
        return tuple(self.items_from(0))

    def items_from(self, start: int, end: int | None = None) -> Iterator[RecordingItem]:
        """Yield the items of the blocks from ``start`` to before ``end``."""
        for place in range(start, len(self.blocks) if end is None else end):
            yield self.item(place)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Return the edits alone."""
        return tuple(item for item in self.items if isinstance(item, Edit))

    def raw(self, place: int) -> bytes:
        """Return the bytes of one block."""
        start, end = self.blocks[place]
        return self.data[start:end]

    def item(self, place: int) -> RecordingItem:
        """Return the item of one block."""
        try:
            return _read_block(self.raw(place))
        except (ValueError, RecursionError) as error:
            said = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
            raise self.error(place, f"this block cannot be read: {said}") from error

    def edit(self, place: int) -> Edit:
        """Return the item of a block that ``is_edit`` says is one."""
        item = self.item(place)
        assert isinstance(item, Edit)  # noqa: S101 - the block begins as only edits do
        return item

    def error(self, place: int, message: str) -> RecordingError:
        """Return an error about one block."""
        return _error(self.file, self.data, self.blocks[place][0], f"{message}; {_AFTER_ALL}")

    def last(self, what: str) -> int | None:
        """Return the place of the last mark of a kind."""
        sign = f'\nwhat = "{what}"\n'.encode()
        for place in range(len(self.blocks) - 1, -1, -1):
            start, end = self.blocks[place]
            if self.data.startswith(b"[[mark]]", start) and self.data.find(sign, start, end) > 0:
                return place
        return None

    @cached_property
    def session_id(self) -> str:
        """Return the id of the session this is of, empty if nothing was ever saved in it."""
        return str(self._header("session") or "")

    @property
    def begins_with(self) -> int:
        """Return how many blocks make the session's start, which cannot be undone."""
        count = self._header("begins_with")
        return 1 + count if isinstance(count, int) else 0

    def _header(self, name: str) -> Any:
        first = self.item(0) if self.blocks else None
        return first.field(name) if isinstance(first, Mark) and first.what == "recording" else None

    def ids(self) -> Iterator[str]:
        """Yield every id in the recording, also of deleted items."""
        for found in _USED.findall(self.data):
            yield found.decode()


def session_id_of(beginning: bytes) -> str:
    """Return the id of the session that a recording is of, from its first ``BEGINNING`` bytes; empty if none is there.

    Nothing else of it is read or checked.
    """
    found = _SESSION.search(beginning)
    return found[1].decode() if found else ""


def steps_of(data: bytes, act: str) -> set[str]:
    """Return the steps in a recording's bytes that are numbered parts of one act: ``<act>-0``, ``<act>-1``."""
    step = rb'^step = "(%s-\d+)"$' % re.escape(act.encode())
    return {found.decode() for found in re.findall(step, data, re.MULTILINE)}


def keys_of(raw: bytes) -> dict[str, str]:
    """Return the ``id``, ``step`` and ``undoes`` of an edit's block, those that it has, without reading the rest."""
    return {name.decode(): text.decode() for name, text in _KEYS.findall(raw)}


def is_question(raw: bytes) -> bool:
    """Say whether a block seems to be the mark of a question; the text in another one may look alike."""
    return _QUESTION in raw[:_NEAR]


def is_edit(raw: bytes) -> bool:
    """Say whether a block is an edit, without reading it."""
    return raw.startswith(b"[[edit]]")


def is_of_meetings(raw: bytes) -> bool:
    """Say whether a block is an edit that says how far the meetings are, without reading it."""
    return is_edit(raw) and _MEETINGS.search(raw) is not None


def scan(data: bytes, file: str | Path = "recording") -> Recording:
    """Find the whole blocks of a recording; what they hold is read when it is asked for.

    Raises:
        RecordingError: a block in the middle is damaged, or the file begins with something else.
    """
    path = Path(file)
    if whole := _all_whole(data):
        return Recording(path, data, whole, len(data))
    starts = [found.start() for found in _START.finditer(data)]
    spans = list(zip(starts, [*starts[1:], len(data)], strict=True)) if starts else []
    good = _preamble(path, data, starts[0] if starts else len(data))
    if good is None:
        _refuse_damage(path, data, spans)
        return Recording(path, data, (), 0)
    blocks: list[tuple[int, int]] = []
    for place, (start, end) in enumerate(spans):
        stop = _end_of(data, start, end)
        blocks += [(start, stop)] if stop else []
        if not stop or data[stop:end].strip(b"\n"):
            _refuse_damage(path, data, spans[place + 1 :], stop or start)
            return Recording(path, data, tuple(blocks), stop or start)
        good = end
    return Recording(path, data, tuple(blocks), good)


def _all_whole(data: bytes) -> tuple[tuple[int, int], ...]:
    """Return the blocks of an undamaged recording, the usual case; empty if something may be wrong."""
    start = next((len(head) for head in (HEADER, _FORMER_HEADER) if data.startswith(head)), 0)
    blocks = []
    for found in _SUM.finditer(data):
        line = found.start() + 1
        if data[start : start + 2] != b"[[" or zlib.crc32(data[start:line]) != int(found[1], 16):
            return ()
        blocks.append((start, found.end()))
        start = found.end()
    return tuple(blocks) if start == len(data) else ()


def _preamble(path: Path, data: bytes, end: int) -> int | None:
    """Return the length of the comment that a recording begins with, nothing if a crash tore it.

    Raises:
        RecordingError: it begins with something else.
    """
    head = data[:end]
    if not head or (head.endswith(b"\n") and all(line[:1] in (b"", b"#") for line in head.split(b"\n"))):
        return end
    # What a disk lost of a file that was just made is zeros.
    whole = head.partition(b"\0")[0]
    if any((each + b"[[").startswith(whole) for each in (HEADER, _FORMER_HEADER)):
        return None
    raise _error(path, data, 0, f"expected a recording's first block, [[mark]]; {_AFTER_ALL}")


def _end_of(data: bytes, start: int, end: int) -> int:
    """Return where a block with its right sum ends, 0 if it has not: what follows may be the rest of a torn write."""
    line = data.find(b'\nsum = "', start, end) + 1
    stop = line + _SUM_SIZE
    # An editor may have removed the last line's end; that changes nothing.
    found = data[line:stop] + (b"\n" if stop == len(data) + 1 else b"")
    return min(stop, len(data)) if line and found == _sum(data[start:line]) else 0


def _refuse_damage(path: Path, data: bytes, rest: list[tuple[int, int]], damaged: int = 0) -> None:
    """Return if the damage and all that follows can be one write that a crash cut short.

    Raises:
        RecordingError: something that was once saved follows, so what is damaged was saved too.
    """
    after = [data[start:end] for start, end in rest if _end_of(data, start, end)]
    tags = {found[1] if (found := _WRITE.search(raw)) else b"" for raw in after}
    begun_later = any((found := _ID.search(raw)) and found[1] in tags for raw in after)
    # A write is cut off at its end, or has holes of zeros; many spoilt blocks without one are another program's work.
    rewritten = rest and not after and b"\0" not in data[damaged:]
    if rewritten or (after and (len(tags) > 1 or b"" in tags or begun_later)):
        spoilt = "its line ends were changed" if b"\r\n" in data else "its sum does not match"
        raise _error(path, data, damaged, f"this block is damaged ({spoilt}) and others follow it; {_AFTER_ALL}")


def _error(path: Path, data: bytes, offset: int, message: str) -> RecordingError:
    return RecordingError([Problem(path, data.count(b"\n", 0, offset) + 1, 1, message)])


def _sum(raw: bytes) -> bytes:
    return b'sum = "%08x"\n' % zlib.crc32(raw)


def _read_block(raw: bytes) -> RecordingItem:
    kind, tables = next(iter(tomli.loads(raw.decode(), parse_float=as_written).items()))
    data = {name: value for name, value in tables[0].items() if name not in ("sum", "write")}
    if kind == "edit":
        return read_edit(data)
    # A kind of block that a later version added changes nothing here.
    return Mark.model_validate(data if kind == "mark" else {"what": kind} | data)


def _moment(when: datetime) -> str:
    """Return a time in UTC, always of one length."""
    return f"{when.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"
