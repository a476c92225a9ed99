"""Time zones as people write them in a document: UTC, PST, GMT+1, Zurich time, Europe/Copenhagen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bpm_tui.storage.user.zones import is_zone, zone_called

_HOURS = dict(
    pair.split("=")
    for pair in (  # noqa: SIM905 - a list of pairs would be three times as long
        "UTC=+00:00 GMT=+00:00 WET=+00:00 WEST=+01:00 BST=+01:00 CET=+01:00 MEZ=+01:00 CEST=+02:00 MESZ=+02:00"
        " EET=+02:00 SAST=+02:00 EEST=+03:00 MSK=+03:00 SGT=+08:00 HKT=+08:00 AWST=+08:00 JST=+09:00 KST=+09:00"
        " ACST=+09:30 AEST=+10:00 AEDT=+11:00 NZST=+12:00 NZDT=+13:00 BRT=-03:00 EST=-05:00 EDT=-04:00 CDT=-05:00"
        " MST=-07:00 MDT=-06:00 PST=-08:00 PDT=-07:00 AKST=-09:00 AKDT=-08:00 HST=-10:00"
    ).split()
)
"""Abbreviations that mean one offset to nearly everybody."""
_SEVERAL = {"CST": "-06:00", "IST": "+05:30", "AST": "-04:00"}
"""Those that mean several, with what most people mean by them."""
_PLACES = {
    **dict.fromkeys(("PT", "PACIFIC"), "America/Los_Angeles"),
    **dict.fromkeys(("MT", "MOUNTAIN"), "America/Denver"),
    **dict.fromkeys(("ET", "EASTERN"), "America/New_York"),
    "CT": "America/Chicago",
}
_PAIRS = {
    "CET/CEST": "Europe/Paris",
    "MEZ/MESZ": "Europe/Berlin",
    "EET/EEST": "Europe/Helsinki",
    "GMT/BST": "Europe/London",
    "PST/PDT": "America/Los_Angeles",
    "MST/MDT": "America/Denver",
    "CST/CDT": "America/Chicago",
    "EST/EDT": "America/New_York",
}
"""Winter and summer time of one region: which of them holds, the day tells."""
_NAMES = {
    "central european summer time": "+02:00",
    "central european time": "+01:00",
    "pacific standard time": "-08:00",
    "pacific daylight time": "-07:00",
    "eastern standard time": "-05:00",
    "eastern daylight time": "-04:00",
    "coordinated universal time": "+00:00",
    "greenwich mean time": "+00:00",
}
_KNOWN = "|".join(sorted((*_HOURS, *_SEVERAL, "utc", "gmt", "Utc", "Gmt"), key=len, reverse=True))
_NUMBER = re.compile(
    r"(?<![\w])(?:UTC|GMT|utc|gmt)\s?(?P<sign>[+−–-])\s?(?P<hour>\d{1,2})(?::?(?P<minute>\d\d))?(?!\d)"
)
_PAIR = re.compile(rf"(?<![\w/-])(?:{'|'.join(_PAIRS)})(?![\w/])")
_ABBREVIATION = re.compile(rf"(?<![\w/-])(?:{_KNOWN})(?![\w/])")
_IANA = re.compile(r"(?<!\w)[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?")
_PLACE = re.compile(r"(?<![\w])(?P<name>PT|MT|CT|ET|Pacific|Mountain|Eastern)(?![\w-])(?:\s+[Tt]ime)?")
_LOCAL = re.compile(r"(?P<name>[A-Z][a-z]+(?:[ _][A-Z][a-z]+)?)(?:'s)?\s+(?:local\s+)?time\b")
_AT_START = re.compile(
    r"\s?(?P<open>[(\[]?)\s?(?P<zone>Etc/(?:GMT|UTC)(?:[+-]\d{1,2})?|(?:UTC|GMT|utc|gmt)\s?[+−-]\s?\d{1,2}(?::?\d\d)?(?!\d|:\d)|Z(?!\w)"
    rf"|(?:{'|'.join(_PAIRS)}|{_KNOWN}|PT|ET|CT|MT)(?![\w/-]))"
    r"(?:\s(?:time|timezone)\b)?(?:\s?(?P<close>[)\]]))?"
)
_ETC = re.compile(r"(?<!\w)Etc/(?:GMT|UTC)(?P<sign>[+-])?(?P<hour>\d{1,2})?(?!\w)")
"""Zones whose signs are those of the offset the other way round."""
_OFFSET = re.compile(r"\s?(?P<zone>[+−]\d\d:?\d\d|-(?:0\d|1[0-2]):?[0-5]\d)(?!\d|:\d)")


@dataclass(frozen=True, slots=True)
class Zone:
    """A stated zone: its offset (``+01:00``), or the IANA name of a place; ``remark`` says what is doubtful."""

    offset: str = ""
    place: str = ""
    remark: str = ""


def zone_at(text: str, start: int, *, number: bool) -> tuple[Zone, int] | None:
    """Return the zone that stands right after a clock time, and where it ends; ``number`` allows a bare offset."""
    found = _OFFSET.match(text, start) if number else None
    if found:
        return Zone(_hours(found["zone"][0], found["zone"][1:3], found["zone"][3:].lstrip(":"))), found.end()
    found = _AT_START.match(text, start)
    if not found or (found["open"] and not found["close"]):
        return None
    end = found.end() if found["open"] or not found["close"] else found.start("close")
    return (Zone("+00:00") if found["zone"] == "Z" else zone_in(found["zone"])) or Zone(), end


@lru_cache(maxsize=512)
def zone_in(text: str) -> Zone | None:
    """Return the zone that a text states, if it states one: a number wins over a name, that over a place."""
    if etc := _ETC.search(text):
        return Zone(_hours("-" if etc["sign"] == "+" else "+", etc["hour"] or "0", ""))
    if pair := _PAIR.search(text):
        return Zone(place=_PAIRS[pair[0]])
    named = next((offset for name, offset in _NAMES.items() if name in text.casefold()), "")
    word = _ABBREVIATION.search(text)
    several = ""
    if not named and word:
        named = _HOURS.get(word[0].upper()) or _SEVERAL[word[0]]
        several = f"{word[0]} is the name of several zones; taken as {named}" if word[0] in _SEVERAL else ""
    if number := _NUMBER.search(text):
        offset = _hours(number["sign"], number["hour"], number["minute"] or "")
        differs = named and named != offset and not number[0].startswith(word[0] if word else "\0")
        return Zone(offset, remark=f"the zone is stated twice and differently; taken as {offset}" if differs else "")
    return Zone(named, remark=several) if named else _place(text)


def _place(text: str) -> Zone | None:
    for iana in _IANA.finditer(text):
        if is_zone(iana[0]):
            return Zone(place=iana[0])
    if coast := _PLACE.search(text):
        return Zone(place=_PLACES[coast["name"].upper()])
    city = _LOCAL.search(text)
    name = zone_called(city["name"]) if city else ""
    return Zone(place=name) if name else None


def _hours(sign: str, hour: str, minute: str) -> str:
    return f"{'+' if sign == '+' else '-'}{int(hour):02}:{int(minute or 0):02}"
