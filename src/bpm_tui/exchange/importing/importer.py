"""What an importer is: a module in ``formats`` with a name, a look at the beginning of a file, and a reading of it."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import Protocol, cast

from bpm_tui.exchange.importing import formats
from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.exchange.importing.source.sources import LIMITS, Limits, Opened, TextFile, opened
from bpm_tui.model.inbox.imported_item import Found

_SURE = 40
"""Of a text that may be anything a folder holds many; only what is surely something is read."""


class Importer(Protocol):
    """A module of ``formats``. Adding a format means adding a file with these."""

    NAME: str
    """What ``--format`` takes."""
    TITLE: str
    """What it reads, in a few words."""

    def looks_like(self, source: Opened) -> int:
        """Return how sure it is that this is its format: 0 for no, 100 for certain. It looks at the beginning only."""

    def read(self, source: Opened, asked: Asked) -> Iterator[Found]:
        """Yield the items in the order of the file.

        Raises:
            ImportProblem: it cannot be read.
        """


@cache
def importers() -> Mapping[str, Importer]:
    """Return all importers by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(formats.__path__))
    modules = [importlib.import_module(f"{formats.__name__}.{name}") for name in names]
    return {module.NAME: cast("Importer", module) for module in modules if hasattr(module, "NAME")}


def recognised(source: Opened) -> Importer:
    """Return the importer that is surest of a source.

    Raises:
        ImportProblem: none knows it.
    """
    importer, sure = _surest(source)
    if not sure:
        known = ", ".join(each.TITLE for each in importers().values())
        raise ImportProblem(source.name, 0, f"not recognised; the formats are {known}; choose one with --format NAME")
    return importer


def read_file(file: TextFile, asked: Asked) -> Iterator[Found] | None:
    """Return the items of one file among many, in the format that it surely is; none if it is in no such format.

    Raises:
        ImportProblem: it cannot be read; while items are taken.
    """
    importer, sure = _surest(file)
    return importer.read(file, asked) if sure >= _SURE else None


def _surest(source: Opened) -> tuple[Importer, int]:
    scores = {name: importer.looks_like(source) for name, importer in importers().items()}
    best = max(scores, key=lambda name: scores[name])
    return importers()[best], scores[best]


def importer_called(name: str) -> Importer:
    """Return the importer of this name.

    Raises:
        ImportProblem: there is none.
    """
    if name in importers():
        return importers()[name]
    near = difflib.get_close_matches(name.casefold(), importers(), n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(importers())}"
    raise ImportProblem(f"--format {name}", 0, f"there is no such format; {hint}")


@dataclass(frozen=True, slots=True)
class Reading:
    """A file being read: by which importer, and its items, read as they are taken."""

    importer: Importer
    items: Iterator[Found]


@contextmanager
def reading(
    path: str, asked: Asked | None = None, *, format_name: str = "", limits: Limits = LIMITS
) -> Iterator[Reading]:
    """Read a file, a folder, an archive or standard input (``-``) in the format it is in, or in the one named.

    Raises:
        ImportProblem: it cannot be read; also while items are taken.
    """
    with opened(path, limits) as source:
        importer = importer_called(format_name) if format_name else recognised(source)
        yield Reading(importer, importer.read(source, replace(asked or Asked(), read_file=read_file)))
