"""The commands that add to the session: entries, notes, signals, learnings, follow-ups, parked topics, answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from bpm_tui.actions import learnings_round, notes, signals
from bpm_tui.actions.context import LineError
from bpm_tui.actions.entries import NewEntry
from bpm_tui.actions.items import NewItem, NewNote
from bpm_tui.actions.signals import NewSignal
from bpm_tui.facilitation.emphasis import talked_about
from bpm_tui.facilitation.meetings import phase_now
from bpm_tui.model.session import NoteKind, SignalState
from bpm_tui.talk.command import Command, Talk, first_word
from bpm_tui.talk.words import short_lines

_KINDS: tuple[NoteKind, ...] = get_args(NoteKind)
_STATES: tuple[SignalState, ...] = get_args(SignalState)


def _add(talk: Talk, text: str) -> Iterator[str]:
    yield from talk.prompt.take(NewEntry(), text)


def _note(talk: Talk, text: str) -> Iterator[str]:
    kind, said = first_word(text)
    found: list[NoteKind] = [one for one in _KINDS if one == kind]
    if not found:
        raise LineError(f"say the kind of the note: /note {', '.join(_KINDS[:-1])} or {_KINDS[-1]}, then the text")
    yield from talk.prompt.take(NewNote(talk.meeting.context().entry.id, found[0]), said)


def _signal(talk: Talk, text: str) -> Iterator[str]:
    state, said = first_word(text)
    found: list[SignalState] = [one for one in _STATES if one == state]
    if not found:
        raise LineError(f"say the state of the signal: /signal {', '.join(_STATES[:-1])} or {_STATES[-1]}")
    context = talk.meeting.context()
    if said:
        yield from talk.prompt.take(NewSignal(context.entry.id, found[0]), said)
    else:
        yield from talk.prompt.carry_out(signals.decide(context, found[0]))


def _adding(where: str) -> Command:
    name = {"learnings": "learning", "follow_ups": "follow-up", "parked": "park"}[where]

    def run(talk: Talk, text: str) -> Iterator[str]:
        entry = talked_about(phase_now(talk.meeting.session), talk.meeting.selected_id)
        yield from talk.prompt.take(NewItem(where, entry), text)

    said = {"learnings": "Add a learning", "follow_ups": "Add a follow-up", "parked": "Park a topic for later"}[where]
    return Command(name, "TEXT", said, run)


def _ask(talk: Talk, _: str) -> Iterator[str]:
    """Say the question about the entry, and open the prompt for its answer."""
    meeting = talk.meeting
    entry = meeting.context().entry
    asked = meeting.question.on_screen(meeting)
    if asked is None:
        yield from short_lines(meeting.question.resting or "no question fits this entry · /next asks one all the same")
        return
    yield from short_lines(asked.reason)
    meeting.put_question()
    yield from talk.prompt.carry_out(notes.answer(meeting.context()._replace(selected=entry), asked))


def _next(talk: Talk, _: str) -> Iterator[str]:
    meeting = talk.meeting
    entry = meeting.context().entry
    before = meeting.question.now
    if meeting.question.on_screen(meeting) == before:  # any other one has not been heard yet
        meeting.question.step(meeting.services.questions, meeting.session, entry.id, 1, meeting.zone)
    yield from _ask(talk, "")


def _answer(talk: Talk, text: str) -> Iterator[str]:
    meeting = talk.meeting
    asked = meeting.question.now
    if asked is None:
        raise LineError("no question was asked; /ask asks one")
    meeting.put_question()
    outcome = notes.answer(meeting.context(), asked)
    if outcome.then:
        yield from talk.prompt.take(outcome.then, text)


def _round(talk: Talk, _: str) -> Iterator[str]:
    yield from talk.prompt.carry_out(learnings_round.begin(talk.meeting.context()))


ADDING = (
    Command("add", "LINE", "Add an entry: 14:32 Ana: restarted the pods => errors halved; expected: …", _add),
    Command("note", "KIND TEXT", "Add a note to the entry: expected, assumed, known or hindsight", _note),
    Command("signal", "STATE TEXT", "Add a signal, or decide the open one: unknown, seen, discounted, missed, absent",
            _signal),
    _adding("learnings"),
    _adding("follow_ups"),
    _adding("parked"),
    Command("ask", "", "Hear a question about the entry; the next line answers it", _ask),
    Command("answer", "TEXT", "Answer the question that was asked last", _answer),
    Command("next", "", "Hear the next question about the entry", _next),
    Command("round", "", "Ask each participant what they learned", _round),
)  # fmt: skip
