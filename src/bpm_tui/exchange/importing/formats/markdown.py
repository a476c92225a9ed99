"""Timelines on pages, whatever their markup: tables, lists, headings and paragraphs that begin with times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.exchange.importing.source.sources import Bundle, Opened
from bpm_tui.exchange.importing.text.beyond import beyond, start_of
from bpm_tui.exchange.importing.text.prepared import prepared
from bpm_tui.exchange.importing.text.timeline import dating_of, timeline_of
from bpm_tui.markup.document import document_of, is_html
from bpm_tui.markup.restructured import MissingParserError
from bpm_tui.model.inbox.imported_item import Found

NAME = "markdown"
TITLE = "Markdown, HTML, AsciiDoc, reStructuredText or plain text"

_MOST = 8 << 20
"""Characters of one document."""
_NAMES = (".md", ".markdown", ".mdown", ".mdx", ".qmd", ".adoc", ".asciidoc", ".asc", ".rst", ".rest")
_SIGNS = re.compile(r"^(?:#{1,6} |[-*] |\||---|\*\*)", re.MULTILINE)


def looks_like(source: Opened) -> int:
    """Return how sure it is: any text may be one, and nothing is more certain of headings and lists."""
    if isinstance(source, Bundle) or not source.head.strip():
        return 0
    if source.name.lower().endswith(_NAMES) or is_html(source.head, source.name):
        return 50
    return 30 if len(_SIGNS.findall(source.head)) > 2 else 10


def read(source: Opened, asked: Asked) -> Iterator[Found]:
    """Yield the items of the timeline, or what has no time if there is none."""
    if isinstance(source, Bundle):
        raise ImportProblem(source.name, 0, "an archive or folder; name the Markdown file in it")
    text = source.text
    if len(text) > _MOST:
        raise ImportProblem(source.name, 0, f"longer than {_MOST >> 20} million characters; split it")
    try:
        document = document_of(text, source.name)
    except MissingParserError as error:
        raise ImportProblem(source.name, 0, str(error)) from error
    document = prepared(document)
    if asked.beyond:
        items = list(timeline_of(document, source.name, asked.told))
        stated = list(beyond(document, source.name, dating_of(document, source.name)))
        start = None if any(item.into == "started" for item in stated) else start_of(items)
        yield from (*stated, *([start] if start else ()), *items)
    else:
        yield from timeline_of(document, source.name, asked.told)
