"""Textual's private names: each is there in the installed version, and none is used elsewhere."""

from __future__ import annotations

import ast
import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from textwrap import dedent
from types import FunctionType

import pytest

import bpm_tui
import bpm_tui.tui
from bpm_tui.tui.kit import terminal_driver, textual_private
from bpm_tui.tui.kit.textual_private import USED

HOLDERS = (textual_private, terminal_driver)


@pytest.mark.parametrize("name", USED)
def test_textual_has_it(name: str) -> None:
    owner, _, last = name.rpartition(".")
    assert last in names_of(pkgutil.resolve_name(owner)), f"Textual has no {name} any more: {USED[name]}"


def names_of(owner: object) -> set[str]:
    """Return the names that a module or a class has; of a class also those that it gives to each instance."""
    found = set(dir(owner))
    if isinstance(owner, type):
        for kind in (one for one in owner.__mro__ if one.__module__.startswith("textual.")):
            tree = ast.parse(dedent(inspect.getsource(kind)))
            found |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and _is_own(node)}
    return found


def _is_own(node: ast.Attribute) -> bool:
    return isinstance(node.ctx, ast.Store) and isinstance(node.value, ast.Name) and node.value.id == "self"


def test_every_private_name_in_the_files_is_in_the_table() -> None:
    owners = {name.rpartition(".")[0] for name in USED}
    theirs = {name for owner in owners for name in names_of(pkgutil.resolve_name(owner))}
    used = {
        name for holder in HOLDERS for node in ast.walk(ast.parse(inspect.getsource(holder))) for name in _named(node)
    }
    private = {name for name in used & theirs if name.startswith("_") and not name.startswith("__")}
    assert private | used & IMPORTED == {name.rpartition(".")[2] for name in USED}


def _named(node: ast.AST) -> Iterator[str]:
    """Yield the names of something else that a part of a program uses or defines anew."""
    match node:
        case ast.FunctionDef(name=name):
            yield name
        case ast.Attribute(value=ast.Name(id="os")):
            return
        case ast.Attribute(attr=name):
            yield name
        case ast.ImportFrom() if _is_private(node):
            yield from (alias.name for alias in node.names)


IMPORTED = {name.rpartition(".")[2] for name in USED if name.startswith("textual._")}


def test_only_those_files_import_what_textual_keeps_to_itself() -> None:
    found = set()
    for module in pkgutil.walk_packages(bpm_tui.__path__, "bpm_tui."):
        spec = find_spec(module.name)
        tree = ast.parse(Path(spec.origin).read_text()) if spec and spec.origin else ast.Module([], [])
        if any(isinstance(node, ast.ImportFrom) and _is_private(node) for node in ast.walk(tree)):
            found.add(module.name)
    assert found == {holder.__name__ for holder in HOLDERS}


def _is_private(node: ast.ImportFrom) -> bool:
    parts = (node.module or "").split(".")
    return parts[0] == "textual" and any(part.startswith("_") for part in (*parts, *(one.name for one in node.names)))


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


def test_only_those_files_override_what_textual_keeps_to_itself() -> None:
    homes = tuple(f"{holder.__name__}." for holder in HOLDERS)
    assert {name for name in overriding() if not name.startswith(homes)} == set()
    assert f"{textual_private.__name__}.CellInput._cursor_offset" in overriding()
