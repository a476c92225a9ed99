"""Problems in a file that a user wrote, each with its place; such a file never stops the app."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import tomli

from bpm_tui.storage.disk.regular import read_regular

if TYPE_CHECKING:
    from bpm_tui.storage.disk.toml_places import Step


_LONG_NUMBER = re.compile(r"(?:0[xob])?[0-9A-Fa-f_]{3000,}")
"""A number with so many digits that Python refuses to read or show it."""
_MOST_BITS = 10_000


class Problem(NamedTuple):
    """One problem: the file, line and column (from 1), and in words what was expected and what is done."""

    file: Path
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class StorageError(Exception):
    """Storage cannot do it; the message tells a person what, where and what next. A full disk is an ``OSError``."""


class BadFileError(StorageError, ValueError):
    """A file cannot be used; ``problems`` says why, at least once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class TomlFile(NamedTuple):
    """A TOML file that was read: its text, and the plain data in it."""

    file: Path
    text: str
    data: dict[str, Any]

    def problem(self, path: tuple[Step, ...], message: str) -> Problem:
        """Return a problem at the key that ``path`` leads to."""
        from bpm_tui.storage.disk.toml_places import locate  # noqa: PLC0415 (most files have no problem)

        return Problem(self.file, *locate(self.text, path), message)

    def problems_of(self, error: ValueError) -> list[Problem]:
        """Return what a validator found, one problem for each complaint if it was Pydantic's."""
        complaints = getattr(error, "errors", None)
        if complaints is None:
            return [self.problem((), str(error))]
        return [self.problem(found["loc"], _words(found)) for found in complaints()]


def read_toml(file: Path, **reading: Any) -> TomlFile:
    """Read a TOML file in UTF-8, with or without a byte order mark; ``reading`` is passed on to the parser.

    Raises:
        BadFileError: it cannot be read or is not TOML.
        FileNotFoundError: there is no such file.
    """
    try:
        raw = read_regular(file)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise BadFileError([Problem(file, 1, 1, f"cannot be read: {error.strerror}")]) from error
    return toml_in(file, decoded(file, raw), **reading)


def toml_in(
    file: Path, text: str, kind: type[BadFileError] = BadFileError, *, mend: str = "", **reading: Any
) -> TomlFile:
    """Return a file's text with its plain data; ``reading`` is passed on to the parser.

    Raises:
        BadFileError: it is not TOML, or holds a number that nothing can show; it is of the ``kind`` given.
    """
    try:
        data = tomli.loads(text, **reading)
    except tomli.TOMLDecodeError as error:
        raise kind([Problem(file, error.lineno, error.colno, f"not TOML: {error.msg}{mend}")]) from error
    except RecursionError as error:
        raise kind([Problem(file, 1, 1, "nested too deeply")]) from error
    except ValueError as error:
        raise _too_long(file, text, kind) from error
    if _LONG_NUMBER.search(text) and any(number.bit_length() > _MOST_BITS for number in _numbers(data)):
        raise _too_long(file, text, kind)
    return TomlFile(file, text, data)


def is_blank(raw: bytes) -> bool:
    """Say whether a file is empty, as a sync tool or a power cut may leave it."""
    return not raw.strip(b"\0 \t\r\n")


def nearest(name: str, names: Iterable[str]) -> str:
    """Return the end of a message that suggests a similar name, empty if there is none."""
    found = difflib.get_close_matches(name.casefold(), list(names), n=1)
    return f"; did you mean {found[0]!r}?" if found else ""


def decoded(file: Path, raw: bytes, kind: type[BadFileError] = BadFileError) -> str:
    """Return the text of a file's bytes.

    Raises:
        BadFileError: they are not UTF-8; it is of the ``kind`` given.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        from bpm_tui.storage.disk.toml_places import place_at  # noqa: PLC0415 (most files have no problem)

        good = raw[: error.start].decode("utf-8-sig")
        message = f"not UTF-8: the byte {raw[error.start]:#04x} does not begin a character; save the file as UTF-8"
        raise kind([Problem(file, *place_at(good, len(good)), message)]) from error


def _too_long(file: Path, text: str, kind: type[BadFileError]) -> BadFileError:
    from bpm_tui.storage.disk.toml_places import place_at  # noqa: PLC0415 (most files have no problem)

    found = _LONG_NUMBER.search(text)
    return kind([Problem(file, *place_at(text, found.start() if found else 0), "a number here is too long")])


def _numbers(data: Any) -> Iterator[int]:
    if isinstance(data, int):
        yield data
    elif isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _numbers(each)


def _words(found: Any) -> str:
    keys = ".".join(str(step) for step in found["loc"])
    message = str(found["msg"]).removeprefix("Value error, ")
    return f"{keys}: {message}" if keys else message
