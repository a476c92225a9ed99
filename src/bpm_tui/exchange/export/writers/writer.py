"""What every format does with the blocks of a page."""

from __future__ import annotations

import html
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable

from bpm_tui.exchange.export.page.blocks import (
    Block,
    By,
    Cell,
    Detail,
    Facts,
    Heading,
    Items,
    Listed,
    ListItem,
    Marked,
    Notice,
    Paragraph,
    Table,
    Words,
)
from bpm_tui.exchange.export.page.visible_text import is_blank

_LONG = 50
"""The most characters of a web address in a narrow cell."""
_HOST = re.compile(r"(?i:https?|ftp)://(?:www\.)?(?P<host>[A-Za-z0-9.:-]+)/")
_END = re.compile(r"[A-Za-z0-9-]{1,16}$")


def short_address(address: str) -> str:
    """Return what a long web address is shown as, such as ``git.example.com/…/4711``; empty if it is to be in full."""
    found = _HOST.match(address) if len(address) > _LONG else None
    if not found:
        return ""
    end = _END.search(address)
    return f"{found['host']}/…" + (f"/{end[0]}" if end else "")


class Writer(ABC):
    """Turns blocks into the text of one format; all text it is given is unescaped."""

    ending: str
    """How the name of a file of this format ends."""
    between = "\n\n"
    """The text between two blocks."""

    def block(self, block: Block) -> str:
        """Return a block without empty lines around it; empty if there is nothing to show."""
        match block:
            case Heading():
                return self.heading(block)
            case Paragraph():
                return self.paragraph(block)
            case Notice():
                return self.notice(block)
            case Facts():
                return self.items(
                    Items(tuple(ListItem("", (detail,)) for detail in self.given(block.details))), facts=True
                )
            case Table():
                return self.table(block)
            case Items():
                return self.items(block)

    def body(self, blocks: Iterable[Block]) -> str:
        """Return blocks one after the other."""
        return self.between.join(filter(None, map(self.block, blocks)))

    def document(self, title: str, body: str) -> str:
        """Return a whole document, which ends with one line end."""
        del title
        return f"{body}\n"

    def words(self, words: Words | Listed) -> str:
        """Return a text and what is said at its side; empty if nothing shows."""
        match words:
            case By(text, by):
                return f"{self.text(text)} ({self.ours(self.text(by))})" if not is_blank(by) else self.text(text)
            case Marked(mark, text):
                return " ".join(filter(None, (self.ours(mark), self.text(text))))
            case Listed(texts):
                return ", ".join(filter(None, map(self.listed, texts)))
        return self.text(words)

    def given(self, details: Iterable[Detail]) -> tuple[Detail, ...]:
        """Return the details that have a text to show."""
        return tuple((label, words) for label, words in details if self.words(words))

    def detail(self, detail: Detail) -> str:
        """Return a label and its text."""
        return f"{self.ours(f'{detail[0]}:')} {self.words(detail[1])}"

    def details(self, details: Iterable[Detail]) -> str:
        """Return labels and texts on one line."""
        return " · ".join(map(self.detail, self.given(details)))

    def cell(self, table: Table, cell: Cell) -> str:
        """Return what stands in a cell of a table."""
        text = self.part.join(filter(None, map(self.words, cell)))
        return text if table.whole_addresses else self.shortened(text)

    def shortened(self, safe: str) -> str:
        """Return text that is safe already, with long web addresses shortened."""
        return self.link.sub(lambda found: self._short(found["address"]) or found[0], safe)

    def _short(self, address: str) -> str:
        label = short_address(html.unescape(address))
        return self.linked(address, label) if label else ""

    link: re.Pattern[str]
    """A web address as this format writes it; its group ``address`` is the address in safe form."""

    @abstractmethod
    def linked(self, safe_address: str, label: str) -> str:
        """Return a link that shows a label of letters, digits, dots, hyphens, slashes and ``…``."""

    part: str
    """A line end between two texts, which is told from one inside of a text."""

    @abstractmethod
    def text(self, text: str) -> str:
        """Return a text for the middle of a line."""

    @abstractmethod
    def ours(self, safe: str) -> str:
        """Return text that is safe already, shown as words of ours."""

    @abstractmethod
    def strong(self, safe: str) -> str:
        """Return text that is safe already in strong letters."""

    @abstractmethod
    def listed(self, words: Words) -> str:
        """Return one of several texts in a row; no comma in it is taken for one between them."""

    @abstractmethod
    def heading(self, heading: Heading) -> str:
        """Return a heading."""

    @abstractmethod
    def paragraph(self, paragraph: Paragraph) -> str:
        """Return a paragraph."""

    @abstractmethod
    def notice(self, notice: Notice) -> str:
        """Return a notice."""

    @abstractmethod
    def table(self, table: Table) -> str:
        """Return a table."""

    @abstractmethod
    def items(self, items: Items, *, facts: bool = False) -> str:
        """Return a list; ``facts`` are labels and texts alone."""
