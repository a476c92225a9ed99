"""A page as Markdown: tables, lists that do not nest, no HTML but ``<br>``, in the dialect of one wiki."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

from bpm_tui.exchange.export.page.blocks import Heading, Items, ListItem, Notice, Paragraph, Table, Words
from bpm_tui.exchange.export.page.visible_text import shown
from bpm_tui.exchange.export.sections.head import UNTITLED
from bpm_tui.exchange.export.writers.dialects import Dialect
from bpm_tui.exchange.export.writers.escape import TEMPLATE, Escape
from bpm_tui.exchange.export.writers.writer import Writer

PART = "<br/>"
"""A new line between two texts in one cell or item; inside of a text it is ``<br>``, which shows as the same."""
COMMA = "&#44; "
"""A comma and a space inside of a text that is one of several in a row."""
_TEMPLATE = re.compile(TEMPLATE)


class MarkdownWriter(Writer):
    """Writes one dialect; ``mentions`` lets mentions and numbers of issues act."""

    ending = ".md"
    part = PART
    link = re.compile(r"<(?P<address>(?i:https?|ftp)://[^\s<>]*)>")

    def __init__(self, dialect: Dialect, *, mentions: bool = False) -> None:
        self.dialect = dialect
        self._escape = Escape(dialect, mentions=mentions)

    def text(self, text: str) -> str:
        """Return a text for the middle of a line."""
        return self._escape.inline(text)

    def document(self, title: str, body: str) -> str:
        """Return a whole document, with what the wiki wants to know of it before it."""
        known = _TEMPLATE.sub(r"\\u007b", json.dumps(shown(title) or UNTITLED, ensure_ascii=False))
        front = [line.format(title=known) for line in self.dialect.front_matter]
        return "\n".join((*(["---", *front, "---", ""] if front else []), f"{body}\n"))

    def ours(self, safe: str) -> str:
        """Return text as emphasis, which no text of a session can produce."""
        return f"*{safe}*"

    def strong(self, safe: str) -> str:
        """Return text in strong letters."""
        return f"**{safe}**"

    def listed(self, words: Words) -> str:
        """Return one of several texts in a row."""
        return self.words(words).replace(", ", COMMA)

    def linked(self, safe_address: str, label: str) -> str:
        """Return a link, which reads back as its whole address."""
        return f"[{label}](<{safe_address}>)"

    def heading(self, heading: Heading) -> str:
        """Return a heading."""
        tail = f" ({self.text(heading.tail)})" if heading.tail else ""
        return f"{'#' * heading.level} {self.words(heading.text)}{tail}"

    def paragraph(self, paragraph: Paragraph) -> str:
        """Return a paragraph; its lines stay lines."""
        return self._escape.line(paragraph.text)

    def notice(self, notice: Notice) -> str:
        """Return a notice."""
        return " ".join(filter(None, (self.strong(notice.strong), self.text(notice.text))))

    def table(self, table: Table) -> str:
        """Return a table."""
        rows = [[self.cell(table, cell) for cell in row] for row in table.rows]
        lines = [table.titles, ["---"] * len(table.titles), *rows]
        return "\n".join("|" + "".join(f" {cell} |" if cell else " |" for cell in cells) for cells in lines)

    def items(self, items: Items, *, facts: bool = False) -> str:
        """Return a list, never nested; items that show nothing are left out."""
        said = (self._fact(item) if facts else self._item(item) for item in items.items)
        return "\n".join(f"- {item}" for item in said if item)

    def _fact(self, item: ListItem) -> str:
        ((label, words),) = item.details
        return f"{self.strong(f'{label}:')} {self.words(words)}"

    def _item(self, item: ListItem) -> str:
        text = self._linked(item) if item.to else self._escape.start(self.words(item.text))
        said = self.part.join(filter(None, (text, self.details(item.details))))
        return f"{self.dialect.boxes[item.box]}{said}" if said else ""

    def _linked(self, item: ListItem) -> str:
        return f"[{self.words(item.text)}]({quote(item.to)}{self.dialect.ending})"
