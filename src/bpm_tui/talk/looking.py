"""The commands that look, and go from entry to entry: list, show, go, the veil, the coach, the ground rules."""

from __future__ import annotations

from collections.abc import Iterator

from bpm_tui.actions import coach as coaching
from bpm_tui.actions import signals, timeline
from bpm_tui.actions.context import LineError
from bpm_tui.facilitation.coach.sessions import Found
from bpm_tui.facilitation.meetings import phase_now
from bpm_tui.model.session import Entry
from bpm_tui.talk.command import Command, Talk, first_word
from bpm_tui.talk.spoken import LISTS, entry_lines, entry_words, list_lines, place_of, timeline_lines, totals
from bpm_tui.talk.words import numbered
from bpm_tui.views.time_cell import time_text

_NAMES = {"learnings": "learnings", "follow-ups": "follow_ups", "parked": "parked"}


def _list(talk: Talk, text: str) -> Iterator[str]:
    meeting, wanted = talk.meeting, text.casefold()
    found = [where for name, where in _NAMES.items() if wanted and name.startswith(wanted.rstrip("s"))]
    if wanted in ("", "timeline", "entries"):
        yield from timeline_lines(meeting.session, meeting.zone)
        yield totals(meeting.session)
    elif wanted == "all" or found:
        for where in found or LISTS:
            yield from list_lines(meeting.session, where)
    else:
        raise LineError("say what to list: entries, learnings, follow-ups, parked or all")


def _show(talk: Talk, text: str) -> Iterator[str]:
    meeting = talk.meeting
    if text:
        meeting.select(_meant(talk, text).id)
    entry = meeting.context().entry
    shown = meeting.view.shown_note
    yield from entry_lines(meeting.session, entry, meeting.zone, veiled=meeting.veiled, shown=shown)


def _go(talk: Talk, text: str) -> Iterator[str]:
    meeting, wanted = talk.meeting, text.casefold()
    if wanted == "undecided":
        passed = meeting.question.passed
        outcome = signals.go_through(meeting.context(), passed)
        meeting.question.passed = passed | {outcome.goes_to} if outcome.goes_to else frozenset()
        yield from talk.prompt.carry_out(outcome)
    elif wanted in ("next", ""):
        yield from talk.prompt.carry_out(timeline.next_undiscussed(meeting.context()))
    elif wanted == "turning":
        yield from talk.prompt.carry_out(timeline.next_pivot(meeting.context()))
    else:
        entry = _meant(talk, text)
        meeting.select(entry.id)
        yield place_of(meeting.session, entry.id)
        yield entry_words(entry, meeting.zone)


def _meant(talk: Talk, text: str) -> Entry:
    """Return the entry that a number, a time or a word means, looked for from the one that is talked about on."""
    meeting = talk.meeting
    entries, wanted = list(meeting.session.entries.values()), text.casefold()
    if not entries:
        return meeting.context().entry
    if text.isdecimal() and 1 <= int(text) <= len(entries):
        return entries[int(text) - 1]
    if wanted in ("first", "last"):
        return entries[-1 if wanted == "last" else 0]
    here = list(meeting.session.entries).index(meeting.selected_id) + 1
    around = entries[here:] + entries[:here]
    timed = (entry for entry in around if entry.at and time_text(entry, meeting.zone).startswith(text))
    worded = (entry for entry in around if wanted in entry_words(entry, meeting.zone).casefold())
    found = next(timed, None) or next(worded, None)
    if found is None:
        raise LineError(f"no entry has {text!r}; /list reads them with their numbers")
    return found


def _veil(talk: Talk, _: str) -> Iterator[str]:
    meeting = talk.meeting
    meeting.view.turn_veil(phase_now(meeting.session), veiled=meeting.veiled)
    meeting.mark("veil", lifted=not meeting.veiled)
    yield "Hindsight is hidden" if meeting.veiled else "Hindsight shows until the phase changes"


