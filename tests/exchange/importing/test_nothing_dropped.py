"""Whatever stands in a timeline is in an item, or told with its line."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpm_tui.exchange.importing.formats import chat, csv_tables, markdown
from bpm_tui.exchange.importing.importer import Importer
from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.sources import TextFile
from tests.exchange.importing import random_pages
from tests.exchange.importing.random_pages import TIMES, Part, named, pages, texts

_WORD = re.compile(r"word\d+x")
_LINES = re.compile(r"lines? (\d+)(?:–(\d+))?")


def lost(importer: Importer, text: str, name: str) -> list[str]:
    """Return the words of a text that are in no item, and on no line that is told."""
    raw, told = text.encode(), list[str]()
    items = list(importer.read(TextFile(name, lambda most: raw[:most]), Asked(told=told.append)))
    spans = [(int(first), int(last or first)) for said in told for first, last in _LINES.findall(said)]
    lines = text.split("\n")
    kept = [" ".join((item.words(), item.remark, *item.links)) for item in items]
    kept += [line for first, last in spans for line in lines[first - 1 : last]]
    return sorted(set(_WORD.findall(text)) - set(_WORD.findall(" ".join(kept))))


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (random_pages.markdown, "page.md"),
        (random_pages.html, "page.html"),
        (random_pages.asciidoc, "page.adoc"),
        (random_pages.restructured, "page.rst"),
    ],
)
@settings(max_examples=150)
@given(page=pages)
def test_a_page(write: Callable[[list[Part]], str], name: str, page: list[Part]) -> None:
    text = write(page)
    assert lost(markdown, text, name) == [], text


@settings(max_examples=150)
@given(st.data())
def test_a_table(data: st.DataObject) -> None:
    sign = data.draw(st.sampled_from(",;\t|"))
    heads = ["Time", "Who", "What"][: data.draw(st.integers(2, 3))]
    cells = st.lists(texts().map(lambda text: text.replace(",", "")), min_size=1, max_size=5)
    rows = data.draw(st.lists(st.tuples(st.sampled_from(TIMES[:4]), cells), min_size=2, max_size=5))
    lines = [sign.join(heads), *(sign.join((time, *others)) for time, others in rows)]
    first = data.draw(st.sampled_from(("", f"sep={sign}\n")))
    text = named(first + "\n".join(lines) + data.draw(st.sampled_from(("", f'\n14:50{sign}"%s %s\n14:51{sign}%s'))))
    assert lost(csv_tables, text, "table.csv") == [], text


@settings(max_examples=150)
@given(st.data())
def test_a_chat(data: st.DataObject) -> None:
    heads = ("Ana  2:32 PM", "Ben [14:32]", "[14:32] <ana> %s %s", "2:33", "14:34 * ben %s", "#incidents %s", "", "%s")
    head = st.sampled_from(heads)
    told = st.lists(st.one_of(texts(), head), min_size=1, max_size=4)
    messages = data.draw(st.lists(st.tuples(head, told), min_size=1, max_size=5))
    text = named("\n".join(line for first, lines in messages for line in (first, *lines)))
    assert lost(chat, text, "chat.txt") == [], text


def test_one_heading_over_two_columns() -> None:
    text = "Time\n14:02;word1x\n14:03;word2x\n"
    assert lost(csv_tables, text, "table.csv") == []
