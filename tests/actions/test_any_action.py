"""Whatever the session and whatever is selected: an action is refused in words, or can be carried out and undone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.actions import coach, learnings_round, lists, meeting, notes, shift_and_filter, signals, timeline
from bpm_tui.actions.context import Context, LineError, Pane, Target
from bpm_tui.actions.entries import Cell, ChangedEntry, NewEntry
from bpm_tui.actions.items import ChangedItem, NewItem, NewNote, ParkAside
from bpm_tui.actions.learnings_round import LearningRound
from bpm_tui.actions.meeting import CountHands, Finish, TakeAgenda
from bpm_tui.actions.mode import Mode, Outcome, commit_all
from bpm_tui.actions.shift_and_filter import Filter, Reread, Shift
from bpm_tui.actions.signals import NewSignal, SignalFollowUp, SignalReason
from bpm_tui.facilitation.coach.sessions import findings_of
from bpm_tui.model.edits import INNER_LISTS, LISTS, EditError, items_of
from bpm_tui.model.line.items import READERS
from bpm_tui.model.order import is_in_order
from bpm_tui.model.session import NoteKind, Session, SignalState
from tests.actions.acting import NOW, acting, after
from tests.facilitation.coach.shipped import COACH
from tests.strategies import exact, raw_texts, sessions

ACTIONS: Mapping[str, Callable[[Context], Outcome]] = {
    "add": timeline.add,
    "edit": timeline.edit,
    "edit cell": timeline.edit_cell,
    "delete": timeline.delete,
    "duplicate": timeline.duplicate,
    "swap": lambda context: timeline.swap(context, -1),
    "swap later": lambda context: timeline.swap(context, 1),
    "discussed": timeline.turn_discussed,
    "otherwise": timeline.turn_otherwise,
    "kind": timeline.next_kind,
    "next undiscussed": timeline.next_undiscussed,
    "next pivot": timeline.next_pivot,
    "lane": notes.change_lane,
    "settle": lists.settle,
    "take other": lists.take_other,
    "start": meeting.start,
    "clock": meeting.turn_clock,
    "next phase": meeting.next_phase,
    "extend": meeting.extend_phase,
    "hands": meeting.count_hands,
    "finish": meeting.finish,
    "round": learnings_round.begin,
    "as UTC": shift_and_filter.read_as_utc,
    "zone": shift_and_filter.read_in_zone,
    "shift": shift_and_filter.shift,
    "own phrase": coach.own_phrase,
    "signal pass": lambda context: signals.go_through(context, frozenset()),
    **{f"signal {state}": partial(signals.decide, state=state) for state in get_args(SignalState)},
    **{f"note {kind}": partial(notes.add, kind=kind) for kind in get_args(NoteKind)},
    **{f"new {where}": partial(lists.add, where=where) for where in ("learnings", "follow_ups", "parked")},
}  # fmt: skip


def targets_of(session: Session) -> list[Target]:
    """Return every item that a pane lists, and one that is gone from each list."""
    places = [(where, of) for where, (outer, _) in INNER_LISTS.items() for of in items_of(session, outer)]
    places += [(where, "") for where in LISTS]
    listed = [(where, of) for where, of in places if where in READERS]
    found = [Target(where, of, item) for where, of in listed for item in (*items_of(session, where, of), "gone00")]
    return [*found, Target("notes", "gone00", "gone00")]


@st.composite
def contexts(draw: st.DrawFn) -> Context:
    """Draw a session with anything selected in any pane, what is gone included."""
    session = draw(sessions())
    if draw(st.booleans()):
        timed = sorted((one for one in session.entries.values() if one.at and one.at.at), key=lambda one: one.at.at)  # type: ignore[union-attr,arg-type,return-value]
        session = session.model_copy(update={"entries": {one.id: one for one in timed}})
    keys = [*session.entries, "gone00"]
    context = acting(
        session,
        draw(st.sampled_from(keys)),
        pane=draw(st.sampled_from(get_args(Pane))),
        shown=tuple(draw(st.permutations(keys))),
        picked=frozenset(draw(st.lists(st.sampled_from(keys), max_size=3))),
        cell=draw(st.sampled_from(["time", "actor", "what", "outcome", "expected", "assumed", "signals"])),
        row=draw(st.none() | st.sampled_from(targets_of(session))),
    )
    return context._replace(
        now=NOW + timedelta(minutes=draw(st.integers(0, 9999))), as_text=draw(st.booleans()), actors=frozenset({"Ana"})
    )


def modes_of(context: Context) -> list[Mode]:
    """Return a mode of every kind for every item there is, and for some that are gone."""
    entries = (*context.session.entries, "gone00")
    found: list[Mode] = [NewEntry(), TakeAgenda(), Finish(), Filter(), ParkAside("parked")]
    found += [Shift(context.entries()), Reread(context.entries())]
    for entry in entries:
        found += [ChangedEntry(entry), NewNote(entry, "hindsight"), NewSignal(entry, "absent")]
        found += [Cell(entry, name) for name in ("time", "actor", "what", "outcome")]
        inner = context.session.entries[entry].signals if entry in context.session.entries else {}
        found += [kind(entry, one) for kind in (SignalReason, SignalFollowUp) for one in (*inner, "gone00")]
    found += [CountHands(one) for one in (*context.session.meetings, "gone00")]
    found += [NewItem(where, entries[0]) for where in ("learnings", "follow_ups", "parked")]
    found.append(LearningRound("learnings", participant=learnings_round.next_in_round(context.session)))
    return found + [ChangedItem(one.where, one.item, one.of) for one in targets_of(context.session)]


def is_ordered(session: Session) -> bool:
    return is_in_order(session.entries.values())


def in_words(refused: Exception) -> None:
    """Assert that a refusal says something."""
    assert re.search(r"\w+ \w+", str(refused))


def asked(context: Context, act: Callable[[Context], Outcome]) -> Outcome | None:
    """Ask for an outcome and carry it out; nothing if it is refused, which needs a message."""
    before = exact(context.session)
    try:
        outcome = act(context)
    except (LineError, EditError) as refused:
        in_words(refused)
        return None
    session = after(context, outcome)
    assert exact(context.session) == before
    assert is_ordered(session) or not is_ordered(context.session)
    return outcome


def looked_at(mode: Mode, text: str, context: Context) -> None:
    """Ask a mode for everything that the line shows; only loading and previewing may be refused."""
    mode.label(context)
    mode.asks(context.session)
    mode.earlier(context.session, tuple(context.session.entries))
    mode.words_from(text, context)
    list(coach.spoken(mode, text, context))
    for show in (mode.start, lambda at: mode.preview(text, at)):
        try:
            show(context)
        except LineError as refused:
            in_words(refused)


@given(contexts())
def test_a_key_is_refused_or_can_be_carried_out_and_undone(context: Context) -> None:
    for act in ACTIONS.values():
        outcome = asked(context, act)
        if outcome and outcome.then:
            looked_at(outcome.then, outcome.then.start(context), context)


TYPED: Sequence[str] = ("", "14:32 Ana: x => y; hindsight: z", "25 Nov 08:15", "9 8", "-60", "UTC", "none", "1", "45")
"""Texts that one mode or another understands."""


@given(contexts(), raw_texts() | st.sampled_from(TYPED))
def test_a_line_is_refused_or_can_be_carried_out_and_undone(context: Context, text: str) -> None:
    for mode in modes_of(context):
        looked_at(mode, text, context)
        asked(context, lambda at, mode=mode: commit_all(mode, mode.lines_of(text, at), at))  # type: ignore[misc]
        asked(context, lambda at, mode=mode: mode.commit(text, at))  # type: ignore[misc]


@given(contexts())
def test_what_a_line_opens_with_can_be_kept_twice_without_a_difference(context: Context) -> None:
    for mode in modes_of(context):
        if not isinstance(mode, ChangedEntry | ChangedItem | Cell | CountHands):
            continue
        try:
            text = mode.start(context)
        except LineError:
            continue
        if text.strip() or isinstance(mode, Cell):
            kept = after(context, mode.commit(text, context))
            again = mode.commit(text, replace_session(context, kept))
            assert again.edits in ([], ()), mode


def replace_session(context: Context, session: Session) -> Context:
    """Return the context with another session, the same entry selected."""
    return context._replace(session=session, selected=session.entries.get(context.selected_id))


@given(contexts())
def test_every_finding_is_moved_or_made_a_follow_up(context: Context) -> None:
    for found in findings_of(COACH, context.session):
        asked(context, lambda at, found=found: coach.move_to_hindsight(at, found))  # type: ignore[misc]
        outcome = coach.make_follow_up(context, COACH, found)
        assert isinstance(outcome.then, NewItem)
        gone = replace(found, place=replace(found.place, of="gone00", item="gone00"))
        asked(context, lambda at, gone=gone: coach.move_to_hindsight(at, gone))  # type: ignore[misc]
