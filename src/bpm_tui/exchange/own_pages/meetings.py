"""The meetings of a page of ours: from its table of meetings, or from its facts where it has none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any

from bpm_tui.exchange.export.sections.meetings import MEETINGS, PHASES
from bpm_tui.exchange.own_pages.entries import text_of
from bpm_tui.exchange.own_pages.page import ReadPage
from bpm_tui.model.session import Meeting, Participant, Phase

_TAKEN = re.compile(r"(-?\d+):(\d\d)")


def read_meetings(page: ReadPage) -> dict[str, Meeting]:
    """Return the meetings; everybody who takes part is at the first one."""
    rows = page.rows_with(MEETINGS[1])
    found = [_meeting(page, {title: text_of(row, title) for title in MEETINGS}) for row in rows] or list(
        _from_facts(page)
    )
    people = [Participant(id=page.new_id(), name=one.text, role=one.by) for one in page.listed("Participants")]
    if people and not found:
        found = [{}]
    if people:
        found[0]["participants"] = {one.id: one for one in people}
    for row in page.rows_with(PHASES[1]):
        number = _number(text_of(row, PHASES[0]))
        if number is not None and 0 < number <= len(found):
            phase = _phase(page, row)
            found[number - 1].setdefault("phases", {})[phase.id] = phase
    meetings = [Meeting(id=page.new_id(), **each) for each in found]
    return {one.id: one for one in meetings}


def _meeting(page: ReadPage, told: Mapping[str, str]) -> dict[str, Any]:
    held, facilitator, note_taker, learned, again = (told[title] for title in MEETINGS[1:])
    return {
        **_when(page, held),
        "facilitator": facilitator,
        "note_taker": note_taker,
        "hands_learned": _number(learned),
        "hands_again": _number(again),
    }


def _from_facts(page: ReadPage) -> Sequence[dict[str, Any]]:
    """Return the one meeting that a page has as facts; earlier pages list several in one fact."""
    facts = [[one.text for one in page.listed(label)] for label in MEETINGS[1:]]
    return [_meeting(page, dict(zip(MEETINGS[1:], told, strict=True))) for told in zip_longest(*facts, fillvalue="")]


def _when(page: ReadPage, text: str) -> dict[str, datetime | None]:
    moment = page.held(text)
    return {"held": moment.at, "ended": moment.until} if moment else {}


def _phase(page: ReadPage, row: Mapping[str, list[str]]) -> Phase:
    _, name, minutes, taken = (text_of(row, title) for title in PHASES)
    time = _TAKEN.fullmatch(taken)
    spent = int(time[1]) * 60 + int(time[2]) if time else 0
    return Phase(id=page.new_id(), name=name, minutes=_number(minutes) or 0, spent=spent)


def _number(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None
