"""Two recordings of a session, merged: what they have in common, then all edits of both, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bpm_tui.model.edits import UNSTAMPED, Edit, apply, fold
from bpm_tui.model.merge.sessions import derived_id, merged_id
from bpm_tui.model.session import Session
from bpm_tui.storage.merge.refit import is_set_aside, kind_of, refitted
from bpm_tui.storage.session.document import document_text
from bpm_tui.storage.session.document_file import digest_of
from bpm_tui.storage.session.recording import Mark, Recording, RecordingItem, block, header_mark, recording_of, scan


def union(ours: Recording, theirs: Recording) -> bytes:
    """Return a recording with everything that is in either; the order of the two makes no difference.

    What they begin with in common stays as it is. Then come the acts of both, each side's in its order and in the
    order of time, edits made to fit what comes before them; one that has nothing left to fit is set aside, which
    changes nothing and loses nothing. A document mark stands where both documents were written, so that the next
    opening takes in what the merged document says differently, and keeps what neither document had yet.

    Raises:
        RecordingError: one of them cannot be read.
    """
    return _bytes(ours, theirs) if len(ours) and len(theirs) else (ours.data or theirs.data)


def with_all_written(data: bytes) -> bytes:
    """Return a recording with a document mark at its end: of all that it has, the document says how it is now."""
    found = scan(data)
    session = fold(Session(id=found.session_id), found.edits)
    last = found.item(len(found) - 1)
    mark = _document(session, last.when, {item.id for item in found.items})
    if isinstance(last, Mark) and last.field("sha256") == mark.field("sha256"):
        return data
    return found.good + found.joint + block(mark)


def _document(session: Session, when: datetime, taken: set[str]) -> Mark:
    """Return the mark that a document was written; its hash is of the session as it plays, nobody wrote that yet."""
    digest = digest_of(document_text(session).encode())
    key = derived_id("merged", digest, *sorted(taken), taken=taken)
    return Mark.model_validate({"what": "document", "id": key, "when": when, "sha256": digest})


def _bytes(ours: Recording, theirs: Recording) -> bytes:
    start = _common(ours, theirs)
    rests = [_blocks(one, start) for one in (ours, theirs)]
    if whole := _whole(ours, theirs, rests):
        return min(one.good for one in whole)
    writing = _Writing(ours, theirs, start)
    sides = [_written_and_later(rest) for rest in rests]
    writing.take(*(written for written, _ in sides))
    if any(written for written, _ in sides):
        writing.document()
    writing.take(*(later for _, later in sides))
    return writing.data()


@dataclass(frozen=True, slots=True)
class _Block:
    """One block with its bytes; ``step`` is its key where it belongs to no act."""

    item: RecordingItem
    raw: bytes

    @property
    def key(self) -> str:
        """What makes it this block. Two machines may draw one id, so it is not the id alone."""
        item = self.item
        place = (item.where, item.of, item.item) if isinstance(item, Edit) else ()
        return " ".join((item.id, item.when.isoformat(), kind_of(item), *place))

    @property
    def step(self) -> str:
        return self.item.step if isinstance(self.item, Edit) and self.item.step else self.key

    @property
    def is_document(self) -> bool:
        return isinstance(self.item, Mark) and self.item.what == "document"

    def rank(self) -> tuple[datetime, str]:
        return self.item.when, self.key


class _Writing:
    """The recording that is being put together; every block that is taken fits what was taken before it."""

    def __init__(self, ours: Recording, theirs: Recording, start: int) -> None:
        self.session = Session(id=merged_id(ours.session_id, theirs.session_id))
        self.found: list[bytes] = []
        self.taken: set[str] = set()
        self.last = UNSTAMPED
        if start:
            for one in _blocks(ours, 0, start):
                self._put(one)
        else:
            self._begin(ours, theirs)

    def take(self, ours: Sequence[_Block], theirs: Sequence[_Block]) -> None:
        for one in _in_turn(_not_in(ours, self.taken), _not_in(theirs, self.taken)):
            self._put(one)

    def document(self) -> None:
        """Mark the place up to which the documents go."""
        mark = _document(self.session, self.last, self._ids())
        self._put(_Block(mark, block(mark)))

    def data(self) -> bytes:
        return recording_of(self.found)

    def _begin(self, ours: Recording, theirs: Recording) -> None:
        """Begin with what both began with, one after the other, under a header of its own."""
        starts = sorted((_blocks(one, 0, one.begins_with) for one in (ours, theirs)), key=lambda start: start[0].rank())
        self.taken |= {start[0].key for start in starts}
        header = header_mark(self.session.id, sum(len(start) - 1 for start in starts))
        key = derived_id("merged", *sorted(self._ids()), taken=self._ids())
        header = header.model_copy(update={"id": key, "when": starts[0][0].item.when})
        self.found.append(block(header))
        for start in starts:
            for one in _not_in(start[1:], self.taken):
                self._put(one)

    def _ids(self) -> set[str]:
        return {key.partition(" ")[0] for key in self.taken}

    def _put(self, one: _Block) -> None:
        item = one.item
        if isinstance(item, Edit):
            fitting = refitted(self.session, item)
            self.session = apply(self.session, fitting)
            one = one if fitting is item else _Block(fitting, block(fitting))
        self.found.append(one.raw)
        self.taken.add(one.key)
        self.last = max(self.last, item.when)


def _common(ours: Recording, theirs: Recording) -> int:
    """Return how many blocks both begin with."""
    most = min(len(ours), len(theirs))
    return next((place for place in range(most) if ours.raw(place) != theirs.raw(place)), most)


def _blocks(recording: Recording, start: int, end: int | None = None) -> list[_Block]:
    places = range(start, len(recording) if end is None else end)
    return [_Block(recording.item(place), recording.raw(place)) for place in places]


def _whole(ours: Recording, theirs: Recording, rests: Sequence[Sequence[_Block]]) -> list[Recording]:
    """Return those that have all that the other one has, as after an earlier merge."""
    one, other = ({block.key for block in rest} for rest in rests)
    return [recording for recording, covers in ((ours, other <= one), (theirs, one <= other)) if covers]


def _written_and_later(blocks: Sequence[_Block]) -> tuple[Sequence[_Block], Sequence[_Block]]:
    """Split blocks behind the last one that says that the document was written."""
    place = max((number for number, one in enumerate(blocks, 1) if one.is_document), default=0)
    return blocks[:place], blocks[place:]


def _not_in(blocks: Iterable[_Block], taken: set[str]) -> list[_Block]:
    return [one for one in blocks if one.key not in taken]


def _in_turn(ours: Sequence[_Block], theirs: Sequence[_Block]) -> Iterator[_Block]:
    """Yield the blocks of both, each side's in its order, those of one act together, and what both have once."""
    sides = (list(ours)[::-1], list(theirs)[::-1])
    done: set[str] = set()
    known = {one.key: one for one in ours}
    shared = {one.key: _better(known[one.key], one) for one in theirs if one.key in known}
    step = ""
    while side := _next_side(sides, shared, step):
        one = side.pop()
        if one.key not in done:
            done.add(one.key)
            step = one.step
            yield shared.get(one.key, one)


def _better(one: _Block, other: _Block) -> _Block:
    """Return which of two copies of a block to go on with: one that an earlier merge did not set aside."""
    return min(one, other, key=lambda block: (is_set_aside(block.item), block.raw))


def _next_side(sides: tuple[list[_Block], list[_Block]], shared: dict[str, _Block], step: str) -> list[_Block]:
    """Return the side whose next block comes first; what both have waits until both have come to it."""
    there = [side for side in sides if side]
    if len(there) < 2:
        return there[0] if there else []
    if going_on := next((side for side in there if side[-1].step == step), None):
        return going_on
    own = [side for side in there if side[-1].key not in shared]
    return min(own or there, key=lambda side: side[-1].rank())
