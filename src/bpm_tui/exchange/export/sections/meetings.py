"""How the meetings went: their hands, and the time each phase took."""

from __future__ import annotations

from collections.abc import Iterable

from bpm_tui.exchange.export.page.blocks import Block, Cell, Facts, Heading, Table
from bpm_tui.exchange.export.page.record import Record
from bpm_tui.model.session import Meeting

MEETINGS = ("Meeting", "Held", "Facilitator", "Note taker", "Learned something", "Would come again")
PHASES = ("Meeting", "Phase", "Minutes planned", "Time taken")


def meetings(record: Record) -> Iterable[Block]:
    """Yield the meetings if there were several, or if one left hands or times to tell of."""
    meetings = [one for one in record.session.meetings.values() if one.held or _tells(one)]
    if len(meetings) < 2 and not any(_tells(meeting) for meeting in meetings):
        return
    yield Heading(2, "Meetings")
    yield Facts((("Entries discussed", _discussed(record)),))
    yield Table(MEETINGS, [_meeting(record, number, one) for number, one in enumerate(meetings, 1)])
    if rows := [row for number, one in enumerate(meetings, 1) for row in _phases(number, one)]:
        yield Table(PHASES, rows)


def _tells(meeting: Meeting) -> bool:
    hands = (meeting.hands_learned, meeting.hands_again)
    return any(count is not None for count in hands) or any(phase.spent for phase in meeting.phases.values())


def _discussed(record: Record) -> str:
    entries = record.session.entries.values()
    discussed = sum(entry.discussed for entry in entries)
    return f"{discussed} of {len(entries)}" if discussed else ""


def _meeting(record: Record, number: int, meeting: Meeting) -> list[Cell]:
    held = record.times.meeting(meeting.held, meeting.ended) if meeting.held else ""
    hands = ("" if count is None else str(count) for count in (meeting.hands_learned, meeting.hands_again))
    return [(text,) for text in (str(number), held, meeting.facilitator, meeting.note_taker, *hands)]


def _phases(number: int, meeting: Meeting) -> Iterable[list[Cell]]:
    if any(phase.spent for phase in meeting.phases.values()):
        for phase in meeting.phases.values():
            taken = f"{phase.spent // 60}:{phase.spent % 60:02}"
            yield [(text,) for text in (str(number), phase.name, str(phase.minutes), taken)]
