"""The follow-ups of all sessions as rows: how each stands, whose it is, and where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bpm_tui.model.items import Item
from bpm_tui.model.words import counted
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.spans import Line, in_full

if TYPE_CHECKING:
    from bpm_tui.library.follow_ups import Kept

_BOXES = {"open": "☐", "overdue": "☐", "to check": "☑", "done": "☑", "dropped": "☒"}
_ROLES = {"overdue": "warn", "to check": "accent"}
_INDENT = "    "


def row_id(kept: Kept) -> str:
    """Return what the row of a follow-up is found by: two sessions may have follow-ups of one id."""
    return f"{kept.path.name}:{kept.item.id}"


def follow_up_rows(found: Iterable[Kept], width: int, *, hide_titles: bool = False) -> list[PaneRow]:
    """Return one row for each follow-up."""
    return [PaneRow(tuple(_lines(kept, width, hide_titles)), Item(id=row_id(kept)), "follow_ups") for kept in found]


def _lines(kept: Kept, width: int, hide_titles: bool) -> Iterator[Line]:
    box = f"{_BOXES[kept.standing]} "
    for number, text in enumerate(in_full(kept.item.text or "(no text)", width - 2)):
        yield [(box if number == 0 else "  ", "muted"), (text, "text")]
    for text in in_full(" · ".join(filter(None, _facts(kept, hide_titles))), max(width - len(_INDENT), 8)):
        yield [(_INDENT, "text"), (text, _ROLES.get(kept.standing, "muted"))]


def _facts(kept: Kept, hide_titles: bool) -> Iterator[str]:
    item = kept.item
    match kept.standing:
        case "overdue":
            yield counted(kept.late, "day") + " late"
        case "to check":
            yield "done: did it work?"
        case standing if standing != "open":
            yield standing
    yield f"due {item.due}" if item.due and kept.standing == "open" else ""
    yield item.owner
    yield from (f"{effect.result}: {effect.note}" if effect.note else effect.result for effect in item.effects.values())
    yield kept.name if hide_titles else kept.session.title or kept.name
