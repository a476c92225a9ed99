"""A bare Textual app that imports the packages that ours imports: what starting is compared with."""

import zoneinfo  # noqa: F401

import annotated_types  # noqa: F401 (Pydantic loads it for any field with a bound)
import click  # noqa: F401
import platformdirs  # noqa: F401
import textual_enhanced.commands  # noqa: F401
import tomli  # noqa: F401
from pydantic import BaseModel, TypeAdapter  # noqa: F401 (Pydantic loads its parts only when they are named)
from textual.app import App, ComposeResult
from textual.widgets import DataTable


class BareStart(App[None]):
    """One table with one row."""

    def compose(self) -> ComposeResult:
        """The table."""
        yield DataTable[str](cursor_type="row")

    def on_mount(self) -> None:
        """Fill it."""
        table = self.query_one(DataTable)
        table.add_columns("what happened")
        table.add_row("it started")


if __name__ == "__main__":
    BareStart().run()
