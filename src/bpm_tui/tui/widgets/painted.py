"""How lines of spans become strips: one component class a role, so that themes are plain CSS."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from bpm_tui.tui.present.spans import ROLES, Line


class Painted(Widget):
    """A widget that paints lines of spans; the roles are its component classes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"role--{role}" for role in ROLES} | {"role--cursor", "role--cell"}

    DEFAULT_CSS = """
    Painted {
        .role--text { color: $text-role; }
        .role--strong { color: $text-role; text-style: bold; }
        .role--muted { color: $muted; }
        &:ansi .role--muted { text-style: dim; }
        .role--accent { color: $accent-role; }
        .role--known { color: $known; }
        .role--hindsight { color: $hindsight; text-style: italic; }
        .role--signal { color: $signal; }
        .role--good { color: $good; }
        .role--warn { color: $warn; }
        .role--bad { color: $bad; text-style: bold; }
        .role--cursor { color: $cursor-text; background: $cursor-ground; text-style: bold; }
        .role--cell { color: $cursor-text; background: $cursor-ground; text-style: bold underline; }
    }
    """

    def role_style(self, role: str) -> Style:
        """Return the style of a role on this widget's ground."""
        return self.get_component_rich_style(f"role--{role}")

    def paint(self, line: Line, width: int, *, cursor: bool = False) -> Strip:
        """Return the line as a strip of exactly ``width`` cells; a line under the cursor has one style throughout."""
        ground = self.role_style("cursor") if cursor else self.rich_style
        segments = [Segment(text, self.role_style(_under(role) if cursor else role)) for text, role in line if text]
        return Strip(segments).adjust_cell_length(width, ground)


def _under(role: str) -> str:
    """Return the role under the cursor, where colours give way to contrast."""
    return role if role == "cell" else "cursor"


class Bar(Painted):
    """Lines that cannot be focused: header, footer, preview."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id, classes=classes)
        self.lines: list[Line] = []

    def show(self, *lines: Line) -> None:
        """Show these lines; nothing is repainted if they are the ones shown."""
        shown = list(lines)
        if shown != self.lines:
            self.lines = shown
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the strip of one line."""
        line = self.lines[y] if y < len(self.lines) else []
        return self.paint(line, self.size.width)
