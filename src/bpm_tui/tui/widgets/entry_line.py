"""The one place to type."""

from __future__ import annotations

from rich.highlighter import Highlighter
from rich.text import Text
from textual.widgets import Input

from bpm_tui.model.visible import visible


def _seen(text: Text) -> Text:
    """Return the text with what a terminal would obey shown instead, one sign a character."""
    if text.plain.isascii() and text.plain.isprintable():
        return text
    return Text("".join(visible(char)[:1] or " " for char in text.plain), no_wrap=True, overflow="ignore", end="")


class EntryLine(Input):
    """An Input that is fed its keys by the screen, and whose text may hold anything that was pasted."""

    DEFAULT_CSS = """
    EntryLine, EntryLine:focus {
        border: none; padding: 0; height: 1; background: $ground; color: $text-role;
        & .input--cursor { background: $text-role; color: $ground; text-style: none; }
        & .input--placeholder { color: $muted; }
        & .input--selection { background: $cursor-ground; color: $cursor-text; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id, select_on_focus=False, highlighter=_Seen(), compact=True)
        self.cursor_blink = False

    def hold(self, text: str, cursor: int | None = None) -> None:
        """Put this text into the line, the cursor at its end or where it was."""
        with self.prevent(Input.Changed):
            self.value = text
        self.cursor_position = len(text) if cursor is None else cursor


class _Seen(Highlighter):
    def highlight(self, text: Text) -> None:
        """Colour nothing: the text itself is exchanged."""

    def __call__(self, text: str | Text) -> Text:
        """Return the text as it may be shown."""
        return _seen(text if isinstance(text, Text) else Text(text))
