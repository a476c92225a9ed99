"""The sections of a page: from a session to blocks, each by its name. An empty section gives no block at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from bpm_tui.exchange.export.page.blocks import Block
from bpm_tui.exchange.export.page.record import Record
from bpm_tui.exchange.export.sections.head import draft, facts, impact, key_times, summary, title, zone
from bpm_tui.exchange.export.sections.lists import follow_ups, learnings, links, parked, to_do
from bpm_tui.exchange.export.sections.meetings import meetings, phases
from bpm_tui.exchange.export.sections.tables import lanes, signals, timeline

Section = Callable[[Record], Iterable[Block]]

SECTIONS: Mapping[str, Section] = {
    "title": title,
    "draft": draft,
    "facts": facts,
    "summary": summary,
    "impact": impact,
    "key-times": key_times,
    "learnings": learnings,
    "follow-ups": follow_ups,
    "timeline": timeline,
    "lanes": lanes,
    "signals": signals,
    "parked": parked,
    "meetings": meetings,
    "links": links,
}
"""The full record, in the order a reader who was not there wants it."""

OTHERS: Mapping[str, Section] = {"to-do": to_do, "phases": phases, "zone": zone, "moments": key_times}
"""Sections that are not on the full page; ``moments`` is the former name of the key times."""
