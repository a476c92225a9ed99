"""Where the time stands in texts that stand together: first, behind a label, last, or in a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bpm_tui.exchange.importing.text.line_times import times_of
from bpm_tui.exchange.importing.times import patterns
from bpm_tui.exchange.importing.times.written import Written, bare, read_time, rest_after
from bpm_tui.exchange.importing.times.zones import Zone
from bpm_tui.storage.user.zones import zone_called

STATUS = re.compile(
    r"\W*(?:(?:re)?opened|closed|created|resolved|monitoring|identified|investigating|updated?|in progress|completed"
    r"|scheduled|verifying|detected|mitigated|started|acknowledged|postmortem|new|info|gelöst|behoben|störung|résolu)\W*",
    re.IGNORECASE,
)
_MAY_BEGIN = re.compile(
    rf"(?<![\w./:-])(?:[~(\[*_`]*\d|(?:{patterns.begins_of_months()})|(?:mon|tue|wed|thu|fri|sat|sun))", re.IGNORECASE
)
_AT_END = re.compile(r"(?P<open>[(\[])(?P<inside>[^()\[\]\n]{3,60})[)\]][\s.*_]*\Z")
_SHORTCODE = re.compile(r"\{\{[<%]\s*[\w-]{1,30}\s+\"?(?P<inside>[^\"<>%{}\n]{4,50}?)\"?\s*[>%]\}\}")
_MONTH = f"(?:{patterns.begins_of_months()})"
_IN_SENTENCE = re.compile(
    r"\b(?:at|by|around|about|until|from|since|before|after|approximately|between|on|um|gegen|à|vers)\s+"
    rf"(?=~?\d{{1,2}}(?:[:.h]\d\d|\s?[ap]\.?\s?m\b)|{_MONTH}|\d{{1,2}}\.? {_MONTH}|\d{{4}}-\d\d-\d\d)",
    re.IGNORECASE,
)
_CITY = re.compile(
    r"\s+(?P<city>(?:[A-Z][\w']{1,20}[ _]?){1,3}?|local)(?P<time>(?:'s)?\s+(?:local\s+)?[Tt]ime)?"
    r"(?=\s*(?:[-–—:|,)]|\Z))"
)
_UNKNOWN = re.compile(r"\s*(?:x{1,2}|\?{1,3}|tbd|tba|unknown|n/a)\s*:", re.IGNORECASE)
_LONGEST = 45
"""Characters of a label."""


def readings(texts: Sequence[str], *, is_timeline: bool = False) -> list[Written | None]:
    """Return the times of texts that stand together, none for a text without one; one text tells how to read others."""
    read = times_of(texts)
    found = [_with_city(text, time) for text, time in zip(texts, read, strict=True)]
    cities = Counter(city for _, city, _ in found if city)
    says_time = {city for _, city, time in found if time}
    times = [
        with_city if with_city and (cities[city] > 1 or city in says_time) else plain
        for (with_city, city, _), plain in zip(found, read, strict=True)
    ]
    missing = [place for place, time in enumerate(times) if time is None]
    labelled = {place: time for place in missing if (time := time_behind_label(texts[place]))}
    is_alike = len(labelled) > 1 and len(labelled) * 10 >= 6 * len(missing)
    for place in missing:
        label = labelled.get(place)
        if label and (is_alike or STATUS.fullmatch(texts[place][: label.begin])):
            times[place] = label
        else:
            times[place] = time_at_end(texts[place])
        times[place] = times[place] or _unknown(texts[place])
    timed = sum(time is not None for time in times)
    if is_timeline or timed * 2 >= len(texts):
        for place in missing:
            times[place] = times[place] or time_in_sentence(texts[place])
    return times


def _unknown(text: str) -> Written | None:
    """Return the mark for an unknown time that a text begins with: ``X: …``, ``tbd: …``."""
    return read_time(text, cell=True) if _UNKNOWN.match(bare(text[:40])) else None


def time_behind_label(text: str) -> Written | None:
    """Return the time that stands behind a few words at the start of a text, such as the status it had then."""
    line = bare(text[:200])
    for begins in _MAY_BEGIN.finditer(line, 1, _LONGEST):
        place = begins.start()
        if len(line[:place].split()) > 4 or "\n" in line[:place]:
            return None
        time = read_time(text[place:])
        if time and time.start.clock and time.start.clock.counted is None:
            return replace(time, end=time.end + place, begin=place)
    return None


def time_at_end(text: str) -> Written | None:
    """Return the time in brackets at the end of a text, or in a shortcode anywhere in it."""
    for pattern in (_AT_END, _SHORTCODE):
        found = pattern.search(text[-200:] if pattern is _AT_END else text)
        time = read_time(found["inside"]) if found else None
        if not found or not time or rest_after(found["inside"], time):
            continue
        shift = max(len(text) - 200, 0) if pattern is _AT_END else 0
        if pattern is _SHORTCODE:
            return replace(time, begin=found.start(), end=found.end())
        if time.start.clock:
            return replace(time, begin=found.start() + shift, end=len(text))
    return None


def time_in_sentence(text: str) -> Written | None:
    """Return the first clock time that a sentence names; the sentence is told whole."""
    for said in _IN_SENTENCE.finditer(text[:2000]):
        time = read_time(text[said.start() :])
        if time and time.start.clock and time.start.clock.counted is None:
            return replace(time, is_told=True, begin=said.start(), end=said.start() + time.end)
    return None


def _with_city(text: str, time: Written | None) -> tuple[Written | None, str, bool]:
    """Return a time with the city behind it as its zone, that city, and whether it says that it means a time."""
    if time is None or time.start.clock is None or time.start.zone:
        return None, "", False
    found = _CITY.match(text, time.end)
    if not found:
        return None, "", False
    name = found["city"].strip(" _")
    place = "" if name == "local" else zone_called(name)
    if not place and not (name == "local" and found["time"]):
        return None, "", False
    zone = Zone(place=place) if place else None
    written = f"{time.text} {' '.join(found[0].split())}"
    return (
        replace(time, text=written, start=replace(time.start, zone=zone), end=found.end()),
        name.casefold(),
        bool(found["time"]),
    )
