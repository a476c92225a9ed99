"""A page in Confluence's storage format: XHTML, with macros for notices and code, and its own task lists.

The elements are those of Atlassian's page "Confluence Storage Format". A body is sent as it is to the REST API, or
pasted into the editor's source view.
"""

from __future__ import annotations

import html
import re

from bpm_tui.exchange.export.page.blocks import (
    Box,
    Heading,
    Items,
    Listed,
    ListItem,
    Notice,
    Table,
    Words,
)
from bpm_tui.exchange.export.page.visible_text import shown
from bpm_tui.exchange.export.writers.escape import ADDRESS
from bpm_tui.exchange.export.writers.tags import TagWriter

_PIECE = re.compile(rf"(?P<address>{ADDRESS})|(?P<indent>(?<=\n) +)|[&<>\"']|\n|(?P<none>[\ufffe\uffff])")
_CODE = re.compile(r"^```[^\n`]*\n(?P<code>.*?)(?:\n```$|\Z)", re.MULTILINE | re.DOTALL)
_STATUS: dict[Box, str] = {"open": "incomplete", "done": "complete", "dropped": "complete"}


class ConfluenceWriter(TagWriter):
    """Writes the storage format; it is well-formed XML, and nothing in a text of a session is markup."""

    ending = ".xml"
    between = "\n"
    part = "<br />"
    link = re.compile(r'<a href="(?P<address>[^"]*)">[^<]*</a>')

    def text(self, text: str) -> str:
        """Return a text; web addresses are links, line ends ``<br />``."""
        return _PIECE.sub(_safe, shown(text)) if text else ""

    def words(self, words: Words | Listed) -> str:
        """Return a text; code between fences becomes a code macro."""
        if not isinstance(words, str) or "```" not in words:
            return super().words(words)
        pieces, end = [], 0
        seen = shown(words)
        for found in _CODE.finditer(seen):
            pieces += [self.text(seen[end : found.start()]), _code(found["code"])]
            end = found.end()
        return "".join((*pieces, self.text(seen[end:])))

    def linked(self, safe_address: str, label: str) -> str:
        """Return a link."""
        return f'<a href="{safe_address}">{label}</a>'

    def heading(self, heading: Heading) -> str:
        """Return a heading."""
        text = self.text(heading.text) if isinstance(heading.text, str) else self.words(heading.text)
        tail = f" ({self.text(heading.tail)})" if heading.tail else ""
        return f"<h{heading.level}>{text}{tail}</h{heading.level}>"

    def notice(self, notice: Notice) -> str:
        """Return a notice, as the macro of that name."""
        text = f"<p>{self.strong(notice.strong)} {self.text(notice.text)}</p>"
        return _macro("note", f"<ac:rich-text-body>{text}</ac:rich-text-body>")

    def table(self, table: Table) -> str:
        """Return a table."""
        titles = "".join(f"<th>{title}</th>" for title in table.titles)
        return f"<table><tbody>\n<tr>{titles}</tr>\n{self.rows(table)}\n</tbody></table>"

    def items(self, items: Items, *, facts: bool = False) -> str:
        """Return a list; runs of things to do are task lists, since a task stands in no other list."""
        said = [(bool(item.box), text) for item in items.items if (text := self._item(item, facts=facts))]
        lists: list[tuple[bool, list[str]]] = []
        for is_task, text in said:
            if not lists or lists[-1][0] != is_task:
                lists.append((is_task, []))
            lists[-1][1].append(text)
        return "\n".join(_list(texts, is_task=is_task) for is_task, texts in lists)

    def _item(self, item: ListItem, *, facts: bool) -> str:
        if facts:
            ((label, words),) = item.details
            return f"<li>{self.strong(f'{label}:')} {self.words(words)}</li>"
        said = self.part.join(filter(None, (self.words(item.text), self.details(item.details))))
        if not said or not item.box:
            return f"<li>{said}</li>" if said else ""
        body = f"<ac:task-body><span>{said}</span></ac:task-body>"
        return f"<ac:task><ac:task-status>{_STATUS[item.box]}</ac:task-status>{body}</ac:task>"


def _list(texts: list[str], *, is_task: bool) -> str:
    name = "ac:task-list" if is_task else "ul"
    inside = "\n".join(texts)
    return f"<{name}>\n{inside}\n</{name}>"


def _macro(name: str, inside: str) -> str:
    return f'<ac:structured-macro ac:name="{name}">{inside}</ac:structured-macro>'


def _code(text: str) -> str:
    # The end of CDATA cannot stand inside of it, so it is cut in two.
    safe = re.sub("[\ufffe\uffff]", "\ufffd", text).replace("]]>", "]]]]><![CDATA[>")
    return _macro("code", f"<ac:plain-text-body><![CDATA[{safe}]]></ac:plain-text-body>")


def _safe(found: re.Match[str]) -> str:
    if found["address"]:
        safe = html.escape(found["address"])
        return f'<a href="{safe}">{safe}</a>'
    if found["indent"]:
        return "&#160;" * len(found["indent"])
    if found["none"]:
        return "\ufffd"
    return "<br />" if found[0] == "\n" else html.escape(found[0])
