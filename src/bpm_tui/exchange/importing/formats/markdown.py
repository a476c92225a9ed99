"""Timelines in Markdown, AsciiDoc and plain text: tables, lists, headings and paragraphs that begin with times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.exchange.importing.source.sources import Bundle, Opened
from bpm_tui.exchange.importing.text.asciidoc import as_markdown, is_asciidoc
from bpm_tui.exchange.importing.text.blocks import blocks_of
from bpm_tui.exchange.importing.text.timeline import timeline_of
from bpm_tui.model.inbox.imported_item import Found

NAME = "markdown"
TITLE = "Markdown, AsciiDoc or plain text"

_MOST = 8 << 20
"""Characters of one document."""
_SIGNS = re.compile(r"^(?:#{1,6} |[-*] |\||---|\*\*)", re.MULTILINE)


def looks_like(source: Opened) -> int:
    """Return how sure it is: any text may be one, and nothing is more certain of headings and lists."""
    if isinstance(source, Bundle) or not source.head.strip():
        return 0
    if source.name.lower().endswith((".md", ".markdown", ".mdown", ".adoc", ".asciidoc")):
        return 50
    return 30 if len(_SIGNS.findall(source.head)) > 2 else 10


def read(source: Opened, _asked: Asked) -> Iterator[Found]:
    """Yield the items of the timeline, or what has no time if there is none."""
    if isinstance(source, Bundle):
        raise ImportProblem(source.name, 0, "an archive or folder; name the Markdown file in it")
    text = source.text
    if len(text) > _MOST:
        raise ImportProblem(source.name, 0, f"longer than {_MOST >> 20} million characters; split it")
    if is_asciidoc(text, source.name):
        text = as_markdown(text)
    yield from timeline_of(blocks_of(text), source.name)
