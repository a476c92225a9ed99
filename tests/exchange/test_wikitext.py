"""The MediaWiki page, read by a parser of wikitext: tables as they were, and nothing of a text acts."""

from __future__ import annotations

import mwparserfromhell
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from mwparserfromhell.nodes import Comment, ExternalLink, Tag, Template, Wikilink
from mwparserfromhell.wikicode import Wikicode

from bpm_tui.exchange.export.export import Manner, export
from bpm_tui.exchange.export.page.blocks import Block, Heading, Items, ListItem, Paragraph, Table
from bpm_tui.exchange.export.page.visible_text import shown
from bpm_tui.exchange.export.writers.wikitext import WikitextWriter
from bpm_tui.model.session import Session
from tests.exchange.sample import SAMPLE
from tests.exchange.test_escape import hostile
from tests.exchange.test_markdown import timeline_rows
from tests.strategies import sessions

PIECES = (
    "{{x}}",
    "[[y]]",
    "''z''",
    "'''",
    "~~~~",
    "__TOC__",
    "{|",
    "|}",
    "|-",
    "||",
    "!!",
    "----",
    "<nowiki>",
    "RFC 1",
    "= a =",
)


def wiki_hostile() -> st.SearchStrategy[str]:
    return st.one_of(hostile(), st.lists(st.sampled_from(PIECES) | hostile(), max_size=5).map("".join))


def text_of(code: Wikicode | None) -> str:
    """What a reader sees of wikitext; a line break is a line end."""
    assert code is not None
    pieces = []
    for node in code.nodes:
        if isinstance(node, Tag):
            pieces.append("\n" if node.tag == "br" else text_of(node.contents))
        elif isinstance(node, ExternalLink):
            pieces.append(text_of(node.title))
        else:
            assert not isinstance(node, (Template, Wikilink, Comment)), node
            pieces.append(str(node.__strip__(normalize=True)))
    return "".join(pieces)


def rows(text: str) -> list[list[str]]:
    tables = mwparserfromhell.parse(text).filter_tags(matches=lambda tag: tag.tag == "table", recursive=False)
    lines = tables[0].contents.filter_tags(matches=lambda tag: tag.tag == "tr", recursive=False)
    cells = (line.contents.filter_tags(matches=lambda tag: tag.tag == "td", recursive=False) for line in lines)
    return [[text_of(cell.contents).strip() for cell in row] for row in cells]


def written(*blocks: Block) -> str:
    return WikitextWriter().body(blocks) + "\n"


@given(st.lists(st.tuples(wiki_hostile(), wiki_hostile()), min_size=1, max_size=4))
@example([("a|b", "C:\\|")])
@example([("-", "}"), ("+ x", "| y")])
def test_a_table_reads_back_cell_by_cell(cells: list[tuple[str, str]]) -> None:
    text = written(Table(("a", "b"), [[(one,), (two,)] for one, two in cells]))
    assert rows(text) == [[shown(one), shown(two)] for one, two in cells]


@given(wiki_hostile().filter(shown))
def test_lines_begin_nothing_and_nothing_in_them_acts(text: str) -> None:
    page = written(Heading(1, text), Paragraph(text), Items((ListItem(text),)))
    code = mwparserfromhell.parse(page)
    assert not code.filter_templates()
    assert not code.filter_wikilinks()
    heading, paragraph, item = page.split("\n\n")
    assert text_of(mwparserfromhell.parse(paragraph)) == shown(text)
    assert heading.startswith("= ")
    assert heading.endswith(" =")
    assert item.startswith("* ")
    assert paragraph[0] not in "*#:;= "
    assert not paragraph.startswith("----")
    assert "~~~" not in page
    assert "__" not in page.replace("://", "")


@given(sessions())
def test_the_timeline_reads_back(session: Session) -> None:
    text = export(session, Manner(format="mediawiki", part="timeline", names="typed")).text
    if session.entries:
        assert [row[1:] for row in rows(text)] == timeline_rows(session)


@pytest.mark.parametrize(
    ("text", "safe"), [("a | b", "a &#124; b"), ("{{x}}", "&#123;&#123;x&#125;&#125;"), ("* x", "&#42; x")]
)
def test_what_acts_is_an_entity(text: str, safe: str) -> None:
    assert written(Paragraph(text)) == safe + "\n"


def test_addresses_are_links() -> None:
    text = export(SAMPLE, Manner(format="mediawiki")).text
    links = mwparserfromhell.parse(text).filter_external_links()
    assert [str(link.url) for link in links] == [*SAMPLE.incident.links, *SAMPLE.entries["entry2"].links]
