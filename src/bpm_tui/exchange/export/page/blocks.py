"""A page before it is written in any format: blocks of unescaped text, our words distinct from those of a session.

Every format has a writer that turns these blocks into its text, and Markdown a reader that turns them back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Box = Literal["", "open", "done", "dropped"]
"""What is before an item: nothing, or the box of something to do."""


@dataclass(frozen=True, slots=True)
class By:
    """A text of the session and who it belongs to, written behind it: ``drains in a minute (Ana)``."""

    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Marked:
    """Words of ours, shown so that no text of a session can look like them, and perhaps a text after them."""

    mark: str
    text: str = ""


Words = str | By | Marked
"""One text: the session's own, or with words of ours beside it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Several texts in a row, separated by commas."""

    texts: tuple[Words, ...]


Detail = tuple[str, Words | Listed]
"""A label of ours and a text; one without text is not written."""

Cell = Sequence[Words]
"""The texts in a cell of a table, one below the other; a blank text is left out."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; ``tail`` is a text of the session after it, in brackets."""

    level: int
    text: Words
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text."""

    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that has to be seen: a few strong words of ours and a sentence after them."""

    strong: str
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """A list of labels and texts."""

    details: tuple[Detail, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as there are titles.

    A long web address is shortened, unless ``whole_addresses``.
    """

    titles: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    whole_addresses: bool = False


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list: its text, what is known about it, and the box of something to do; ``to`` is a page beside."""

    text: Words
    details: tuple[Detail, ...] = ()
    box: Box = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list that is never nested."""

    items: tuple[ListItem, ...]


Block = Heading | Paragraph | Notice | Facts | Table | Items


def listed(texts: Iterable[Words]) -> Listed:
    """Return texts in a row, each once."""
    return Listed(tuple(dict.fromkeys(texts)))
