"""A page as one HTML file that needs nothing else: for a browser, for paper, and for pasting into Confluence."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from urllib.parse import quote

from bpm_tui.exchange.export.page.blocks import Box, Cell, Heading, Items, ListItem, Notice, Table
from bpm_tui.exchange.export.page.visible_text import shown
from bpm_tui.exchange.export.writers.escape import ADDRESS
from bpm_tui.exchange.export.writers.html_style import STYLE
from bpm_tui.exchange.export.writers.tags import TagWriter

_PIECE = re.compile(rf"(?P<address>{ADDRESS})|[&<>\"']|\n")
_TAG = re.compile(r"<[^>]*>")
_BOXES: dict[Box, str] = {"open": "☐ ", "done": "☑ ", "dropped": "☒ ", "": ""}


class HtmlWriter(TagWriter):
    """Writes HTML; nothing in a text of a session is markup, and nothing is loaded from anywhere."""

    ending = ".html"
    between = "\n"
    part = "<br>"
    link = re.compile(r'<a href="(?P<address>[^"]*)" rel="noreferrer">[^<]*</a>')

    def document(self, title: str, body: str) -> str:
        """Return a whole document."""
        return (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n'
            f"<title>{html.escape(' '.join(shown(title).split()))}</title>\n<style>\n{STYLE}</style>\n</head>\n"
            f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
        )

    def text(self, text: str) -> str:
        """Return a text; web addresses are links, line ends ``<br>``."""
        return _PIECE.sub(_safe, shown(text)) if text else ""

    def linked(self, safe_address: str, label: str) -> str:
        """Return a link."""
        return f'<a href="{safe_address}" rel="noreferrer">{label}</a>'

    def heading(self, heading: Heading) -> str:
        """Return a heading."""
        tail = f" <small>({self.text(heading.tail)})</small>" if heading.tail else ""
        return f"<h{heading.level}>{self.words(heading.text)}{tail}</h{heading.level}>"

    def notice(self, notice: Notice) -> str:
        """Return a notice."""
        return f'<p class="notice">{self.strong(notice.strong)} {self.text(notice.text)}</p>'

    def table(self, table: Table) -> str:
        """Return a table."""
        titles = "".join(f'<th scope="col">{title}</th>' for title in table.titles)
        return f"<table>\n<thead><tr>{titles}</tr></thead>\n<tbody>\n{self.rows(table)}\n</tbody>\n</table>"

    def row(self, table: Table, row: Sequence[Cell]) -> str:
        """Return the cells of a row; each knows its title, which a narrow screen shows instead of the heading."""
        return "".join(
            f'<td data-title="{_as_attribute(title)}">{self.cell(table, cell)}</td>'
            for title, cell in zip(table.titles, row, strict=True)
        )

    def items(self, items: Items, *, facts: bool = False) -> str:
        """Return a list; items that show nothing are left out."""
        said = filter(None, (self._fact(item) if facts else self._item(item) for item in items.items))
        kind = "facts" if facts else "tasks" if any(item.box for item in items.items) else "items"
        body = "\n".join(f"<li>{text}</li>" for text in said)
        return f'<ul class="{kind}">\n{body}\n</ul>' if body else ""

    def _fact(self, item: ListItem) -> str:
        ((label, words),) = item.details
        return f"{self.strong(f'{label}:')} {self.words(words)}"

    def _item(self, item: ListItem) -> str:
        text = self.words(item.text)
        if item.to:
            text = f'<a href="{html.escape(quote(item.to))}{self.ending}">{text}</a>'
        details = self.details(item.details)
        said = self.part.join(filter(None, (text, f"<small>{details}</small>" if details else "")))
        return f"{_BOXES[item.box]}{said}" if said else ""


def _as_attribute(written: str) -> str:
    """Return a title that is written as HTML as the value of an attribute: its text without links."""
    return html.escape(html.unescape(_TAG.sub("", written.replace("<br>", " "))))


def _safe(found: re.Match[str]) -> str:
    if found["address"]:
        safe = html.escape(found["address"])
        return f'<a href="{safe}" rel="noreferrer">{safe}</a>'
    return "<br>" if found[0] == "\n" else html.escape(found[0])
