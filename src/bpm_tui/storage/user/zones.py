"""Time zones by their IANA names: this machine's, and those that people mean."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from pathlib import Path

UNKNOWN = "UTC"
_ZONE = re.compile(r"[A-Za-z0-9_+/-]{1,80}")


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
        # The library goes looking for packages by whatever else it is given, dot by dot.
        return bool(_ZONE.fullmatch(name)) and ZoneInfo(name).key == name
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def zone_called(said: str) -> str:
    """Return the zone that people mean, such as ``Europe/Copenhagen`` by ``copenhagen``; empty if none or several."""
    wanted = said.strip()
    if is_zone(wanted):
        return wanted
    wanted = _plain(wanted)
    whole = [name for name in _all_zones() if wanted == _plain(name)]
    found = whole or [name for name in _all_zones() if wanted == _plain(_city(name))]
    return found[0] if len(found) == 1 else ""


def close_zones(said: str) -> list[str]:
    """Return zones that are called nearly so, the nearest first, three at most."""
    from difflib import get_close_matches  # noqa: PLC0415  only for what was misspelt

    wanted = _plain(said)
    names = {_plain(name if "/" in wanted else _city(name)): name for name in _all_zones()}
    return [names[name] for name in get_close_matches(wanted, names, n=3, cutoff=0.75)]


def zone_of(*names: str) -> tzinfo:
    """Return the first of these zones that is known here, UTC if none is."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415  few commands ask

    return ZoneInfo(next((name for name in names if is_zone(name)), UNKNOWN))


def _all_zones() -> list[str]:
    from zoneinfo import available_timezones  # noqa: PLC0415  few commands ask

    return sorted(available_timezones())


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
