"""Times as programs write them: ISO 8601 with any number of fraction digits, and seconds since 1970 at any scale."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any, TypedDict

from bpm_tui.model.inbox.imported_item import Stated

_ISO = re.compile(
    r"\s*(?P<date>\d{4}-\d\d-\d\d)(?:[T ](?P<hour>\d\d)(?::(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?)?)?"
    r"\s*(?P<zone>Z|UTC|[+-]\d\d(?::?\d\d)?)?\s*"
)
_NUMBER = re.compile(r"\s*(?P<whole>-?\d{1,20})(?:\.\d*)?\s*")
_LAST = 253_402_300_799
"""The last second of the year 9999."""


class At(TypedDict):
    """The fields of an item that say when."""

    at: str | None
    at_text: str
    precision: Stated
    remark: str


def read_stamp(value: Any) -> At:
    """Return when a program's time is; one that cannot be read is kept as text, with a remark."""
    text = "" if value is None or isinstance(value, bool) else str(value)
    found = _iso(text) or _epoch(text)
    if found:
        return {"at": found[0], "at_text": text, "precision": found[1], "remark": ""}
    remark = "the time is not read" if text.strip() else "no time is stated"
    return {"at": None, "at_text": text, "precision": "none", "remark": remark}


def _iso(text: str) -> tuple[str, Stated] | None:
    found = _ISO.fullmatch(text)
    if not found or found["date"].startswith("0"):  # the year 1 is how some say: not yet
        return None
    if found["hour"] is None:
        return (found["date"], "day") if _exists(found["date"]) else None
    zone = _offset(found["zone"] or "")
    parts = [found[name] for name in ("hour", "minute", "second") if found[name] is not None]
    at = f"{found['date']}T{':'.join(parts)}"
    precision: Stated = ("hour", "minute", "second")[len(parts) - 1]
    return (at + zone, precision) if _exists(at + zone) else None


def _epoch(text: str) -> tuple[str, Stated] | None:
    """Read seconds since 1970, or thousandths, millionths or billionths of them, by how many there are."""
    found = _NUMBER.fullmatch(text)
    seconds = int(found["whole"]) if found else 0
    while seconds > _LAST // 20:
        seconds //= 1000
    if seconds < 100_000_000:  # before 1973 it is some other number
        return None
    return _utc(seconds), "second"


def _utc(seconds: int) -> str:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).isoformat(timespec="seconds")


def _offset(zone: str) -> str:
    if zone in ("Z", "UTC"):
        return "+00:00"
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}" if zone else ""


def _exists(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
