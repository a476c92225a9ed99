"""Every dialect, read back by a parser of it that others wrote: same rows, same cells, same text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pymarkdown.api import PyMarkdownApi

from bpm_tui.exchange.export.export import Manner, export
from bpm_tui.exchange.export.page.blocks import (
    Block,
    Box,
    By,
    Facts,
    Heading,
    Items,
    ListItem,
    Marked,
    Paragraph,
    Table,
    listed,
)
from bpm_tui.exchange.export.page.visible_text import paragraphs, shown
from bpm_tui.exchange.export.writers.dialects import DIALECTS
from bpm_tui.exchange.export.writers.markdown import MarkdownWriter
from bpm_tui.storage.user.export_choices import WIKIS
from tests.exchange.reading import PAIR_IDS, PAIRS, Page, Reader, indented, read_github, read_mkdocs
from tests.exchange.sample import SAMPLE
from tests.exchange.test_escape import hostile

EVERY = pytest.mark.parametrize(("wiki", "reader"), PAIRS, ids=PAIR_IDS)


def written(wiki: str, *blocks: Block, mentions: bool = False) -> str:
    writer = MarkdownWriter(DIALECTS[wiki], mentions=mentions)
    return writer.body(blocks) + "\n"


def read(wiki: str, reader: Reader, *blocks: Block) -> Page:
    return reader(written(wiki, *blocks))


@EVERY
@given(rows=st.lists(st.tuples(hostile(), hostile(), hostile()), min_size=1, max_size=4))
@example(rows=[("a", "b", "http://@ana")])
@example(rows=[("a", "b", "http://\x00\\"), ("https://☃*a*", "ftp://—\\x", "http://\u2003\\")])
def test_a_table_reads_back_cell_by_cell(wiki: str, reader: Reader, rows: list[tuple[str, str, str]]) -> None:
    cells = [[(a,), (b, Marked("known", c)), (By(c, a),)] for a, b, c in rows]
    page = read(wiki, reader, Paragraph("before"), Table(("a", "b", "c"), cells), Paragraph("after"))
    expected = [[seen(a), two(b, f"known {seen(c)}"), by(c, a)] for a, b, c in rows]
    assert page.tables == [[["a", "b", "c"], *expected]]
    assert page.paragraphs == ["before", "after"]
    assert page.others == []


def seen(text: str) -> str:
    return indented(shown(text))


def two(first: str, second: str) -> str:
    return "\n".join(filter(None, (seen(first), second.strip())))


def by(text: str, name: str) -> str:
    return f"{seen(text)} ({seen(name)})".strip() if seen(name) else seen(text)


@EVERY
@given(texts=st.lists(hostile().filter(shown), min_size=1, max_size=4), owner=hostile())
def test_lists_read_back_item_by_item(wiki: str, reader: Reader, texts: list[str], owner: str) -> None:
    items = Items(tuple(ListItem(text, (("Owner", owner),)) for text in texts))
    facts = Facts((("One", texts[0]), ("All", listed(texts))))
    page = read(wiki, reader, Heading(2, "t"), items, Paragraph("after"), facts)
    tail = f"\nOwner: {seen(owner)}" if seen(owner) else ""
    all_of_them = ", ".join(seen(text) for text in dict.fromkeys(texts))
    assert page.items == [*(seen(text) + tail for text in texts), f"One: {seen(texts[0])}", f"All: {all_of_them}"]
    assert page.paragraphs == ["after"]
    assert page.others == []


@EVERY
@given(text=hostile())
def test_paragraphs_and_headings_read_back(wiki: str, reader: Reader, text: str) -> None:
    page = read(
        wiki, reader, Heading(1, text or "x"), *map(Paragraph, paragraphs(text)), Heading(2, "end", f"in {text}")
    )
    assert page.headings == [("h1", seen(text or "x")), ("h2", by("end", f"in {text}"))]
    kept = [" ".join(part.split()) for part in page.paragraphs]
    assert " ".join(kept) == " ".join(seen(text).split())
    assert page.others == []


@given(st.lists(hostile().filter(shown), min_size=1, max_size=4))
@example(texts=["[a][b]  |"])
def test_a_task_list_reads_back_with_its_boxes(texts: list[str]) -> None:
    kinds: list[Box] = ["open", "done"]
    items = Items(tuple(ListItem(text, box=kinds[number % 2]) for number, text in enumerate(texts)))
    expected = [f"[{' x'[number % 2]}] {seen(text)}" for number, text in enumerate(texts)]
    found = read_github(written("github", items)).items
    assert [re.sub(r"^(\[.\])  ", r"\1 ", item) for item in found] == expected
    signs = [f"{'☐☑'[number % 2]} {seen(text)}" for number, text in enumerate(texts)]
    assert read_mkdocs(written("mkdocs", items)).items == signs


def test_the_settings_know_every_dialect() -> None:
    assert tuple(DIALECTS) == WIKIS


@pytest.mark.parametrize("wiki", DIALECTS)
@given(text=hostile())
def test_nothing_raw_comes_out(wiki: str, text: str) -> None:
    safe = re.sub("<[a-z]+://[^>]*>", "", written(wiki, Paragraph(text)))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u200b\u202a-\u202e\u2066-\u2069]", safe)
    assert not re.search(r"(?<![A-Za-z0-9_])@[A-Za-z0-9_]", safe)
    assert not re.search(r"(?<![\\&])#\d", safe)


@pytest.mark.parametrize(
    ("wiki", "text", "safe", "live"),
    [
        (
            "github",
            "ask @ana about #12, GH-3",
            "ask @&#8203;ana about #&#8203;12, GH-&#8203;3",
            "ask @ana about #12, GH-3",
        ),
        ("gitlab", "@ana !4 ~5 %6 &7 #8", r"@&#8203;ana \!4 \~5 \%6 \&7 \#8", "@ana !4 ~5 %6 &7 #8"),
        ("azure", "@ana #8", r"@&#8203;ana \#8", "@ana #8"),
        ("mkdocs", "#8", r"\#8", r"\#8"),
    ],
)
def test_nothing_pings_or_links_unless_asked_for(wiki: str, text: str, safe: str, live: str) -> None:
    assert written(wiki, Paragraph(text)) == safe + "\n"
    assert written(wiki, Paragraph(text), mentions=True) == live + "\n"


@pytest.mark.parametrize("wiki", DIALECTS)
@pytest.mark.parametrize("mentions", [False, True])
@pytest.mark.parametrize(
    "text", ["/close the breaker", "/assign @ana", "/label ~bug", " /close", "\n/close", "a\n/close", "a\n\n/close"]
)
def test_no_line_is_a_command(wiki: str, mentions: bool, text: str) -> None:
    blocks: tuple[Block, ...] = (
        Heading(2, text),
        *map(Paragraph, paragraphs(text)),
        Items((ListItem(text), ListItem(text, box="open"))),
    )
    safe = written(wiki, *blocks, Table(("a",), [[(text,)]]), Facts((("One", text),)), mentions=mentions)
    assert not re.search(r"(?m)^[\s>]*/\w", safe)


@pytest.mark.parametrize("text", ["see /var/log", "7/8 of them", "a /close b", "https://a.example/close"])
def test_a_slash_inside_of_a_text_stays(text: str) -> None:
    assert written("gitlab", Paragraph(text)).strip("<>\n") == text


EXPRESSIONS = [
    *("{{ 7*7 }}", "{% if x %}", "{# gone #}", "{{{7*7}}}", "{{%", "{%%}", "{#12", "{%raw%}{{x}}{%endraw%}", "\\{{x}}"),
    *("https://a.example/{{7*7}}", "https://a.example/x{%y%}", "https://{{x}}.example", "(https://a.b/({{x}}))"),
    *("{\u200b{x}}", "{\n{x}}", "{{\n7*7\n}}", "{ {x} }", "[{{x}}](y)", "{{< shortcode >}}", "{\x00{x}}", "`{{x}}`"),
]


@EVERY
@pytest.mark.parametrize("text", EXPRESSIONS)
def test_nothing_is_an_expression_to_a_wiki_that_runs_templates(wiki: str, reader: Reader, text: str) -> None:
    blocks = (
        Heading(1, text),
        Paragraph(text),
        Items((ListItem(text, (("Owner", text),)),)),
        Facts((("All", listed([text, text])),)),
    )
    for mentions in (False, True):
        assert not re.search(r"\{[{%#]", written(wiki, *blocks, Table(("a",), [[(text,)]]), mentions=mentions))
    page = read(wiki, reader, Heading(1, text), Table(("a",), [[(text,)]]))
    assert page.headings == [("h1", seen(text))]
    assert page.tables == [[["a"], [seen(text)]]]
    assert page.others == []


@pytest.mark.parametrize("wiki", DIALECTS)
def test_a_title_is_not_an_expression_in_front_matter_either(wiki: str) -> None:
    session = SAMPLE.model_copy(update={"title": "{{ 7*7 }} {% x %}"})
    assert not re.search(r"\{[{%#]", export(session, Manner(wiki=wiki)).text)


@pytest.mark.parametrize("wiki", DIALECTS)
def test_ordinary_words_stay_readable(wiki: str) -> None:
    text = "R&D: payments_db at 90 % (5 > 3), 100% - see the run-book; a=b, \"quoted\", 'so', 12:30 + 5"
    assert len(written(wiki, Paragraph(text))) < len(text) + 8


@pytest.mark.parametrize("wiki", DIALECTS)
def test_the_page_has_the_style_that_linters_ask_for(wiki: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(export(SAMPLE, Manner(wiki=wiki)).text)
    lint = PyMarkdownApi().disable_rule_by_identifier("md013").disable_rule_by_identifier("md033")
    for name in ("front-matter", "markdown-tables", "markdown-task-list-items"):
        lint = lint.enable_extension_by_identifier(name)
    found = {failure.rule_id for failure in lint.scan_path(str(page)).scan_failures}
    # Wiki.js shows the title of the front matter; other readers of the same file need the heading.
    assert found == ({"MD025"} if wiki == "wikijs" else set())
