"""Time zones by their IANA names: this machine's, and those that people mean."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo
from functools import cache
from pathlib import Path

ABBREVIATIONS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("CEST", "MEZ", "MESZ"), ("CET",)),
    **dict.fromkeys(("ET", "EDT", "EASTERN"), ("America/New_York",)),
    **dict.fromkeys(("CT", "CDT"), ("America/Chicago",)),
    **dict.fromkeys(("MT", "MDT", "MOUNTAIN"), ("America/Denver",)),
    **dict.fromkeys(("PT", "PST", "PDT", "PACIFIC"), ("America/Los_Angeles",)),
    **dict.fromkeys(("AKST", "AKDT"), ("America/Anchorage",)),
    **dict.fromkeys(("NZST", "NZDT"), ("Pacific/Auckland",)),
    "Z": ("UTC",),
    "WEST": ("WET",),
    "EEST": ("EET",),
    "MSK": ("Europe/Moscow",),
    "SAST": ("Africa/Johannesburg",),
    "BRT": ("America/Sao_Paulo",),
    "ADT": ("America/Halifax",),
    "JST": ("Asia/Tokyo",),
    "KST": ("Asia/Seoul",),
    "SGT": ("Asia/Singapore",),
    "HKT": ("Asia/Hong_Kong",),
    "AWST": ("Australia/Perth",),
    "AEDT": ("Australia/Sydney",),
    "AEST": ("Australia/Brisbane", "Australia/Sydney"),
    "ACST": ("Australia/Adelaide", "Australia/Darwin"),
    "AST": ("America/Halifax", "Asia/Riyadh"),
    "BST": ("Europe/London", "Asia/Dhaka"),
    "CST": ("America/Chicago", "America/Havana", "Asia/Shanghai"),
    "IST": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
}
"""Abbreviations, with the zones that have them for all or a part of the year."""
UNKNOWN = "UTC"
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?(?P<sign>[+\-−])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?", re.IGNORECASE)
_LONGEST = 80
_ZONE = re.compile(r"[A-Za-z0-9_+/-]{1,80}")


class ZoneError(ValueError):
    """There is no such zone, or several match; the message says what next."""


def local_zone(environment: Mapping[str, str] = os.environ, root: Path = Path("/")) -> str:
    """Return the name of the local zone, such as ``Europe/Copenhagen``; ``UTC`` if the machine does not say.

    ``TZ`` wins, then where ``/etc/localtime`` links to, then what ``/etc/timezone`` holds.
    """
    if "TZ" in environment:
        name = _name(environment["TZ"].removeprefix(":"))
        return name if is_zone(name) else UNKNOWN
    return next((name for name in _of_machine(root) if is_zone(name)), UNKNOWN)


def is_zone(name: str) -> bool:
    """Say whether this is the name of a time zone that is known here."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415  few commands ask

    try:
        # For any other name the library would look for packages, dot by dot.
        return bool(_ZONE.fullmatch(name)) and ZoneInfo(name).key == name
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def zone_called(said: str) -> str:
    """Return the zone that people mean, such as ``Europe/Copenhagen`` by ``copenhagen``; empty if none or several."""
    found = zones_called(said)
    return found[0] if len(found) == 1 else ""


def zone_meant(said: str) -> str:
    """Return the zone that people mean by a name, a city, an abbreviation such as ``CEST`` or an offset.

    Raises:
        ZoneError: there is none, or there are several; it says which are near.
    """
    found = zones_called(said)
    if len(found) == 1:
        return found[0]
    if found:
        raise ZoneError(f"{said!r} could be {', '.join(found[:-1])} or {found[-1]}; choose one")
    near = close_zones(said) if len(said) <= _LONGEST else []
    hint = f"did you mean {' or '.join(near)}?" if near else "zones look like Europe/Copenhagen, Berlin or UTC"
    raise ZoneError(f"there is no time zone {said!r}; {hint}")


def zones_called(said: str) -> list[str]:
    """Return the zones that people may mean: by a name, a city, an abbreviation, or an offset such as ``UTC+1``."""
    wanted = said.strip()
    if is_zone(wanted):
        return [wanted]
    if offset := _OFFSET.fullmatch(wanted):
        return _with_offset(offset)
    if short := ABBREVIATIONS.get(wanted.upper()):
        return list(short)
    whole, cities = _by_plain_name()
    return list(whole.get(_plain(wanted)) or cities.get(_plain(wanted), ()))


def close_zones(said: str) -> list[str]:
    """Return zones with similar names, the most similar first, three at most."""
    from difflib import get_close_matches  # noqa: PLC0415  only for what was misspelt

    wanted = _plain(said)
    names = {_plain(name if "/" in wanted else _city(name)): name for name in _all_zones()}
    return [names[name] for name in get_close_matches(wanted, names, n=3, cutoff=0.75)]


def zone_of(*names: str) -> tzinfo:
    """Return the first of these zones that is known here, UTC if none is."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415  few commands ask

    return ZoneInfo(next((name for name in names if is_zone(name)), UNKNOWN))


def _with_offset(found: re.Match[str]) -> list[str]:
    """Return the zone of whole hours with an offset, or those that have had it in winter and summer, six at most."""
    from datetime import datetime, timedelta  # noqa: PLC0415  few commands ask
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    hours, minutes = int(found["hours"]), int(found["minutes"] or 0)
    if not minutes:
        # The names of these zones have the opposite sign.
        name = f"Etc/GMT{'-' if found['sign'] == '+' else '+'}{hours}" if hours else "UTC"
        return [name] if is_zone(name) else []
    shift = timedelta(hours=hours, minutes=minutes) * (1 if found["sign"] == "+" else -1)
    days = [datetime(2026, month, 1) for month in (1, 7)]
    zones = (name for name in _all_zones() if all(ZoneInfo(name).utcoffset(day) == shift for day in days))
    return list(zones)[:6]


@cache
def _all_zones() -> Sequence[str]:
    """Return the names of all zones of this machine; to list them takes as long as to read a page."""
    from zoneinfo import available_timezones  # noqa: PLC0415  few commands ask

    return sorted(available_timezones())


@cache
def _by_plain_name() -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]:
    """Return the zones by their whole names and by their cities, as people may write either."""
    whole, cities = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for name in _all_zones():
        whole[_plain(name)].append(name)
        cities[_plain(_city(name))].append(name)
    return whole, cities


def _city(name: str) -> str:
    return name.rpartition("/")[2]


def _plain(name: str) -> str:
    return name.strip().casefold().replace(" ", "_")


def _of_machine(root: Path) -> Iterator[str]:
    link = root / "etc/localtime"
    if link.is_symlink():
        # The first link names the zone the user chose; the file behind it may go by another zone's name.
        yield _name(str(link.readlink()))
        yield _name(os.path.realpath(link))
    try:
        yield (root / "etc/timezone").read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return


def _name(path: str) -> str:
    name = path.rpartition("zoneinfo/")[2]
    return name.removeprefix("posix/").removeprefix("right/")
