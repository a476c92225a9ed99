"""CSV and TSV: the columns are guessed from their names and what is in them, or named with ``--columns``."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bpm_tui.exchange.importing.payloads.payloads import addresses_in
from bpm_tui.exchange.importing.payloads.timestamps import At, read_stamp
from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.exchange.importing.source.sources import Bundle, Opened, TextFile
from bpm_tui.exchange.importing.text.document_date import days_in
from bpm_tui.exchange.importing.text.timeline_tables import Columns, cell_of, columns_of, when_of
from bpm_tui.exchange.importing.times.resolve import Dating
from bpm_tui.exchange.importing.times.written import read_time
from bpm_tui.model.inbox.imported_item import Found, Where

NAME = "csv"
TITLE = "CSV or TSV"

_SIGNS = (",", "\t", ";", "|")
_SAYS_SIGN = re.compile(r"\ufeff?sep=(?P<sign>[,;\t|])[ ]*(?:\n|\Z)", re.IGNORECASE)
"""A first line that tells spreadsheets what separates the fields."""
_SAMPLE = 50
_LONGEST = 1 << 20


def looks_like(source: Opened) -> int:
    """Return how sure it is: as many fields on every line, and one of them a time."""
    if isinstance(source, Bundle):
        return 0
    rows = [row for _, row in _rows(source.head, _sign(source.head))][:_SAMPLE]
    is_named = source.name.lower().endswith((".csv", ".tsv", ".tab"))
    if len(rows) < 2 or len(rows[0]) < 2:
        return 40 if is_named else 0
    if is_named:
        return 70
    alike = sum(len(row) == len(rows[0]) for row in rows) >= 0.9 * len(rows)
    heads = _heads(rows)
    return 45 if alike and any(heads) and columns_of(heads, rows[1:]) else 0


def read(source: Opened, asked: Asked) -> Iterator[Found]:
    """Yield an item for each row; the columns taken are told."""
    if isinstance(source, Bundle):
        raise ImportProblem(source.name, 0, "an archive or folder; name the table in it")
    text = source.text
    sign = _sign(text[: 1 << 16])
    sample = [row for _, row in _rows(text[: 1 << 20], sign)][: 10 * _SAMPLE]
    if not sample:
        return
    width = max(len(sample[0]), Counter(map(len, sample[1:])).most_common(1)[0][0] if sample[1:] else 0)
    heads = [*_heads(sample), *[""] * width][:width]
    body = sample[1:] if any(heads) else sample
    columns = _columns(source, heads, body, asked.columns)
    asked.told(_said(columns, heads))
    dating = Dating()
    dating.learn(day for row in body for place in columns.when for day in days_in(cell_of(row, place)))
    for count, (line, row) in enumerate(_rows(text, sign, source)):
        if (count or not any(heads)) and any(cell.strip() for cell in row):
            if len(row) > width:  # most likely nobody quoted the sign in the last field
                last = f"{sign} " if sign in ",;" else f" {sign} "
                row = [*row[: width - 1], last.join(row[width - 1 :])]  # noqa: PLW2901 - the same row
            yield _found(Where(source.name, line), row, heads, columns, dating)


def _found(where: Where, row: Sequence[str], heads: Sequence[str], columns: Columns, dating: Dating) -> Found:
    others = [
        f"{cell_of(heads, place) or place + 1}: {cell}" for place in columns.rest if (cell := cell_of(row, place))
    ]
    at, zone, until, mark = _when(row, heads, columns, dating)
    text = cell_of(row, columns.what)
    if not text and others:
        text, others = others[0], others[1:]
    return Found(
        text=text or "(an empty row)",
        source=where,
        **at,
        zone=zone,
        until=until,
        mark=mark,  # type: ignore[arg-type]
        actor=cell_of(row, columns.who),
        more="; ".join(others),
        links=addresses_in(" ".join(row)),
    )


def _when(
    row: Sequence[str], heads: Sequence[str], columns: Columns, dating: Dating
) -> tuple[At, str, str | None, str]:
    """Return when a row is: as programs write times, or else as people do."""
    only = cell_of(row, columns.when[0]) if columns.when else ""
    at = read_stamp(only)
    if at["at"] and (len(columns.when) == 1 or at["precision"] != "day") and "+" in at["at"][10:]:
        return at, "", None, ""
    written, at_text, _ = when_of(row, columns, heads)
    if written is None:
        at["at_text"] = at_text or only
        return at, "", None, ""
    dated = dating.dated(written)
    said: At = {"at": dated.at, "at_text": at_text, "precision": dated.precision, "remark": "; ".join(dated.remarks)}
    return said, dated.zone, dated.until, dated.mark


def _columns(
    source: TextFile, heads: Sequence[str], rows: Sequence[Sequence[str]], asked: Mapping[str, str]
) -> Columns:
    named = {name: _place(source, heads, column) for name, column in asked.items()}
    unknown = [name for name in named if name not in ("time", "date", "actor", "text")]
    if unknown:
        raise ImportProblem("--columns", 0, f"{unknown[0]!r} is not one of time, date, actor and text")
    columns = columns_of(heads or [""] * max(map(len, rows), default=0), rows, named)
    if columns is None:
        there = ", ".join(filter(None, heads)) or "no names"
        raise ImportProblem(
            source.name, 1, f"no column with times; the columns are {there}; use --columns time=NAME,text=NAME"
        )
    return columns


def _place(source: TextFile, heads: Sequence[str], column: str) -> int:
    names = [head.strip().casefold() for head in heads]
    if column.casefold() in names:
        return names.index(column.casefold())
    if column.isdecimal() and 0 < int(column) <= max(len(names), 1):
        return int(column) - 1
    raise ImportProblem(source.name, 1, f"there is no column {column!r}; the columns are {', '.join(heads)}")


def _said(columns: Columns, heads: Sequence[str]) -> str:
    def name(place: int | None) -> str:
        return "none" if place is None else (cell_of(heads, place) or f"column {place + 1}")

    when = " and ".join(map(name, columns.when)) or "none"
    return f"columns taken: time={when}, actor={name(columns.who)}, text={name(columns.what)}; --columns changes it"


def _heads(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the names of the columns; empty if the first row holds a time, so that it is a row like the others."""
    first = list(rows[0])
    return (
        [""] * len(first) if any(read_time(cell, cell=True) and cell.strip() not in "xX?-" for cell in first) else first
    )


def _sign(text: str) -> str:
    """Return what separates the fields: what stands equally often in most of the first lines."""
    if said := _SAYS_SIGN.match(text):
        return said["sign"]
    lines = [line for line in text.split("\n")[:_SAMPLE] if line.strip()]
    if not lines:
        return ","

    def alike(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        first = counts[0] or Counter(counts).most_common(1)[0][0]  # headings may be fewer than fields
        return (counts.count(first) if first else 0, first)

    return max(_SIGNS, key=alike)


def _rows(text: str, sign: str, source: TextFile | None = None) -> Iterator[tuple[int, list[str]]]:
    """Yield rows with the line each begins on; a broken end is kept for a sample, and told for a file."""
    reader = csv.reader(io.StringIO(text.replace("\0", "\ufffd"), newline=""), delimiter=sign)
    line = 1
    try:
        for row in reader:
            if row and not (line == 1 and _SAYS_SIGN.match(text)):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        if source:
            raise ImportProblem(source.name, line, f"cannot be read as a table: {error}") from error


csv.field_size_limit(_LONGEST)