def _rules(talk: Talk, _: str) -> Iterator[str]:
    rules = talk.meeting.services.ground_rules
    yield rules.title
    yield from numbered(rules.rules)


def _coach(talk: Talk, text: str) -> Iterator[str]:
    """Say what the coach found, or do something about the first finding at the entry."""
    meeting, (way, _) = talk.meeting, first_word(text)
    everywhere = meeting.findings()
    here = [one for one in everywhere if one.place.entry == meeting.selected_id or way == "all" or not one.place.entry]
    if not here:
        more = f"; it marked {len(everywhere)} elsewhere: /coach all" if everywhere else ""
        raise LineError(f"the coach has nothing to say here{more}")
    if way in ("", "all"):
        for one in here:
            yield from _finding(talk, one)
        yield "What to do: /coach hindsight, follow-up, ask, dismiss or mute"
        return
    yield from _deal_with(talk, here[0], way)


def _finding(talk: Talk, found: Found) -> Iterator[str]:
    meeting = talk.meeting
    if found.place.entry and found.place.entry != meeting.selected_id:
        yield place_of(meeting.session, found.place.entry)
    yield f"Said: {found.place.text}"
    yield f"“{found.finding.phrase}” {found.finding.reason}"
    yield f"Ask instead: {found.finding.ask}"


def _deal_with(talk: Talk, found: Found, way: str) -> Iterator[str]:
    meeting = talk.meeting
    context = meeting.context()
    if way in ("dismiss", "mute"):
        meeting.handled |= {found.key if way == "dismiss" else found.mute}
        yield "Dismissed until the meeting ends" if way == "dismiss" else "This phrase is muted for the meeting"
        return
    if way == "ask":
        from bpm_tui.facilitation.asked_questions import Flag  # noqa: PLC0415 (only with a finding)

        flag = Flag(found.finding.category, found.finding.ask)
        asked = meeting.question.take(flag, meeting.session, meeting.selected_id, meeting.zone)
        meeting.handled |= {found.key}
        meeting.put_question()
        from bpm_tui.actions import notes  # noqa: PLC0415

        yield from talk.prompt.carry_out(notes.answer(context, asked))
        return
    ways = {
        "hindsight": lambda: coaching.move_to_hindsight(context, found),
        "follow-up": lambda: coaching.make_follow_up(context, meeting.services.coach, found),
    }
    if way not in ways:
        raise LineError("what to do with the finding: hindsight, follow-up, ask, dismiss or mute")
    outcome = ways[way]()
    meeting.handled |= {found.key}
    yield from talk.prompt.carry_out(outcome)


def _discussed(talk: Talk, _: str) -> Iterator[str]:
    yield from talk.prompt.carry_out(timeline.turn_discussed(talk.meeting.context()))


def _otherwise(talk: Talk, _: str) -> Iterator[str]:
    yield from talk.prompt.carry_out(timeline.turn_otherwise(talk.meeting.context()))


def _kind(talk: Talk, _: str) -> Iterator[str]:
    yield from talk.prompt.carry_out(timeline.next_kind(talk.meeting.context()))


LOOKING = (
    Command("list", "WHAT", "Hear the timeline, or learnings, follow-ups, parked or all", _list),
    Command("show", "ENTRY", "Hear all about the entry", _show),
    Command("go", "ENTRY", "Go to an entry: its number, time or a word, first, last, next, turning or undecided", _go),
    Command("discussed", "", "Mark the entry as discussed and go on, or remove the mark", _discussed),
    Command("otherwise", "", "Mark the entry as not as expected, or remove the mark", _otherwise),
    Command("kind", "", "Change the kind of the entry", _kind),
    Command("veil", "", "Show hindsight, or hide it", _veil),
    Command("coach", "WAY", "Hear what the coach found here; all, hindsight, follow-up, ask, dismiss, mute", _coach),
    Command("rules", "", "Hear the ground rules", _rules),
)
