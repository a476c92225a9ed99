"""The desk as rows: where the meeting is, what to ask next, what the coach found, who has spoken, what is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from itertools import groupby

from bpm_tui.facilitation import clock
from bpm_tui.facilitation.asked_questions import Asked
from bpm_tui.facilitation.coach.sessions import Found
from bpm_tui.facilitation.cues import Cue
from bpm_tui.facilitation.undecided import Open
from bpm_tui.model.items import Item
from bpm_tui.model.session import Entry, Meeting, Participant, Session
from bpm_tui.model.times.show import show
from bpm_tui.model.visible import visible
from bpm_tui.model.words import counted
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.spans import Line, fit, seen, wrap

_FEW = 6
"""Up to so many participants are listed one below the other, with their roles."""
_MOST_DOTS = 4
_CLOCKS = 9
"""Cells for the name of a clock."""
_TITLES = {"signals": "Signals not decided", "follow_ups": "Follow-ups not decided", "learnings": "Learnings",
           "parked": "Parked, still open"}  # fmt: skip


# Where the meeting is.


def clock_rows(meeting: Meeting | None, now: datetime, width: int) -> list[PaneRow]:
    """Return the clocks of the phase and the meeting, and what comes next."""
    phase = clock.current(meeting) if meeting and not meeting.ended else None
    if meeting is None or not meeting.held or meeting.ended:
        ended = "the meeting is over; " if meeting and meeting.ended else "no meeting is running; "
        more = "another" if meeting and meeting.ended else "one"
        return [_row(f"{ended}m s on the shared screen starts {more}", width, "muted")]
    if phase is None:
        return [_row("the agenda is done", width, "strong")]
    taken, left = clock.elapsed(phase, now), clock.remaining(meeting, now)
    over = taken > phase.minutes * 60
    waits = "" if phase.since else ", paused"
    said = f"{clock.bar(taken, phase.minutes * 60, 8)} {clock.digits(taken)} of {phase.minutes} min{waits}"
    rows = [_clock(phase.name, said, width, "warn" if over else "strong")]
    rows.append(_clock("meeting", f"{clock.digits(abs(left))} {'left' if left >= 0 else 'over'}", width, "text"))
    coming = [one for one in meeting.phases.values() if not one.done and one.id != phase.id]
    if coming:
        rows.append(_clock("then", f"{coming[0].name}, {coming[0].minutes} min", width, "text"))
    return rows


def talk_rows(entry: Entry | None, session: Session, seconds: int, zone: tzinfo, width: int) -> list[PaneRow]:
    """Return the entry under discussion, for how long, and how many entries were discussed."""
    done = sum(one.discussed for one in session.entries.values())
    many = f"{done} of {counted(len(session.entries), 'entry', 'entries')} discussed"
    if entry is None:
        return [_row(many, width, "muted")]
    on_it = f"for {clock.digits(seconds)} · " if seconds else ""
    said = _wrapped("▶ ", entry_words(entry, zone), width, "strong")
    return [PaneRow((*said, _line(f"  {on_it}{many}", width, "muted")))]


def cue_rows(cues: Iterable[Cue], width: int) -> list[PaneRow]:
    """Return every cue that holds, in full."""
    return [PaneRow(_wrapped("! ", cue.full, width, "warn", most=5)) for cue in cues]


def pivot_rows(pivots: Sequence[tuple[Entry, str]], zone: tzinfo, width: int) -> list[PaneRow]:
    """Return the turning points that were not discussed, with the kind of each."""
    if not pivots:
        return []
    rows = [_row(f"turning points not discussed: {len(pivots)}", width, "muted")]
    return rows + [_row(f"  {what}: {entry_words(entry, zone)}", width, "text") for entry, what in pivots]


def entry_words(entry: Entry, zone: tzinfo) -> str:
    """Return when, who and what in one text."""
    return " ".join(filter(None, (show(entry.at, zone), entry.actor, entry.what)))


# What to ask.


def ask_rows(put: str, coming: Sequence[Asked], width: int, height: int) -> list[PaneRow]:
    """Return the question that was put last about the entry, and those that come next; their reasons give way first."""
    rows = [PaneRow(_wrapped("asked ", put, width, "muted"))] if put else []
    questions = [_wrapped(f"{number} ", asked.text, width, "strong") for number, asked in enumerate(coming, 1)]
    roomy = sum(len(row.lines) for row in rows) + sum(len(lines) + 1 for lines in questions) <= height
    for lines, asked in zip(questions, coming, strict=True):
        reason = (_line(f"  {seen(asked.reason, width)}", width, "muted"),) if roomy else ()
        rows.append(PaneRow((*lines, *reason)))
    return rows if coming else [*rows, _row("nothing more to ask here: go on to the next entry", width, "muted")]


# What the coach found.


def coach_rows(found: Sequence[Found], session: Session, zone: tzinfo, width: int) -> list[PaneRow]:
    """Return all findings, each with the neutral question for it."""
    if not found:
        return [_row("nothing found", width, "muted")]
    return [_finding(one, session, zone, width) for one in found]


def _finding(found: Found, session: Session, zone: tzinfo, width: int) -> PaneRow:
    finding, entry = found.finding, session.entries.get(found.place.entry)
    place = show(entry.at, zone) if entry else found.place.where.replace("_", "-")
    kind = finding.category.replace("_", " ")
    head: Line = [(fit(seen(f"{place} “{finding.phrase}” {kind}".strip(), width), width), "signal")]
    return PaneRow((head, *_wrapped("  ", finding.ask, width, "text")), Item(id=found.key), "coach")


# Who has spoken.


def people_rows(keys: Mapping[str, Participant], counts: Mapping[str, int], width: int) -> list[PaneRow]:
    """Return the participants with their keys; those who have not spoken stand out. Many are listed in two columns."""
    if not keys:
        return [_row("add people with m d on the shared screen", width, "muted")]
    columns = 2 if len(keys) > _FEW else 1
    people = [_person(key, one, counts.get(one.id, 0), width // columns, columns == 1) for key, one in keys.items()]
    return [PaneRow(([*people[place], *(people[place + 1] if place + 1 < len(people) and columns == 2 else [])],))
            for place in range(0, len(people), columns)]  # fmt: skip


def _person(key: str, person: Participant, spoken: int, width: int, roomy: bool) -> Line:
    dots = "○" if not spoken else "●" * spoken if spoken <= _MOST_DOTS else f"●×{spoken}"
    facts = ", ".join(filter(None, (person.role, "first time" if person.first_time else ""))) if roomy else ""
    shown, mark = ("muted", "good") if spoken else ("strong", "warn")
    name = seen(person.name, width)
    room = max(width - 4 - _MOST_DOTS, 1)
    said = fit(f"{name} · {seen(facts, width)}" if facts else name, room)
    return [(f" {key} ", "accent"), (said, shown), (f" {dots:<{_MOST_DOTS}}", mark)]


def silent(keys: Mapping[str, Participant], counts: Mapping[str, int]) -> int:
    """Return how many have not spoken."""
    return sum(not counts.get(person.id) for person in keys.values())


# What is open.


def open_rows(found: Sequence[Open], zone: tzinfo, width: int) -> list[PaneRow]:
    """Return what is not decided yet, each list under its name."""
    if not found:
        return [_row("everything is decided", width, "good")]
    rows: list[PaneRow] = []
    for where, group in groupby(found, key=lambda one: one.where):
        ones = list(group)
        rows.append(_row(f"{_TITLES[where]} · {len(ones)}", width, "strong"))
        rows += [PaneRow(tuple(_open(one, zone, width))) for one in ones]
    return rows


def _open(one: Open, zone: tzinfo, width: int) -> Iterator[Line]:
    at = f"{show(one.entry.at, zone)} " if one.entry and one.entry.at else ""
    yield from _wrapped("· ", f"{at}{one.text}", width, "text", most=2)
    if one.lacks:
        yield _line(f"  {one.lacks}", width, "muted")


# Lines.


def _clock(name: str, said: str, width: int, role: str) -> PaneRow:
    cells = max(_CLOCKS, min(len(name), 16))
    return PaneRow(([(fit(seen(name, cells), cells) + " ", "muted"), (fit(said, max(width - cells - 1, 1)), role)],))


def _row(text: str, width: int, role: str) -> PaneRow:
    return PaneRow((_line(seen(text, width), width, role),))


def _line(text: str, width: int, role: str) -> Line:
    return [(fit(text, width), role)]


def _wrapped(mark: str, text: str, width: int, role: str, most: int = 3) -> tuple[Line, ...]:
    """Return a text with a mark before its first line."""
    lines = wrap(visible(text[: width * most * 8]), width - len(mark), most)
    blank = " " * len(mark)
    return tuple([(blank if place else mark, "accent"), (line, role)] for place, line in enumerate(lines))
