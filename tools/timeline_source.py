"""The timeline of a written postmortem: the lines that a person would copy out, and what a reader finds in them.

The reading here shares nothing with the app's own, so that the two can be compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape

_HEADING = re.compile(r"(?P<level>#{1,6})\s+(?P<title>.*)")
_TIMELINE = re.compile(r"timeline|chronolog", re.IGNORECASE)
_LEFT_OUT = re.compile(r"!\[|\[[^\]]+\]:\s")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_MARKUP = re.compile(r"^(?:\||[-*•>]\s|#{1,6}\s|\s)*[*_`\[(~\s]*")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_DATE = re.compile(
    r"(?P<iso>\d{4,5}-\d\d-\d\d)"
    r"|(?P<slash>\d\d/\d\d/\d{4})"
    rf"|(?:(?P<day1>\d{{1,2}})\.?\s{_MONTH}|{_MONTH.replace('month', 'month2')}\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)"
    r"(?:,?\s(?P<year>\d{4}))?"
)
_CLOCK = re.compile(
    r"(?P<hour>[\dX-]{1,2}):(?P<minute>[\dX?-]{2})(?::\d\d)?(?:\s?(?P<half>[ap])\.?m\b)?", re.IGNORECASE
)
_BETWEEN = re.compile(r"[\s,*_`\])T]*(?:(?:at|ca\.)\s)?[~*_`]*")
_RULE = re.compile(r"[|\s:-]*-{3}[|\s:-]*")
_ZONES = {
    "UTC": "UTC", "GMT": "UTC", "CET": "Europe/Berlin", "CEST": "Europe/Berlin", "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles", "EST": "America/New_York", "EDT": "America/New_York",
}  # fmt: skip
_TO = re.compile(r"[*_`]*\s*(?:to|[-–—])\s*[*_`]*(?=\d)")
_ZONE_BEHIND = re.compile(rf"(?:\s(?:{'|'.join(_ZONES)})\b)?")
_BREAK = re.compile(r"<br */?>")
_WORD = re.compile(r"[^\W_]+")


@dataclass
class Written:
    """An entry as it is written: its day as ``2020-02-20`` or ``02-20`` and its clock times as ``21:17``, if said."""

    day: str
    clocks: tuple[str, ...]
    words: list[str] = field(default_factory=list)


def timeline_of(text: str) -> list[str]:
    """Return the first part whose heading speaks of a timeline, with the heading; all lines if there is none."""
    lines = text.splitlines()
    begins = next((at for at, line in enumerate(lines) if _level(line) and _TIMELINE.search(line)), None)
    if begins is None:
        return lines
    level = _level(lines[begins])
    after = lines[begins + 1 :]
    return lines[begins:][: 1 + next((at for at, line in enumerate(after) if 0 < _level(line) <= level), len(after))]


def prepared(lines: Iterable[str]) -> list[str]:
    """Return the lines that a person would copy out: from the first time on, without code, pictures and addresses."""
    kept: list[str] = []
    fenced = False
    for line in lines:
        if _FENCE.match(line):
            fenced = not fenced
        elif not (fenced or _LEFT_OUT.match(line.strip())) and (kept or _begins(line)):
            kept.append(line)
    return kept


def entries(lines: Iterable[str]) -> list[Written]:
    """Return the entries that a reader finds: each begins with a time, and goes on to the next one."""
    found: list[Written] = []
    today = ""
    for line in lines:
        begins = _begins(line)
        if begins is None:
            if found and not _RULE.fullmatch(line):
                found[-1].words += words_of(line)
            continue
        day, clocks, rest = begins
        today = day or today
        words = words_of(rest)
        if clocks or words:
            found.append(Written(today, clocks, words))
    return found


def words_of(text: str) -> list[str]:
    """Return the words of a text, without case, signs and what HTML there is in Markdown."""
    return _WORD.findall(unescape(_BREAK.sub(" ", text)).casefold())


def first_day(text: str) -> str:
    """Return the first whole date of a text, empty if there is none."""
    return next((day for found in _DATE.finditer(text) if len(day := _day(found)) == len("2020-02-20")), "")


def zone_of(text: str) -> str:
    """Return the zone that a text names, UTC if it names none."""
    found = re.search(rf"\b({'|'.join(_ZONES)})\b", text)
    return _ZONES[found[1]] if found else "UTC"


def same_day(one: str, other: str) -> bool:
    """Tell whether two days are the same as far as both are said."""
    return not one or not other or one.endswith(other) or other.endswith(one)


def _level(line: str) -> int:
    found = _HEADING.match(line)
    return len(found["level"]) if found else 0


def _begins(line: str) -> tuple[str, tuple[str, ...], str] | None:
    """Return day, clock times and the rest of a line that begins with a time."""
    at = _end(_MARKUP, line, 0)
    day = _DATE.match(line, at)
    at = _end(_BETWEEN, line, day.end()) if day else at
    first = _CLOCK.match(line, at)
    if first is None:
        return (_day(day), (), line[at:]) if day else None
    at = _end(_ZONE_BEHIND, line, first.end())
    to = _TO.match(line, at)
    last = _CLOCK.match(line, to.end()) if to else None
    clocks = tuple(_clock(one) for one in (first, last) if one)
    return (_day(day) if day else ""), clocks, line[last.end() if last else at :]


def _end(pattern: re.Pattern[str], line: str, at: int) -> int:
    """Return where a pattern ends that stands at a place, or that place."""
    found = pattern.match(line, at)
    return found.end() if found else at


def _day(found: re.Match[str]) -> str:
    if found["iso"]:
        return found["iso"]
    if found["slash"]:
        day, month, year = found["slash"].split("/")
        return f"{year}-{month}-{day}"
    month = _MONTHS.index(found["month"] or found["month2"]) + 1
    day = int(found["day1"] or found["day2"])
    return (f"{found['year']}-" if found["year"] else "") + f"{month:02}-{day:02}"


def _clock(found: re.Match[str]) -> str:
    hour, half = found["hour"], (found["half"] or "").lower()
    if half and hour.isdigit():
        hour = str(int(hour) % 12 + (12 if half == "p" else 0))
    return f"{hour.zfill(2)}:{found['minute']}"
