"""The HTML page, read by a parser of HTML 5: nothing acts, nothing is loaded, and every text is there as it was."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import html5lib
from hypothesis import given

from bpm_tui.exchange.export.export import Manner, export
from bpm_tui.exchange.export.page.blocks import Table
from bpm_tui.exchange.export.page.visible_text import shown
from bpm_tui.exchange.export.writers.html import HtmlWriter
from bpm_tui.model.session import Session
from tests.exchange.sample import SAMPLE
from tests.exchange.test_escape import hostile
from tests.exchange.test_markdown import filled, timeline_columns, timeline_rows
from tests.strategies import sessions

QUIET = {"html", "head", "body", "meta", "title", "style", "main", "h1", "h2", "h3", "small", "p", "ul", "li"}
ALLOWED = QUIET | {"table", "thead", "tbody", "tr", "th", "td", "br", "strong", "em", "a"}


def written(session: Session) -> str:
    return export(session, Manner(format="html", names="typed")).text


def read(text: str) -> Element:
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    page: Element = parser.parse(text)
    assert parser.errors == []
    return page


def text_of(element: Element) -> str:
    """What an element shows; a line break is a line end."""
    pieces = [element.text or ""]
    for inside in element:
        pieces += ["\n" if inside.tag == "br" else text_of(inside), inside.tail or ""]
    return "".join(pieces)


def rows(page: Element, *titles: str) -> list[list[str]]:
    for table in page.iter("table"):
        if [text_of(cell) for cell in table.iter("th")] == list(titles):
            return [[text_of(cell) for cell in row.iter("td")] for row in table.iter("tr")][1:]
    return []


@given(sessions())
def test_the_timeline_reads_back_cell_by_cell(session: Session) -> None:
    page = read(written(session))
    found = rows(page, "Date and time", *timeline_columns(session))
    assert [row[1:] for row in found] == timeline_rows(session)
    assert {element.tag for element in page.iter()} <= ALLOWED


@given(hostile())
def test_no_text_is_markup_and_none_acts(text: str) -> None:
    page, plain = read(written(filled(SAMPLE, text))), read(written(filled(SAMPLE, "word")))
    if shown(text):
        cells = [sum(1 for _ in found.iter("td")) for found in (page, plain)]
        assert cells[0] == cells[1]
    for element in page.iter():
        assert element.tag in ALLOWED
        assert set(element.attrib) <= {
            "class",
            "scope",
            "href",
            "rel",
            "lang",
            "charset",
            "name",
            "content",
            "http-equiv",
            "data-title",
        }
        assert re.match(r"(?i)(https?|ftp)://", element.get("href", "http://"))


def test_a_narrow_screen_gets_the_title_of_every_cell() -> None:
    table = next(table for table in read(written(SAMPLE)).iter("table") if len(table.findall(".//th")) > 2)
    titles = [text_of(cell) for cell in table.iter("th")]
    assert [[cell.get("data-title") for cell in row.iter("td")] for row in table.iter("tr")][1:] == [titles] * (
        len(list(table.iter("tr"))) - 1
    )


@given(hostile())
def test_a_title_of_a_template_stays_inside_its_attribute(text: str) -> None:
    writer = HtmlWriter()
    page = read(writer.document("", writer.table(Table((writer.text(text),), [[("cell",)]]))))
    (cell,) = page.iter("td")
    assert list(cell.attrib) == ["data-title"]
    assert " ".join(cell.attrib["data-title"].split()) == " ".join(shown(text).split())


def test_the_page_needs_nothing_else() -> None:
    text = written(SAMPLE)
    assert "default-src 'none'" in text
    assert not re.search(r"<(?:script|link|img|iframe)|@import|url\(", text)
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text


def test_the_sample_has_its_links_and_boxes() -> None:
    page = read(written(SAMPLE))
    assert [link.get("href") for link in page.iter("a")] == [*SAMPLE.incident.links, *SAMPLE.entries["entry2"].links]
    assert [text_of(item)[:3] for item in page.iter("li") if text_of(item)[0] in "☐☑☒"] == ["☐ A", "☑ R", "☒ R"]
