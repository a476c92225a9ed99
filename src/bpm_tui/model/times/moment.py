"""A moment: when something happened, as exactly as anybody could say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timezone, tzinfo
from typing import Annotated, Any, Literal

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

from bpm_tui.model.items import storable

Precision = Literal["exact", "about", "before", "after", "range", "day", "unread"]

_STORED = re.compile(
    r"(?P<mark>~|before |after )?(?P<at>\d{4}-\d\d-\d\d[T ][^/]+)(?:/(?P<until>\d{4}-\d\d-\d\d[T ].+))?"
)
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?: ([+-]\d\d:\d\d(?::\d\d)?))?")
_MARKS: dict[str, Precision] = {"~": "about", "before ": "before", "after ": "after"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, with its precision.

    ``at`` is an aware datetime (the start of a range; midnight of a bare day), ``until`` the end of a range,
    ``seconds`` says whether the second was stated. What could not be read is kept in ``text`` with no ``at``.
    Datetimes are pinned to their offset and cut to what was stated, so that the stored form says all of it.

    Raises:
        ValueError: a datetime without an offset.
    """

    precision: Precision
    at: datetime | None = None
    until: datetime | None = None
    seconds: bool = False
    text: str = ""

    def __post_init__(self) -> None:
        if self.at is not None:
            object.__setattr__(self, "at", _stated(self.at, self.seconds))
        if self.until is not None:
            object.__setattr__(self, "until", _stated(self.until, self.seconds))

    def stored(self) -> str:
        """Return the form kept in the files, with the offset, e.g. ``~2026-11-20T14:40+01:00``."""
        if self.at is None:
            return self.text
        if self.precision == "day":
            return f"{self.at.date().isoformat()} {_offset(self.at)}"
        unit = "seconds" if self.seconds else "minutes"
        mark = {precision: mark for mark, precision in _MARKS.items()}.get(self.precision, "")
        tail = f"/{self.until.isoformat(timespec=unit)}" if self.until else ""
        return f"{mark}{self.at.isoformat(timespec=unit)}{tail}"

    @classmethod
    def from_stored(cls, text: str, zone: tzinfo = UTC) -> Moment:
        """Read the stored form; a time without offset is in ``zone``; anything else is kept as unread text."""
        try:
            return _read_stored(text, zone)
        except ValueError:
            return cls("unread", text=storable(text))


def pinned(at: datetime) -> datetime:
    """Return the same clock time with its offset instead of its zone: zones compare oddly when clocks go back.

    Raises:
        ValueError: a datetime without an offset.
    """
    offset = at.utcoffset()
    if offset is None:
        raise ValueError("a moment needs a datetime with an offset")
    return at.replace(tzinfo=timezone(offset), fold=0)


def _stated(at: datetime, seconds: bool) -> datetime:
    return pinned(at).replace(second=at.second if seconds else 0, microsecond=0)


def _read_stored(text: str, zone: tzinfo) -> Moment:
    if day := _DAY.fullmatch(text):
        return Moment("day", at=_aware(f"{day[1]}T00:00{day[2] or ''}", zone))
    found = _STORED.fullmatch(text)
    if found is None or (found["mark"] and found["until"]):
        raise ValueError(f"not a moment: {text!r}")
    at = _aware(found["at"], zone)
    until = _aware(found["until"], zone) if found["until"] else None
    precision: Precision = "range" if until else _MARKS.get(found["mark"] or "", "exact")
    return Moment(precision, at=at, until=until, seconds=any(map(_states_seconds, (found["at"], found["until"]))))


def _states_seconds(text: str | None) -> bool:
    return text is not None and text.count(":", 0, 19) > 1


def _offset(at: datetime) -> str:
    return at.isoformat(timespec="minutes")[16:]


def _aware(text: str, zone: tzinfo) -> datetime:
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=zone)


def _validate(value: Any, info: core_schema.ValidationInfo) -> Moment | None:
    zone = (info.context or {}).get("zone", UTC)
    match value:
        case None | Moment():
            return value
        case datetime():
            stated = bool(value.second or value.microsecond)
            return Moment("exact", at=value if value.tzinfo else value.replace(tzinfo=zone), seconds=stated)
        case str() | date() | time():
            return Moment.from_stored(str(value), zone) if value != "" else None
    raise ValueError('a moment is text, such as "2026-11-20T14:32+01:00"')


class _Stored:
    """How Pydantic reads and stores a moment."""

    @staticmethod
    def __get_pydantic_core_schema__(_source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        stores = core_schema.plain_serializer_function_ser_schema(lambda moment: moment.stored() if moment else None)
        return core_schema.with_info_plain_validator_function(_validate, serialization=stores)


StoredMoment = Annotated[Moment | None, _Stored()]
"""A field that holds a moment and is kept in the files as one string. The validation context may give ``zone``."""
