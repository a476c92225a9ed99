"""A bare DataTable of the shared rows: what moving is compared with."""

import sys

from textual.app import App, ComposeResult
from textual.widgets import DataTable

from benchmarks.rows import rows


class BareTable(App[None]):
    """Nothing but a table of as many rows as the first argument says."""

    def compose(self) -> ComposeResult:
        """The table."""
        yield DataTable[str](cursor_type="row")

    def on_mount(self) -> None:
        """Fill it."""
        table = self.query_one(DataTable)
        table.add_columns("time", "actor", "what happened", "outcome")
        table.add_rows(rows(int(sys.argv[1])))


if __name__ == "__main__":
    BareTable().run()
