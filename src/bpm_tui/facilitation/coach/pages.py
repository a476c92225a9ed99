"""A Markdown page as passages of prose: code, quotes, comments and the addresses of links are passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bpm_tui.facilitation.coach.finding import Field

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:\s+|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{3,}|\*{3,}|_{3,})\s*$")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?")
_SKIPPED = re.compile(r"\s*+(?:>|\[[^\]]+\]:\s|\|?\s*+:?-{2,}+:?\s*+(?:\||$))")
# What is no prose within a line; the address of a link goes, its text stays.
# The inside of brackets ends where others begin: else each that is never closed is looked at to the end of the page.
_TARGET = r"\((?:[^()\n]|\([^()\n]*\))*+\)"
_HIDDEN = re.compile(
    rf"<!--.*?(?:-->|\Z)|!\[[^\[\]\n]*\]{_TARGET}|(?<=\]){_TARGET}|(?<=\])\[[^\]\n]*\]|</?[a-zA-Z][^<>\n]*>|[*_~]{{2,}}"
    r"|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|[\[\]]",
    re.DOTALL,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_INDENT = 4

_FIELDS: tuple[tuple[Field, tuple[str, ...]], ...] = (
    (
        "followup",
        ("follow-up", "follow up", "followup", "action item", "actions", "next step", "to do", "todo", "remediation"),
    ),
    ("hindsight", ("hindsight", "what we know now", "known now", "in retrospect")),
    ("known", ("known at the time", "what we knew", "what was known", "timeline")),
    ("learning", ("lesson", "learn", "what went", "where we got lucky", "retrospective")),
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of prose: where it begins in the page, its text as long as what stands there, and what it is about."""

    start: int
    text: str
    field: Field


def passages(page: str, field: Field | None = None) -> Iterator[Passage]:
    """Yield the passages of a page; without ``field`` the headings say what each of them is about."""
    now: Field = field or "outcome"
    prose = _COMMENT.sub(_blanks, page)
    block: list[tuple[int, int]] = []
    for kind, start, end in _lines(prose):
        if kind != "more" and block:
            yield _passage(prose, block, now)
            block = []
        if kind == "heading" and not field:
            now = _field_of(prose[start:end].lower())
        if kind == "row":
            yield from (_passage(prose, [cell], now) for cell in _cells(prose, start, end))
        elif kind != "gap":
            block.append((start, end))
    if block:
        yield _passage(prose, block, now)


def _lines(page: str) -> Iterator[tuple[str, int, int]]:
    """Yield the lines that hold prose: ``start`` and ``more`` of a paragraph, ``heading``, ``row``; else ``gap``."""
    fence, before, listed, start = "", "gap", False, 0
    for line in page.splitlines(keepends=True):
        end = start + len(line)
        found = _FENCE.match(line)
        if fence or found:
            fence = _fence_after(fence, found[1] if found else "")
            kind = "gap"
        else:
            kind = _kind(line, before, listed=listed)
            listed = kind == "item" or (listed and kind != "heading")
        mark = _ITEM.match(line) if kind == "item" else _HEADING.match(line) if kind == "heading" else None
        yield kind, start + (mark.end() if mark else 0), end
        before, start = kind, end


def _fence_after(fence: str, mark: str) -> str:
    if not fence:
        return mark
    return "" if mark and mark[0] == fence[0] and len(mark) >= len(fence) else fence


def _kind(line: str, before: str, *, listed: bool) -> str:
    if not line.strip() or _SKIPPED.match(line) or _UNDERLINE.match(line):
        return "gap"
    if _HEADING.match(line):
        return "heading"
    if line.lstrip().startswith("|"):
        return "row"
    if _ITEM.match(line):
        return "item"
    if before == "gap" and not listed and line.expandtabs()[:_INDENT].isspace():
        return "gap"
    return "more" if before in ("more", "item", "start") else "start"


def _cells(page: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    while at < end:
        cut = page.find("|", at, end)
        cut = end if cut < 0 else cut
        if page[at:cut].strip():
            yield at, cut
        at = cut + 1


def _passage(page: str, block: list[tuple[int, int]], field: Field) -> Passage:
    start, end = block[0][0], block[-1][1]
    return Passage(start, _HIDDEN.sub(_blanks, page[start:end]), field)


def _blanks(found: re.Match[str]) -> str:
    return "".join("\n" if letter == "\n" else " " for letter in found[0])


def _field_of(heading: str) -> Field:
    return next((field for field, words in _FIELDS if any(word in heading for word in words)), "outcome")
