"""Goes through the blocks of a timeline and makes items of them; what comes into no item is noted with its line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bpm_tui.exchange.importing.text import document_date
from bpm_tui.exchange.importing.text.actors import actor_of
from bpm_tui.exchange.importing.text.line_times import is_timed, split, time_on_last_line, times_of
from bpm_tui.exchange.importing.text.sections import is_only_day
from bpm_tui.exchange.importing.text.sentences import timed_sentences
from bpm_tui.exchange.importing.text.template import STATUS, readings, time_at_end, time_behind_label
from bpm_tui.exchange.importing.text.timeline_links import only_definitions
from bpm_tui.exchange.importing.text.timeline_tables import cell_of, columns_of, unused_heads, when_of
from bpm_tui.exchange.importing.times.patterns import NUMBERED_DAY
from bpm_tui.exchange.importing.times.sequence import Stamp, Story, Turn
from bpm_tui.exchange.importing.times.written import Written, bare, read_time, rest_after
from bpm_tui.exchange.importing.times.zones import zone_in
from bpm_tui.markup.blocks import Block, every, words_of

NO_TIME = "no time is stated"
_BREAK = re.compile(r"(?:(?<!\s)\s++)?<br\s*+/?>\s*+", re.IGNORECASE)
_SENTENCE = re.compile(r"\W*(?:on|at|between|from|since|by|before|after|around)\b", re.IGNORECASE)
_NOTE = re.compile(r"(?:\*\*|__)[A-Z][^*_\n]{0,40}(?::(?:\*\*|__)|(?:\*\*|__):)\s*\S")
"""A part of the page that has a name of its own, in a list of what happened."""


@dataclass
class Item:
    """An item in the making: what follows it in the document is added to it."""

    line: int
    text: str = ""
    stamp: Stamp | None = None
    at_text: str = ""
    actor: str = ""
    more: list[str] = field(default_factory=list)
    remark: str = ""


class Walk:
    """Makes items of blocks; ``left`` is what stands among them and is in none, by its line."""

    def __init__(self, *, keeps_all: bool, is_timeline: bool) -> None:
        self.items: list[Item] = []
        self.story = Story()
        self.left: list[tuple[int, str]] = []
        self._keeps_all, self._is_timeline = keeps_all, is_timeline
        self._depth = 0
        """Of the heading that the last item stands under as its title, 0 if under none."""

    def heard(self, text: str) -> None:
        """Note what a title, or a sentence before the first item, says about the times."""
        day = next(document_date.days_in(text), None)
        zone = zone_in(text)
        if day or zone:
            self.story.turn(Turn(day=day, zone=zone, is_fixed=bool(day) and document_date.speaks_of_all(text)))

    def blocks(self, blocks: Sequence[Block]) -> None:
        """Go through blocks that follow each other."""
        paragraphs = [block for block in blocks if block.kind == "paragraph"]
        texts = [block.text for block in paragraphs]
        times = dict(zip((block.line for block in paragraphs), readings(texts), strict=True))
        for place, block in enumerate(blocks):
            match block.kind:
                case "heading":
                    self._heading(block, blocks[place + 1 :])
                case "list":
                    self._list(block)
                case "table":
                    self._table(block)
                case "paragraph":
                    self._paragraph(block, times[block.line])
                case "quote" if self._holds_items(block):
                    self.blocks(block.blocks)
                case "code" if not self.items and _is_log(block.text):
                    self._code(block)
                case _:
                    self._block_goes_on(block)

    def sentences(self, blocks: Sequence[Block]) -> None:
        """Go through blocks that tell in sentences what happened."""
        for block in blocks:
            if block.kind != "paragraph":
                self._block_goes_on(block)
                continue
            for place, text, written in timed_sentences(block.text):
                if written:
                    self._add(block.line + place, written, text)
                    continue
                if not self.items:
                    self.heard(text)
                self._goes_on(block.line + place, text)

    def _holds_items(self, quote: Block) -> bool:
        """Say whether what stands in a quote are items, or what belongs to the item before it."""
        texts = [each.text for each in quote.blocks]
        if self.items:
            return not self._depth and is_timed(texts)
        return any(readings(texts)) or any(each.kind in ("list", "table") for each in quote.blocks)

    def _heading(self, block: Block, after: Sequence[Block]) -> None:
        written = read_time(block.text) or _behind_status(block.text)
        is_title = block.level == 1 and not self._is_timeline
        follow = _times_follow(after, block.level)
        is_span = written is not None and written.start.clock and written.until and follow
        if written and not is_title and not is_span and (written.start.clock or not follow):
            self._add(block.line, written, rest_after(block.text, written))
            self._depth = block.level
            return
        self._depth = 0
        zone = zone_in(block.text)
        day = written.start.day if written else None
        if day is None and not is_title:
            day = next(document_date.days_in(block.text), None)
        numbered = None if day else NUMBERED_DAY.match(block.text)
        number = int(numbered["number"]) if numbered else None
        if zone or day or number or is_span:
            self.story.turn(Turn(day=day, number=number, zone=zone, span=written if is_span else None))
        self._leave(block.line, rest_after(block.text, written) if written and not written.begin else block.text)

    def _list(self, block: Block) -> None:
        items = block.blocks
        times = readings([item.text for item in items])
        is_timeline = sum(time is not None for time in times) * 2 >= len(items)
        if self._depth and not any(times):
            self._block_goes_on(block)
            return
        for item, written in zip(items, times, strict=True):
            if written:
                self._timed_item(item, written)
            elif self.items and _NOTE.match(item.text):
                self._block_goes_on(item)
            elif is_timeline or (self._keeps_all and not self._depth):
                self._add(item.line, None, item.text, remark=NO_TIME)
                self._more(item.blocks)
            elif _holds_timed_list(item):
                self._goes_on(item.line, item.text)
                self.blocks(item.blocks)
            else:
                self._block_goes_on(item)

    def _timed_item(self, item: Block, written: Written) -> None:
        rest = rest_after(item.text, written)
        has_inside = _holds_timed_list(item)
        if written.start.day and not written.start.clock and not rest and (has_inside or not item.blocks):
            self.story.turn(Turn(day=written.start.day))
            self.blocks(item.blocks)
            return
        self._split(item.line, item.text, written)
        if has_inside:
            self.blocks(item.blocks)
        else:
            self._more(item.blocks)

    def _code(self, block: Block) -> None:
        """Take a whole timeline that was pasted as code, to keep its lines apart, or that draws one."""
        lines = block.text.split("\n")
        first = next(place for place, line in enumerate(lines) if read_time(line))
        self._leave(block.line, "\n".join(lines[:first]))
        self._paragraph(Block("paragraph", block.line + first, "\n".join(lines[first:])), None)

    def _paragraph(self, block: Block, time: Written | None) -> None:
        if only_definitions(block.text):
            return
        if not self._depth and (over := time_on_last_line(block.text)):
            self._add(block.line, over[1], over[0])
            return
        if is_only_day(block.text):
            written = read_time(block.text)
            if written and written.start.day:
                self.story.turn(Turn(day=written.start.day))
            return
        written = read_time(block.text) or next(iter(times_of(block.text.split("\n"))), None)
        if not written and time and not self._depth and (self._is_timeline or time.start.day):
            written = time
        is_sentence = not self._is_timeline and not self._keeps_all and _SENTENCE.match(block.text)
        if written and not is_sentence:
            self._split(block.line, block.text, written)
        elif self.items:
            self._goes_on(block.line, block.text)
        else:
            self.heard(block.text)
            if self._keeps_all:
                self._untimed_lines(block)
            else:
                self._leave(block.line, block.text)

    def _split(self, line: int, text: str, written: Written) -> None:
        for number, (at, words, time) in enumerate(split(line, text, written)):
            if number and not words and time.start.day and not time.start.clock:
                self.story.turn(Turn(day=time.start.day))
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
                self._goes_on(block.line + place, line)
            else:
                self._add(block.line + place, None, line, remark=NO_TIME)

    def _table(self, block: Block) -> None:
        rows = [row.cells for row in block.blocks]
        columns = columns_of(block.cells, rows)
        if columns is None or not (self._is_timeline or is_of_events(block.cells)):
            self._block_goes_on(block)
            return
        self._leave(block.line, " | ".join(unused_heads(block.cells, rows, columns)))
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
                self.story.turn(Turn(day=written.start.day))
                self._leave(row.line, " ".join(filter(None, (actor, rest, *others))))
                continue
            remark = "" if written else "the time is not read" if at_text else NO_TIME
            self._add(row.line, written, text, actor=actor, at_text=at_text, remark=remark)
            self.items[-1].more += [each for each in (rest, *others) if each]

    def _add(
        self, line: int, written: Written | None, text: str, *, actor: str = "", at_text: str = "", remark: str = ""
    ) -> None:
        self._depth = 0
        text = " ".join(_BREAK.sub(" ", text).split())
        if not actor:
            actor, text = actor_of(text)
        stamp = self.story.add(written) if written else None
        at_text = at_text or (written.text if written else "")
        self.items.append(Item(line, text, stamp, at_text, actor, [], remark))

    def _more(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            self._block_goes_on(block)

    def _block_goes_on(self, block: Block) -> None:
        """Add all that is in a block to the item before it; before the first item, each of its lines is left."""
        if self.items:
            self._goes_on(block.line, words_of(block))
            return
        self._leave(block.line, " ".join(filter(None, (block.number, block.text))))
        self._leave(block.line, " | ".join(filter(None, block.cells)))
        self._more(block.blocks)

    def _goes_on(self, line: int, text: str) -> None:
        if not self.items:
            self._leave(line, text)
        elif text := " ".join(_BREAK.sub(" ", text).split()):
            self.items[-1].more.append(text)

    def _leave(self, line: int, text: str) -> None:
        for place, each in enumerate(text.split("\n")):
            if each.strip():
                self.left.append((line + place, " ".join(each.split())))


def is_of_events(heads: Sequence[str]) -> bool:
    """Say whether a table outside of a timeline is one: lists of actions have times too, but to come."""
    names = " ".join(map(bare, heads)).casefold()
    return not re.search(r"owner|status|due|ticket|priority|assignee|deadline|expected", names)


def _behind_status(text: str) -> Written | None:
    """Return the time in a title that names a status before it, or at its end."""
    time = time_behind_label(text)
    return time if time and STATUS.fullmatch(text[: time.begin]) else time_at_end(text)


def _times_follow(blocks: Sequence[Block], level: int) -> bool:
    """Say whether times come under a heading, before the next one of its level that is a day too."""
    for block in blocks:
        if block.kind == "heading" and block.level <= level:
            return False
        if any(
            read_time(each.text) or time_on_last_line(each.text) or any(read_time(cell) for cell in each.cells)
            for each in every([block])
        ):
            return True
    return False


def _holds_timed_list(item: Block) -> bool:
    return any(
        inside.kind == "list"
        and sum(time is not None for time in times_of([each.text for each in inside.blocks])) * 2 >= len(inside.blocks)
        for inside in item.blocks
    )


def _is_log(text: str) -> bool:
    """Say whether most lines of code begin with a time."""
    lines = [line for line in text.split("\n") if line.strip()]
    timed = sum(read_time(line) is not None for line in lines)
    return timed > 1 and timed * 2 >= len(lines)
