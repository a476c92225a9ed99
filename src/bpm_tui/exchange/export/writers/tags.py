"""What the pages that are written in tags share."""

from __future__ import annotations

from collections.abc import Sequence

from bpm_tui.exchange.export.page.blocks import Cell, Paragraph, Table, Words
from bpm_tui.exchange.export.writers.writer import Writer


class TagWriter(Writer):
    """Writes the elements that HTML and Confluence's storage format have in common."""

    def ours(self, safe: str) -> str:
        """Return text as emphasis."""
        return f"<em>{safe}</em>"

    def strong(self, safe: str) -> str:
        """Return text in strong letters."""
        return f"<strong>{safe}</strong>"

    def listed(self, words: Words) -> str:
        """Return one of several texts in a row."""
        return self.words(words)

    def paragraph(self, paragraph: Paragraph) -> str:
        """Return a paragraph."""
        return f"<p>{self.text(paragraph.text)}</p>"

    def rows(self, table: Table) -> str:
        """Return the rows of a table, without its titles."""
        return "\n".join(f"<tr>{self.row(table, row)}</tr>" for row in table.rows)

    def row(self, table: Table, row: Sequence[Cell]) -> str:
        """Return the cells of a row."""
        return "".join(f"<td>{self.cell(table, cell)}</td>" for cell in row)
