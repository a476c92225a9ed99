"""The smallest app to try the test terminal with: an Input whose lines are listed, and what the keys were."""

from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, Static


class Bare(App[int]):
    """Lists what is submitted; ctrl+o lets an escape sequence through; ctrl+q leaves with status 3."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("ctrl+q", "leave", "leave"),
        ("f1", "say('help')", "help"),
        ("ctrl+o", "leak", "leak"),
    ]

    def compose(self) -> ComposeResult:
        """An input above the list."""
        yield Input()
        yield Static(id="lines", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Put a line on the list."""
        self.action_say(event.value)
        event.input.clear()

    def on_resize(self, event: events.Resize) -> None:
        """Say the size."""
        self.action_say(f"size {event.size.width}x{event.size.height}")

    def action_say(self, text: str) -> None:
        """Put a line on the list."""
        lines = self.query_one("#lines", Static)
        lines.update(Content(f"{lines.content}\n[{text}]"))

    def action_leak(self) -> None:
        """Let a text through that holds an escape sequence."""
        self.action_say("red \x1b[31m")

    def action_leave(self) -> None:
        """End with a status of its own."""
        self.exit(return_code=3)


if __name__ == "__main__":
    app = Bare()
    app.run()
    raise SystemExit(app.return_code)
