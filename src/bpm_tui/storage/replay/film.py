"""A recording as a film: its steps and marks in order, and the session at any place in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from bpm_tui.facilitation.meetings import last_meeting, phase_now
from bpm_tui.model.edits import Add, Draft, Edit, EditError, OtherEdit
from bpm_tui.model.session import Session
from bpm_tui.model.undo import steps
from bpm_tui.storage.session.recording import Mark, RecordingItem

CHECKPOINT = 25
"""The film keeps the session every so many edits, so that going anywhere applies no more edits than these."""

UNSEEN = ("recording", "document")
"""The marks that say something of the files and nothing of the meeting."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What happened at one moment: the edits of one step, or one mark. ``at`` is never before the previous frame."""

    at: datetime
    by: str = ""
    edits: tuple[Edit, ...] = ()
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Shot:
    """The state after some frames: the session, the entry talked about, the question asked, and the veil.

    ``lifted`` is what the last veil mark of this phase said, nothing if nobody touched the veil in it. ``misfits``
    counts the edits that were passed over: of a kind that this version does not know, or that do not fit.
    """

    session: Session
    entry: str = ""
    question: str = ""
    lifted: bool | None = None
    misfits: int = 0


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the meeting as it went: it begins with the frame at ``place``.

    ``name`` is that of the phase, if one was on; ``meeting`` says whether a meeting was on at all.
    """

    place: int
    name: str
    meeting: bool


class Film:
    """Frames after a beginning. Place 0 is the beginning, place n the state after the first n frames."""

    def __init__(self, start: Session, frames: Iterable[Frame], notices: Iterable[str] = (), *, timed: bool = True):
        self.frames = tuple(frames)
        self.notices = tuple(notices)
        self.timed = timed
        """Whether the times of the frames are known."""
        self._kept: list[tuple[int, Shot]] = [(0, Shot(start))]
        self._lately: dict[int, Shot] = dict(self._kept)
        self.misfits = 0
        self.chapters = tuple(self._look_through())

    def __len__(self) -> int:
        return len(self.frames)

    def shot(self, place: int) -> Shot:
        """Return the state after so many frames, at most all of them."""
        place = min(max(place, 0), len(self.frames))
        if place not in self._lately:
            kept = self._kept[bisect_right(self._kept, place, key=lambda kept: kept[0]) - 1]
            start, shot = max([kept, *(one for one in self._lately.items() if one[0] <= place)], key=lambda one: one[0])
            frames = self.frames[start:place]
            before = _through(shot, frames[:-1])
            shot = _through(before, frames[-1:])
            # The one before is needed, too: it has the words of what was deleted.
            self._lately = {place: shot} if start == place else {place - 1: before, place: shot}
        return self._lately[place]

    def session(self, place: int) -> Session:
        """Return the session after so many frames."""
        return self.shot(place).session

    @cached_property
    def begins(self) -> int:
        """Where the first meeting begins: the place after the frame that adds a meeting, 0 without one."""
        for place, frame in enumerate(self.frames, 1):
            if any(isinstance(edit, Add) and edit.where == "meetings" for edit in frame.edits):
                return place
        return 0

    def _look_through(self) -> Iterator[Chapter]:
        """Keep a shot every so many edits, and yield the phases on the way."""
        shot, edits = self._kept[0][1], 0
        part = Chapter(0, "", meeting=False)
        if (now := _part(0, shot.session)) != part:
            yield (part := now)
        draft = Draft(shot.session)
        for place, frame in enumerate(self.frames, 1):
            shot = _after(shot, frame, draft)
            edits += max(len(frame.edits), 1)
            if edits >= CHECKPOINT:
                self._kept.append((place, shot))
                edits, draft = 0, Draft(shot.session)
            if any(edit.where in ("phases", "meetings") for edit in frame.edits):
                now = _part(place - 1, shot.session)
                if (now.name, now.meeting) != (part.name, part.meeting):
                    yield (part := now)
        self.misfits = shot.misfits


def _part(place: int, session: Session) -> Chapter:
    meeting, phase = last_meeting(session), phase_now(session)
    return Chapter(place, phase.name if phase else "", meeting=bool(meeting and meeting.held and not meeting.ended))


def after(shot: Shot, frame: Frame) -> Shot:
    """Return what there is after one more frame; edits that do not fit change nothing."""
    return _through(shot, (frame,))


def _through(shot: Shot, frames: Iterable[Frame]) -> Shot:
    """Return what there is after some more frames; what was there in between is not to be kept."""
    draft = Draft(shot.session)
    for frame in frames:
        shot = _after(shot, frame, draft)
    return shot


def _after(shot: Shot, frame: Frame, draft: Draft) -> Shot:
    """Return what there is after one more frame, its session being that of the draft."""
    if frame.mark is not None:
        return _marked(shot, frame.mark)
    misfits = sum(not _fits(draft, edit) for edit in frame.edits)
    entries = draft.session.entries
    touched = next((key for key in map(entry_of, reversed(frame.edits)) if key in entries), "")
    question = "" if touched and touched != shot.entry else shot.question
    return Shot(draft.session, touched or shot.entry, question, shot.lifted, shot.misfits + misfits)


def fold_what_fits(session: Session, edits: Iterable[Edit]) -> tuple[Session, int]:
    """Apply edits in order and return the session, and how many changed nothing because they cannot."""
    draft = Draft(session)
    misfits = sum(not _fits(draft, edit) for edit in edits)
    return draft.session, misfits


def _fits(draft: Draft, edit: Edit) -> bool:
    """Apply an edit; say whether it was one that is known here, and could be applied.

    A later version may have done, in a way unknown here, what such an edit builds on.
    """
    try:
        draft.apply(edit)
    except EditError:
        return False
    return not isinstance(edit, OtherEdit)


def frames_of(items: Iterable[RecordingItem]) -> list[Frame]:
    """Return a recording's items as frames."""
    found: list[Frame] = []
    edits: list[Edit] = []
    for item in items:
        if isinstance(item, Edit):
            edits.append(item)
            continue
        found += _stepped(edits)
        edits = []
        if item.what not in UNSEEN:
            found.append(Frame(item.when, item.by, mark=item))
    return _in_time([*found, *_stepped(edits)])


def entry_of(item: RecordingItem) -> str:
    """Return the id of the entry that an edit or a mark is about, empty if it is about something else."""
    if isinstance(item, Mark):
        return str(item.field("entry") or "")
    return item.item if item.where == "entries" else item.of if item.where in ("notes", "signals") else ""


def _stepped(edits: Sequence[Edit]) -> Iterator[Frame]:
    for step in steps(edits):
        yield Frame(step[0].when, step[0].by, edits=step)


def _in_time(frames: Sequence[Frame]) -> list[Frame]:
    """Return the frames with times that never go back: clocks are set, and recordings are merged."""
    found: list[Frame] = []
    for frame in frames:
        early = found and frame.at < found[-1].at
        found.append(replace(frame, at=found[-1].at) if early else frame)
    return found


def _marked(shot: Shot, mark: Mark) -> Shot:
    if mark.what == "phase":
        return replace(shot, lifted=None)
    if mark.what == "veil":
        return replace(shot, lifted=bool(mark.field("lifted")))
    entry = entry_of(mark)
    if not entry:
        return shot
    question = str(mark.field("text") or "") if mark.what == "question" else ""
    kept = shot.question if entry == shot.entry and not question else question
    return replace(shot, entry=entry, question=kept)
