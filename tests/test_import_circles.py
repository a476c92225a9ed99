"""No module imports itself by way of others, whatever the import looks like; and the tool would notice one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tools.import_circles import PACKAGE, circles, imports_of, modules_of, report

TOP = "from small.b import thing\n"
LAZY = "def run():\n    from small.b import thing\n    return thing\n"
TYPING = "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from small.b import thing\n"
IN_A_METHOD = "class A:\n    async def run(self):\n        import small.b\n"
DOTTED = "from . import b\n"


def made(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a package called small and return its folder."""
    package = folder / "small"
    for name, text in {"__init__.py": "", **files}.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return package


def found(package: Path) -> list[list[str]]:
    return circles(imports_of(modules_of(package)))


@pytest.mark.parametrize(
    ("text", "how"),
    [(TOP, "at the top"), (LAZY, "lazy"), (TYPING, "typing"), (IN_A_METHOD, "lazy"), (DOTTED, "at the top")],
)
def test_a_circle_of_two_is_found_however_it_closes(text: str, how: str, tmp_path: Path) -> None:
    package = made(tmp_path, {"a.py": text, "b.py": "import small.a\n\nthing = small.a\n", "c.py": TOP})
    assert found(package) == [["small.a", "small.b"]]
    said, is_free = report(package)
    assert not is_free
    line = text[: text.index(" b\n" if text == DOTTED else "small.b")].count("\n") + 1
    assert said.splitlines() == [
        "2 modules import each other in a circle:",
        f"  small.a imports small.b (line {line}, {how})",
        "  small.b imports small.a (line 1, at the top)",
    ]


def test_circles_by_way_of_others_are_found_the_largest_first(tmp_path: Path) -> None:
    files = {f"{name}.py": f"from small import {other}\n" for name, other in ("ab", "bc", "ca", "de", "ed")}
    assert found(made(tmp_path, files)) == [["small.a", "small.b", "small.c"], ["small.d", "small.e"]]


def test_a_module_of_a_package_does_not_import_the_package(tmp_path: Path) -> None:
    package = made(
        tmp_path, {"outside/__init__.py": "from small.inside import a\n", "inside/__init__.py": "", "inside/a.py": ""}
    )
    assert found(package) == []
    assert ("small.outside", "small.inside.a") in {one[:2] for one in imports_of(modules_of(package))}


def test_a_package_that_takes_from_its_own_module_closes_a_circle_only_if_that_takes_from_it(tmp_path: Path) -> None:
    held = {"box/__init__.py": "from small.box.a import thing\n", "box/a.py": "thing = 1\n"}
    assert found(made(tmp_path, held)) == []
    (tmp_path / "small/box/a.py").write_text("from small.box import thing\n", encoding="utf-8")
    assert found(tmp_path / "small") == [["small.box", "small.box.a"]]


@pytest.mark.parametrize(
    ("statement", "imported"),
    [
        ("from .b import thing", ["small.box.b"]),
        ("from . import b, thing", ["small.box.b", "small.box"]),
        ("from .. import c", ["small.c"]),
        ("from ..c import thing as b", ["small.c"]),
        ("import small.c as b, json", ["small.c"]),
        ("from json import b", []),
    ],
)
def test_what_a_statement_imports(statement: str, imported: list[str], tmp_path: Path) -> None:
    package = made(tmp_path, {"box/__init__.py": "", "box/a.py": statement, "box/b.py": "", "c.py": ""})
    assert [one.imported for one in imports_of(modules_of(package))] == imported


def test_a_circle_ends_the_tool_with_status_1(tmp_path: Path) -> None:
    package = made(tmp_path, {"a.py": TOP, "b.py": "from small import a\n"})
    command = [sys.executable, "-m", "tools.import_circles", str(package)]
    done = subprocess.run(command, cwd=PACKAGE.parent.parent, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert "circle" in done.stdout


def test_bpm_tui_has_no_circle() -> None:
    modules = modules_of(PACKAGE)
    imports = imports_of(modules)
    assert circles(imports) == [], report(PACKAGE)[0]
    assert {one.how for one in imports} == {"at the top", "lazy", "typing"}
    assert len(modules) > 300
    assert len(imports) > 1000
