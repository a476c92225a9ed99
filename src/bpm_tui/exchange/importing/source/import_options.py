"""What a format gets beside its source: what the user said about the files, and callbacks for progress."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from bpm_tui.exchange.importing.source.sources import TextFile
from bpm_tui.model.inbox.imported_item import Found


def _nothing(done: int, total: int) -> None:
    """Report no progress."""


def _nobody(said: str) -> None:
    """Report no guesses."""


def _unknown(file: TextFile, asked: Asked) -> None:
    """Read no file: without the other formats none is recognised."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user said about the files: columns of tables by what they hold; and callbacks for progress."""

    columns: Mapping[str, str] = field(default_factory=dict)
    progress: Callable[[int, int], None] = _nothing
    """Receives how many files are read, of how many."""
    told: Callable[[str], None] = _nobody
    """Receives what was guessed."""
    starts: datetime | None = None
    """When a recording starts whose transcript only counts from there; it knows its zone."""
    beyond: bool = False
    """Whether a page also gives what it says beside its timeline."""
    read_file: ReadFile = _unknown
    """Reads a file of a bundle in the format that it surely is; a format knows no other."""


ReadFile: TypeAlias = Callable[[TextFile, Asked], Iterator[Found] | None]
"""Returns the items of a file, read as they are taken; none if no format is sure of it."""
