"""Gentle cues for whoever leads the meeting, as written in ``cues.toml``: which of them hold now."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from bpm_tui.facilitation import clock
from bpm_tui.facilitation.emphasis import is_gathering, walk
from bpm_tui.facilitation.meetings import is_going_on, last_meeting
from bpm_tui.facilitation.question_words import shortened
from bpm_tui.model.session import Meeting, Phase, Session

Trigger = Literal["phase over", "entry long", "minutes left", "one actor", "pivot"]
During = Literal["any", "timeline", "before learnings", "gathering"]

PLACEHOLDERS = ("phase", "planned", "at", "entries", "done", "left")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class CueWords(BaseModel):
    """One cue as content: what brings it up, in which phases, and its words for the shared screen and for the desk."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(min_length=1)]
    when: Trigger
    at: Annotated[int, Field(ge=0)]
    under: Annotated[int, Field(ge=0, le=100)] = 40
    during: During = "any"
    short: Annotated[str, Field(min_length=1, max_length=90)]
    full: Annotated[str, Field(min_length=1)]

    @field_validator("short", "full")
    @classmethod
    def _fillable(cls, text: str) -> str:
        for name in _PLACEHOLDER.findall(text):
            if name not in PLACEHOLDERS:
                raise ValueError(f"{{{name}}} cannot be filled in; these can: {', '.join(PLACEHOLDERS)}")
        return text


class CueBook(BaseModel):
    """All cues, the most pressing first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cues: tuple[CueWords, ...] = ()

    @field_validator("cues")
    @classmethod
    def _different(cls, cues: tuple[CueWords, ...]) -> tuple[CueWords, ...]:
        names = [cue.id for cue in cues]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two cues have the id {twice[0]!r}")
        return cues


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue that holds now; its ``id`` makes sure that each is shown only once."""

    id: str
    short: str
    full: str


@dataclass(frozen=True, slots=True)
class Talk:
    """What the room talks about: the entry, for how many seconds, and the entries before it."""

    entry: str = ""
    seconds: int = 0
    before: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class _Scene:
    """The facts that a cue may depend on; ``taken`` and ``left`` are seconds, of the phase and of the meeting."""

    book: CueBook
    session: Session
    meeting: Meeting
    phase: Phase
    taken: int
    left: int
    talk: Talk

    @property
    def done(self) -> int:
        """The entries that were talked about."""
        before = self.talk.before
        return sum(entry.discussed or entry.id in before for entry in self.session.entries.values())


def cues(book: CueBook, session: Session, now: datetime, talk: Talk | None = None) -> tuple[Cue, ...]:
    """Return the cues that hold now, the most pressing first; none unless a meeting's clock runs.

    A cue stays the same while its reason does: the same phase, entry or series of entries.
    """
    scene = _scene(book, session, now, talk or Talk())
    if scene is None:
        return ()
    return tuple(
        Cue(f"{words.id} {about}".strip(), _filled(words.short, scene, words), _filled(words.full, scene, words))
        for words in book.cues
        if _is_during(words, scene)
        for about in [_HOLDS[words.when](words, scene)]
        if about is not None
    )


def _scene(book: CueBook, session: Session, now: datetime, talk: Talk) -> _Scene | None:
    meeting = last_meeting(session)
    if meeting is None or not is_going_on(session, now):
        return None
    phase = clock.current(meeting)
    if phase is None:
        return None
    return _Scene(book, session, meeting, phase, clock.elapsed(phase, now), clock.remaining(meeting, now), talk)


def _is_during(words: CueWords, scene: _Scene) -> bool:
    match words.during:
        case "timeline":
            return scene.phase == walk(scene.meeting)
        case "any":
            return True
    return is_gathering(scene.phase) == (words.during == "gathering")


def _phase_over(words: CueWords, scene: _Scene) -> str | None:
    over = scene.taken - (scene.phase.minutes + words.at) * 60
    return f"{scene.phase.id} {scene.phase.minutes}" if over > 0 else None


def _entry_long(words: CueWords, scene: _Scene) -> str | None:
    """An entry is talked about only since the phase began, however long it was selected before."""
    talked = min(scene.talk.seconds, scene.taken)
    return scene.talk.entry if scene.talk.entry in scene.session.entries and talked > words.at * 60 else None


def _minutes_left(words: CueWords, scene: _Scene) -> str | None:
    """Only the most urgent one: with four minutes left nobody needs to hear about ten."""
    others = (cue.at for cue in scene.book.cues if cue.when == words.when and _is_during(cue, scene))
    urgent = min((at for at in others if scene.left <= at * 60), default=0)
    return scene.meeting.id if scene.left > 0 and words.at == urgent else None


def _one_actor(words: CueWords, scene: _Scene) -> str | None:
    first, actor, many = "", "", 0
    for entry in scene.session.entries.values():
        if entry.actor != actor or not actor:
            first, actor, many = entry.id, entry.actor, 0
        many += 1
        if entry.id == scene.talk.entry:
            return first if actor and many >= words.at > 0 else None
    return None


def _pivot(words: CueWords, scene: _Scene) -> str | None:
    planned, entries = scene.phase.minutes * 60, len(scene.session.entries)
    is_late = scene.taken * 100 >= planned * words.at and scene.done * 100 < entries * words.under
    return scene.phase.id if is_late and scene.phase == walk(scene.meeting) else None


_HOLDS: Mapping[Trigger, Callable[[CueWords, _Scene], str | None]] = {
    "phase over": _phase_over,
    "entry long": _entry_long,
    "minutes left": _minutes_left,
    "one actor": _one_actor,
    "pivot": _pivot,
}
"""What a cue is about, such as a phase's id, or nothing if it does not hold."""


def _filled(text: str, scene: _Scene, words: CueWords) -> str:
    values = dict(_values(scene, words))
    return _PLACEHOLDER.sub(lambda found: values[found[1]], text)


def _values(scene: _Scene, words: CueWords) -> Iterator[tuple[str, str]]:
    yield "phase", shortened(scene.phase.name)
    yield "planned", str(scene.phase.minutes)
    yield "at", str(words.at)
    yield "entries", str(len(scene.session.entries))
    yield "done", str(scene.done)
    yield "left", clock.digits(max(scene.left, 0))
