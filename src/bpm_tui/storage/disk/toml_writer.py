"""Writing TOML: every value on one line, tables under their own headers.

``tomli-w`` writes arrays of tables in line, which makes poor diffs, and has no switch for it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from bpm_tui.model.items import storable

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f-\x9f\u2028\u2029]')
"""All control characters: none may end a line, and none should reach a terminal that shows the file."""
_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def string(text: str) -> str:
    """Return a basic string on one line; a lone surrogate becomes its visible escape."""
    return f'"{_ESCAPED.sub(_escape, storable(text))}"'


def key(name: str) -> str:
    """Return a key, quoted where it must be."""
    return name if _BARE_KEY.fullmatch(name) else string(name)


def value(data: Any) -> str:
    """Return any value on one line.

    Raises:
        TypeError: TOML cannot hold a value of this type.
    """
    if isinstance(data, str):
        return string(data)
    if isinstance(data, bool):
        return "true" if data else "false"
    if isinstance(data, Mapping):
        inside = ", ".join(pair(name, item) for name, item in data.items() if item is not None)
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(data, Sequence):
        return f"[{', '.join(value(item) for item in data)}]"
    return _plain(data)


def pair(name: str, data: Any) -> str:
    """Return ``key = value`` on one line, without the line's end."""
    return f"{key(name)} = {value(data)}"


def lines(data: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield a table's lines: its values, then the tables inside it, each under its header with its whole path."""
    inside = {name: item for name, item in data.items() if _has_header(item)}
    for name, item in data.items():
        if name not in inside and item is not None:
            yield pair(name, item)
    for name, item in inside.items():
        deeper = (*path, name)
        if isinstance(item, Mapping):
            yield from ("", f"[{header(deeper)}]", *lines(item, deeper))
        else:
            for table in item:
                yield from ("", f"[[{header(deeper)}]]", *lines(table, deeper))


def header(path: tuple[str, ...]) -> str:
    """Return the dotted name of a table."""
    return ".".join(key(name) for name in path)


def as_written(number: str) -> Decimal:
    """Return a number with a point as it stands in a file, for ``tomli`` to read it without rounding."""
    return Decimal(number.replace("_", ""))


def _has_header(data: Any) -> bool:
    """Say whether a value is a table or a list of tables only."""
    if isinstance(data, Mapping):
        return True
    is_list = isinstance(data, Sequence) and not isinstance(data, str)
    return is_list and bool(data) and all(isinstance(item, Mapping) for item in data)


def _escape(match: re.Match[str]) -> str:
    found = match[0]
    return _SHORT.get(found) or f"\\u{ord(found):04x}"


def _plain(data: Any) -> str:
    match data:
        case datetime():
            return _datetime(data)
        case date() | time() | int():
            return data.isoformat() if not isinstance(data, int) else str(data)
        case float() | Decimal():
            return _number(data)
    raise TypeError(f"TOML cannot hold {type(data).__name__} {data!r}")


def _datetime(data: datetime) -> str:
    offset = data.utcoffset()
    # TOML has no seconds in offsets; local mean times before 1900 do.
    return (data.astimezone(UTC) if offset and offset.seconds % 60 else data).isoformat()


def _number(data: float | Decimal) -> str:
    if math.isnan(data):
        return "nan"
    if math.isinf(data):
        return "inf" if data > 0 else "-inf"
    # One way to write a number, whether it was computed or read.
    text = str(Decimal(repr(data)) if isinstance(data, float) else data).lower()
    return text if re.search("[.e]", text) else f"{text}.0"
