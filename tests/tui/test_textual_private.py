"""Textual's private names: each is there in the installed version, and none is used elsewhere."""

from __future__ import annotations

import ast
import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import FunctionType

import pytest

import bpm_tui.tui
from bpm_tui.tui.kit import textual_private
from bpm_tui.tui.kit.textual_private import USED


@pytest.mark.parametrize("name", USED)
def test_textual_has_it(name: str) -> None:
    owner, _, last = name.rpartition(".")
    there = pkgutil.resolve_name(owner)
    made = there() if isinstance(there, type) and not hasattr(there, last) else there
    assert hasattr(made, last), f"Textual has no {name} any more: {USED[name]}"


def test_every_private_name_in_the_file_is_in_its_table() -> None:
    tree = ast.parse(inspect.getsource(textual_private))
    defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    read = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    private = {name for name in defined | read if name.startswith("_") and not name.startswith("__")}
    assert private == {name.rpartition(".")[2] for name in USED} - {"getincrementaldecoder"}


def overriding() -> Iterator[str]:
    """Yield the private methods of Textual's classes that a class of ours defines anew, with the class."""
    for module in pkgutil.walk_packages(bpm_tui.tui.__path__, "bpm_tui.tui."):
        for kind in vars(import_module(module.name)).values():
            if isinstance(kind, type) and kind.__module__ == module.name:
                yield from (f"{module.name}.{kind.__name__}.{name}" for name in _own_private(kind) if _of(kind, name))


def _own_private(kind: type) -> Iterator[str]:
    here = inspect.getsourcefile(kind)
    for name, value in vars(kind).items():
        plain = value.fget if isinstance(value, property) else value
        if isinstance(plain, FunctionType) and Path(plain.__code__.co_filename) == Path(here or ""):
            yield from [name] if name.startswith("_") and not name.startswith("__") else []


def _of(kind: type, name: str) -> bool:
    return any(name in vars(base) for base in kind.__mro__ if base.__module__.partition(".")[0] == "textual")


def test_only_that_file_overrides_what_textual_keeps_to_itself() -> None:
    found = {name for name in overriding() if not name.startswith(f"{textual_private.__name__}.")}
    assert found == set()
    assert f"{textual_private.__name__}.CellInput._cursor_offset" in overriding()
