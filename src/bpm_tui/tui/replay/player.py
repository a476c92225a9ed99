"""The player: a film, the place in it, and how fast it goes. It is the source of the replay's screen.

Its time is that of the meeting, but that long pauses between two frames are cut: no night between two meetings lasts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import accumulate, pairwise
from pathlib import Path

from bpm_tui.model.edits import Add
from bpm_tui.model.session import Session
from bpm_tui.storage.replay.film import Film, Frame, Shot, entry_of
from bpm_tui.storage.session.undo_log import LeftOff

SPEEDS = (1, 2, 4, 8, 15, 30, 60)
BREAK, BESIDE = 300.0, 5.0
"""The longest pause between two frames, in seconds: in a meeting, and outside of one."""
SILENCE = 2.0
"""The seconds left of a silence when silences are skipped."""


class Player:
    """Plays a film. Moving to a place stops nothing and starts nothing; the end of the film stops the playing."""

    def __init__(self, path: Path, film: Film) -> None:
        self.path, self.film = path, film
        self.playing = self.skipping = False
        self._speed = 3 if film.timed else 0
        self.offsets = [0.0, *accumulate(_gaps(film), initial=0.0)] if film.frames else [0.0]
        """When each place comes, in seconds of the film."""
        self.place = film.begins
        self.offset = self.offsets[self.place]

    # What a screen asks of its source.

    @property
    def session(self) -> Session:
        """The session at the place that the film is at."""
        return self.shot.session

    @property
    def notices(self) -> tuple[str, ...]:
        """The notices about the recording."""
        return self.film.notices

    @property
    def left_off(self) -> LeftOff:
        """Where it starts: at what is talked about."""
        return LeftOff(self.now, self.shot.entry)

    def flush(self, timeout: float) -> bool:
        """Return true: nothing is written here."""
        return True

    def close(self) -> None:
        """Stop playing; no file is open."""
        self.playing = False

    # Where it is.

    @property
    def shot(self) -> Shot:
        """The state at the present place."""
        return self.film.shot(self.place)

    @property
    def frame(self) -> Frame | None:
        """The last frame, nothing at the beginning."""
        return self.film.frames[self.place - 1] if self.place else None

    @property
    def now(self) -> datetime | None:
        """The time in the meeting, nothing in an empty film."""
        frame = self.frame or next(iter(self.film.frames), None)
        return frame.at + timedelta(seconds=self.offset - self.offsets[self.place]) if frame else None

    @property
    def length(self) -> float:
        """The seconds of the whole film."""
        return self.offsets[-1]

    @property
    def before(self) -> float:
        """The seconds of the film before the first meeting."""
        return self.offsets[self.film.begins]

    @property
    def speed(self) -> int:
        """The speed: seconds of the meeting in one second."""
        return SPEEDS[self._speed]

    # Moving in it.

    def to(self, place: int) -> None:
        """Go to a place, at most the last one."""
        self.place = min(max(place, 0), len(self.film))
        self.offset = self.offsets[self.place]

    def to_offset(self, offset: float) -> None:
        """Go to a second of the film."""
        self.offset = min(max(offset, 0.0), self.length)
        self.place = min(max(bisect_right(self.offsets, self.offset) - 1, 0), len(self.film))

    def to_time(self, at: datetime) -> None:
        """Go to a time."""
        self.to(bisect_right(self.film.frames, at, key=lambda frame: frame.at))

    def advance(self, seconds: float) -> bool:
        """Let seconds pass while it plays; return whether a frame came in them."""
        if not self.playing:
            return False
        before, later = self.place, self.offset + seconds * self.speed
        if self.skipping and self.place < len(self.film):
            later = max(later, self.offsets[self.place + 1] - SILENCE * self.speed)
        self.to_offset(later)
        self.playing = self.place < len(self.film)
        return self.place != before

    def faster(self, steps: int) -> None:
        """Play faster, or slower for a negative number."""
        self._speed = min(max(self._speed + steps, 0), len(SPEEDS) - 1)

    def take_over(self, other: Player) -> None:
        """Continue like another player: at its speed, and playing if that one is."""
        self.playing, self.skipping, self._speed = other.playing, other.skipping, other._speed

    def turn(self) -> None:
        """Play, or stop; at the end of the film it starts again."""
        if not self.playing and self.place == len(self.film):
            self.to(self.film.begins)
        self.playing = not self.playing and len(self.film) > self.place

    # Finding places: each returns one, or nothing if there is none.

    def next_mark(self, direction: int) -> int | None:
        """Return the place of the next or previous mark."""
        return self._find(lambda frame: frame.mark is not None, direction)

    def next_learning(self) -> int | None:
        """Return the place where the next learning was added; after the last one, the first."""
        found = self._find(_adds_learning, 1)
        return found if found is not None else self._find(_adds_learning, 1, 0)

    def talk_of(self, entry: str) -> int | None:
        """Return the place where the talk of an entry began, else where it came in."""
        marks = (place for place, frame in enumerate(self.film.frames, 1)
                 if frame.mark and frame.mark.what == "discussing" and entry_of(frame.mark) == entry)  # fmt: skip
        edits = (place for place, frame in enumerate(self.film.frames, 1)
                 if any(entry_of(edit) == entry for edit in frame.edits))  # fmt: skip
        return next(marks, None) or next(edits, None)

    def _find(self, wanted: Callable[[Frame], bool], direction: int, start: int | None = None) -> int | None:
        start = self.place if start is None else start
        frames = self.film.frames
        places = range(start, len(frames)) if direction > 0 else range(start - 2, -1, -1)
        return next((place + 1 for place in places if wanted(frames[place])), None)


def _gaps(film: Film) -> Iterator[float]:
    """Yield the seconds between each two frames, as they are played."""
    ends = [chapter.place for chapter in film.chapters[1:]] + [len(film)]
    meeting = {
        place
        for chapter, end in zip(film.chapters, ends, strict=False)
        if chapter.meeting
        for place in range(chapter.place, end)
    }
    for place, (earlier, later) in enumerate(pairwise(film.frames)):
        yield min((later.at - earlier.at).total_seconds(), BREAK if place in meeting else BESIDE)


def _adds_learning(frame: Frame) -> bool:
    return any(isinstance(edit, Add) and edit.where == "learnings" for edit in frame.edits)
