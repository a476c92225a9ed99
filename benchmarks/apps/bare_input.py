"""A bare Input: what typing is compared with."""

from textual.app import App, ComposeResult
from textual.widgets import Input


class BareInput(App[None]):
    """Nothing but an Input."""

    def compose(self) -> ComposeResult:
        """The Input."""
        yield Input()


if __name__ == "__main__":
    BareInput().run()
