"""Which markup a text is written in, and the text as blocks."""

from __future__ import annotations

import re

from bpm_tui.markup.asciidoc import blocks_of_asciidoc, is_asciidoc
from bpm_tui.markup.blocks import Document
from bpm_tui.markup.html import blocks_of_html
from bpm_tui.markup.markdown import blocks_of
from bpm_tui.markup.restructured import blocks_of_restructured, is_restructured

_HTML = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|head|body)\b", re.I | re.S
)


def is_html(text: str, name: str) -> bool:
    """Say whether a text is an HTML page: by its file's name, or by how it begins."""
    return name.lower().endswith((".html", ".htm", ".xhtml")) or _HTML.match(text) is not None


def document_of(text: str, name: str) -> Document:
    """Parse a text by its markup; a text without any is read as Markdown.

    Raises:
        MissingParserError: what reads its markup is not installed.
    """
    if is_html(text, name):
        return blocks_of_html(text)
    if is_asciidoc(text, name):
        return blocks_of_asciidoc(text)
    if is_restructured(text, name):
        return blocks_of_restructured(text)
    return blocks_of(text)
