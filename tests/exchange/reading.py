"""Markdown read back as a reader sees it: blocks of text, by parsers that were written by others."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

import cmarkgfm
import markdown
from cmarkgfm.cmark import Options
from markdown_it import MarkdownIt
from pymdownx.emoji import to_alt

Reader = Callable[[str], "Page"]


@dataclass
class Page:
    """What is on a page: headings and paragraphs, list items (``[x]`` for a ticked box) and tables, as plain text."""

    headings: list[tuple[str, str]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    def below(self, title: str) -> list[list[str]]:
        """Return the rows of the table that has this title in its first row, without that row."""
        found = [rows[1:] for rows in self.tables if title in rows[0]]
        return found[0] if found else []


_QUIET = {"thead", "tbody", "ul", "em", "strong", "label", "span"}


def indented(text: str) -> str:
    """Return a text with plain spaces before its lines: a page keeps indentation by spaces that are not folded."""
    return re.sub("(?<=\n)[\xa0 ]+", lambda found: " " * len(found[0]), text)


class _Collector(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "table":
            self.page.tables.append([])
        elif tag == "tr":
            self.page.tables[-1].append([])
        elif tag == "br":
            self._text.append("\n")
        elif tag == "input":
            self._text.append("[x]" if "checked" in known else "[ ]")
        elif tag == "a":
            self.page.addresses.append(known["href"] or "")
        elif tag in {"h1", "h2", "h3", "p", "li", "th", "td"}:
            self._text = []
        elif tag not in _QUIET:
            self.page.others.append(tag)

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        # Mentions and issue numbers are kept from acting by a zero-width space, which no text of ours can hold.
        text = "".join(self._text).replace("\u200b", "").strip()
        text = indented(text)
        if tag in {"h1", "h2", "h3"}:
            self.page.headings.append((tag, text))
        elif tag == "p":
            self.page.paragraphs.append(text)
        elif tag == "li":
            self.page.items.append(text)
        elif tag in {"th", "td"}:
            self.page.tables[-1][-1].append(text)


def _read(html: str) -> Page:
    collector = _Collector()
    collector.feed(html)
    collector.close()
    return collector.page


def read_gfm(text: str) -> Page:
    """Read with GitHub's parser, tables only."""
    return _read(cmarkgfm.markdown_to_html_with_extensions(text, Options.CMARK_OPT_UNSAFE, ["table"]))


def read_github(text: str) -> Page:
    """Read with GitHub's parser and all its extensions: task lists, links of bare addresses, strikethrough."""
    return _read(cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE))


def read_mkdocs(text: str) -> Page:
    """Read with Python-Markdown, the parser of MkDocs."""
    return _read(markdown.markdown(text, extensions=["tables"]))


_IT = MarkdownIt("gfm-like", {"html": True}).disable("linkify")


def read_markdown_it(text: str) -> Page:
    """Read with markdown-it, the parser of Wiki.js and of many others."""
    return _read(_IT.render(text))


# The extensions that mkdocs-techdocs-core turns on, without those that draw pictures.
_TECHDOCS = {
    "admonition": {},
    "extra": {},
    "mdx_truly_sane_lists": {},
    "pymdownx.betterem": {"smart_enable": "all"},
    "pymdownx.caret": {},
    "pymdownx.critic": {},
    "pymdownx.details": {},
    "pymdownx.emoji": {"emoji_generator": to_alt},
    "pymdownx.highlight": {},
    "pymdownx.inlinehilite": {},
    "pymdownx.magiclink": {},
    "pymdownx.mark": {},
    "pymdownx.smartsymbols": {},
    "pymdownx.superfences": {},
    "pymdownx.tabbed": {},
    "pymdownx.tasklist": {},
    "pymdownx.tilde": {},
}


def read_techdocs(text: str) -> Page:
    """Read with Python-Markdown and the extensions of Backstage TechDocs."""
    return _read(markdown.markdown(text, extensions=list(_TECHDOCS), extension_configs=_TECHDOCS))


READERS: dict[str, Reader] = {"gfm": read_gfm, "github": read_github, "mkdocs": read_mkdocs}
"""The parsers that the neutral form is for."""

_COMMON: tuple[Reader, ...] = (read_gfm, read_markdown_it)
DIALECT_READERS: dict[str, tuple[Reader, ...]] = {
    "neutral": (*READERS.values(), read_markdown_it),
    "github": (read_github, read_markdown_it),
    "gitlab": _COMMON,
    "azure": _COMMON,
    "techdocs": (read_techdocs,),
    "mkdocs": (read_mkdocs,),
    "wikijs": _COMMON,
    "obsidian": _COMMON,
    "notion": _COMMON,
}
PAIRS = [(wiki, reader) for wiki, readers in DIALECT_READERS.items() for reader in readers]
PAIR_IDS = [f"{wiki}-{reader.__name__}" for wiki, reader in PAIRS]
