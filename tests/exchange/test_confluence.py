"""Confluence's storage format: well-formed, only elements that it documents, and every text there as it was."""

from __future__ import annotations

from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import pytest
from hypothesis import example, given

from bpm_tui.exchange.export.export import Manner, export
from bpm_tui.exchange.export.page.visible_text import shown
from bpm_tui.model.session import Entry, FollowUp, Session
from tests.exchange.sample import SAMPLE
from tests.exchange.test_escape import hostile
from tests.exchange.test_markdown import filled, timeline_columns, timeline_rows
from tests.strategies import sessions

AC = "{urn:ac}"
DOCUMENTED = {
    *("h1", "h2", "h3", "p", "br", "strong", "em", "span", "a", "ul", "li", "table", "tbody", "tr", "th", "td"),
    *(f"{AC}structured-macro", f"{AC}rich-text-body", f"{AC}plain-text-body"),
    *(f"{AC}task-list", f"{AC}task", f"{AC}task-status", f"{AC}task-body"),
}
"""What a page may hold, from Atlassian's description of the format."""
TASK_PARTS = {f"{AC}task-status", f"{AC}task-body"}


def read(session: Session) -> Element:
    text = export(session, Manner(format="confluence", names="typed")).text
    return ET.fromstring(f'<body xmlns:ac="urn:ac">{text}</body>')  # noqa: S314 - our own text


def text_of(element: Element) -> str:
    pieces = [element.text or ""]
    for inside in element:
        pieces += ["\n" if inside.tag == "br" else text_of(inside), inside.tail or ""]
    return "".join(pieces).replace("\xa0", " ")


def rows(page: Element, *titles: str) -> list[list[str]]:
    for table in page.iter("table"):
        if [text_of(cell) for cell in table.iter("th")] == list(titles):
            return [[text_of(cell) for cell in row.iter("td")] for row in table.iter("tr")][1:]
    return []


@given(sessions())
def test_the_timeline_reads_back_cell_by_cell(session: Session) -> None:
    page = read(session)
    expected = [[cell.replace("\xa0", " ") for cell in row] for row in timeline_rows(session)]
    assert [row[1:] for row in rows(page, "Date and time", *timeline_columns(session))] == expected
    assert {element.tag for element in page.iter()} - {"body"} <= DOCUMENTED
    for task in page.iter(f"{AC}task"):
        assert {part.tag for part in task} == TASK_PARTS


@given(hostile())
@example("]]>")
@example("```\n]]></ac:plain-text-body>\n```")
@example("\ufffe&nbsp;<ac:task>")
def test_no_text_is_markup(text: str) -> None:
    page, plain = read(filled(SAMPLE, text)), read(filled(SAMPLE, "word"))
    for element in page.iter():
        assert element.tag == "body" or element.tag in DOCUMENTED
        assert set(element.attrib) <= {"href", f"{AC}name"}
        assert element.get("href", "http://").lower().startswith(("http://", "https://", "ftp://"))
    if shown(text):
        cells = [sum(1 for _ in found.iter("td")) for found in (page, plain)]
        assert cells[0] == cells[1]


@pytest.mark.parametrize("after", ["", "\nthen it stopped"])
def test_code_between_fences_is_a_code_macro(after: str) -> None:
    what = f"the log says\n```\nTraceback:\n    x ]]> y\n```{after}"
    page = read(Session.model_validate({"id": "s00001", "entries": [Entry(id="e00001", what=what)]}))
    (cell,) = [cell for cell in page.iter("td") if "the log says" in text_of(cell)]
    (code,) = cell.iter(f"{AC}structured-macro")
    assert code.get(f"{AC}name") == "code"
    assert text_of(code) == "Traceback:\n    x ]]> y"
    assert text_of(cell).strip().endswith(after.strip() or "y")


def test_follow_ups_are_tasks_unless_decided_against() -> None:
    items = [
        FollowUp(id="todo01", text="do it", owner="Ana"),
        FollowUp(id="todo02", text="leave it", decision="none, it goes in May"),
        FollowUp(id="todo03", text="did it", status="done"),
    ]
    page = read(Session.model_validate({"id": "s00001", "follow_ups": items}))
    told = [[text_of(part) for part in task] for task in page.iter(f"{AC}task")]
    assert told == [["incomplete", "do it\nOwner: Ana"], ["complete", "did it"]]
    assert ["leave it" in text_of(item) for item in page.iter("li")][-1]
