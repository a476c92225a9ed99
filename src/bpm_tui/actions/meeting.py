"""The line for the meeting itself: its agenda, the hands counted at its close, and finishing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, get_args

from bpm_tui.actions.context import Context, LineError
from bpm_tui.actions.mode import Mode, Outcome, carried_out
from bpm_tui.actions.people import make_participants
from bpm_tui.exchange.export.names import strangers
from bpm_tui.facilitation import clock, meetings
from bpm_tui.facilitation.agenda import Agenda
from bpm_tui.facilitation.closing import closing_misses, hands
from bpm_tui.model.editing import changes, changing
from bpm_tui.model.edits import Edit
from bpm_tui.model.session import Meeting, Names, Session
from bpm_tui.model.visible import visible
from bpm_tui.model.words import counted
from bpm_tui.views.spans import Line, names_text


@dataclass(frozen=True, slots=True)
class TakeAgenda(Mode):
    """The agenda that the meeting follows, by its name."""

    prompt: ClassVar[str] = "agenda >"
    facilitator: str = ""

    def preview(self, text: str, context: Context) -> Line:
        """Return the agendas there are, or the phases of the one that is meant."""
        if not text.strip():
            titles = " · ".join(agenda.title for agenda in context.agendas())
            return [(visible(f"{titles}   type one, such as 45"), "muted")]
        agenda = self._meant(text, context)
        phases = " · ".join(f"{phase.name} {phase.minutes}" for phase in agenda.phases)
        return [(visible(f"{agenda.title}  "), "accent"), (visible(phases), "muted")]

    def commit(self, text: str, context: Context) -> Outcome:
        """Use it for the current meeting, or for the next one."""
        agenda = self._meant(text, context)
        edits = meetings.choose(context.session, agenda, context.new_id, self.facilitator)
        meeting = meetings.last_meeting(context.session)
        is_on = meeting is not None and meeting.held is not None and not meeting.ended
        return Outcome(edits, f"agenda: {agenda.title}" + ("" if is_on else " · m s starts the meeting"))

    @staticmethod
    def _meant(text: str, context: Context) -> Agenda:
        agenda = context.agendas().called(text)
        if agenda is None:
            known = ", ".join(one.id for one in context.agendas())
            raise LineError(visible(f"there is no agenda {text.strip()!r}; the agendas are {known}"))
        return agenda


@dataclass(frozen=True, slots=True)
class CountHands(Mode):
    """The hands counted at the close: who learned something new, who would come again."""

    prompt: ClassVar[str] = "hands >"
    hint: ClassVar[str] = "two counts of hands: who learned something new, and who would come again · such as 9 8"
    meeting: str

    def start(self, context: Context) -> str:
        """Return the numbers counted before."""
        meeting = self._meeting(context)
        return " ".join("-" if one is None else str(one) for one in _numbers(meeting)) if hands(meeting) else ""

    def preview(self, text: str, context: Context) -> Line:
        """Return what each number counts."""
        if not text.strip():
            return [(self.hint, "muted")]
        counted = self._counted(text, context)
        return [(" · ".join(hands(counted)) or "no hands counted", "accent")]

    def commit(self, text: str, context: Context) -> Outcome:
        """Keep the numbers with the meeting."""
        counted = self._counted(text, context)
        edits = changes(self._meeting(context), counted, "meetings", self.meeting)
        return Outcome(tuple(edits), " · ".join(hands(counted)) or "no hands counted")

    def _counted(self, text: str, context: Context) -> Meeting:
        meeting = self._meeting(context)
        words = [*re.split(r"[\s,;/]+", text.strip()), "-"] if text.strip() else ["-", "-"]
        if len(words) > 3 or not all(re.fullmatch(r"[0-9]{1,4}|-", word) for word in words):
            raise LineError("type two numbers, such as 9 8; a dash means not counted")
        learned, again = (None if word == "-" else int(word) for word in words[:2])
        return meeting.model_copy(update={"hands_learned": learned, "hands_again": again})

    def _meeting(self, context: Context) -> Meeting:
        if self.meeting not in context.session.meetings:
            raise LineError("this meeting is gone; esc closes the line")
        return context.session.meetings[self.meeting]


def _numbers(meeting: Meeting) -> tuple[int | None, int | None]:
    return meeting.hands_learned, meeting.hands_again


@dataclass(frozen=True, slots=True)
class StartAnother(Mode):
    """Whether a finished session has another meeting. Enter reopens it and starts one."""

    prompt: ClassVar[str] = "another? >"
    hint: ClassVar[str] = "the session is finished · enter starts another meeting · esc leaves it finished"

    def commit(self, text: str, context: Context) -> Outcome:
        """Start it.

        Raises:
            LineError: something was typed, which may have been meant as an answer.
        """
        if text.strip():
            raise LineError("an empty line starts the meeting; esc leaves the session finished")
        return _started(context)


def start(context: Context) -> Outcome:
    """Add a meeting with the agenda's phases and start the first; a finished session is asked about."""
    return Outcome(then=StartAnother()) if context.session.status == "finished" else _started(context)


def _started(context: Context) -> Outcome:
    stopped = context.left() or (context.now, context.selected_id)
    edits = meetings.begin(
        context.session,
        context.agendas().default,
        context.now,
        context.new_id,
        stopped=stopped,
        facilitator=context.facilitator,
        is_empty=context.in_empty_meeting(),
    )
    after = carried_out(context, Outcome(edits)).session
    meeting = meetings.last_meeting(after)
    minutes = sum(phase.minutes for phase in meeting.phases.values()) if meeting else 0
    said = f"the meeting starts · {minutes} minutes · v g shows the ground rules · m a chooses another agenda"
    return Outcome(edits, said, marks=_phase_began(after))


