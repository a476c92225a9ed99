"""The ground rules, large and calm, to be read out at the opening."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from bpm_tui.facilitation.ground_rules import GroundRules
from bpm_tui.model.visible import visible
from bpm_tui.tui.kit.listing import Listing
from bpm_tui.tui.kit.page import Page
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.spans import Line, wrap

_INDENT = "   "


def rule_rows(rules: GroundRules, width: int, height: int) -> list[PaneRow]:
    """Return the rules as rows, centred, with as much space between them as there is room for."""
    width = max(width - len(_INDENT) * 2, 1)
    texts = [wrap(visible(rule), width, most=9) for rule in rules.rules]
    needed = sum(map(len, texts)) + 2
    gap = 1 if needed + len(texts) <= height else 0
    above = max((height - needed - gap * len(texts)) // 2, 0)
    lines: list[Line] = [[("", "text")]] * above + [[(_INDENT + visible(rules.title), "accent")], [("", "text")]]
    for text in texts:
        lines += [[(_INDENT + line, "text")] for line in text] + [[("", "text")]] * gap
    return [PaneRow((line,)) for line in lines]


class GroundRulesScreen(Page):
    """Nothing but the rules; escape, enter or the keys that opened it go back."""

    CSS = """
    GroundRulesScreen { background: $ground; align: center middle; }
    GroundRulesScreen Reading {
        border: round $edge; border-subtitle-color: $muted; background: $ground; max-width: 90; padding: 0 1;
    }
    """

    def compose(self) -> ComposeResult:
        """Show one page."""
        yield from super().compose()
        self.page.entitle("", "esc back")

    @on(Listing.Resized)
    def fill(self) -> None:
        """Lay the rules out for the present size."""
        self.page.show(rule_rows(self.services.ground_rules, *self.page.size))
