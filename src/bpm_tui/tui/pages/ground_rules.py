"""The ground rules, large and calm, to be read out at the opening."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.events import Key

from bpm_tui.facilitation.ground_rules import GroundRules
from bpm_tui.model.visible import visible
from bpm_tui.tui.kit.key_queue import LEAVE, KeyScreen
from bpm_tui.tui.kit.listing import Listing
from bpm_tui.tui.kit.reading import Reading
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.spans import Line, wrap

_INDENT = "   "


def rule_rows(rules: GroundRules, width: int, height: int) -> list[PaneRow]:
    """Return the rules as rows, in the middle of the height, with as much air between them as there is room for."""
    width = max(width - len(_INDENT) * 2, 1)
    texts = [wrap(visible(rule), width, most=9) for rule in rules.rules]
    needed = sum(map(len, texts)) + 2
    gap = 1 if needed + len(texts) <= height else 0
    above = max((height - needed - gap * len(texts)) // 2, 0)
    lines: list[Line] = [[("", "text")]] * above + [[(_INDENT + visible(rules.title), "accent")], [("", "text")]]
    for text in texts:
        lines += [[(_INDENT + line, "text")] for line in text] + [[("", "text")]] * gap
    return [PaneRow((line,)) for line in lines]


class GroundRulesScreen(KeyScreen):
    """Nothing but the rules; escape, enter or the keys that opened it go back."""

    CSS = """
    GroundRulesScreen { background: $ground; align: center middle; }
    GroundRulesScreen Reading {
        border: round $edge; border-subtitle-color: $muted; background: $ground; max-width: 90; padding: 0 1;
    }
    """

    def __init__(self, rules: GroundRules) -> None:
        super().__init__()
        self._rules = rules

    def compose(self) -> ComposeResult:
        """Show one page."""
        self._page = Reading(id="page")
        self._page.entitle("", "esc back")
        yield self._page

    @on(Listing.Resized)
    def fill(self) -> None:
        """Lay the rules out for the room there is."""
        self._page.show(rule_rows(self._rules, self._page.size.width, self._page.size.height))

    async def take_key(self, event: Key) -> None:
        """Scroll where they are longer than the screen, or go back."""
        if not self._page.scroll_key(event.key) and event.key in ("escape", "enter", "q", LEAVE):
            await self.app.pop_screen()
