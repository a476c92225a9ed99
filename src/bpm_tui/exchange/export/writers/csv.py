"""CSV: the timeline for a spreadsheet, and the follow-ups for the importer of a tracker."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from bpm_tui.exchange.export.page.blocks import By, Words
from bpm_tui.exchange.export.page.record import Record, is_to_do
from bpm_tui.exchange.export.page.visible_text import shown
from bpm_tui.exchange.export.sections.lists import follow_up_details
from bpm_tui.model.session import Entry, FollowUp, NoteKind
from bpm_tui.model.times.moment import Moment

TIMELINE = (
    *("id", "at", "known at", "date and time", "kind", "actor", "action or event", "outcome", "otherwise"),
    *("expected", "assumed", "known", "hindsight", "signals", "links", "source"),
)
FOLLOW_UPS = (
    *("Summary", "Issue Type", "Description", "Assignee", "Due Date", "Labels", "Status", "External ID"),
    *("Type", "Done when", "Ticket", "Incident", "Postmortem"),
)
"""The first ones are names that Jira's importer recognises."""
_LONGEST_SUMMARY = 250
"""Jira takes 255 characters, on one line."""
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_BLANK = r"(?:[^\S\n]|[\u115f\u1160\u2800\u3164\uffa0])*+"
_SIGN = (
    r"[=+\-@\u2212\u207a\u207b\u207c\u208a\u208b\u208c\u2a75\u2a76"
    r"\ufb29\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20]"
)
"""What begins a formula: the four signs, and their look-alikes in other widths and shapes."""
_FORMULA = re.compile(rf"(?P<start>^|[;|\n])(?={_BLANK}{_SIGN})")
"""Where a formula can begin: at the start of a cell, and after what other spreadsheets separate cells by."""
_NOTES: tuple[NoteKind, ...] = ("expected", "assumed", "known", "hindsight")


def timeline_csv(record: Record) -> str:
    """Return the timeline, an entry a row; several notes or signals of one entry are lines of one cell."""
    return _text(TIMELINE, (_entry(record, entry) for entry in record.session.entries.values()))


def follow_ups_csv(record: Record) -> str:
    """Return what is still to be done, one a row, in the columns that Jira's importer knows."""
    found = (one for one in record.session.follow_ups.values() if is_to_do(one))
    return _text(FOLLOW_UPS, (_follow_up(record, one) for one in found))


def _text(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows([_safe(shown(cell)) for cell in row] for row in rows)
    return file.getvalue()


def _safe(text: str) -> str:
    """Return a text that no spreadsheet reads as a formula."""
    return _FORMULA.sub(r"\g<start>'", text)


def _entry(record: Record, entry: Entry) -> list[str]:
    notes = ["\n".join(map(_words, record.notes(entry, kind))) for kind in _NOTES]
    signals = "\n".join(_signal(one.what, one.state) for one in entry.signals.values())
    return [
        *(entry.id, _stored(entry.at), _stored(entry.known_at), record.time_of(entry), entry.kind, entry.actor),
        *(entry.what, entry.outcome, "yes" if entry.otherwise else "", *notes),
        *(signals, "\n".join(entry.links), entry.source),
    ]


def _stored(moment: Moment | None) -> str:
    return moment.stored() if moment else ""


def _words(words: Words) -> str:
    match words:
        case By(text, by) if shown(by):
            return f"{text} ({by})"
        case By(text, _):
            return text
    return str(words)


def _signal(what: str, state: str) -> str:
    return f"{what} ({state})"


def _follow_up(record: Record, one: FollowUp) -> list[str]:
    session = record.session
    summary = " ".join(shown(one.text).split())
    details = [f"{label}: {_detail(words)}" for label, words in follow_up_details(record, one) if _detail(words)]
    where = " ".join(filter(None, (session.incident.id, session.title)))
    return [
        summary if len(summary) <= _LONGEST_SUMMARY else f"{summary[:_LONGEST_SUMMARY]}…",
        "Task",
        "\n".join((one.text, *details, f"From the postmortem: {where}")),
        one.owner,
        one.due if _ISO_DAY.fullmatch(one.due) else "",
        "postmortem",
        "To Do",
        f"{session.id}-{one.id}",
        *(one.type or "", one.done_when, one.ticket, session.incident.id, session.title),
    ]


def _detail(words: object) -> str:
    return shown(words) if isinstance(words, str) else ""
