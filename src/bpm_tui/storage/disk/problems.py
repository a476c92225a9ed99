"""What is wrong in a file that a user wrote, said with its place; such a file never stops the app."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import tomli

if TYPE_CHECKING:
    from bpm_tui.storage.disk.toml_places import Step


class Problem(NamedTuple):
    """One thing that is wrong: the file, where in it (from 1), and in words what was expected and what is done."""

    file: Path
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class StorageError(Exception):
    """What is stored cannot be found or used as asked; the message is for the person who asked."""


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


def read_toml(file: Path) -> TomlFile:
    """Read a TOML file in UTF-8, with or without a byte order mark.

    Raises:
        BadFileError: it cannot be read or is not TOML.
        FileNotFoundError: there is no such file.
    """
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise BadFileError([Problem(file, 1, 1, f"cannot be read: {error.strerror}")]) from error
    text = decoded(file, raw)
    try:
        return TomlFile(file, text, tomli.loads(text))
    except tomli.TOMLDecodeError as error:
        raise BadFileError([Problem(file, error.lineno, error.colno, f"not TOML: {error.msg}")]) from error
    except RecursionError as error:
        raise BadFileError([Problem(file, 1, 1, "nested too deeply")]) from error


def nearest(name: str, names: Iterable[str]) -> str:
    """Return the end of a message that suggests the name meant, empty if none is near."""
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
        message = f"not UTF-8: the byte {raw[error.start]:#04x} begins no character; save the file as UTF-8"
        raise kind([Problem(file, *place_at(good, len(good)), message)]) from error


def _words(found: Any) -> str:
    keys = ".".join(str(step) for step in found["loc"])
    message = str(found["msg"]).removeprefix("Value error, ")
    return f"{keys}: {message}" if keys else message
