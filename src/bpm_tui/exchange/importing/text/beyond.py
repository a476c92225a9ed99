"""What a draft says beside its timeline: title, summary, impact, severity, the four key times and action items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bpm_tui.exchange.importing.text.sections import title_of
from bpm_tui.exchange.importing.text.timeline_tables import cell_of
from bpm_tui.exchange.importing.times.resolve import Dating
from bpm_tui.exchange.importing.times.written import bare, read_time, rest_after
from bpm_tui.markup.blocks import Block, Document, words_of
from bpm_tui.model.inbox.imported_item import Found, Into, Where

_FIELDS: dict[Into, re.Pattern[str]] = {
    "severity": re.compile(r"(?:incident )?(?:severity|sev)(?: level)?", re.IGNORECASE),
    "impact": re.compile(r"(?:(?:customer|user|business|service)s?'? )?impact", re.IGNORECASE),
    "summary": re.compile(r"(?:(?:executive|incident) )?summary|overview|tl;? ?dr|abstract|synopsis", re.IGNORECASE),
    "started": re.compile(
        r"(?:(?:incident|impact|outage) )?(?:started|start|began|begin)(?: (?:time|at|date))?", re.IGNORECASE
    ),
    "detected": re.compile(r"(?:time )?(?:detected|detection)(?: (?:time|at))?", re.IGNORECASE),
    "mitigated": re.compile(r"(?:time )?(?:mitigated|mitigation)(?: (?:time|at))?", re.IGNORECASE),
    "resolved": re.compile(
        r"(?:(?:incident|impact|outage) )?(?:resolved|resolution|recovered|ended|end)(?: (?:time|at|date))?",
        re.IGNORECASE,
    ),
}
"""What a label, or the title of a part, is called."""
_TIMES: frozenset[Into] = frozenset(("started", "detected", "mitigated", "resolved"))
_ACTIONS = re.compile(
    r"\W*(?:action items?|actions|follow[- ]?ups?(?: items?| actions?)?|next steps|corrective (?:actions?|measures)"
    r"|remediation(?: items?)?|preventive measures|to-?dos?)\b.{0,30}",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\W{0,4}(?P<label>[A-Za-z][A-Za-z;' -]{2,40}?)\W{0,4}:\W{0,4}(?=\S)(?P<value>.*)", re.DOTALL)
_TITLE = re.compile(
    r"(?:(?:incident |outage )?(?:post[- ]?mortem|report|review|rca|root cause analysis)|incident|draft)\s*[:–—-]\s*",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"\W*(?:(?:incident|outage)? ?(?:post[- ]?mortem|report|review|template|title))?\W*", re.IGNORECASE
)
_FRONT_TITLE = re.compile(r"^title[ \t]*[:=][ \t]*[\"']?(?P<title>.+?)[\"']?[ \t]*$", re.IGNORECASE | re.MULTILINE)
_EMPTY = re.compile(r"\W*(?:tbd|tba|n/?a|todo|none|unknown|pending|<[^>]*>|\[[^\]]*\]|\{[^}]*\})?\W*", re.IGNORECASE)
_OWNER = re.compile(r"owner|who|assignee|responsible|person|dri", re.IGNORECASE)
_DUE = re.compile(r"due|deadline|\beta\b|target|by when", re.IGNORECASE)
_WHAT = re.compile(r"action|item|task|what|description|follow|todo|step", re.IGNORECASE)


def beyond(document: Document, name: str, dating: Dating) -> Iterator[Found]:
    """Yield what a document says beside its timeline; each of the fields once, as it is stated first."""
    seen: set[Into] = set()
    for found in (*_title(document, name), *_stated(document.blocks, name, dating)):
        if found.into == "follow-up" or found.into not in seen:
            seen.add(found.into)
            yield found


def start_of(items: Iterable[Found]) -> Found | None:
    """Return the start of the incident as the first entry of its timeline tells it; none if no entry has a time."""
    timed = [item for item in items if item.at and item.precision in ("second", "minute")]
    first = min(timed, key=lambda item: (item.at or "")[:16], default=None)
    if first is None:
        return None
    remark = "nothing states the start: it is the first time in the timeline"
    return Found(
        *(first.at_text, first.source),
        at=first.at,
        at_text=first.at_text,
        precision=first.precision,
        zone=first.zone,
        into="started",
        remark=remark,
        origin=f"started {first.at}",
    )


def _title(document: Document, name: str) -> Iterator[Found]:
    front = _FRONT_TITLE.search(document.front)
    heading = next((block for block in document.blocks if block.kind == "heading" and block.level == 1), None)
    for line, text in ((1, front["title"] if front else ""), (heading.line, heading.text) if heading else (1, "")):
        title = _TITLE.sub("", text, count=1).strip()
        if title and not _NO_TITLE.fullmatch(title) and not _EMPTY.fullmatch(title):
            yield _found("title", title, Where(name, line))
            return


def _stated(blocks: Sequence[Block], name: str, dating: Dating) -> Iterator[Found]:
    """Yield the fields that labels state, and those that are a part of their own under a title."""
    for place, block in enumerate(blocks):
        for line, label, value in _labelled(block):
            if (into := _field(label)) and (found := _value(into, value, Where(name, line), dating)):
                yield found
        title = title_of(block).strip(" :")
        if title and _ACTIONS.fullmatch(title):
            yield from _actions(_under(blocks, place), name)
        elif title and (into := _field(title)) and into not in _TIMES:
            inside = [each for each in _under(blocks, place) if not _EMPTY.fullmatch(words_of(each))]
            if inside:
                text, *more = map(words_of, inside)
                yield _found(into, text, Where(name, inside[0].line), more=" ".join(more))


def _field(label: str) -> Into | None:
    """Return the field that a label names."""
    return next((into for into, called in _FIELDS.items() if called.fullmatch(label.strip())), None)


def _under(blocks: Sequence[Block], place: int) -> list[Block]:
    """Return the blocks under a title, up to the next one."""
    found: list[Block] = []
    for block in blocks[place + 1 :]:
        if title_of(block):
            break
        found.append(block)
    return found


def _labelled(block: Block) -> Iterator[tuple[int, str, str]]:
    """Yield the labels in a block with their values: lines and items with a colon, and rows of two cells."""
    texts: list[tuple[int, str]] = []
    match block.kind:
        case "paragraph":
            texts = list(enumerate(block.text.split("\n"), block.line))
        case "list":
            texts = [(item.line, item.text) for item in block.blocks]
        case "table" if len(block.cells) == 2:
            yield from ((row.line, bare(row.cells[0]), row.cells[1]) for row in (block, *block.blocks) if row.cells[1:])
    for line, text in texts:
        if label := _LABEL.match(text):
            yield line, label["label"], label["value"].strip()


def _value(into: Into, text: str, where: Where, dating: Dating) -> Found | None:
    """Return a field that a label states; a time must be one, and nothing much beside it."""
    if _EMPTY.fullmatch(text):
        return None
    if into not in _TIMES:
        return _found(into, bare(text).strip(" *_`") if into == "severity" else text, where)
    written = read_time(text, cell=True)
    if written is None or not written.start.clock or len(rest_after(text, written)) > 25:
        return None
    dated = dating.dated(written)
    said = {"at": dated.at, "at_text": written.text, "precision": dated.precision, "zone": dated.zone}
    return _found(into, text, where, remark="; ".join(dated.remarks), **said)


def _actions(blocks: Sequence[Block], name: str) -> Iterator[Found]:
    """Yield what is to be done: the items of lists, and the rows of tables."""
    for block in blocks:
        if block.kind == "list":
            for item in block.blocks:
                if not _EMPTY.fullmatch(words_of(item)):
                    yield _found("follow-up", words_of(item), Where(name, item.line))
        elif block.kind == "table":
            yield from _actions_in_table(block, name)


def _actions_in_table(table: Block, name: str) -> Iterator[Found]:
    heads = [bare(head) for head in table.cells]
    what = next((place for place, head in enumerate(heads) if _WHAT.search(head)), 0)
    who, due = (
        next((place for place, head in enumerate(heads) if place != what and called.search(head)), None)
        for called in (_OWNER, _DUE)
    )
    for row in table.blocks:
        text, owner, day = (cell_of(row.cells, place) for place in (what, who, due))
        others = [
            f"{cell_of(heads, place)}: {cell}".removeprefix(": ")
            for place, cell in enumerate(row.cells)
            if place not in (what, who, due) and not _EMPTY.fullmatch(cell)
        ]
        if not _EMPTY.fullmatch(text):
            owner, day = ("" if _EMPTY.fullmatch(said) else said for said in (owner, day))
            where = Where(name, row.line)
            yield _found("follow-up", text, where, actor=owner, at_text=day, more="; ".join(others))


def _found(into: Into, text: str, where: Where, **more: object) -> Found:
    return Found(text, where, into=into, origin=f"{into}: {text[:200]}", **more)  # type: ignore[arg-type]
