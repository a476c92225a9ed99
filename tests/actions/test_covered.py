"""No function or mode of ``actions`` without a test that names it."""

from __future__ import annotations

import ast
import inspect
import pkgutil
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from bpm_tui import actions
from bpm_tui.actions.mode import Mode

HERE = Path(__file__).parent
ALL_AT_ONCE = ("test_any_action.py", "test_covered.py")
"""Tests of what holds for every action; they do not say what any of them does."""


def public() -> set[str]:
    """Return every public function, and every mode, of the room: ``timeline.add``, ``entries.NewEntry``."""
    found: set[str] = set()
    for module in (import_module(f"{actions.__name__}.{one.name}") for one in pkgutil.iter_modules(actions.__path__)):
        for name, thing in vars(module).items():
            counts = inspect.isfunction(thing) or (inspect.isclass(thing) and issubclass(thing, Mode))
            if counts and not name.startswith("_") and thing.__module__ == module.__name__:
                found.add(f"{module.__name__.rpartition('.')[2]}.{name}")
    return found


def named(sources: Iterable[str]) -> set[str]:
    """Return the names of the room that sources use: imported and used, or reached through the module."""
    return {name for source in sources for name in _used(ast.parse(source))}


def _used(tree: ast.Module) -> Iterator[str]:
    loaded = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{actions.__name__}."):
            module = (node.module or "").rpartition(".")[2]
            yield from (f"{module}.{one.name}" for one in node.names if (one.asname or one.name) in loaded)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"


def test_every_action_and_every_mode_has_a_test_that_names_it() -> None:
    tests = (path.read_text("utf-8") for path in HERE.glob("test_*.py") if path.name not in ALL_AT_ONCE)
    assert len(public()) > 50
    assert sorted(public() - named(tests)) == []


def test_what_is_imported_and_not_used_is_not_covered() -> None:
    used = named(
        ["from bpm_tui.actions.entries import Cell, NewEntry\nfrom bpm_tui.actions import lists\nCell\nlists.add"]
    )
    assert used == {"entries.Cell", "lists.add"}
    assert "timeline.delete" in public() - used
