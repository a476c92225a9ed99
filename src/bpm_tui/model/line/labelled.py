"""Lines that are a text with fields, ``raise the pool limit @Ana; due: fri; type: prevent``, read and written.

What kinds of line there are is data: the text, perhaps ``@who`` at its start or end, and fields after ``;``. Behind a
date or one of a few words, ``@who`` counts as well: people add it at the end of the line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bpm_tui.model.escapes import who
from bpm_tui.model.items import topics_of
from bpm_tui.model.line.entry import Part
from bpm_tui.model.line.markers import WHO, Marks, escape, escape_head, with_field
from bpm_tui.model.line.split import Check, Piece, split
from bpm_tui.model.times.due_date import is_date, is_iso_date, read_date


@dataclass(frozen=True)
class LineKind:
    """One kind of line: the model's name for its text, for ``@who``, and for what follows each marker.

    ``choices`` are the only values that some markers count with, ``defaults`` the values of the fields left out.
    ``dates`` are the markers whose value is read as a date, ``topics`` those that name topics, as often as they come.
    """

    text: str
    who: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()

    @property
    def marks(self) -> Marks:
        """The markers of this kind of line."""
        return _marks(tuple(self.fields), (*self.dates, *self.choices) if self.who else None)

    @property
    def empty(self) -> dict[str, Any]:
        """Every field at its default."""
        names = [self.text, *([self.who] if self.who else []), *self.fields.values()]
        return {name: self.defaults.get(name, "") for name in names} | {self.fields[name]: () for name in self.topics}


@dataclass(frozen=True, slots=True)
class QuickLine:
    """A line as read: the item's fields by the model's names, the parts for a preview, and what was not certain."""

    fields: Mapping[str, Any]
    parts: tuple[Part, ...] = ()
    remarks: tuple[str, ...] = ()


def parse_line(line: str, kind: LineKind, today: date) -> QuickLine:
    """Return what a line says; ``today`` is for dates such as ``fri``. Any line says something."""
    fields, parts, remarks = kind.empty, [], []
    seen: set[str] = set()
    for piece in split(line, kind.marks, {name: _choice(values) for name, values in kind.choices.items()}):
        name = _field_name(piece, kind)
        if name in seen and piece.name not in ("", WHO, *kind.topics):
            remarks.append(f"{piece.name} is given twice; the last one counts")
        seen.add(name)
        if piece.start < piece.end:
            given = topics_of((piece.text,)) if piece.name in kind.topics else _value(piece, kind, today)
            fields[name] = topics_of((*fields[name], *given)) if piece.name in kind.topics else given
            parts.append(Part(name.replace("_", " "), as_text(given), piece.start, piece.end))
    return QuickLine(fields, tuple(sorted(parts, key=lambda part: part.start)), tuple(remarks))


def print_line(fields: Mapping[str, Any], kind: LineKind) -> str:
    """Return the line that reads back as these fields, which may hold others that no line carries."""
    marks = kind.marks
    line = escape_head(fields[kind.text], marks)
    if kind.who and fields[kind.who]:
        line = f"{line} {who(fields[kind.who])}".lstrip(" ")
    for marker, name in kind.fields.items():
        if fields[name] != kind.empty[name]:
            line = with_field(line, marker, _written(as_text(fields[name]), marker, kind), marks)
    return line


def as_text(value: Any) -> str:
    """Return a field's value as it is typed; topics have commas between them."""
    return value if isinstance(value, str) else ", ".join(value)


_KNOWN_MARKS: dict[tuple[tuple[str, ...], tuple[str, ...] | None], Marks] = {}


def _marks(names: tuple[str, ...], before_who: tuple[str, ...] | None) -> Marks:
    """Return the markers, made once: their patterns take a while to compile."""
    key = (names, before_who)
    if key not in _KNOWN_MARKS:
        _KNOWN_MARKS[key] = Marks(names, signs=() if before_who is None else (WHO,), before_who=before_who or ())
    return _KNOWN_MARKS[key]


def _choice(values: tuple[str, ...]) -> Check:
    """Return what finds one of some words, in any case."""

    def check(line: str, at: int) -> int | None:
        rest = line[at:].lower()
        return next((at + len(value) for value in values if rest.startswith(value)), None)

    return check


def _field_name(piece: Piece, kind: LineKind) -> str:
    return {"": kind.text, WHO: kind.who}.get(piece.name) or kind.fields[piece.name]


def _value(piece: Piece, kind: LineKind, today: date) -> str:
    if piece.name in kind.choices:
        return piece.text.lower()
    if piece.name not in kind.dates:
        return piece.text
    words = piece.text.lstrip("\\")
    if words != piece.text:
        return piece.text[1:] if is_date(words) else piece.text
    found = read_date(words, today)
    return found.isoformat() if found else words


def _written(value: str, marker: str, kind: LineKind) -> str:
    text = escape(value, kind.marks, signs_are_text=() if marker in kind.marks.before_who else (WHO,))
    if marker not in kind.dates or is_iso_date(value):
        return text
    return f"\\{text}" if is_date(value.lstrip("\\")) else text
