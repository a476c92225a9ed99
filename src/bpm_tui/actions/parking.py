"""The line for a topic that is parked while something else is half typed; that comes back afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bpm_tui.actions.items import NewItem
from bpm_tui.actions.mode import Context, Mode, Outcome
from bpm_tui.views.spans import Line


@dataclass(frozen=True, slots=True)
class Beneath:
    """What the line held when the topic came up: its text and cursor, and what it was for.

    ``opened_for`` is what it is open for again once the text is committed.
    """

    mode: Mode | None = None
    opened_for: Mode | None = None
    text: str = ""
    cursor: int = 0
    as_text: bool = False


@dataclass(frozen=True, slots=True)
class ParkAside(NewItem):
    """A parked topic, typed over a line that is half typed."""

    prompt: ClassVar[str] = "park >"
    stays: ClassVar[bool] = False
    beneath: Beneath = Beneath()

    def preview(self, text: str, context: Context) -> Line:
        """Return what the parts become, or what comes back afterwards."""
        if text.strip():
            return NewItem.preview(self, text, context)
        return [("parked · text @who · then your line is back as it was", "muted")]

    def commit(self, text: str, context: Context) -> Outcome:
        """Park the topic, if there is one."""
        return NewItem.commit(self, text, context) if text.strip() else Outcome()
