"""Markdown for the generated parts of the docs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; bars and line ends in cells are written so that they stay in their cell."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def listed(items: Iterable[str]) -> str:
    """Return a list with an item for each text."""
    return "\n".join(f"- {item}" for item in items)


def code(text: str) -> str:
    """Return text as code; an empty text as nothing."""
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}" if text else ""


def key(name: str) -> str:
    """Return a key, or several separated by ``or``, as a code host shows keys."""
    return ", ".join(f"<kbd>{_html(one)}</kbd>" for one in name.split(" or "))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
