"""The sections of a page: from a session to blocks, each by its name. An empty section gives no block at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from bpm_tui.exchange.export.page.blocks import Block
from bpm_tui.exchange.export.page.record import Record
from bpm_tui.exchange.export.sections.head import draft, facts, impact, moments, summary, title
from bpm_tui.exchange.export.sections.lists import follow_ups, learnings, links, parked, to_do
from bpm_tui.exchange.export.sections.meetings import meetings
from bpm_tui.exchange.export.sections.tables import lanes, signals, timeline

Section = Callable[[Record], Iterable[Block]]

SECTIONS: Mapping[str, Section] = {
    "title": title,
    "draft": draft,
    "facts": facts,
    "summary": summary,
    "impact": impact,
    "moments": moments,
    "timeline": timeline,
    "lanes": lanes,
    "signals": signals,
    "learnings": learnings,
    "follow-ups": follow_ups,
    "parked": parked,
    "meetings": meetings,
    "links": links,
}
"""The full record, in its order."""

OTHERS: Mapping[str, Section] = {"to-do": to_do}
"""Sections that say in other words what the full record has already."""
