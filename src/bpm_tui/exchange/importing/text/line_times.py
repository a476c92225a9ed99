"""Several texts that stand together: the times they begin with, where one tells how to read the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bpm_tui.exchange.importing.times.patterns import LEAD
from bpm_tui.exchange.importing.times.written import Written, read_time, rest_after

_NUMBER = re.compile(r"\d+")
_SIGN = re.compile(r"[*_`)\]]*\s*(?::|[–—|]|-+>?)[*_`]*\s")
_POSTED = re.compile(
    r"[*_]*(?:posted|updated|published)\b[:*_]*(?:\s+[^.\n]{1,30}?\bago)?[.,:]?\s*(?:on\b|at\b)?\s*", re.IGNORECASE
)
_WORD = re.compile(r"[A-Za-z~]+")


def times_of(texts: Sequence[str]) -> list[Written | None]:
    """Return the times that texts begin with; ``15.26`` and ``1625`` are some if most of the others are like that."""
    strict = [read_time(text) for text in texts]
    loose = [read_time(text, loose=True) for text in texts]
    clocks = sum(time is not None and time.start.clock is not None for time in loose)
    # One that stands alone among others is more likely a year, or a version.
    is_loose = clocks * 10 >= len(texts) * 6 and sum(map(bool, loose)) > sum(map(bool, strict)) + 1
    return loose if is_loose else strict


def split(line: int, text: str, written: Written) -> Iterator[tuple[int, str, Written]]:
    """Yield the items in a text of several lines: each line that begins with a time written alike begins one.

    So does a line that is only a day; then the text is empty.
    """
    if written.begin:
        yield line, rest_after(text.replace("\n", " "), written), written
        return
    lines = text.split("\n")
    shape = _shape(lines[0], written)
    if len(lines) == 1:
        yield line, rest_after(text, written), written
        return
    parts: list[tuple[int, list[str], Written]] = [(line, [lines[0]], written)]
    for place, each in enumerate(lines[1:], line + 1):
        time = read_time(each, loose=True)
        is_day = time and time.start.day and _stands_apart(each, time)
        is_alike = time and (time.start.clock or not written.start.clock) and _shape(each, time) == shape
        if time and (is_day or is_alike):
            parts.append((place, [each], time))
        else:
            parts[-1][1].append(each.strip())
    for at, own, time in parts:
        yield at, rest_after(" ".join(own), time), time


def time_on_last_line(text: str) -> tuple[str, Written] | None:
    """Return what stands over a last line that is only a time, as updates of status pages have it, and the time."""
    *above, last = text.split("\n")
    if not above or read_time(above[0]):
        return None
    posted = _POSTED.match(last)
    last = last[posted.end() :] if posted else last
    time = read_time(last)
    if not time or not time.start.clock or rest_after(last, time) or not (time.start.day or posted):
        return None
    is_label = len(above) > 1 and len(above[0].split()) <= 2 and above[0].strip(" *_")[-1:].isalnum()
    head = f"{above[0].strip(' *_')}:" if is_label else above[0]
    return " ".join((head, *above[1:])), time


def _stands_apart(line: str, time: Written) -> bool:
    """Say whether nothing follows a day on its line, or a sign that sets it apart from the words after it."""
    return not rest_after(line, time) or _SIGN.match(line, time.end) is not None


def _shape(line: str, written: Written) -> str:
    """Return how a time is written, whatever its numbers and words are: with which signs, in which brackets."""
    lead = LEAD.match(line.strip())
    first = line.strip()[lead.end() if lead else 0 :][: len(written.text) + 4].split(" ")[0]
    return _WORD.sub("", _NUMBER.sub("0", first)).rstrip(":,;-–—")


def is_timed(texts: Sequence[str]) -> bool:
    """Say whether the first of some texts begins with a time, and another does."""
    times = times_of([text for text in texts if text.strip()])
    return bool(times and times[0]) and sum(map(bool, times)) > 1
