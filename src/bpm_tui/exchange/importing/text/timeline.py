"""From the blocks of a document to the items of its timeline, in the order of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bpm_tui.exchange.importing.text import document_date
from bpm_tui.exchange.importing.text.line_times import is_timed, split, time_on_last_line, times_of
from bpm_tui.exchange.importing.text.paragraphs import split_paragraphs, title_before
from bpm_tui.exchange.importing.text.sections import Section, is_only_day, sections_of, under_headings
from bpm_tui.exchange.importing.text.sentences import has_timed_sentences, timed_sentences
from bpm_tui.exchange.importing.text.table_columns import cell_of, columns_of, when_of
from bpm_tui.exchange.importing.text.timeline_links import definitions, only_definitions
from bpm_tui.exchange.importing.times.patterns import NUMBERED_DAY
from bpm_tui.exchange.importing.times.resolve import Dated, Dating
from bpm_tui.exchange.importing.times.written import Day, Written, bare, read_time, rest_after
from bpm_tui.exchange.importing.times.zones import zone_in
from bpm_tui.markup.blocks import Block, Document, words_of
from bpm_tui.model.inbox.imported_item import Found, Where

_BREAK = re.compile(r"(?:(?<!\s)\s++)?<br\s*+/?>\s*+", re.IGNORECASE)
_HANDLE = re.compile(r"(?:`(?P<code>@[\w.-]+)\s*`|(?:\*\*|__)(?P<bold>@[\w.-]+)(?:\*\*|__))\s*[:,–—-]?\s*")
_MENTIONED = re.compile(r"(?P<name>@[\w-]+)(?=[\s:,])")
_SPEAKER = re.compile(r"(?P<name>[A-Z][\w.-]{1,20}(?: [A-Z][\w.-]{0,20})?|[a-z][\w-]{1,20}):\s")
_REFERENCE = re.compile(r"\[(?P<text>[^\]\[]{1,200})\](?:\[(?P<name>[^\]\[]{0,200})\])?(?!\()")
_HALF = re.compile(r"\d\s?[ap]m\b", re.IGNORECASE)
_SENTENCE = re.compile(r"\W*(?:on|at|between|from|since|by|before|after|around)\b", re.IGNORECASE)
_NOTE = re.compile(r"(?:\*\*|__)[A-Z][^*_\n]{0,40}(?::(?:\*\*|__)|(?:\*\*|__):)\s*\S")
"""A part of the page that has a name of its own, in a list of what happened."""
_NO_TIME = "no time is stated"


@dataclass
class _Open:
    """An item in the making: what follows it in the document is added to it."""

    line: int
    text: str = ""
    written: Written | None = None
    at_text: str = ""
    dated: Dated | None = None
    actor: str = ""
    more: list[str] = field(default_factory=list)
    remark: str = ""


def timeline_of(document: Document, name: str) -> Iterator[Found]:
    """Yield the items of a document; ``name`` is its file's, which may tell the day.

    What stands among the items and has no time is an item without one, or goes on the one before it.
    """
    document = replace(document, blocks=split_paragraphs(document.blocks))
    # Who writes of AM and PM writes the month first, if nothing else tells.
    month_first = any(_HALF.search(" ".join((block.text, *block.cells))) for block in _all(document.blocks))
    anchor = document_date.day_of_document(document, name, month_first=month_first)
    links = dict(definitions(document.blocks))
    zone = document_date.zone_of_document(document.blocks)
    moment_t = document_date.moment_t_of(document.blocks)
    has_headings = any(block.kind == "heading" for block in document.blocks)
    days: list[Day] = [
        day for block in _all(document.blocks) for day in document_date.days_in(" ".join((block.text, *block.cells)))
    ]
    found: list[Found] = []
    for section in sections_of(document.blocks):
        dating = Dating(anchor, zone)
        dating.learn(days, month_first=month_first)
        dating.moment_t = moment_t
        walk = _Walk(dating, keeps_all=not has_headings, is_timeline=section.is_timeline)
        if not (has_headings or section.is_timeline) and (title := title_before(section.blocks)):
            walk.heard(title.text)
            section = replace(section, blocks=section.blocks[1:])  # noqa: PLW2901 - the rest of the same
        found += _of_section(walk, section, name, links)
    yield from found or _told(document.blocks, name, links, Dating(anchor, zone)) or _untimed(document.blocks, name)


def _told(blocks: Sequence[Block], name: str, links: dict[str, str], dating: Dating) -> list[Found]:
    """Return what sentences tell that say when, in parts of a page that has no timeline otherwise."""
    walk = _Walk(dating, keeps_all=False, is_timeline=True)
    for part in under_headings(blocks):
        if has_timed_sentences(part):
            walk.sentences(part)
        elif not walk.items:  # who tells it in a letter says the day in its first sentences
            for block in part:
                walk.heard(block.text)
    return [_found(item, name, links) for item in walk.items]


def _of_section(walk: _Walk, section: Section, name: str, links: dict[str, str]) -> Iterator[Found]:
    walk.heard(section.title)
    if section.is_timeline and has_timed_sentences(section.blocks):
        walk.sentences(section.blocks)
    else:
        walk.blocks(section.blocks)
    for item in walk.items:
        yield _found(item, name, links)


def _found(item: _Open, name: str, links: dict[str, str]) -> Found:
    text, more = item.text, item.more
    while not text and more:
        text, more = more[0], more[1:]
    dated = item.dated or Dated(None, "none", "")
    remarks = [*dated.remarks, item.remark] if item.remark else list(dated.remarks)
    names = [found["name"] or found["text"] for found in _REFERENCE.finditer(f"{text} {' '.join(more)}")]
    return Found(
        text=text,
        source=Where(name, item.line),
        at=dated.at,
        at_text=item.at_text,
        precision=dated.precision,
        mark=dated.mark,
        until=dated.until,
        zone=dated.zone,
        actor=item.actor,
        more=" ".join(more),
        links=tuple(dict.fromkeys(links[each.casefold()] for each in names if each.casefold() in links)),
        remark="; ".join(remarks),
    )


class _Walk:
    """Goes through blocks and makes items of them."""

    def __init__(self, dating: Dating, *, keeps_all: bool, is_timeline: bool) -> None:
        self.items: list[_Open] = []
        self._dating, self._keeps_all, self._is_timeline = dating, keeps_all, is_timeline
        self._depth = 0
        """Of the heading that the last item stands under as its title, 0 if under none."""

    def heard(self, text: str) -> None:
        """Take in what a title, or a sentence before the first item, says about the times."""
        zone = zone_in(text)
        if zone:
            self._dating.zone = zone
        for day in document_date.days_in(text):
            self._dating.go_to(day)
            self._dating.is_fixed = document_date.speaks_of_all(text)
            break

    def blocks(self, blocks: Sequence[Block]) -> None:
        """Go through blocks that follow each other."""
        for place, block in enumerate(blocks):
            match block.kind:
                case "heading":
                    self._heading(block, blocks[place + 1 :])
                case "list":
                    self._list(block)
                case "table":
                    self._table(block)
                case "paragraph":
                    self._paragraph(block)
                case "quote" if not self._depth and is_timed([each.text for each in block.blocks]):
                    self.blocks(block.blocks)
                case "code" if not self.items and is_timed(block.text.split("\n")):
                    # A whole timeline that was pasted as code, to keep its lines apart.
                    self._paragraph(Block("paragraph", block.line, block.text))
                case _:
                    self._goes_on(words_of(block))

    def sentences(self, blocks: Sequence[Block]) -> None:
        """Go through blocks that tell in sentences what happened."""
        for block in blocks:
            for text, written in (
                timed_sentences(block.text) if block.kind == "paragraph" else ((words_of(block), None),)
            ):
                if written:
                    self._add(block.line, written, text)
                elif self.items:
                    self._goes_on(text)
                else:
                    self.heard(text)

    def _heading(self, block: Block, after: Sequence[Block]) -> None:
        written = read_time(block.text)
        is_title = block.level == 1 and not self._is_timeline
        if written and not is_title and (written.start.clock or not _times_follow(after, block.level)):
            self._add(block.line, written, rest_after(block.text, written))
            self._depth = block.level
            return
        self._depth = 0
        if zone := zone_in(block.text):
            self._dating.zone = zone
        if written and written.start.day:
            self._dating.go_to(written.start.day)
        elif not is_title and (day := next(document_date.days_in(block.text), None)):
            self._dating.go_to(day)
        elif numbered := NUMBERED_DAY.match(block.text):
            self._dating.go_to_number(int(numbered["number"]))

    def _list(self, block: Block) -> None:
        items = block.blocks
        times = times_of([item.text for item in items])
        is_timeline = sum(time is not None for time in times) * 2 >= len(items)
        if self._depth and not any(times):
            self._goes_on(words_of(block))
            return
        for item, written in zip(items, times, strict=True):
            if written:
                self._timed_item(item, written)
            elif self.items and _NOTE.match(item.text):
                self._goes_on(words_of(item))
            elif is_timeline or (self._keeps_all and not self._depth):
                self._add(item.line, None, item.text, remark=_NO_TIME)
                self._more(item.blocks)
            elif _holds_timed_list(item):
                self._goes_on(item.text)
                self.blocks(item.blocks)
            else:
                self._goes_on(words_of(item))

    def _timed_item(self, item: Block, written: Written) -> None:
        rest = rest_after(item.text, written)
        has_inside = _holds_timed_list(item)
        if written.start.day and not written.start.clock and not rest and (has_inside or not item.blocks):
            self._dating.go_to(written.start.day)
            self.blocks(item.blocks)
            return
        self._split(item.line, item.text, written)
        if has_inside:
            self.blocks(item.blocks)
        else:
            self._more(item.blocks)

    def _paragraph(self, block: Block) -> None:
        if only_definitions(block.text):
            return
        if not self._depth and (over := time_on_last_line(block.text)):
            self._add(block.line, over[1], over[0])
            return
        if is_only_day(block.text):
            written = read_time(block.text)
            if written and written.start.day:
                self._dating.go_to(written.start.day)
            return
        written = read_time(block.text) or next(iter(times_of(block.text.split("\n"))), None)
        is_sentence = not self._is_timeline and not self._keeps_all and _SENTENCE.match(block.text)
        if written and not is_sentence:
            self._split(block.line, block.text, written)
        elif self.items:
            self._goes_on(block.text)
        else:
            self.heard(block.text)
            if self._keeps_all:
                self._untimed_lines(block)

    def _split(self, line: int, text: str, written: Written) -> None:
        for number, (at, words, time) in enumerate(split(line, text, written)):
            if number and not words and time.start.day and not time.start.clock:
                self._dating.go_to(time.start.day)
            else:
                self._add(at, time, words)

    def _untimed_lines(self, block: Block) -> None:
        """Keep lines before the first item; those after one that begins with a time belong to it."""
        times = times_of(block.text.split("\n"))
        is_begun = False
        for place, (line, written) in enumerate(zip(block.text.split("\n"), times, strict=True)):
            if written:
                is_begun = True
                self._add(block.line + place, written, rest_after(line, written))
            elif is_begun:
                self._goes_on(line)
            else:
                self._add(block.line + place, None, line, remark=_NO_TIME)

    def _table(self, block: Block) -> None:
        rows = [row.cells for row in block.blocks]
        columns = columns_of(block.cells, rows)
        if columns is None or not (self._is_timeline or _is_of_events(block.cells)):
            self._goes_on(words_of(block))
            return
        for row in block.blocks:
            written, at_text, rest = when_of(row.cells, columns, block.cells)
            text, actor = cell_of(row.cells, columns.what), cell_of(row.cells, columns.who)
            others = [
                f"{cell_of(block.cells, place)}: {cell}"
                for place in columns.rest
                if (cell := cell_of(row.cells, place))
            ]
            if not (text or at_text or others):
                continue
            if not written and not text:
                text, at_text = at_text, ""
            if written and written.start.day and not written.start.clock and not text:
                self._dating.go_to(written.start.day)
                continue
            remark = "" if written else "the time is not read" if at_text else _NO_TIME
            self._add(row.line, written, text, actor=actor, at_text=at_text, remark=remark)
            self.items[-1].more += [each for each in (rest, *others) if each]

    def _add(
        self, line: int, written: Written | None, text: str, *, actor: str = "", at_text: str = "", remark: str = ""
    ) -> None:
        self._depth = 0
        text = " ".join(_BREAK.sub(" ", text).split())
        if not actor and (handle := _HANDLE.match(text)):
            actor, text = handle["code"] or handle["bold"], text[handle.end() :]
        elif not actor and (named := _MENTIONED.match(text) or (_SPEAKER.match(text) if self._keeps_all else None)):
            actor = named["name"]
        dated = self._dating.dated(written) if written else None
        at_text = at_text or (written.text if written else "")
        self.items.append(_Open(line, text, written, at_text, dated, actor, [], remark))

    def _more(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            self._goes_on(words_of(block))

    def _goes_on(self, text: str) -> None:
        text = " ".join(_BREAK.sub(" ", text).split())
        if self.items and text:
            self.items[-1].more.append(text)


def _times_follow(blocks: Sequence[Block], level: int) -> bool:
    """Tell whether times come under a heading, before the next one of its level that is a day too."""
    for block in blocks:
        if block.kind == "heading" and block.level <= level:
            return False
        if any(
            read_time(each.text) or time_on_last_line(each.text) or any(read_time(cell) for cell in each.cells)
            for each in _all([block])
        ):
            return True
    return False


def _holds_timed_list(item: Block) -> bool:
    return any(
        inside.kind == "list"
        and sum(time is not None for time in times_of([each.text for each in inside.blocks])) * 2 >= len(inside.blocks)
        for inside in item.blocks
    )


def _is_of_events(heads: Sequence[str]) -> bool:
    """Tell whether a table outside of a timeline is one: lists of actions have times too, but to come."""
    names = " ".join(map(bare, heads)).casefold()
    return not re.search(r"owner|status|due|ticket|priority|assignee|deadline|expected", names)


def _untimed(blocks: Sequence[Block], name: str) -> Iterator[Found]:
    """Yield each paragraph, item and row of a document that holds no times at all."""
    for block in blocks:
        if block.kind in ("list", "table", "quote"):
            yield from _untimed(block.blocks, name)
        elif block.kind != "heading" and not only_definitions(block.text) and (words := words_of(block)):
            yield Found(text=words, source=Where(name, block.line), remark=_NO_TIME)


def _all(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from _all(block.blocks)
