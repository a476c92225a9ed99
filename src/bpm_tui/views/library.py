"""The sessions of the library as rows in columns, what was found in them, and one of them beside the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from bpm_tui.model.visible import visible
from bpm_tui.model.words import counted
from bpm_tui.storage.folder.listing import Listed
from bpm_tui.views.spans import Line, fit, in_full, seen

if TYPE_CHECKING:  # the first frame shows no text that was found
    from bpm_tui.library.catalogue import Peek
    from bpm_tui.library.pieces import Piece
    from bpm_tui.library.search import Hit

HIDDEN = "·····"
"""What stands where a title is hidden."""
_COLUMNS = (("date", 12), ("title", 0), ("severity", 10), ("status", 10), ("entries", 9), ("follow-ups", 11))
_TITLE_LEAST = 16
_ARROW = "▾"
_LABEL = 11
"""Cells before a text beside the list."""
_PREVIEWED = ("learning", "follow-up", "parked")
_HEADINGS = {"learning": "Learnings", "follow-up": "Follow-ups", "parked": "Parked"}


class LibraryRow(NamedTuple):
    """A session in the list, or one of the texts found in it."""

    listed: Listed
    hit: Hit | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells the row from all others while the list changes around it."""
        return (self.listed.path.name, self.hit.piece.kind if self.hit else "", self.hit.piece.id if self.hit else "")


def widths(width: int) -> dict[str, int]:
    """Return the width of each column in so many cells; where there is little room, the last ones go."""
    columns = dict(_COLUMNS)
    for name in ("entries", "severity", "status", "follow-ups"):
        if width - sum(columns.values()) - 1 >= _TITLE_LEAST:
            break
        del columns[name]
    return columns | {"title": max(width - sum(columns.values()) - 1, 1)}


def heading(width: int, order: str) -> Line:
    """Return the names of the columns; the one that the list is sorted by has an arrow."""
    line: Line = [(" ", "muted")]
    for name, cells in widths(width).items():
        shown = f"{name} {_ARROW}" if name == order else name
        line.append((fit(shown, cells), "accent" if name == order else "muted"))
    return line


def row_line(row: LibraryRow, width: int, *, hidden: bool) -> Line:
    """Return one row of the list."""
    return _session_line(row.listed, width, hidden=hidden) if row.hit is None else _hit_line(row.hit, width)


def _session_line(one: Listed, width: int, *, hidden: bool) -> Line:
    title = HIDDEN if hidden else visible(one.title or one.name)
    if one.problem:
        said = fit(visible(f"{one.path.name} · {one.problem.message}"), max(width - 13, 1))
        return [(fit(f" {one.day}", 13), "muted"), (said, "bad")]
    texts = {
        "date": (str(one.day), "muted"),
        "title": (title, "strong"),
        "severity": (visible(one.severity), "muted"),
        "status": (one.status, "muted"),
        "entries": (str(one.entries or "·"), "muted"),
        "follow-ups": (f"{one.open_follow_ups} open" if one.open_follow_ups else "·", "muted"),
    }
    shown = ((texts[name], cells) for name, cells in widths(width).items())
    return [(" ", "muted"), *((f"{fit(text, cells - 1)} ", role) for (text, role), cells in shown)]


def _hit_line(hit: Hit, width: int) -> Line:
    from bpm_tui.library.context import in_context  # noqa: PLC0415 (the first frame shows nothing that was found)

    kind = fit(hit.piece.kind, _LABEL)
    line: Line = [("   ", "muted"), (kind, "muted")]
    line += [(text, "accent" if found else "text") for text, found in in_context(hit, max(width - _LABEL - 6, 8))]
    return line


def beside(peek: Peek, hit: Hit | None, width: int) -> list[Line]:
    """Return what is shown of a session beside the list: around a hit, or of the session as a whole."""
    one = peek.listed
    lines: list[Line] = [[(text, "strong")] for text in in_full(one.title or one.name, width)]
    facts = [one.incident, one.severity, one.status, str(one.day)]
    lines += _texts(" · ".join(filter(None, facts)), width, "muted")
    if one.problem:
        place = f"{one.problem.file.name}:{one.problem.line}:{one.problem.column}: {one.problem.message}"
        return [*lines, *_texts(place, width, "bad")]
    for label, said in (("services", peek.services), ("topics", peek.topics)):
        lines += _labelled(label, ", ".join(said), width) if said else []
    lines.append([("", "text")])
    return [*lines, *(_around(peek, hit, width) if hit else _whole(peek, width))]


def _around(peek: Peek, hit: Hit, width: int) -> Iterator[Line]:
    """Yield the texts that belong to what was found: all that is said of its entry, or the text itself."""
    entry = hit.piece.entry if hit.piece.kind not in _PREVIEWED else ""
    near = [piece for piece in peek.pieces if entry and piece.entry == entry and piece.kind not in _PREVIEWED]
    for piece in near or [hit.piece]:
        yield from _piece_lines(piece, width, "accent" if piece == hit.piece else "text")


def _whole(peek: Peek, width: int) -> Iterator[Line]:
    """Yield what a session was about, and what came of it."""
    for piece in peek.pieces:
        about = (peek.listed.title, peek.listed.incident, ", ".join(peek.services))
        if piece.kind == "session" and piece.text not in about:
            yield from _texts(piece.text, width, "text")
    counts = (counted(peek.listed.entries, "entry", "entries"), counted(peek.listed.open_follow_ups, "open follow-up"))
    yield [(fit(" · ".join(counts), width), "muted")]
    kept = (piece for kind in _PREVIEWED for piece in peek.pieces if piece.kind == kind)
    for kind, pieces in groupby(kept, key=lambda piece: piece.kind):
        yield [("", "text")]
        yield [(_HEADINGS[kind], "strong")]
        for piece in pieces:
            yield from _hanging("· ", piece.text, width)


def _piece_lines(piece: Piece, width: int, role: str) -> Iterator[Line]:
    if piece.kind == "entry":
        yield from _texts(f"{clock_of(piece)} {piece.text}".strip(), width, "strong" if role == "text" else role)
    else:
        yield from _labelled(piece.kind, piece.text, width, role)


def clock_of(piece: Piece) -> str:
    """Return the day and the time of an entry as it was stored: on the clock of where it happened."""
    return piece.at[:16].replace("T", " ") if piece.at[:1].isdigit() else piece.at


def _labelled(label: str, text: str, width: int, role: str = "text") -> Iterator[Line]:
    for number, part in enumerate(in_full(text, max(width - _LABEL, 8))):
        yield [(fit("" if number else label, _LABEL), "muted"), (part, role)]


def _hanging(mark: str, text: str, width: int) -> Iterator[Line]:
    for number, part in enumerate(in_full(text, max(width - len(mark), 8))):
        yield [(" " * len(mark) if number else mark, "muted"), (part, "text")]


def _texts(text: str, width: int, role: str) -> list[Line]:
    return [[(part, role)] for part in in_full(text, width)] if text else []


def kept_to(labels: Iterable[tuple[str, str]]) -> str:
    """Return what the list is kept to, in words."""
    return " · ".join(f"{kind} {seen(label, 30)}" for kind, label in labels)
