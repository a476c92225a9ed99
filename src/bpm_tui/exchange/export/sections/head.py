"""What a page begins with: title, facts, summary, impact, and the key times of the incident."""

from __future__ import annotations

from collections.abc import Iterable

from bpm_tui.exchange.export.page.blocks import Block, Facts, Heading, Marked, Notice, Paragraph, Table, listed
from bpm_tui.exchange.export.page.durations import MOMENTS, spans
from bpm_tui.exchange.export.page.record import Record
from bpm_tui.exchange.export.page.visible_text import is_blank, paragraphs

UNTITLED = "Untitled postmortem"
NEAR_MISS = "near miss"
NOT_RECORDED = "not recorded"
KEY_TIMES = "Key times"
KEY_TIME_TITLES = ("Key time", "Date and time")


def title(record: Record) -> Iterable[Block]:
    """Yield the heading of the page."""
    name = record.session.title
    yield Heading(1, Marked(UNTITLED) if is_blank(name) else name)


def draft(record: Record) -> Iterable[Block]:
    """Yield a notice unless the session is finished."""
    if record.session.status != "finished":
        yield Notice("This is a draft.", "The postmortem is not finished; it can still change.")


def facts(record: Record) -> Iterable[Block]:
    """Yield what is known about the incident, in short."""
    session, incident = record.session, record.session.incident
    yield Facts(
        (
            ("Incident", incident.id),
            ("Severity", incident.severity),
            ("Kind", NEAR_MISS if incident.near_miss else ""),
            ("Services", listed(incident.services)),
            ("Status", session.status),
            ("Finished without", session.closed_without),
            ("Time zone", record.times.in_words()),
        )
    )


def zone(record: Record) -> Iterable[Block]:
    """Yield the time zone alone, for pages without the facts."""
    yield Facts((("Time zone", record.times.in_words()),))


def summary(record: Record) -> Iterable[Block]:
    """Yield what happened, in a few paragraphs."""
    return _told("Summary", record.session.incident.summary)


def impact(record: Record) -> Iterable[Block]:
    """Yield the impact, in a few paragraphs."""
    return _told("Impact", record.session.incident.impact)


def key_times(record: Record) -> Iterable[Block]:
    """Yield the four key times and how long it took from one to the other."""
    incident, times = record.session.incident, record.times
    stated = {name: times.words(at) if (at := getattr(incident, name)) else "" for name in MOMENTS}
    if not any(stated.values()):
        return
    yield Heading(2, KEY_TIMES)
    yield Table(KEY_TIME_TITLES, [((name.capitalize(),), (at or Marked(NOT_RECORDED),)) for name, at in stated.items()])
    if lengths := spans(incident):
        yield Facts(tuple((one.name, one.words) for one in lengths))


def _told(name: str, text: str) -> Iterable[Block]:
    if parts := paragraphs(text):
        yield Heading(2, name)
        yield from map(Paragraph, parts)
