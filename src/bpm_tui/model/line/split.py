"""The core of every typed line: a text and the fields after it, ``what => outcome; expected: …``, taken apart.

A marker counts at the start, after ``;`` and after ``=>``, if no backslash stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bpm_tui.model.escapes import meant, who_at
from bpm_tui.model.line.markers import ARROW, SPACES, WHO, Marks, slashes_of


@dataclass(frozen=True, slots=True)
class Piece:
    """A field of a line: its marker in lower case (empty for the text), its value, and the columns of the value."""

    name: str
    text: str
    start: int
    end: int


Check = Callable[[str, int], int | None]
"""From a line and a column to where the value there ends, or nothing if the marker before it is only text."""


def split(line: str, marks: Marks, checks: Mapping[str, Check] | None = None, start: int = 0) -> list[Piece]:
    """Return the fields of a line in order, the text first; a marker without a value is left out.

    ``checks`` are for markers that count only before a value they accept.
    """
    return _Splitter(line, marks, checks or {}, start).pieces()


@dataclass
class _Splitter:
    """Reads a line from left to right: the field being read, and those found."""

    line: str
    marks: Marks
    checks: Mapping[str, Check]
    at: int
    found: list[Piece] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    chunks: list[str] = field(default_factory=list)
    name: str = ""
    begin: int = 0
    last_is_raw: bool = False

    def pieces(self) -> list[Piece]:
        self._begin("", self.at)
        self._head(self.marks.escaped_head)
        while candidate := self.marks.candidate.search(self.line, self.at):
            self._raw(candidate.start())
            self._read(candidate)
        self._raw(len(self.line))
        self._finish(len(self.line))
        return self.found

    def _read(self, found: re.Match[str]) -> None:
        slashes, self.at = slashes_of(found), found.end()
        self._literal("\\" * (len(slashes) // 2))
        counts = len(slashes) % 2 == 0
        if sequence := found["sequence"]:
            self._literal(sequence if counts else meant(sequence))
        elif not (counts and self._opens(found["sign"], found.start() + len(slashes), found.end())):
            self._literal(found["sign"] or ";")

    def _opens(self, sign: str | None, start: int, end: int) -> bool:
        """Begin the field that a marker opens; false if it is only text."""
        if sign == WHO:
            return self._who(start)
        if sign is None:  # a semicolon
            while self.line.startswith(tuple(SPACES), end):
                end += 1
            if not self.line.startswith(ARROW, end):
                return self._field(start, end)
            end += len(ARROW)
        return self._arrow(start, end)

    def _arrow(self, start: int, end: int) -> bool:
        if ARROW in self.seen:
            return False
        self._finish(start)
        self._begin(ARROW, end)
        self._head(self.marks.escaped_outcome)
        return True

    def _who(self, start: int) -> bool:
        name = who_at(self.line, start)
        at_start = not self.line[self.begin : start].strip()
        if name is None or WHO in self.seen or (self.name and (at_start or self.name not in self.marks.before_who)):
            return False
        if not (at_start or self.marks.is_end(self.line, name.end)):
            return False
        self._strip()
        self.found.append(Piece(WHO, name.text, start, name.end))
        self.seen.add(WHO)
        self.at = name.end
        if at_start:
            self._begin("", name.end)
            self._head(self.marks.escaped_head)
        return True

    def _field(self, start: int, at: int) -> bool:
        """Begin the field whose marker stands at a column; ``start`` is where the field before it ends."""
        found = self.marks.opening.match(self.line, at)
        if found is None:
            return False
        name = (found["name"] or found["bare"]).lower()
        if check := self.checks.get(name):
            end = check(self.line, found.end())
            if end is None or not (self.marks.is_end(self.line, end) or self._ends_in_who(name, end)):
                return False
        self._finish(start)
        self._begin(name, found.end())
        if check and end is not None:
            self._raw(end)
        return True

    def _ends_in_who(self, name: str, end: int) -> bool:
        free = name in self.marks.before_who and WHO not in self.seen
        return free and self.marks.is_end_but_who(self.line, end)

    def _begin(self, name: str, at: int) -> None:
        while self.line[at : at + 1].isspace():
            at += 1
        self.seen.add(name)
        self.name, self.at, self.begin, self.chunks = name, at, at, []

    def _head(self, escaped: re.Pattern[str]) -> None:
        candidate = self.marks.candidate.match(self.line, self.at)
        if candidate and slashes_of(candidate):
            return
        if head := escaped.match(self.line, self.at):
            self._literal(head[0][1:])
            self.at = head.end()
        else:
            self._field(self.at, self.at)

    def _raw(self, end: int) -> None:
        if end > self.at:
            self.chunks.append(self.line[self.at : end])
            self.at, self.last_is_raw = end, True

    def _literal(self, text: str) -> None:
        if text:
            self.chunks.append(text)
            self.last_is_raw = False

    def _strip(self) -> None:
        if self.last_is_raw and self.chunks:
            self.chunks[-1] = self.chunks[-1].rstrip()

    def _finish(self, end: int) -> None:
        self._strip()
        if self.found and self.found[-1].name == WHO and not self.line[self.found[-1].end : end].strip():
            end = max(self.begin, self.found[-1].start)
        end = self.begin + len(self.line[self.begin : end].rstrip())
        if end > self.begin or not self.name:
            self.found.append(Piece(self.name, "".join(self.chunks), self.begin, end))
