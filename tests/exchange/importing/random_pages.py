"""Pages with a timeline at random, in which every word stands once, written in every markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from hypothesis import strategies as st

TIMES = (
    *("14:02", "14:40 UTC", "2:32 PM", "2026-11-20 14:50", "2026-11-20", "Nov 20, 14:05", "14:02-14:10", "T+5m"),
    *("~14:30", "tbd:", "14:02 Zurich", "Fri 14:32"),
)
_TEXTS = (
    *("{words}", "{time} {words}", "{time}: {words}", "{words} ({time})", "Update: {time} {words}", "{time}"),
    *("At {time} {words}. {Words} at 14:50.", "Ana: {words}", "{time} - {words}", "@ana {words}"),
)
_HEADS = (("Time", "What"), ("Time", "Who", "What"), ("When", "Event", "Status"), ("{words}", "{words}"), ("Time",))


@dataclass(frozen=True)
class Part:
    """A part of a page: of lines, or of a table of cells."""

    kind: str
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Draw one line, its words still to come."""
    many = draw(st.integers(1, 3))
    form = draw(st.sampled_from(_TEXTS)).replace("{time}", draw(st.sampled_from(TIMES)))
    return form.replace("{words}", " ".join(["%s"] * many)).replace("{Words}", "W%s")


@st.composite
def parts(draw: st.DrawFn) -> Part:
    """Draw one part of a page."""
    kind = draw(st.sampled_from(("lines", "list", "table", "heading", "code", "quote", "inside")))
    if kind != "table":
        most = {"heading": 1, "lines": 4}.get(kind, 3)
        return Part(kind, tuple(draw(st.lists(texts(), min_size=1, max_size=most))))
    heads = tuple(head.replace("{words}", "%s") for head in draw(st.sampled_from(_HEADS)))
    cells = st.lists(texts(), min_size=len(heads) - 1, max_size=len(heads))
    rows = draw(st.lists(st.tuples(st.sampled_from(TIMES), cells), min_size=1, max_size=3))
    return Part(kind, rows=(heads, *((time, *others) for time, others in rows)))


pages = st.lists(parts(), min_size=1, max_size=5)


def named(text: str) -> str:
    """Return a text with a word of its own in each place for one."""
    numbers = count(100)
    return re.sub("%s", lambda _: f"word{next(numbers)}x", text)


def markdown(page: list[Part]) -> str:
    """Write a page in Markdown."""
    return named("# Outage\n\n## Timeline\n\n" + "\n\n".join("\n".join(_markdown(part)) for part in page))


def _markdown(part: Part) -> Iterator[str]:
    first, *rest = part.lines or ("",)
    match part.kind:
        case "list":
            yield from (f"- {line}" for line in part.lines)
        case "inside":
            yield from (f"- {first}", *(f"  1. {line}" for line in rest))
        case "quote":
            yield from ("> [!NOTE]", *(f"> {line}" for line in part.lines))
        case "code":
            yield from ("```", *part.lines, "```")
        case "heading":
            yield f"### {first}"
        case "table":
            yield from (f"| {' | '.join(row)} |" for row in part.rows[:1])
            yield "|" + "---|" * len(part.rows[0])
            yield from (f"| {' | '.join(row)} |" for row in part.rows[1:])
        case _:
            yield from part.lines


def html(page: list[Part]) -> str:
    """Write a page in HTML."""
    inside = "\n".join("\n".join(_html(part)) for part in page)
    return named(f"<!doctype html>\n<h1>Outage</h1>\n<h2>Timeline</h2>\n{inside}\n")


def _html(part: Part) -> Iterator[str]:
    items = (f"<li>{line}</li>" for line in part.lines)
    match part.kind:
        case "list":
            yield from ("<ul>", *items, "</ul>")
        case "inside":
            yield from ("<ol><li>", part.lines[0], "<ul>", *items, "</ul>", "</ol>")
        case "quote":
            yield from ("<details><summary>%s</summary>", *(f"<p>{line}</p>" for line in part.lines), "</details>")
        case "code":
            yield from ("<pre>", *part.lines, "</pre>")
        case "heading":
            yield f"<h3>{part.lines[0]}</h3>"
        case "table":
            yield from ("<table>", f"<tr>{''.join(f'<th>{cell}</th>' for cell in part.rows[0])}</tr>")
            yield from (f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in part.rows[1:])
            yield "</table>"
        case _:
            yield from (f"<div>{line}</div>" for line in part.lines)


def asciidoc(page: list[Part]) -> str:
    """Write a page in AsciiDoc."""
    return named("= Outage\n\n== Timeline\n\n" + "\n\n".join("\n".join(_asciidoc(part)) for part in page) + "\n")


def _asciidoc(part: Part) -> Iterator[str]:
    first, *rest = part.lines or ("",)
    match part.kind:
        case "list":
            yield from (f"* {line}" for line in part.lines)
        case "inside":
            yield from (f"* {first}", *(f"** {line}" for line in rest), "+", "%s")
        case "quote":
            yield from ("[NOTE]", ".%s", "====", *part.lines, "====")
        case "code":
            yield from ("----", *part.lines, "----")
        case "heading":
            yield f"=== {first}"
        case "table":
            yield from (f'[cols="{",".join("1" * len(part.rows[0]))}"]', "|===")
            yield from ("".join(f"|{cell} " for cell in row) for row in part.rows)
            yield "|==="
        case _:
            yield from part.lines


def restructured(page: list[Part]) -> str:
    """Write a page in reStructuredText."""
    inside = "\n\n".join("\n".join(_restructured(part)) for part in page)
    return named(f"Outage\n======\n\nTimeline\n--------\n\n{inside}\n")


def _restructured(part: Part) -> Iterator[str]:
    first, *rest = part.lines or ("",)
    match part.kind:
        case "list":
            yield from (f"- {line}" for line in part.lines)
        case "inside":
            yield from (f"- {first}", "", *(f"  #. {line}" for line in rest))
        case "quote":
            yield from (".. note::", "", *(f"   {line}" for line in part.lines))
        case "code":
            yield from ("::", "", *(f"   {line}" for line in part.lines))
        case "heading":
            yield from (first, "~" * 80)
        case "table":
            width = len(part.rows[0])
            yield from (".. csv-table::", "   :header-rows: 1", "")
            for row in part.rows:
                yield "   " + ", ".join(f'"{cell}"' for cell in [*row, *[""] * width][:width])
        case _:
            yield from part.lines
