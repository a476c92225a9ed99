"""A session as Markdown that every wiki reads alike: tables, lists that do not nest, no HTML but ``<br>``.

Sections come in a fixed order and an empty one is left out. Only the session is read: never its recording, a clock
or anything random, so that the same session always gives the same text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bpm_tui.exchange.blocks import bullets, facts, item, table, task
from bpm_tui.exchange.escape import BREAK, inline, is_blank, paragraphs
from bpm_tui.exchange.facts import MOMENTS, spans
from bpm_tui.exchange.record import Record
from bpm_tui.model.session import Entry, FollowUp, Session

TIMELINE = ("Date and time", "Actor", "Action or event", "Outcome", "Expectations", "Assumptions")
LANES = ("Date and time", "Action or event", "Known at the time", "In hindsight")
SIGNALS = ("Date and time", "Signal", "Where it showed", "State", "Reason", "Follow-up")

_LEARNINGS = {
    "learned": "Learned",
    "surprised": "Surprised",
    "went well": "Went well",
    "contributing factor": "Contributing factors",
}


class ExportError(ValueError):
    """A session cannot be exported as asked; the message says why and what to do."""


def export_markdown(session: Session) -> str:
    """Return the session as a Markdown document that ends with one line end.

    Raises:
        ExportError: the session asks for names that are not to be shown as typed.
    """
    if session.names != "typed":
        raise ExportError(f"names = {session.names!r}: this version can only show names as typed; set names = 'typed'")
    record = Record(session)
    return "\n\n".join(block for section in _SECTIONS for block in section(record)) + "\n"


def _heading(record: Record) -> Iterable[str]:
    session, incident = record.session, record.session.incident
    yield f"# {inline(session.title) or 'Untitled postmortem'}"
    if session.status != "finished":
        yield "**This is a draft.** The postmortem is not finished; what is written here can still change."
    yield facts(
        (
            ("Incident", incident.id),
            ("Severity", incident.severity),
            ("Services", _listed(incident.services)),
            ("Status", session.status),
            ("Finished without", session.closed_without),
            ("Time zone", record.times.in_words()),
            ("Held", "; ".join(record.held())),
            ("Facilitator", _listed(sitting.facilitator for sitting in session.sittings.values())),
            ("Note taker", _listed(sitting.note_taker for sitting in session.sittings.values())),
            ("Participants", _listed(record.participants())),
            ("Hands at the close", "; ".join(record.hands())),
        )
    )


def _summary(record: Record) -> Iterable[str]:
    yield from _titled("## Summary", paragraphs(record.session.incident.summary))
    yield from _titled("## Impact", paragraphs(record.session.incident.impact))


def _moments(record: Record) -> Iterable[str]:
    incident, times = record.session.incident, record.times
    found = {name: getattr(incident, name) for name in MOMENTS}
    if not any(found.values()):
        return
    yield "## Moments"
    rows = ((name.capitalize(), inline(times.full(at)) if at else "not recorded") for name, at in found.items())
    yield table(("Moment", "Date and time"), rows)
    if lengths := spans(incident):
        yield bullets(f"**{span.name}:** {span.words} (from “{span.start}” to “{span.end}”)" for span in lengths)


def _timeline(record: Record) -> Iterable[str]:
    if record.session.entries:
        yield f"## Timeline (times in {inline(record.times.in_words())})"
        yield table(TIMELINE, _timeline_rows(record))


def _timeline_rows(record: Record) -> Iterable[list[str]]:
    day = ""
    for entry in record.session.entries.values():
        yield [
            _time_cell(record, entry, day),
            inline(entry.actor),
            inline(entry.what),
            _lines((entry.outcome, "(otherwise than expected)" if entry.otherwise else "")),
            _lines(record.notes(entry, "expected")),
            _lines(record.notes(entry, "assumed")),
        ]
        day = record.times.day(entry.at) or day


def _time_cell(record: Record, entry: Entry, day: str) -> str:
    times = record.times
    own = times.day(entry.at) or day
    happened = (times.full(entry.at) if own != day else times.clock(entry.at) or own) if entry.at else ""
    known = entry.known_at and entry.known_at != entry.at and f"known {times.clock(entry.known_at, own)}"
    return _lines((happened, known or ""))


def _lanes(record: Record) -> Iterable[str]:
    rows = []
    for entry in record.session.entries.values():
        lanes = [_lines(record.notes(entry, "known")), _lines(record.notes(entry, "hindsight"))]
        if any(lanes):
            rows.append([inline(record.time_of(entry)), inline(record.happening(entry)), *lanes])
    if rows:
        yield "## Known at the time and in hindsight"
        yield table(LANES, rows)


def _signals(record: Record) -> Iterable[str]:
    rows = [
        [
            inline(record.time_of(entry)),
            inline(signal.what),
            inline(signal.where),
            signal.state,
            inline(signal.reason),
            inline(record.label(signal.follow_up)),
        ]
        for entry in record.session.entries.values()
        for signal in entry.signals.values()
    ]
    if rows:
        yield "## Signals"
        yield table(SIGNALS, rows)


def _learnings(record: Record) -> Iterable[str]:
    learnings = record.session.learnings.values()
    found: list[str] = []
    for kind, title in _LEARNINGS.items():
        said = (
            item(one.text, (("By", one.by), ("Topic", one.topic), ("From", record.label(one.entry))))
            for one in learnings
            if one.kind == kind
        )
        found += _titled(f"### {title}", [bullets(said)])
    yield from _titled("## Learnings", found)


def _follow_ups(record: Record) -> Iterable[str]:
    said = (_follow_up(record, one) for one in record.session.follow_ups.values())
    yield from _titled("## Follow-ups", [bullets(said)])


def _follow_up(record: Record, one: FollowUp) -> str:
    details = (
        ("Status", "dropped" if one.status == "dropped" else ""),
        ("Owner", one.owner),
        ("Due", one.due),
        ("Done when", one.done_when),
        ("Type", one.type or ""),
        ("Ticket", one.ticket),
        ("Decision", one.decision),
        ("From", record.label(one.origin)),
    )
    return task(one.status != "open", one.text, details)


def _parked(record: Record) -> Iterable[str]:
    said = (
        item(one.text, (("By", one.by), ("At", record.label(one.entry)), ("Settled", "yes" if one.settled else "")))
        for one in record.session.parked.values()
    )
    yield from _titled("## Parked topics", [bullets(said)])


def _links(record: Record) -> Iterable[str]:
    session = record.session
    said = [item(link) for link in session.incident.links]
    said += [item(link, [("From", record.label(one.id))]) for one in session.entries.values() for link in one.links]
    yield from _titled("## Links", [bullets(said)])


def _titled(title: str, blocks: Iterable[str]) -> list[str]:
    found = [block for block in blocks if block]
    return [title, *found] if found else []


def _lines(texts: Iterable[str]) -> str:
    return BREAK.join(filter(None, map(inline, texts)))


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(text for text in texts if not is_blank(text)))


_SECTIONS: tuple[Callable[[Record], Iterable[str]], ...] = (
    _heading,
    _summary,
    _moments,
    _timeline,
    _lanes,
    _signals,
    _learnings,
    _follow_ups,
    _parked,
    _links,
)
