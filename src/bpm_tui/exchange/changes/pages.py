"""What changed, as lines, a page or data. An exported page only has the present words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from itertools import groupby
from typing import Any

from bpm_tui.exchange.changes.compare import PARTS, Changed, Detail, compare, counted
from bpm_tui.exchange.export.export import Exported, Manner, with_lanes, writer_for
from bpm_tui.exchange.export.names import People, renamed
from bpm_tui.exchange.export.page.blocks import Block, Heading, Items, ListItem, Marked, Paragraph
from bpm_tui.exchange.export.page.visible_text import shown
from bpm_tui.exchange.export.writers.dialects import DIALECTS
from bpm_tui.exchange.export.writers.markdown import MarkdownWriter
from bpm_tui.model.session import Session
from bpm_tui.model.words import a_noun

_SIGNS = {"added": "+", "changed": "~", "moved": ">", "deleted": "-"}


def change_lines(changes: Iterable[Changed]) -> Iterator[tuple[str, str]]:
    """Yield the list as lines, each with what it is: "title", a kind of change, or "detail"."""
    for part, of_part in groupby(changes, key=lambda one: one.part):
        yield PARTS[part], "title"
        for one in of_part:
            yield f"  {_SIGNS[one.kind]} {one.kind:<8}{_headline(one)}", one.kind
            for detail in one.details:
                yield f"      {detail_words(detail)}", "detail"


def changes_page(title: str, span: str, changes: Sequence[Changed], wiki: str = "neutral") -> str:
    """Return the list as a Markdown page of one wiki; ``span`` says from when to when, such as "since the draft"."""
    writer = MarkdownWriter(DIALECTS[wiki])
    return writer.document(title, writer.body(change_blocks(title, span, changes)))


def export_changes(before: Session, after: Session, span: str, manner: Manner) -> Exported:
    """Return a page of what was added and changed between two versions, and how much was deleted.

    What was deleted stays in the recording.

    Raises:
        ExportError: the format has no pages.
    """
    writer = writer_for(manner)
    people, names = People(after, before), manner.names or after.names
    out = renamed(after, names, people)
    then, now = (with_lanes(each, manner.lanes) for each in (renamed(before, names, people).session, out.session))
    changes = [_without_the_old(one) for one in compare(then, now)]
    return Exported(now, writer.document(now.title, writer.body(change_blocks(now.title, span, changes))), out.kept)


def change_data(one: Changed) -> dict[str, Any]:
    """Return a change as data for programs."""
    return asdict(one)


def detail_words(detail: Detail) -> str:
    """Return a field with its old and new words; what long texts have in common is left out."""
    was, now = elided(_on_one_line(detail.was), _on_one_line(detail.now))
    if detail.quoted:
        was, now = (f"“{text}”" if text else "" for text in (was, now))
    return f"{_on_one_line(detail.label)}: {f'{was} → ' if was else ''}{now or 'nothing'}"


def elided(was: str, now: str, *, around: int = 3, whole: int = 60) -> tuple[str, str]:
    """Return two texts; what long ones have in common is left out, but for a few words around the difference."""
    if max(len(was), len(now)) <= whole or not was or not now:
        return was, now
    old, new = was.split(), now.split()
    most = min(len(old), len(new))
    first = next((n for n in range(most) if old[n] != new[n]), most)
    last = next((n for n in range(most - first) if old[-1 - n] != new[-1 - n]), most - first)
    start, end = max(first - around, 0), max(last - around, 0)
    return _around(old, start, end), _around(new, start, end)


def _around(words: Sequence[str], start: int, end: int) -> str:
    kept = words[start : len(words) - end]
    return " ".join((*(["…"] if start else []), *kept, *(["…"] if end else [])))


def _headline(one: Changed) -> str:
    of = f" · of {one.of}" if one.of else ""
    place = f" · {one.place}" if one.place else ""
    return _on_one_line(f"{one.words}{place}{of}")


def _on_one_line(text: str) -> str:
    return " ".join(shown(text).split())


def change_blocks(title: str, span: str, changes: Sequence[Changed]) -> Iterator[Block]:
    """Yield the list as a page; ``span`` says from when to when, such as "since the draft"."""
    yield Heading(1, Marked("What changed", title))
    yield Paragraph(f"{span}: {counted(changes)}.")
    for part, of_part in groupby(changes, key=lambda one: one.part):
        yield Heading(2, PARTS[part])
        yield Items(tuple(_item(one) for one in of_part))


def _item(one: Changed) -> ListItem:
    details = [("of", one.of), ("went", one.place)]
    for detail in one.details:
        label, _, said = detail_words(detail).partition(": ")
        details.append((label, said))
    return ListItem(Marked(one.kind, shown(one.words)), tuple((label, said) for label, said in details if said))


def _without_the_old(one: Changed) -> Changed:
    if one.kind == "deleted":
        return replace(one, words=a_noun(one.where), of="", place="", details=())
    place = "here" if one.place.startswith("here from") else one.place
    return replace(one, place=place, details=tuple(replace(detail, was="") for detail in one.details))
