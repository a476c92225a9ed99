"""reStructuredText as blocks, through docutils, which is loaded only then and reads no other file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from bpm_tui.markup.blocks import Block, Document, line_near, merged

_SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "report_level": 5,
    "halt_level": 5,
    "_disable_config": True,
    "line_length_limit": 1 << 20,
    "input_encoding": "unicode",
    "doctitle_xform": False,
    "docinfo_xform": False,
}
_SIGN = re.compile(r"^(?P<title>\S.*)\n(?P<rule>([=\-~^\"'`#*+.:_])\3{2,})\s*$", re.MULTILINE)
_DIRECTIVE = re.compile(r"^\.\. (?:[\w-]+::|_[\w ]+:)|::\s*$", re.MULTILINE)
_NEAR = 40
"""Lines from one row of a table to the next, at most."""
_SIGNS = {"strong": "**", "literal": "`"}


class MissingParserError(Exception):
    """What reads this markup is not installed; the message says how to get it."""


def is_restructured(text: str, name: str) -> bool:
    """Say whether a text is reStructuredText: by its file's name, or by its titles and directives."""
    if name.lower().endswith((".rst", ".rest")):
        return True
    rules = [found for found in _SIGN.finditer(text) if len(found["rule"]) >= len(found["title"].rstrip())]
    others = any(found["rule"][0] not in "=-" for found in rules)
    return bool(rules) and others and _DIRECTIVE.search(text) is not None and "\n# " not in text


def blocks_of_restructured(text: str) -> Document:
    """Parse a text; what docutils cannot read becomes text.

    Raises:
        MissingParserError: docutils is not installed.
    """
    try:
        from docutils.core import publish_doctree  # noqa: PLC0415 - costs 60 ms and is needed for this markup only
    except ImportError as error:
        said = "reStructuredText is read by docutils, which is not installed: pip install 'bpm-tui[rst]'"
        raise MissingParserError(said) from error
    text = text.lstrip("\ufeff")
    tree = publish_doctree(text, settings_overrides=_SETTINGS)
    return Document("", tuple(_Reader(text.split("\n")).blocks(tree.children, 1)))


class _Reader:
    """Turns the nodes of docutils into blocks; a node without a line is on that of the one before it."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines, self._line = lines, 1

    def blocks(self, nodes: Sequence[Any], level: int) -> Iterator[Block]:
        """Yield the blocks of nodes that follow each other."""
        for node in nodes:
            yield from self._block(node, level)

    def _block(self, node: Any, level: int) -> Iterator[Block]:
        name = node.tagname
        if name in ("comment", "system_message", "substitution_definition", "target", "meta", "pending"):
            return
        # Of a table in CSV, docutils counts the lines from its first row.
        line = self._at(node) if name != "table" else max(node.line or 0, self._line)
        if name == "section":
            yield from self.blocks(node.children, level + 1)
        elif name in ("title", "subtitle", "rubric"):
            yield Block("heading", line, _text(node), min(max(level - 1, 1), 6))
        elif name in ("bullet_list", "enumerated_list", "definition_list", "field_list", "option_list"):
            yield Block("list", line, blocks=tuple(self._item(each, level) for each in node.children))
        elif name == "table":
            yield from self._table(node, line, level)
        elif name in ("literal_block", "doctest_block", "math_block"):
            text = node.astext()
            yield Block("code", line_near(self._lines, line, text), text)
        elif name == "line_block":
            yield Block("paragraph", line, "\n".join(_lines(node)))
        elif node.children and not any(_is_block(each) for each in node.children):
            yield from [Block("paragraph", line, text)] if (text := _text(node)) else []
        elif name in ("block_quote", "note", "warning", "admonition", "tip", "important", "caution", "hint", "topic"):
            yield Block("quote", line, blocks=tuple(self.blocks(node.children, level + 1)))
        else:
            yield from self.blocks(node.children, level)

    def _item(self, node: Any, level: int) -> Block:
        line = self._at(node)
        parts = node.children
        if node.tagname in ("definition_list_item", "field", "option_list_item"):
            term = " : ".join(_text(each) for each in parts[:-1])
            inside = tuple(self.blocks(parts[-1].children, level))
            is_field = node.tagname == "field" and inside and inside[0].kind == "paragraph"
            text = f"{term}: {inside[0].text}" if is_field else term
            return Block("item", line, text, blocks=inside[1:] if is_field else inside)
        inside = tuple(self.blocks(parts, level))
        if inside and inside[0].kind == "paragraph":
            return Block("item", line, inside[0].text, blocks=inside[1:])
        return Block("item", line, blocks=inside)

    def _table(self, table: Any, line: int, level: int) -> Iterator[Block]:
        heads: tuple[str, ...] = ()
        rows: list[Block] = []
        for part in table.findall():
            if part.tagname != "row":
                continue
            cells = tuple(" ".join(entry.astext().split()) for entry in part.children)
            at = self._row_at(part, cells)
            if part.parent.tagname == "thead" and not heads:
                heads, line = cells, at
            else:
                rows.append(Block("row", at, cells=cells))
        for title in table.children:
            if title.tagname == "title":
                yield Block("paragraph", line, f"**{_text(title)}**")
        heads = heads or ("",) * max((len(row.cells) for row in rows), default=0)
        yield Block("table", line, cells=heads, blocks=tuple(merged(rows, len(heads))))

    def _row_at(self, row: Any, cells: Sequence[str]) -> int:
        """Return where a row stands: docutils does not know it of every table, so that its text is looked for."""
        before = self._line
        at = max(before, self._at(row))
        first = next((cell.split(" ")[0] for cell in cells if cell), "")
        near = range(at - 1, min(at + _NEAR, len(self._lines)))
        self._line = next((place + 1 for place in near if first in self._lines[place]), at)
        return self._line

    def _at(self, node: Any) -> int:
        """Return where a node stands; docutils knows it of some nodes only, and of titles the rule below."""
        line = node.line
        if line is None:
            line = next((each.line for each in node.findall() if getattr(each, "line", None)), None)
        if line and node.tagname == "title":
            line -= 1
        self._line = max(line or self._line, 1)
        return self._line


def _is_block(node: Any) -> bool:
    from docutils import nodes  # noqa: PLC0415 - loaded by the caller

    return isinstance(node, (nodes.Body, nodes.Structural, nodes.Part)) and not isinstance(node, nodes.Inline)


def _text(node: Any) -> str:
    return "\n".join(line.strip() for line in "".join(_marked(node)).split("\n")).strip()


def _marked(node: Any) -> Iterator[str]:
    for each in node.children:
        if each.tagname == "#text":
            yield each.astext()
        else:
            sign = _SIGNS.get(each.tagname, "")
            inside = "".join(_marked(each))
            address = each.get("refuri", "") if each.tagname == "reference" else ""
            yield f"[{inside}]({address})" if address and address != inside else f"{sign}{inside}{sign}"


def _lines(node: Any) -> Iterator[str]:
    for each in node.children:
        if each.tagname == "line_block":
            yield from _lines(each)
        else:
            yield _text(each)
