"""From the blocks of a document to the items of its timeline, in the order of the document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bpm_tui.exchange.importing.text import document_date
from bpm_tui.exchange.importing.text.actors import actor_of
from bpm_tui.exchange.importing.text.left_out import listed
from bpm_tui.exchange.importing.text.paragraphs import split_paragraphs, title_before
from bpm_tui.exchange.importing.text.sections import Section, sections_of, under_headings
from bpm_tui.exchange.importing.text.sentences import has_timed_sentences
from bpm_tui.exchange.importing.text.timeline_links import definitions, only_definitions
from bpm_tui.exchange.importing.text.walk import Item, Walk
from bpm_tui.exchange.importing.times.resolve import Dated, Dating
from bpm_tui.exchange.importing.times.written import Day
from bpm_tui.markup.blocks import Block, Document, every, words_of
from bpm_tui.model.inbox.imported_item import Found, Where

_REFERENCE = re.compile(r"\[(?P<text>[^\]\[]{1,200})\](?:\[(?P<name>[^\]\[]{0,200})\])?(?!\()")
_HALF = re.compile(r"\d\s?[ap]m\b", re.IGNORECASE)


def _nobody(said: str) -> None:
    """Report nothing that is left out."""


def timeline_of(document: Document, name: str, told: Callable[[str], None] = _nobody) -> Iterator[Found]:
    """Yield the items of a document; ``name`` is its file's, which may tell the day.

    What stands among the items and has no time is an item without one, or goes on the one before it. What stands in
    the timeline and comes into no item, such as the titles of its parts, is ``told`` with its line.
    """
    document = replace(document, blocks=split_paragraphs(document.blocks))
    # Who writes of AM and PM writes the month first, if nothing else tells.
    month_first = any(_HALF.search(" ".join((block.text, *block.cells))) for block in every(document.blocks))
    anchor = document_date.day_of_document(document, name, month_first=month_first)
    links = dict(definitions(document.blocks))
    zone = document_date.zone_of_document(document.blocks)
    moment_t = document_date.moment_t_of(document.blocks)
    has_headings = any(block.kind == "heading" for block in document.blocks)
    days: list[Day] = [
        day for block in every(document.blocks) for day in document_date.days_in(" ".join((block.text, *block.cells)))
    ]
    found: list[Found] = []
    for section in sections_of(document.blocks):
        dating = Dating(anchor, zone)
        dating.learn(days, month_first=month_first)
        dating.moment_t = moment_t
        walk = Walk(keeps_all=not has_headings, is_timeline=section.is_timeline)
        if not (has_headings or section.is_timeline) and (title := title_before(section.blocks)):
            walk.heard(title.text)
            section = replace(section, blocks=section.blocks[1:])  # noqa: PLW2901 - the rest of the same
        _go_through(walk, section)
        found += _found(walk, dating, name, links)
        if section.is_timeline and walk.left:
            told(f"{name}: in the timeline, but not part of any item: {listed(walk.left)}")
    if not any(item.at_text for item in found):
        found = _told(document.blocks, name, links, Dating(anchor, zone))
    yield from found or _as_one(document.blocks, name)


def dating_of(document: Document, name: str) -> Dating:
    """Return how times are dated that stand anywhere in a document; ``name`` is its file's."""
    return Dating(document_date.day_of_document(document, name), document_date.zone_of_document(document.blocks))


def _told(blocks: Sequence[Block], name: str, links: dict[str, str], dating: Dating) -> list[Found]:
    """Return what sentences tell that say when, in parts of a page that has no timeline otherwise."""
    walk = Walk(keeps_all=False, is_timeline=True)
    for part in under_headings(blocks):
        if has_timed_sentences(part):
            walk.sentences(part)
        elif not walk.items:  # who tells it in a letter says the day in its first sentences
            for block in part:
                walk.heard(block.text)
    return _found(walk, dating, name, links)


def _go_through(walk: Walk, section: Section) -> None:
    walk.heard(section.title)
    if section.is_timeline and has_timed_sentences(section.blocks):
        walk.sentences(section.blocks)
    else:
        walk.blocks(section.blocks)


def _found(walk: Walk, dating: Dating, name: str, links: dict[str, str]) -> list[Found]:
    walk.story.resolve(dating)
    return [_item(item, name, links) for item in walk.items]


def _item(item: Item, name: str, links: dict[str, str]) -> Found:
    actor, text, more = item.actor, item.text, item.more
    while not text and more:
        actor, text = (actor, more[0]) if actor else actor_of(more[0])
        more = more[1:]
    dated = (item.stamp.dated if item.stamp else None) or Dated(None, "none", "")
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
        actor=actor,
        more=" ".join(more),
        links=tuple(dict.fromkeys(links[each.casefold()] for each in names if each.casefold() in links)),
        remark="; ".join(remarks),
    )


def _as_one(blocks: Sequence[Block], name: str) -> Iterator[Found]:
    """Yield all of a document in which no time is read as one item."""
    told = [block for block in blocks if not (block.kind == "paragraph" and only_definitions(block.text))]
    words = [(block.line, text) for block in told if (text := words_of(block))]
    if words:
        more = " ".join(text for _, text in words[1:])
        yield Found(text=words[0][1], more=more, source=Where(name, words[0][0]), remark="no time is read on this page")
