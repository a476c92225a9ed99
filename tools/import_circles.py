"""Look for circles in the imports of bpm_tui: lazy imports and those for the type checker count like all others.

Import contracts look at two levels at a time and leave a package's own file out; this looks at every module.
"""

from __future__ import annotations

import argparse
import ast
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).parent.parent / "src" / "bpm_tui"


class Import(NamedTuple):
    """One import of a module of the package by another: their names, the line it stands in, and how it is made.

    ``how`` is "at the top", "lazy" (inside a function) or "typing" (for the type checker only).
    """

    importer: str
    imported: str
    line: int
    how: str


def modules_of(package: Path) -> dict[str, Path]:
    """Return the modules of a package by their names, each with its file; a package's ``__init__`` has its name."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports_of(modules: Mapping[str, Path]) -> list[Import]:
    """Return every import of one of the modules by another, once for each place where it stands."""
    return [one for name, path in modules.items() for one in _imports_in(name, path, modules)]


def circles(imports: Iterable[Import]) -> list[list[str]]:
    """Return the groups of modules that import each other, directly or by way of others, the largest first."""
    graph: dict[str, set[str]] = {}
    for one in imports:
        graph.setdefault(one.importer, set()).add(one.imported)
    reached = {name: _reached(graph, name) for name in graph}
    groups = {frozenset(other for other in far if name in reached.get(other, ())) for name, far in reached.items()}
    return sorted((sorted(group) for group in groups if len(group) > 1), key=lambda group: (-len(group), group))


def _reached(graph: Mapping[str, Collection[str]], start: str) -> set[str]:
    """Return all that a module imports, directly or by way of others."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = set(graph.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return found


def _imports_in(name: str, path: Path, modules: Collection[str]) -> Iterator[Import]:
    package = name if path.stem == "__init__" else name.rpartition(".")[0]
    for statement, how in _statements(ast.parse(path.read_bytes()), "at the top"):
        for imported in dict.fromkeys(_imported(statement, package, modules)):
            if imported != name:
                yield Import(name, imported, statement.lineno, how)


def _statements(node: ast.AST, how: str) -> Iterator[tuple[ast.Import | ast.ImportFrom, str]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, how
        else:
            yield from _statements(child, _how_inside(child, how))


def _how_inside(node: ast.AST, how: str) -> str:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        return "lazy"
    if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
        return "typing"
    return how


def _imported(statement: ast.Import | ast.ImportFrom, package: str, modules: Collection[str]) -> Iterator[str]:
    """Yield the modules of the package that a statement imports: each name that is one, else where it comes from."""
    if isinstance(statement, ast.Import):
        yield from (alias.name for alias in statement.names if alias.name in modules)
        return
    base = _base(statement, package)
    for alias in statement.names:
        inner = f"{base}.{alias.name}"
        if found := inner if inner in modules else base if base in modules else "":
            yield found


def _base(statement: ast.ImportFrom, package: str) -> str:
    """Return the whole name of what is imported from, one that begins with dots included."""
    if not statement.level:
        return statement.module or ""
    parts = package.split(".")
    return ".".join([*parts[: len(parts) - statement.level + 1], *filter(None, [statement.module])])


def report(package: Path) -> tuple[str, bool]:
    """Return what is to be said of a package's imports, and whether there is no circle."""
    modules = modules_of(package)
    imports = imports_of(modules)
    found = circles(imports)
    if not found:
        return f"{package.name}: {len(modules)} modules, {len(imports)} imports, no circle", True
    return "\n".join(line for circle in found for line in _described(circle, imports)), False


def _described(circle: Collection[str], imports: Iterable[Import]) -> Iterator[str]:
    yield f"{len(circle)} modules import each other in a circle:"
    for one in imports:
        if one.importer in circle and one.imported in circle:
            yield f"  {one.importer} imports {one.imported} (line {one.line}, {one.how})"


def main() -> None:
    """Print what was found; end with status 1 if there is a circle."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", nargs="?", type=Path, default=PACKAGE, help="the folder of the package")
    said, is_free = report(parser.parse_args().package)
    print(said)
    raise SystemExit(0 if is_free else 1)


if __name__ == "__main__":
    main()
