"""Pasted text as lines of quick entry: the marks of lists, tables and headings go, wrapped lines and code join."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bpm_tui.model.line.add import lines_of
from bpm_tui.model.line.entry import print_entry
from bpm_tui.model.line.pasted_code import chunks_of
from bpm_tui.model.session import Entry
from bpm_tui.model.times.parse import Context, read

_BULLET = re.compile(r"(?:[-*•>]|#{1,6}|\d{1,2}[.)])(?:\s+\[[ xX]\])?\s+(?=\S)")
_TABLE_RULE = re.compile(r"[|\s:-]*+")
_ROW = re.compile(r"\|(?P<cells>.*)\|")
_CELL_END = re.compile(r"(?<!\\)\|")
_DAY = r"(?P<day>(?:(?:\d{4}-\d\d-\d\d|[A-Z][a-z]{2,8} \d{1,2}(?:st|nd|rd|th)?|\d{1,2} [A-Z][a-z]{2,8}),?\s+)?)"
_ABOUT = re.compile(rf"^{_DAY}(?:ca\.?|circa|around)\s+(?=\d{{1,2}}:\d\d)")
_BOLD_OPENS, _BOLD_CLOSES = re.compile(r"(?<!\S)\*\*(?=\S)"), re.compile(r"(?<=\S)\*\*(?=\W|$)")
_STARTS_ANEW = re.compile(rf"{_BULLET.pattern}|\||[*_`\[(~]*\d")
_NOW = re.compile(r"now\b", re.IGNORECASE)
_LINK = re.compile(r"\[(?P<text>[^\]\[]+)\]\((?P<address>https?://[^\s()]+)\)")
_BREAK = re.compile(r"(?:(?<!\s)\s++)?<br\s*+/?>\s*+", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|#39|nbsp);")
_WRAPPED = re.compile(
    rf"{_DAY}(?:"
    + "|".join(rf"{begin}(?=[~\d]){inside}{end}" for begin, end, inside in (
        (r"\*\*", r"\*\*", r"(?P<in1>[^*]+)"), ("__", "__", "(?P<in2>[^_]+)"), ("[*]", "[*]", r"(?P<in3>[^*]+)"),
        ("_", "_", "(?P<in4>[^_]+)"), ("`", "`", "(?P<in5>[^`]+)"), (r"\[", r"\]", r"(?P<in6>[^\]]+)"),
        (r"\(", r"\)", r"(?P<in7>[^)]+)"),
    )) + ")"
)  # fmt: skip
_TO = re.compile(r"\s*(?:to|[-–—])\s*")
_CLOCK = re.compile(r"~?\d{1,2}:\d\d")
_WRAPPED_NAME = re.compile(r"`(@[^`\s]+)\s*`")


@dataclass(slots=True)
class _Line:
    """A line without its marks: whether it was one of a list or a heading, and what its time leaves as text."""

    text: str
    is_item: bool
    is_timed: bool
    is_bare_time: bool
    follows_blank: bool
    is_heading: bool


def pasted_lines(text: str, context: Context) -> list[str]:
    """Return the quick-entry lines that pasted text holds, as many as it has entries.

    Code is one entry with all its lines, or belongs to the line over it.
    A line goes on the one before it if that was an item of a list and this is not, if that was only a time, if it is
    under a heading that begins with one, or if the text is made of paragraphs that begin with times.
    """
    found: list[str] = []
    prose: list[str] = []
    for chunk in chunks_of(lines_of(text)):
        if not chunk.is_code:
            prose.append(chunk.text)
            continue
        found += _entries(prose, context)
        if found:
            found[-1] += _escaped(f"x\n{chunk.text}", context)[1:]
        else:
            found.append(_escaped(chunk.text, context))
        prose = []
    return found + _entries(prose, context)


def _escaped(text: str, context: Context) -> str:
    """Return the line that is typed for a text of several lines."""
    return print_entry(Entry(id="", what=text), context)


def _entries(text: list[str], context: Context) -> list[str]:
    lines = list(_with_days(_lines(text, context), context))
    by_paragraph = any(line.follows_blank for line in lines[1:]) and all(
        line.follows_blank for line in lines if line.is_timed
    )
    found: list[tuple[_Line, list[str]]] = []
    for line in lines:
        if found and _goes_on(found[-1][0], line, by_paragraph=by_paragraph):
            found[-1][1].append(line.text)
            found[-1][0].is_bare_time = False
        else:
            found.append((line, [line.text]))
    return [" ".join(texts) for _, texts in found]


def _goes_on(before: _Line, line: _Line, *, by_paragraph: bool) -> bool:
    if before.is_heading and before.is_timed and not line.is_heading and not line.is_timed:
        return True
    if line.is_timed or line.is_item:
        return before.is_bare_time and not line.is_timed
    return before.is_bare_time or (not line.follows_blank and (before.is_item or (by_paragraph and before.is_timed)))


def _lines(text: list[str], context: Context) -> Iterator[_Line]:
    follows_blank = True
    for line in _without_table_heads(_with_bold_closed(line.strip() for line in text)):
        if not line.strip("|"):  # the edge of a table has no text
            follows_blank = True
            continue
        yield _line(line, context, follows_blank=follows_blank)
        follows_blank = False


def _with_bold_closed(lines: Iterable[str]) -> list[str]:
    """Return the lines, those joined whose bold text goes on in the next one."""
    found: list[list[str]] = []
    unclosed = 0
    for line in lines:
        if found and line and unclosed > 0 and not _STARTS_ANEW.match(line):
            found[-1].append(line)
            unclosed += _left_open(line)
        else:
            found.append([line])
            unclosed = _left_open(line)
    return [" ".join(parts) for parts in found]


def _left_open(line: str) -> int:
    """Return how many bold texts a line opens, less those it closes."""
    return len(_BOLD_OPENS.findall(line)) - len(_BOLD_CLOSES.findall(line))


def _without_table_heads(lines: list[str]) -> Iterator[str]:
    """Yield lines without the rules of tables and the headings above them."""
    for place, line in enumerate(lines):
        above_rule = place + 1 < len(lines) and "|" in line and _is_rule(lines[place + 1])
        if not (above_rule or _is_rule(line)):
            yield line


def _is_rule(line: str) -> bool:
    return "|" in line and "---" in line and _TABLE_RULE.fullmatch(line) is not None


def _line(line: str, context: Context, *, follows_blank: bool) -> _Line:
    row = _ROW.fullmatch(line)
    bullet = None if row else _BULLET.match(line)
    is_heading = bullet is not None and line.startswith("#")
    if row:
        line = " ".join(filter(None, map(_cell, _CELL_END.split(row["cells"]))))
    elif bullet:
        line = line[bullet.end() :]
    line = _ABOUT.sub(r"~\g<day>", _LINK.sub(r"\g<text> (\g<address>)", _unwrapped(line)), count=1)
    if _NOW.match(line):  # it means the moment that the text is about, not the moment of pasting
        line = f"\\{line}"
    time = read(line, context)
    if time is not None:
        line = line[: time.end] + _WRAPPED_NAME.sub(r"\1", line[time.end :], count=1)
    return _Line(
        text=line,
        is_item=bool(row or bullet),
        is_timed=time is not None,
        is_bare_time=time is not None and not line[time.end :].strip(" :,-–—"),
        follows_blank=follows_blank,
        is_heading=is_heading,
    )


def _cell(text: str) -> str:
    """Return the text of a cell, which holds no lines and no signs of HTML."""
    from html import unescape  # noqa: PLC0415 (a table of two thousand names that few pastes need)

    text = _BREAK.sub(" ", text.replace("\\|", "|"))
    return _ENTITY.sub(lambda found: unescape(found[0]), text).strip()


def _unwrapped(line: str) -> str:
    """Return a line without the bold, code or brackets around the time, or the two times, at its start."""
    found = _WRAPPED.match(line)
    if found is None:
        return line
    rest = line[found.end() :]
    to = _TO.match(rest)
    return _inside(found) + (to[0] + _unwrapped(rest[to.end() :]) if to else rest)


def _inside(found: re.Match[str]) -> str:
    return found["day"] + next(text for name, text in found.groupdict().items() if name != "day" and text)


def _with_days(lines: Iterable[_Line], context: Context) -> Iterator[_Line]:
    """Yield the lines; one that is only a day goes in front of the clock time right after it."""
    day: _Line | None = None
    for line in lines:
        if day and _CLOCK.match(line.text):
            line.text = f"{day.text} {line.text}"
        elif day:
            yield day
        time = read(line.text, context) if line.is_bare_time else None
        day = line if time and time.moment.precision == "day" and time.end == len(line.text) else None
        if day is None:
            yield line
    if day:
        yield day
