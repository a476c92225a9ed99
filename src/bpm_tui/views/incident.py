"""The walk through an incident as lines: one entry large in the middle, what was known so far beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo

from bpm_tui.facilitation.incident_walk import Beat, hindsight, known_then, known_when
from bpm_tui.model.session import Entry, Session, Signal
from bpm_tui.model.times.moment import Moment
from bpm_tui.model.times.show import show
from bpm_tui.model.times.zones import date_text, local
from bpm_tui.model.words import counted
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.spans import Line, fit, seen, wrap
from bpm_tui.views.veil import hidden_words

MARGIN = 3
"""Empty cells on both sides of the text."""
_LABEL = 12
_TIME = 8
_MOST = 8
"""The most lines that one text takes."""

Said = Mapping[str, Sequence[str]]
"""What viewers expected, by the id of the entry."""


def intro(session: Session, beats: Sequence[Beat], zone: tzinfo, width: int) -> list[Line]:
    """Return the page before the first entry: which incident it is, and how the walk works."""
    stops = sum(not beat.told for beat in beats)
    entries = beats[-1].number + 1 if beats else 0
    incident = session.incident
    facts = " · ".join(seen(fact, width) for fact in (incident.id, incident.severity, *incident.services) if fact)
    began = f"It began {_moment(incident.started, zone)}." if incident.started else ""
    many = f"{counted(entries, 'entry', 'entries')}, {counted(stops, 'stop')} to think ahead."
    if not beats:
        many = "There is nothing in this timeline yet."
    texts = [
        ("strong", seen(session.title, width * 2) or "untitled"),
        ("muted", facts),
        ("text", ""),
        ("text", f"{began} {many}".strip()),
        ("text", ""),
        ("text", "You see what the responders saw, in the order they learned of it. Nothing that came later, and "
                 "nothing that is only known today."),
        ("text", "Where somebody decided or expected something, stop: what would you expect next?"),
        ("text", ""),
        ("accent", "space goes on"),
    ]  # fmt: skip
    return [line for role, text in texts for line in _paragraph(text, width, role)]


def page(beat: Beat, zone: tzinfo, width: int, *, said: Sequence[str] = (), lifted: bool = False) -> list[Line]:
    """Return one entry: first as far as it was known, then its outcome; hindsight only if it is ``lifted``."""
    entry = beat.entry
    lines = [*_paragraph(_clock(entry, zone), width, "muted"), []]
    lines += _paragraph(" · ".join(filter(None, (seen(entry.actor, width), entry.kind))), width, "accent")
    lines += [*_paragraph(seen(entry.what, width * _MOST), width, "strong"), []]
    if not beat.told:
        return [*lines, *_known(beat, width), *_asked(said, width)]
    lines += _labelled("said here", said, "changed", width)
    if entry.outcome:
        label, role = ("outcome ≠", "warn") if entry.otherwise else ("outcome", "text")
        lines += [*_labelled(label, [entry.outcome], role, width), []]
    lines += _known(beat, width)
    for signal in entry.signals.values():
        lines += _labelled("signal", [_signal(signal)], "signal", width)
    return [*lines, *_behind(entry, width, lifted=lifted)]


def _known(beat: Beat, width: int) -> Iterator[Line]:
    for note in known_then(beat.entry, told=beat.told):
        yield from _labelled(note.kind, [note.text + (f" ({note.by})" if note.by else "")], "known", width)


def _asked(said: Sequence[str], width: int) -> Iterator[Line]:
    yield []
    yield from _paragraph("What would you expect next?", width, "accent")
    yield from _labelled("said here", said, "changed", width)


def _behind(entry: Entry, width: int, *, lifted: bool) -> Iterator[Line]:
    notes = hindsight(entry)
    if notes:
        yield []
        if lifted:
            yield from _paragraph("Hindsight: not known then", width, "hindsight")
            for note in notes:
                by = f" ({note.by})" if note.by else ""
                yield from _paragraph(seen(note.text + by, width * _MOST), width, "hindsight")
        else:
            yield from _paragraph(f"hindsight · {hidden_words(len(notes))}", width, "muted")


def so_far(beats: Sequence[Beat], place: int, zone: tzinfo, width: int) -> list[PaneRow]:
    """Return what was known before the page at a place, oldest first, with the outcomes."""
    current = beats[place].number if place < len(beats) else len(beats)
    rows, last = [], None
    for beat in beats[:place]:
        if not beat.told or beat.number == current:
            continue
        moment = known_when(beat.entry)
        day = local(moment.at, zone).date() if moment and moment.at else last
        if moment and moment.at and day != last:
            rows.append(PaneRow(([(f"── {date_text(local(moment.at, zone))} ", "muted")],)))
        last = day
        rows.append(PaneRow(tuple(_short(beat.entry, zone, width)), beat.entry, "entries"))
    return rows or [PaneRow(([("nothing yet", "muted")],))]


def _short(entry: Entry, zone: tzinfo, width: int) -> Iterator[Line]:
    time = _narrow(show(known_when(entry), zone)) or "·"
    told = f"{entry.actor}: {entry.what}" if entry.actor else entry.what
    whole = told + (f" → {entry.outcome}" if entry.outcome else "")
    room = max(width - _TIME - 1, 8)
    for number, text in enumerate(wrap(seen(whole, room * 3), room, most=3)):
        yield [(fit(seen(time, _TIME) if number == 0 else "", _TIME) + " ", "accent"), (text, "text")]


def _narrow(time: str) -> str:
    """Return a time for a narrow column: ``<23:27`` for before, ``17:20-`` for a range."""
    for word, sign in (("before ", "<"), ("after ", ">")):
        time = time.replace(word, sign)
    start, dash, _ = time.partition("-")
    return start + dash if len(time) > _TIME else time


def ending(beats: Sequence[Beat], said: Said, width: int) -> list[Line]:
    """Return the last page: the guesses beside what happened, to talk about."""
    stops = [beat for beat in beats if beat.told and said.get(beat.entry.id)]
    lines = [*_paragraph("That was the incident, as they lived it.", width, "strong"), []]
    if not stops:
        text = "You made no guesses on the way. i replays the meeting that discussed it, ← goes back."
        return lines + list(_paragraph(text, width, "text"))
    lines += [*_paragraph("What you expected, beside what happened:", width, "text"), []]
    for beat in stops:
        lines += _paragraph(seen(beat.entry.what, width * _MOST), width, "strong")
        for label, texts, role in comparison(beat.entry, said[beat.entry.id]):
            lines += _labelled(label, texts, role, width)
        lines.append([])
    return [*lines, *_paragraph("w saves this to a file of its own, to talk about afterwards.", width, "muted")]


def comparison(entry: Entry, said: Sequence[str]) -> list[tuple[str, Sequence[str], str]]:
    """Return the guess, the expectation and the outcome of an entry, each with a label and a role."""
    expected = [note.text for note in entry.notes.values() if note.kind == "expected"]
    outcome = [entry.outcome] if entry.outcome else ["not written down"]
    return [("said here", said, "changed"), ("they expected", expected, "known"), ("it came", outcome, "text")]


def header_words(beat: Beat | None, session: Session, zone: tzinfo) -> str:
    """Return how far the incident is: ``23:27 · 1 h 27 min after it began``."""
    moment = known_when(beat.entry) if beat else None
    if moment is None or moment.at is None:
        return ""
    started = session.incident.started
    after = moment.at - started.at if started and started.at else None
    since = f" · {_length(after)} after it began" if after is not None and after >= timedelta() else ""
    return f"{show(moment, zone)}{since}"


def _clock(entry: Entry, zone: tzinfo) -> str:
    known = known_when(entry)
    if known is None:
        return "at an unknown time"
    if entry.known_at and entry.at:
        return f"{_moment(entry.known_at, zone)}: they learn what happened {_moment(entry.at, zone)}"
    return _moment(known, zone)


def _moment(moment: Moment | None, zone: tzinfo) -> str:
    return seen(show(moment, zone, with_date=True), _LABEL * 8)


def _signal(signal: Signal) -> str:
    where = f" ({signal.where})" if signal.where else ""
    reason = f": {signal.reason}" if signal.reason else ""
    return f"{signal.what or 'signal'}{where} · {signal.state}{reason}"


def _length(passed: timedelta) -> str:
    minutes = int(passed.total_seconds() // 60)
    days, hours = divmod(minutes // 60, 24)
    parts = ((days, "d"), (hours, "h"), (minutes % 60, "min"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "0 min"


def _paragraph(text: str, width: int, role: str) -> Iterator[Line]:
    for line in wrap(text, max(width - 2 * MARGIN, 8), _MOST) if text else [""]:
        yield [(" " * MARGIN + line, role)]


def _labelled(label: str, texts: Iterable[str], role: str, width: int) -> Iterator[Line]:
    for text in texts:
        room = max(width - 2 * MARGIN - _LABEL - 2, 8)
        for number, line in enumerate(wrap(seen(text, room * _MOST), room, _MOST)):
            start = fit(label if number == 0 else "", _LABEL + 2)
            yield [(" " * MARGIN + start, "muted"), (line, role)]


def as_text(session: Session, beats: Sequence[Beat], said: Said, zone: tzinfo, when: datetime) -> str:
    """Return the guesses beside what happened, as plain text for a file."""
    lines = [session.title, f"Guesses from a walk through the incident, {local(when, zone):%Y-%m-%d %H:%M}"]
    for beat in beats:
        if beat.told and said.get(beat.entry.id):
            lines += ["", f"{_moment(known_when(beat.entry), zone)} {beat.entry.actor}: {beat.entry.what}"]
            for label, texts, _ in comparison(beat.entry, said[beat.entry.id]):
                lines += [f"  {label}: {text}" for text in texts]
    return "".join(f"{seen(line, len(line))}\n" for line in lines)