def turn_clock(context: Context) -> Outcome:
    """Stop or start the current phase's clock."""
    meeting = _on(context)
    running = clock.is_running(meeting)
    edits = (clock.pause if running else clock.start)(context.session, meeting.id, context.now)
    return Outcome(edits, "paused" if running else "resumed", marks=[("pause", {"paused": running})])


def next_phase(context: Context) -> Outcome:
    """End the current phase and start the next one's clock."""
    edits = clock.next_phase(context.session, _on(context).id, context.now)
    after = carried_out(context, Outcome(edits)).session
    phase = meetings.phase_now(after)
    said = f"{phase.name} · {phase.minutes} minutes" if phase else "that was the last phase · m f finishes"
    return Outcome(edits, said, marks=_phase_began(after))


def extend_phase(context: Context) -> Outcome:
    """Make the current phase five minutes longer."""
    return Outcome(clock.extend(context.session, _on(context).id, 5), "five more minutes")


def count_hands(context: Context) -> Outcome:
    """Open the line for two numbers.

    Raises:
        LineError: nobody has met yet.
    """
    meeting = meetings.last_meeting(context.session)
    if meeting is None or not meeting.held:
        raise LineError("no meeting has started; m s starts one")
    return Outcome(then=CountHands(meeting.id))


def finish(context: Context) -> Outcome:
    """Ask how the wiki page names people, and finish; a finished session is opened again."""
    if context.session.status != "finished":
        return Outcome(then=Finish(context.left(), context.marked(), strangers(context.session)))
    edits = changing(context.session, "session", status="open", closed_without="")
    return Outcome(tuple(edits), "the session is open again")


def _on(context: Context) -> Meeting:
    """Return the current meeting.

    Raises:
        LineError: none is.
    """
    meeting = meetings.last_meeting(context.session)
    if meeting is None or not meeting.held or meeting.ended:
        raise LineError("no meeting has started; m s starts one")
    return meeting


def _phase_began(session: Session) -> list[tuple[str, dict[str, str]]]:
    phase = meetings.phase_now(session)
    return [("phase", {"phase": phase.id, "name": phase.name})] if phase else []


_NAMES: dict[Names, str] = {"typed": "names as typed", "roles": "roles instead of names", "none": "no names"}


@dataclass(frozen=True, slots=True)
class Finish(Mode):
    """The last question: how the wiki page names people. Enter calls the session finished.

    ``left`` is when and at which entry the meeting stopped, if that was on another day, ``marked`` how many sentences
    the coach marked, ``strangers`` who is named and takes no part, so that only names as typed are meant for them.
    """

    prompt: ClassVar[str] = "names >"
    left: tuple[datetime, str] | None = None
    marked: int = 0
    strangers: tuple[str, ...] = ()

    def asks(self, session: Session) -> tuple[str, str]:
        """Return what to decide, and all there is to know before the page goes out."""
        said = [f"the coach marked {counted(self.marked, 'sentence')}"] if self.marked else []
        if self.strangers:
            said.insert(0, f"named, but not participants: {', '.join(self.strangers)}")
        return "How does the page show names: as typed, as roles, or none?", " · ".join(said)

    def preview(self, text: str, context: Context) -> Line:
        """Return how the page will name people, and what the closing misses."""
        misses = closing_misses(context.session)
        said = _NAMES[self._names(text, context)]
        line: Line = [(f"{visible(warning)} · ", "warn") for warning in self._warnings()]
        line += [("enter finishes · ", "muted"), (said, "accent"), (f" ({', '.join(get_args(Names))})", "muted")]
        return [*line, (visible(f" · {misses}"), "warn")] if misses else line

    def _warnings(self) -> Iterator[str]:
        if self.strangers:
            yield f"not participants: {names_text(self.strangers, 2)}; tab adds them"
        if self.marked:
            yield f"{counted(self.marked, 'sentence')} marked; esc, c n goes there"

    def beside(self, text: str, context: Context) -> Outcome | None:
        """Make those who are named but take no part participants, so that their names follow the same choice."""
        if not self.strangers:
            return None
        return make_participants(context)._replace(then=replace(self, strangers=()), text=text)

    def commit(self, text: str, context: Context) -> Outcome:
        """Stop the clock, end the meeting and call the session finished; what the closing misses is kept in it."""
        here = context.now, context.selected.id if context.selected else ""
        stop: list[Edit] = meetings.end(context.session, *(self.left or here))
        names, misses = self._names(text, context), closing_misses(context.session)
        fields = {"status": "finished", "names": names, "closed_without": misses}
        marked = f"the coach marked {counted(self.marked, 'sentence')}: c n goes there · " if self.marked else ""
        return Outcome(
            [*stop, *changing(context.session, "session", **fields)],
            f"the session is finished · {marked}m e shows and saves the wiki page · m h counts hands",
        )

    @staticmethod
    def _names(text: str, context: Context) -> Names:
        """Return the choice that was typed; an empty line keeps the earlier one, or names as typed."""
        word = text.strip().casefold().removeprefix("as ") or context.session.names
        found: list[Names] = [name for name in get_args(Names) if name.startswith(word)]
        if len(found) != 1:
            raise LineError(f"names on the page: choose one of {', '.join(get_args(Names))}")
        return found[0]
