"""A page as MediaWiki's wikitext. What would act there is written as an entity, which no part of its parser obeys."""

from __future__ import annotations

import re

from bpm_tui.exchange.export.page.blocks import Box, Heading, Items, ListItem, Notice, Paragraph, Table, Words
from bpm_tui.exchange.export.page.visible_text import shown
from bpm_tui.exchange.export.writers.escape import ADDRESS
from bpm_tui.exchange.export.writers.writer import Writer

_ACTS = re.compile(
    r"[&<>\[\]{}|'\"]|__|~~|//|(?<=RFC)\s|(?<=PMID)\s|(?<=ISBN)\s"
    r"|(?i:(?<=mailto)|(?<=news)|(?<=irc)|(?<=sip)|(?<=sips)|(?<=sms)|(?<=tel)|(?<=urn)|(?<=geo)|(?<=xmpp)"
    r"|(?<=magnet)|(?<=bitcoin)):"
)
_PIECE = re.compile(rf"(?P<address>{ADDRESS})|{_ACTS.pattern}|\n")
_START = re.compile(r"[*#:;=!+\- ]")
_IN_ADDRESS = re.compile(r"[{}'\[\]|~]|__")
_BOXES: dict[Box, str] = {"open": "☐ ", "done": "☑ ", "dropped": "☒ ", "": ""}


class WikitextWriter(Writer):
    """Writes wikitext."""

    ending = ".wiki"
    part = "<br />"
    link = re.compile(r"\[(?P<address>(?i:https?|ftp)://[^\s\]]+) [^\]]*\]")

    def text(self, text: str) -> str:
        """Return a text; web addresses are links, line ends ``<br>``."""
        if not text:
            return ""
        safe = _PIECE.sub(_safe, shown(text))
        start = _START.match(safe)
        return f"{_entities(safe[0])}{safe[1:]}" if start else safe

    def ours(self, safe: str) -> str:
        """Return text as emphasis."""
        return f"''{safe}''"

    def strong(self, safe: str) -> str:
        """Return text in strong letters."""
        return f"'''{safe}'''"

    def listed(self, words: Words) -> str:
        """Return one of several texts in a row."""
        return self.words(words)

    def linked(self, safe_address: str, label: str) -> str:
        """Return a link."""
        return f"[{safe_address} {label}]"

    def heading(self, heading: Heading) -> str:
        """Return a heading."""
        marks = "=" * heading.level
        tail = f" ({self.text(heading.tail)})" if heading.tail else ""
        return f"{marks} {self.words(heading.text)}{tail} {marks}"

    def paragraph(self, paragraph: Paragraph) -> str:
        """Return a paragraph."""
        return self.text(paragraph.text)

    def notice(self, notice: Notice) -> str:
        """Return a notice."""
        return " ".join(filter(None, (self.strong(notice.strong), self.text(notice.text))))

    def table(self, table: Table) -> str:
        """Return a table, each cell on a line of its own."""
        lines = ['{| class="wikitable"', *(f"! {title}" for title in table.titles)]
        for row in table.rows:
            lines += ["|-", *(f"| {self.cell(table, cell)}".rstrip() for cell in row)]
        return "\n".join((*lines, "|}"))

    def items(self, items: Items, *, facts: bool = False) -> str:
        """Return a list; items that show nothing are left out."""
        said = (self._fact(item) if facts else self._item(item) for item in items.items)
        return "\n".join(f"* {item}" for item in said if item)

    def _fact(self, item: ListItem) -> str:
        ((label, words),) = item.details
        return f"{self.strong(f'{label}:')} {self.words(words)}"

    def _item(self, item: ListItem) -> str:
        text = self.words(item.text)
        if item.to:
            text = f"[[{item.to}|{text}]]"
        said = self.part.join(filter(None, (text, self.details(item.details))))
        return f"{_BOXES[item.box]}{said}" if said else ""


def _safe(found: re.Match[str]) -> str:
    if found["address"]:
        target = _IN_ADDRESS.sub(lambda sign: "".join(f"%{ord(each):02X}" for each in sign[0]), found[0])
        return f"[{target} {_ACTS.sub(lambda sign: _entities(sign[0]), found[0])}]"
    return "<br>" if found[0] == "\n" else _entities(found[0])


def _entities(text: str) -> str:
    return "".join(f"&#{ord(sign)};" for sign in text)
