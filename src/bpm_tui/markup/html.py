"""HTML as blocks: a whole page, or a piece of it inside of Markdown. What a page does not show is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from bpm_tui.markup.blocks import Block, Document, line_near, merged

if TYPE_CHECKING:
    from justhtml import Node, Text

_HIDDEN = frozenset(("script", "style", "template", "noscript", "head", "svg", "#comment", "!doctype", "button"))
_INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "input",
    "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr",
))  # fmt: skip
_SIGNS = {"strong": "**", "b": "**", "code": "`", "kbd": "`", "samp": "`", "tt": "`"}
_LISTS = frozenset(("ul", "ol", "menu", "dl"))
_DEEPEST = 200


def blocks_of_html(text: str) -> Document:
    """Parse a page; every text is a page."""
    return Document(_title(text), tuple(blocks_of_fragment(text, 1)))


def blocks_of_fragment(text: str, line: int) -> Iterator[Block]:
    """Yield the blocks of a piece of HTML that begins on a line."""
    from justhtml import JustHTML  # noqa: PLC0415 - costs 120 ms that other formats need not pay

    page = JustHTML(text, sanitize=False, track_node_locations=True)
    yield from _Reader(text.split("\n"), line - 1).blocks(page.root.children or (), 0)


def _title(text: str) -> str:
    begins = text[:20_000].lower().find("<title")
    if begins < 0:
        return ""
    begins = text.find(">", begins) + 1
    return f"title: {' '.join(text[begins : text.find('<', begins)].split())}"


class _Reader:
    """Turns a tree of elements into blocks; text that stands beside blocks is a paragraph of its own."""

    def __init__(self, lines: Sequence[str], before: int) -> None:
        self._lines, self._before = lines, before
        self._line = 0

    def blocks(self, nodes: Iterable[Node | Text], depth: int) -> Iterator[Block]:
        """Yield the blocks of elements that follow each other."""
        beside: list[Node | Text] = []
        for node in nodes:
            if node.name in _HIDDEN or _is_hidden(node):
                continue
            if node.name == "#text" or (node.name in _INLINE and not _holds_blocks(node)) or node.name == "br":
                beside.append(node)
                continue
            yield from self._paragraph(beside)
            beside = []
            yield from self._block(node, depth)
        yield from self._paragraph(beside)

    def _block(self, node: Node | Text, depth: int) -> Iterator[Block]:
        line = self._at(node)
        children = node.children or ()
        name = node.name
        if depth > _DEEPEST:
            yield from self._paragraph([node])
        elif name in ("h1", "h2", "h3", "h4", "h5", "h6"):
            text = " ".join(self._text(children).split())
            yield from [Block("heading", line, text, int(name[1]))] if text else []
        elif name in _LISTS:
            items = tuple(self._items(children, depth))
            yield from [Block("list", line, blocks=items)] if items else []
        elif name == "table":
            yield from self._table(node)
        elif name in ("blockquote", "aside"):
            inside = tuple(self.blocks(children, depth + 1))
            yield from [Block("quote", line, blocks=inside)] if inside else []
        elif name == "pre":
            text = "".join(_plain(children)).strip("\n")
            yield from (
                [Block("code", line_near(self._lines, line - self._before, text) + self._before, text)]
                if text.strip()
                else []
            )
        elif name in ("p", "summary"):
            yield from (
                self._paragraph(children, line)
                if not any(map(_is_block, children))
                else self.blocks(children, depth + 1)
            )
        else:
            yield from self.blocks(children, depth + 1)

    def _items(self, nodes: Iterable[Node | Text], depth: int) -> Iterator[Block]:
        """Yield the items of a list; a definition goes on the term before it."""
        term: Block | None = None
        for node in nodes:
            if node.name in ("dd", "dt"):
                found = self._item(node, depth)
                if node.name == "dd" and term is not None:
                    more = (Block("paragraph", found.line, found.text), *found.blocks) if found.text else found.blocks
                    term = Block("item", term.line, term.text, blocks=(*term.blocks, *more))
                    continue
                if term is not None:
                    yield term
                term = found
            elif node.name in _HIDDEN or (node.name == "#text" and not "".join(_plain([node])).strip()):
                continue
            else:
                item = self._item(node, depth)
                yield from [item] if item.text or item.blocks else []
        if term is not None:
            yield term

    def _item(self, node: Node | Text, depth: int) -> Block:
        line = self._at(node)
        inside = tuple(self.blocks(node.children or () if node.name in ("li", "dd", "dt") else [node], depth + 1))
        if inside and inside[0].kind == "paragraph":
            return Block("item", inside[0].line, inside[0].text, blocks=inside[1:])
        return Block("item", line, blocks=inside)

    def _table(self, table: Node | Text) -> Iterator[Block]:
        rows: list[tuple[Block, bool]] = []
        for row in _rows(table):
            cells = [cell for cell in row.children or () if cell.name in ("td", "th")]
            texts = tuple(" ".join(self._text(cell.children or ()).split()) for cell in cells)
            if any(texts):
                rows.append((Block("row", self._at(row), cells=texts), cells[0].name == "th" == cells[-1].name))
        for caption in table.children or ():
            if caption.name == "caption":
                yield from self._paragraph(caption.children or (), self._at(caption))
        if not rows:
            return
        heads = rows[0][0].cells if rows[0][1] else ("",) * max(len(row.cells) for row, _ in rows)
        body = [row for row, _ in rows[1 if rows[0][1] else 0 :]]
        yield Block("table", rows[0][0].line, cells=heads, blocks=tuple(merged(body, len(heads))))

    def _paragraph(self, nodes: Iterable[Node | Text], line: int = 0) -> Iterator[Block]:
        nodes = list(nodes)
        text = self._text(nodes).strip()
        if text:
            first = next((node for node in nodes if "".join(_plain([node])).strip()), nodes[0])
            skipped = 0 if line else _lines_before(first)
            yield Block("paragraph", line or self._at(first) + skipped, text)

    def _text(self, nodes: Iterable[Node | Text]) -> str:
        """Return text as Markdown would have it: a line for each break, bold and code with their signs."""
        parts = " ".join("".join(_marked(nodes)).split(" "))
        lines = (" ".join(line.split()) for line in parts.replace("\n", " ").split("\x00"))
        return "\n".join(line for line in lines if line)

    def _at(self, node: Node | Text) -> int:
        at = getattr(node, "origin_line", None)
        self._line = at or self._line or 1
        return self._before + self._line


def _marked(nodes: Iterable[Node | Text], depth: int = 0) -> Iterator[str]:
    for node in nodes:
        if node.name == "#text":
            yield str(node.data or "").replace("\x00", "\ufffd")
        elif node.name == "br":
            yield "\x00"
        elif node.name in _HIDDEN or _is_hidden(node):
            continue
        else:
            inside = (
                "".join(_marked(node.children or (), depth + 1))
                if depth < _DEEPEST
                else "".join(_plain(node.children or ()))
            )
            sign = _SIGNS.get(node.name, "") if inside.strip() else ""
            address = _address(node)
            inside = f"[{inside.strip()}]({address})" if address and inside.strip() not in ("", address) else inside
            yield f"{sign}{inside.strip()}{sign}" if sign else inside if node.name in _INLINE else f" {inside} "


def _address(node: Node | Text) -> str:
    address = (getattr(node, "attrs", None) or {}).get("href") if node.name == "a" else ""
    return address if address and address.startswith(("http://", "https://")) and "(" not in address else ""


def _plain(nodes: Iterable[Node | Text]) -> Iterator[str]:
    """Yield the text in elements, however deep."""
    waiting = list(nodes)[::-1]
    while waiting:
        node = waiting.pop()
        if node.name == "#text":
            yield str(node.data or "")
        elif node.name == "br":
            yield "\n"
        elif node.name not in _HIDDEN:
            waiting += (node.children or ())[::-1]


def _lines_before(node: Node | Text) -> int:
    """Return how many lines of a text are empty before its first word."""
    text = str(node.data or "") if node.name == "#text" else ""
    return text[: len(text) - len(text.lstrip())].count("\n")


def _rows(table: Node | Text) -> Iterator[Node]:
    waiting = list(table.children or ())[::-1]
    while waiting:
        node = waiting.pop()
        if node.name == "tr":
            yield node
        elif node.name in ("tbody", "thead", "tfoot"):
            waiting += (node.children or ())[::-1]


def _is_block(node: Node | Text) -> bool:
    return node.name not in _INLINE and node.name not in ("#text", "br") and node.name not in _HIDDEN


def _holds_blocks(node: Node | Text) -> bool:
    waiting = list(node.children or ())
    while waiting:
        inside = waiting.pop()
        if _is_block(inside):
            return True
        waiting += inside.children or ()
    return False


def _is_hidden(node: Node | Text) -> bool:
    attributes = getattr(node, "attrs", None) or {}
    return "hidden" in attributes
