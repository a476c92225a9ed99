"""Where a key is in a TOML text, so that a problem with a value can name its line and column."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import tomli

Step = str | int
"""A key, or a place in an array counted from 0; an array's table may also be named by the string of its ``id``."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*'""")
_SCALAR = re.compile(
    r'''"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*\'|[^\s,\[\]{}"'#][^,\]}#\n]*''',
    re.DOTALL,
)


class Place(NamedTuple):
    """A line and a column, both counted from 1, the column in characters."""

    line: int
    column: int


def locate(text: str, path: tuple[Step, ...]) -> Place:
    """Return where the key, the array element or the table header that ``path`` leads to begins.

    A path that leads nowhere gives its longest part that is there, at last the first character. Text that is not
    quite TOML is read as far as it goes; nothing is raised.
    """
    scan = _Scan(text)
    scan.run()
    found = 0
    here: tuple[Step, ...] = ()
    for step in path:
        here = scan.ids.get((*here, step), (*here, step))
        if here not in scan.starts:
            break
        found = scan.starts[here]
    return place_at(text, found)


def place_at(text: str, offset: int) -> Place:
    """Return the line and column of a character of the text, given by its offset from 0."""
    return Place(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


class _LostError(Exception):
    """The text is not TOML from here on."""


class _Scan:
    """One pass over the text; ``starts`` holds the offset of every path, ``ids`` the place of tables with an id."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.starts: dict[tuple[Step, ...], int] = {}
        self.ids: dict[tuple[Step, ...], tuple[Step, ...]] = {}
        self.counts: dict[tuple[Step, ...], int] = {}

    def run(self) -> None:
        table: tuple[Step, ...] = ()
        while self._skip(_BLANK) < len(self.text):
            try:
                if self.text[self.at] == "[":
                    table = self._header()
                else:
                    self._pair(table)
            except (_LostError, RecursionError):
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end

    def _skip(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if not found:
            raise _LostError
        self.at = found.end()
        return found[0]

    def _sign(self, sign: str) -> bool:
        if self.text.startswith(sign, self.at):
            self.at += len(sign)
            return True
        return False

    def _header(self) -> tuple[Step, ...]:
        start = self.at
        many = self._sign("[[")
        if not many:
            self._sign("[")
        *outer, last = self._keys()
        if not self._sign("]]" if many else "]"):
            raise _LostError
        path = self._within((), outer, start)
        if many:
            path = (*path, last)
            self.starts.setdefault(path, start)
            self.counts[path] = self.counts.get(path, -1) + 1
            path = (*path, self.counts[path])
            self.starts[path] = start
            return path
        return self._within(path, [last], start)

    def _within(self, path: tuple[Step, ...], keys: list[str], start: int) -> tuple[Step, ...]:
        """Follow keys into tables, and into the last table of each array on the way."""
        for key in keys:
            path = (*path, key)
            self.starts.setdefault(path, start)
            if path in self.counts:
                path = (*path, self.counts[path])
        return path

    def _keys(self) -> list[str]:
        keys = []
        while True:
            self._skip(_SPACE)
            keys.append(_plain(self._take(_KEY)))
            self._skip(_SPACE)
            if not self._sign("."):
                return keys

    def _pair(self, table: tuple[Step, ...]) -> None:
        start = self.at
        path = (*table, *self._keys())
        for end in range(len(table) + 1, len(path) + 1):
            self.starts.setdefault(path[:end], start)
        if not self._sign("="):
            raise _LostError
        self._skip(_SPACE)
        value = self._value(path)
        if path[-1] == "id" and len(path) > 1 and isinstance(path[-2], int) and value[:1] in ("'", '"'):
            self.ids.setdefault((*path[:-2], _plain(value)), path[:-1])

    def _value(self, path: tuple[Step, ...]) -> str:
        """Skip a value and return its text if it is neither an array nor a table."""
        if self._sign("["):
            self._inside("]", lambda place: self._element((*path, place)))
        elif self._sign("{"):
            self._inside("}", lambda _: self._pair(path))
        else:
            return self._take(_SCALAR)
        return ""

    def _element(self, path: tuple[Step, ...]) -> None:
        self.starts.setdefault(path, self.at)
        self._value(path)

    def _inside(self, end: str, read: Callable[[int], None]) -> None:
        place = 0
        while self._skip(_BLANK) < len(self.text) and not self._sign(end):
            read(place)
            place += 1
            self._skip(_BLANK)
            self._sign(",")


def _plain(key: str) -> str:
    if key[0] not in "\"'":
        return key
    try:
        return str(tomli.loads(f"key = {key}")["key"])
    except tomli.TOMLDecodeError:
        return key
