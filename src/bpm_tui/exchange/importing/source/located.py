"""JSON whose objects know on which line they begin."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from json import decoder, scanner
from typing import Any

from bpm_tui.exchange.importing.source.problem import ImportProblem

_SPACES = " \t\n\r"
_BLANKS = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


class Located(dict[str, Any]):
    """A JSON object and the line where it begins, from 1."""

    __slots__ = ("line",)
    line: int


class _Decoder(json.JSONDecoder):
    """Reads objects in Python, so that each can be told where it stands; strings and numbers as usual."""

    def __init__(self, line_at: Callable[[int], int]) -> None:
        super().__init__()

        def parse_object(s_and_end: tuple[str, int], *rest: Any, **named: Any) -> tuple[Any, int]:
            value, end = decoder.JSONObject(s_and_end, *rest, **named)  # type: ignore[attr-defined]
            found = Located(value)
            found.line = line_at(s_and_end[1] - 1)
            return found, end

        self.parse_object = parse_object
        self.scan_once = scanner.py_make_scanner(self)  # type: ignore[attr-defined]


def load_json(text: str, file: str) -> Any:
    """Return what a JSON text holds; its objects are ``Located``.

    Raises:
        ImportProblem: it is no JSON, or it is nested too deeply.
    """
    ends = [place for place, character in enumerate(text) if character == "\n"]
    with _as_problem(file):
        return _Decoder(lambda place: bisect_right(ends, place) + 1).decode(text)


def load_documents(text: str, file: str) -> Iterator[Any]:
    """Yield what each of the JSON texts holds that follow each other, as ``load_json`` does.

    Raises:
        ImportProblem: it is no JSON, or it is nested too deeply; what is before the fault was yielded.
    """
    ends = [place for place, character in enumerate(text) if character == "\n"]
    reader = _Decoder(lambda place: bisect_right(ends, place) + 1)
    place, end = 0, len(text.rstrip(_SPACES))
    while True:
        with _as_problem(file):
            value, place = reader.raw_decode(text, _blank(text, place))
        yield value
        if place >= end:
            return


@contextmanager
def _as_problem(file: str) -> Iterator[None]:
    try:
        yield
    except json.JSONDecodeError as error:
        raise ImportProblem(file, error.lineno, f"not JSON: {error.msg}") from error
    except RecursionError as error:
        raise ImportProblem(file, 1, "cannot be read: the JSON is nested too deeply") from error
    except ValueError as error:  # a number of thousands of digits
        raise ImportProblem(file, 1, f"not read: {error}") from error


def load_list(text: str, file: str) -> Any:
    """Return what a JSON text holds, as ``load_json`` does, but only the objects of an outermost list know their lines.

    It is ten times as fast.

    Raises:
        ImportProblem: it is no JSON, or it is nested too deeply.
    """
    place = _blank(text, 0)
    if not text.startswith("[", place):
        return load_json(text, file)
    found: list[Any] = []
    line, counted, place = 1, 0, _blank(text, place + 1)
    try:
        while not text.startswith("]", place):
            value, end = _DECODER.raw_decode(text, place)
            line, counted = line + text.count("\n", counted, place), place
            found.append(_at(value, line))
            place = _blank(text, end)
            if not text.startswith((",", "]"), place):
                return load_json(text, file)  # which says what is wrong, and where
            place = _blank(text, place + text.startswith(",", place))
    except (ValueError, RecursionError):
        return load_json(text, file)
    return (
        found
        if _blank(text, place + 1) == len(text) and not text[:place].rstrip().endswith(",")
        else load_json(text, file)
    )


def _at(value: Any, line: int) -> Any:
    if not isinstance(value, dict):
        return value
    found = Located(value)
    found.line = line
    return found


def _blank(text: str, place: int) -> int:
    found = _BLANKS.match(text, place)
    return found.end() if found else place


def line_of(data: Any, default: int = 1) -> int:
    """Return the line of an object, or the one given for anything else."""
    return data.line if isinstance(data, Located) else default
