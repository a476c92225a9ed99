"""Code in pasted text: blocks between fences, stack traces and what stands in brackets, each kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_FENCE = re.compile(r"\s*(?P<mark>`{3,}|~{3,})[^`]*")
_ERROR = r"(?:[\w$]+\.)*[\w$]*(?:Error|Exception|Throwable|Warning|Interrupt|Exit)\b(?::.*)?"
_TRACE = re.compile(
    rf"\s*(?:Traceback \(most recent call last\):|panic: .*|goroutine \d+ \[.*|thread '.*' panicked at .*"
    rf"|(?:Exception in thread \"[^\"]*\" |Caused by: |Unhandled exception\W+|Uncaught )?{_ERROR})\s*"
)
_FRAME = re.compile(
    r"\s+(?:at |File \"|in |from |\.{3} \d+ (?:more|common frames omitted)|\d+: |#\d+ )"
    r"|#\d+\s+\S|\S+\.\w+:\d+(?::in\b.*)?$"
)
_GOES_ON = re.compile(
    rf"\s+\S|Caused by: |During handling of |The above exception |Suppressed: |stack backtrace:|goroutine \d+ \[|"
    rf"note: run with|exit status \d+|{_ERROR}$|#\d+\s|[\w./*()-]+\(.*\)$"
)
_LONGEST = 400
"""Characters by which a line of a stack trace is told."""
_CLOSES = re.compile(r"[}\])]+[;,]?\s*")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A line of pasted text, or several that are code; the marks around them are gone."""

    text: str
    is_code: bool = False


def chunks_of(lines: Sequence[str]) -> Iterator[Chunk]:
    """Yield the lines of a text, those of code together."""
    place = 0
    last_fence = {line.strip(): number for number, line in enumerate(lines) if _FENCE.fullmatch(line)}
    last_close = max((number for number, line in enumerate(lines) if _CLOSES.fullmatch(line)), default=-1)
    while place < len(lines):
        fence = _FENCE.fullmatch(lines[place])
        is_closed = fence and last_fence.get(fence["mark"], -1) > place
        end = _fenced(lines, place, fence["mark"]) if fence and is_closed else _traced(lines, place)
        if is_closed:
            if any(line.strip() for line in lines[place + 1 : end - 1]):
                yield Chunk("\n".join(lines[place + 1 : end - 1]).strip("\n"), is_code=True)
        elif end or (place < last_close and (end := _bracketed(lines, place))):
            yield Chunk("\n".join(lines[place:end]), is_code=True)
        else:
            yield Chunk(lines[place])
            end = place + 1
        place = end


def _fenced(lines: Sequence[str], place: int, mark: str) -> int:
    """Return where a block between fences ends."""
    return next(number for number in range(place + 1, len(lines)) if lines[number].strip() == mark) + 1


def _traced(lines: Sequence[str], place: int) -> int:
    """Return where a stack trace ends that begins on a line, 0 if none does."""
    if len(lines[place]) > 4 * _LONGEST or not _TRACE.fullmatch(lines[place]):
        return 0
    end = place + 1
    while end < len(lines) and _GOES_ON.match(lines[end][:_LONGEST]):
        end += 1
    return end if any(_FRAME.match(line[:_LONGEST]) for line in lines[place + 1 : end]) else 0


def _bracketed(lines: Sequence[str], place: int) -> int:
    """Return where code ends whose first line opens a bracket and whose last line closes it, 0 if it is none."""
    if lines[place][:1].isspace() or not lines[place].rstrip().endswith(("{", "[", "(")):
        return 0
    end = place + 1
    while end < len(lines) and (lines[end][:1] in (" ", "\t") and lines[end].strip()):
        end += 1
    return end + 1 if place + 1 < end < len(lines) and _CLOSES.fullmatch(lines[end]) else 0
