"""What bpm can show: the texts in its source, those in its content, and the screens kept as snapshots."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterator
from pathlib import Path

import bpm_tui
from tools.docs import ROOT

FILLED_IN = "…"
"""Stands for whatever a text has filled in."""

_PACKAGE = Path(bpm_tui.__file__).parent


def shown_texts() -> str:
    """Return everything that bpm can put on a screen or into an output, a text a line.

    Docstrings count for commands only, as help and the command line show them.
    """
    return "\n".join([*_in_source(), *_in_content(), *_on_screens()])


def _in_source() -> Iterator[str]:
    for path in _PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        hidden = set() if {"commands", "cli"} & set(path.relative_to(_PACKAGE).with_suffix("").parts) else _docs(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                yield _one_line("".join(map(_piece, node.values)))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in hidden:
                yield _one_line(node.value)


def _docs(tree: ast.Module) -> set[ast.Constant]:
    statements = (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr))
    return {value for value in statements if isinstance(value, ast.Constant)}


def _piece(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else FILLED_IN


def _in_content() -> Iterator[str]:
    for path in sorted((_PACKAGE / "content").glob("*.toml")):
        without_comments = re.sub(r"^#.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        yield re.sub(r"\{\w+\}", FILLED_IN, _one_line(without_comments))


def _on_screens() -> Iterator[str]:
    for path in sorted((ROOT / "tests" / "tui" / "__snapshots__").rglob("*.svg")):
        rows = path.read_text(encoding="utf-8").split("\n</text>")
        yield from (_one_line(html.unescape(re.sub(r"<[^>]+>", "", row))) for row in rows)


def _one_line(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
