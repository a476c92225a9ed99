"""Tables written in HTML, as some wikis export them: the text of their cells, row by row."""

from __future__ import annotations

from html.parser import HTMLParser

Row = tuple[int, tuple[str, ...], bool]
"""Lines from the start of the text, the cells, and whether they are headings."""


def rows_of_html(text: str) -> list[Row]:
    """Return the rows of all tables in a text; any text is some HTML."""
    reader = _Rows()
    reader.feed(text)
    reader.close()
    reader.end_row()
    return reader.rows


class _Rows(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[Row] = []
        self._line = 0
        self._cells: list[str] = []
        self._is_head = False
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell; what a line break separates is two words."""
        if tag == "tr":
            self.end_row()
            self._line = self.getpos()[0] - 1
        elif tag in ("td", "th"):
            self._cells.append("")
            self._is_head, self._is_inside = tag == "th", True
        elif tag in ("br", "p", "li") and self._cells:
            self._cells[-1] += " "

    def handle_endtag(self, tag: str) -> None:
        """End a row or a cell."""
        if tag == "tr":
            self.end_row()
        elif tag in ("td", "th"):
            self._is_inside = False

    def handle_data(self, data: str) -> None:
        """Take in the text of a cell."""
        if self._cells and self._is_inside:
            self._cells[-1] += data

    def end_row(self) -> None:
        """Keep the row that was read, if it holds anything."""
        cells = tuple(" ".join(cell.split()) for cell in self._cells)
        if any(cells):
            self.rows.append((self._line, cells, self._is_head))
        self._cells = []
