"""The coach's findings in a file, a page or a session's document, each with its line and column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bpm_tui.exchange.export.export import Manner, Piece
from bpm_tui.facilitation.coach import Coach, Field, Finding
from bpm_tui.facilitation.coach.pages import passages
from bpm_tui.facilitation.coach.sessions import Found, findings_of
from bpm_tui.storage.disk.problems import BadFileError, Problem
from bpm_tui.storage.disk.toml_places import Place, Step, locate, place_at
from bpm_tui.storage.session.document import read_document

_PIECES: Mapping[Piece, tuple[str, ...]] = {
    "timeline": ("entries", "notes", "signals"),
    "follow-ups": ("follow_ups",),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding between two places of a file; lines and columns count from 1, ``end`` is the column after it."""

    finding: Finding
    start: Place
    end: Place


def decoded(raw: bytes, name: str) -> str:
    """Return a file's text.

    Raises:
        BadFileError: it is not UTF-8.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = place_at(raw[: error.start].decode("utf-8-sig"), error.start)
        message = f"not UTF-8: the byte {raw[error.start]:#04x} does not begin a character; save the file as UTF-8"
        raise BadFileError([Problem(Path(name), *place, message)]) from error


def page_findings(coach: Coach, page: str, field: Field | None = None) -> Iterator[Placed]:
    """Yield the findings in a Markdown page or plain text; without a field the page's headings give it."""
    for passage in passages(page, field):
        for finding in coach.find(passage.text, passage.field):
            start, end = (passage.start + at for at in (finding.start, finding.end))
            yield Placed(finding, place_at(page, start), place_at(page, end))


def session_findings(coach: Coach, text: str, name: str) -> Iterator[Placed]:
    """Yield the findings in a session's document, every field by its own gate.

    Raises:
        BadFileError: it is no session.
    """
    for found in findings_of(coach, read_document(text, name)):
        yield _placed(found, text)


def going_out(found: Iterable[Found], manner: Manner) -> list[Found]:
    """Return the findings in what a page or a file of this manner shows."""
    places = _PIECES.get(manner.part, ())
    lanes = {"both": (), "known": ("hindsight",), "none": ("known", "hindsight")}[manner.lanes]
    return [
        one
        for one in found
        if (not places or one.place.where in places)
        and not (one.place.where == "notes" and one.place.field in lanes)
        and not (one.place.where == "signals" and manner.lanes == "none")
    ]


def _placed(found: Found, text: str) -> Placed:
    """Return the place of a finding in the document; that of its key if the text has escapes."""
    finding, place = found.finding, found.place
    line, column = locate(text, _path(found))
    row = text.split("\n")[line - 1]
    at = row.find(place.text, column - 1)
    if at < 0:
        return Placed(finding, Place(line, column), Place(line, column + len(place.name)))
    return Placed(finding, Place(line, at + finding.start + 1), Place(line, at + finding.end + 1))


def _path(found: Found) -> tuple[Step, ...]:
    place = found.place
    owner: tuple[Step, ...] = ("entries", place.of) if place.of else ()
    item: tuple[Step, ...] = (place.item,) if place.item else ()
    return (*owner, place.where, *item, place.name)
