"""How the meetings went: who was there, their hands, and the time each phase took."""

from __future__ import annotations

from collections.abc import Iterable

from bpm_tui.exchange.export.page.blocks import Block, Cell, Facts, Heading, Table, listed
from bpm_tui.exchange.export.page.record import Record
from bpm_tui.model.session import Meeting

MEETINGS = ("Meeting", "Held", "Facilitator", "Note taker", "Learned something", "Would come again")
PHASES = ("Meeting", "Phase", "Minutes planned", "Time taken")


def meetings(record: Record) -> Iterable[Block]:
    """Yield the meetings, one as facts and several as a table, and everybody who was there."""
    rows = [_meeting(record, number, one) for number, one in enumerate(_held(record), 1)]
    together = (("Participants", listed(record.participants())), ("Entries discussed", _discussed(record)))
    if len(rows) > 1:
        yield Heading(2, "Meetings")
        yield Table(MEETINGS, [tuple((text,) for text in row) for row in rows])
        yield Facts(together)
    elif rows and (any(rows[0][1:]) or any(record.participants())):
        yield Heading(2, "Meeting")
        alone = ((title, listed((text,))) for title, text in zip(MEETINGS[1:], rows[0][1:], strict=True))
        yield Facts((*alone, *together))


def phases(record: Record) -> Iterable[Block]:
    """Yield the time each phase of each meeting took."""
    if rows := [row for number, one in enumerate(_held(record), 1) for row in _phases(number, one)]:
        yield Heading(2, "Phases")
        yield Table(PHASES, rows)


def _held(record: Record) -> list[Meeting]:
    """Return the meetings that took place, or else the one that is planned."""
    every = list(record.session.meetings.values())
    return [one for one in every if one.held or _counted_hands(one)] or every[:1]


def _counted_hands(meeting: Meeting) -> bool:
    return meeting.hands_learned is not None or meeting.hands_again is not None


def _discussed(record: Record) -> str:
    entries = record.session.entries.values()
    discussed = sum(entry.discussed for entry in entries)
    return f"{discussed} of {len(entries)}" if discussed else ""


def _meeting(record: Record, number: int, meeting: Meeting) -> tuple[str, ...]:
    held = record.times.meeting(meeting.held, meeting.ended) if meeting.held else ""
    hands = ("" if count is None else str(count) for count in (meeting.hands_learned, meeting.hands_again))
    return (str(number), held, meeting.facilitator, meeting.note_taker, *hands)


def _phases(number: int, meeting: Meeting) -> Iterable[list[Cell]]:
    if any(phase.spent for phase in meeting.phases.values()):
        for phase in meeting.phases.values():
            taken = f"{phase.spent // 60}:{phase.spent % 60:02}"
            yield [(text,) for text in (str(number), phase.name, str(phase.minutes), taken)]
