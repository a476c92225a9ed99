"""Turns lines of spans into strips: each role has a colour of the theme, and perhaps a weight."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import ANSIToTruecolor, LineFilter
from textual.strip import Strip
from textual.widget import Widget

from bpm_tui.tui.kit.textual_theme import VARIABLES
from bpm_tui.views.spans import Line, near

_INKS = {"strong": "text", "cursor": "cursor_text", "cell": "cursor_text"}
"""The theme's colour for roles that are not named like one."""
_WEIGHTS = {
    "strong": Style(bold=True),
    "bad": Style(bold=True),
    "changed": Style(bold=True),
    "hindsight": Style(italic=True),
    "cursor": Style(bold=True),
    "cell": Style(bold=True, underline=True),
}
_DIM = Style(dim=True)


class Painted(Widget):
    """A widget that paints lines of spans.

    The styles of the roles are made from the theme itself: as component classes they would have the style sheet
    applied a dozen times for every widget before the first frame.
    """

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return Textual's filters but the one for the terminal's own colours: what is painted here has the theme's."""
        return [each for each in super().get_line_filters() if not isinstance(each, ANSIToTruecolor)]

    def role_style(self, role: str) -> Style:
        """Return the style of a role on this widget's ground."""
        styles: dict[str, Style] = self.__dict__.setdefault("_role_styles", {})
        if role not in styles:
            styles[role] = self._made_style(role)
        return styles[role]

    def notify_style_update(self) -> None:
        """Make the styles anew for another theme or ground."""
        super().notify_style_update()
        self.__dict__.pop("_role_styles", None)

    def _made_style(self, role: str) -> Style:
        style = self.rich_style
        if role == "ground":
            return style
        ink = Style(color=self._color(_INKS.get(role, role)))
        on = Style(bgcolor=self._color("cursor_ground")) if role in ("cursor", "cell") else Style()
        dim = _DIM if role == "muted" and self.app.current_theme.ansi else Style()
        return style + ink + on + dim + _WEIGHTS.get(role, Style())

    def _color(self, role: str) -> RichColor:
        return Color.parse(self.app.theme_variables[VARIABLES[role]]).rich_color

    def paint(self, line: Line, width: int, *, cursor: bool = False) -> Strip:
        """Return the line as a strip of exactly ``width`` cells; a line under the cursor has one style throughout."""
        ground = self.role_style("cursor" if cursor else "ground")
        spans = ((near(text, width), _under(role) if cursor else role) for text, role in line[: width * 2] if text)
        # One segment for all that looks alike: each costs its escape sequences and a share of every repaint.
        alike = groupby(spans, key=itemgetter(1))
        segments = [Segment("".join(text for text, _ in same), self.role_style(role)) for role, same in alike]
        rest = width - sum(segment.cell_length for segment in segments)
        if rest < 0:
            return Strip(segments).adjust_cell_length(width, ground)
        return Strip([*segments, Segment(" " * rest, ground)] if rest else segments, width)


def _under(role: str) -> str:
    """Return the role to use under the cursor, where contrast matters more than colour."""
    return role if role == "cell" else "cursor"


class Bar(Painted):
    """Lines that cannot be focused: header, footer, preview."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id, classes=classes)
        self.lines: list[Line] = []

    def show(self, *lines: Line) -> None:
        """Show these lines; nothing is repainted if they are the same."""
        shown = list(lines)
        if shown != self.lines:
            self.lines = shown
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the strip of one line."""
        line = self.lines[y] if y < len(self.lines) else []
        return self.paint(line, self.size.width)
