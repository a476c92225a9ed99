from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.exchange.export.page.blocks import Block, Heading, Items, ListItem, Paragraph, Table
from bpm_tui.exchange.export.page.visible_text import paragraphs, shown
from bpm_tui.exchange.export.writers.dialects import DIALECTS
from bpm_tui.exchange.export.writers.markdown import MarkdownWriter
from tests.exchange.reading import READERS, read_gfm, read_github, read_mkdocs
from tests.strategies import texts

STARTS = [
    *("# h", "#", "1. one", "1) one", "- x", "+ x", "* x", "> q", "---", "===", "```", "~~~", "    code", "[x]: y"),
    *("| a | b |", "***", "___", "(x) y", "[ ] z", "<br>", "<div>", "<!-- c -->", "!!! note", ": def", "\\"),
]
PIECES = [
    *("|", "\\", "`", "``", "*", "**", "_", "__", "~", "~~", "[", "]", "(", ")", "<", ">", "&", ";", "#", "!", "@"),
    *("&amp;", "&#124;", "&copy", "<br>", "</td>", "<b>", "[a](b)", "![a](b)", "[a][b]", "@ana", "#123", "!12", "a"),
    *(
        "==",
        "^",
        "^x^",
        "{++",
        "++}",
        "%%",
        "$",
        "$x$",
        "--",
        "-->",
        "(c)",
        "+/-",
        "=/=",
        "1/4",
        "c/o",
        ":smile:",
        "!!!",
    ),
    *("::", "GH-1", "GL-2", "&3", "~4", "{.b #c}", "*[a]:", "[^1]", "[^1]:", "[[_TOC_]]", "--8<--", "/", "+", "???"),
    *(" ", "  ", "\n", "\r\n", "\t", "\x00", "\x1b[0m", "\x9b", "\u202e", "\u200b", "é", "日本", "👩\u200d🚒", "1"),
    *("http://", "https://a.b/", "www.", "www.a.b/_x", "ana@b.c", "ftp://x", "{.a}", "klzzwxh:0", "=", "-", ":", "."),
]


def hostile() -> st.SearchStrategy[str]:
    pieces = st.lists(st.sampled_from(PIECES), max_size=10).map("".join)
    started = st.tuples(st.sampled_from(["", *STARTS]), pieces).map("".join)
    return st.one_of(started, texts(), st.text(st.characters(exclude_categories=["Cs"]), max_size=30))


NEUTRAL = MarkdownWriter(DIALECTS["neutral"])
inline = NEUTRAL.text


def line(text: str) -> str:
    return NEUTRAL.paragraph(Paragraph(text))


def body(*blocks: Block) -> str:
    return NEUTRAL.body(blocks) + "\n"


@given(hostile())
def test_nothing_raw_comes_out(text: str) -> None:
    for safe in (inline(text), line(text)):
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b\u202a-\u202e\u2066-\u2069]", safe)
        assert not re.search(r"(?<![A-Za-z0-9_])@[A-Za-z0-9_]", re.sub("<[a-z]+://[^>]*>", "", safe))
        assert not re.search(r"(?<!\\)(?<!&)#\d", re.sub("<[a-z]+://[^>]*>", "", safe))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see https://a.example/x_y*z?a=1&b=2.", "https://a.example/x_y*z?a=1&b=2"),
        ("(https://en.example/wiki/Queue_(type))", "https://en.example/wiki/Queue_(type)"),
        ("https://a.example/@ana/#12", "https://a.example/@ana/#12"),
    ],
)
def test_an_address_is_a_link_and_reads_as_typed(text: str, address: str) -> None:
    for read in (read_gfm, read_github, read_mkdocs):
        page = read(line(text) + "\n")
        assert page.addresses == [address]
        assert page.paragraphs == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb", ["a\nb"]),
        ("a\n\nb", ["a", "b"]),
        ("a\r\n \t\r\n\r\n- b\rc", ["a", "- b\nc"]),
        ("\n\n", []),
    ],
)
def test_empty_lines_part_paragraphs(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("www.a.b/x_", "see https://a.b/x_y&lt;z_*w|v_", "a_b@c.de_", "https://", "https://|_", "xhttp://a.b/_c_"),
        *("+ x", "- x", "+", "1. x", "12) x", "C #", "C#", "# x", "~a~ ~b~", "~~x~~", "~a\n~ b~", "__init__ a__b"),
        *("C:\\", "C:\\|x", "\\*x", "`a|b`", "&copy; &#60; &x", "<br>", "</td></table>", "[x]: y", "**a** *b*"),
    ],
)
def test_what_has_broken_tables_reads_as_typed(text: str) -> None:
    for read in READERS.values():
        assert read(body(Table(("a", "b"), [[(text,), ("x",)]]))).tables == [[["a", "b"], [text, "x"]]]
        assert read(body(Items((ListItem(text), ListItem(text))))).items == [text, text]
        assert read(body(Heading(1, text), Paragraph(text))).headings == [("h1", text)]


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("ask @ana, ana@b.c and (@org/team)", "ask @&#8203;ana, ana@b.c and (@&#8203;org/team)"),
        ("like #123 and PAY!45, wow!", r"like \#123 and PAY\!45, wow!"),
    ],
)
def test_nobody_is_pinged_and_no_number_links(text: str, safe: str) -> None:
    assert inline(text) == safe


def test_a_very_long_text_stays_whole() -> None:
    text = "a|b`c_*\\ " * 11_111
    for read in READERS.values():
        assert read(body(Table(("a",), [[(text,)]]))).tables == [[["a"], [shown(text)]]]


def test_ordinary_words_stay_readable() -> None:
    text = "R&D: payments_db_pool at ~90 % (5 > 3), 100% - see the run-book; a=b, {x}, \"quoted\", 'so', 12:30 + 5"
    assert line(text) == text
    assert [line(start) for start in ("+5 min", "-5 °C", "3.5 s", "2) or 3")] == [
        "+5 min",
        "-5 °C",
        "3.5 s",
        r"2\) or 3",
    ]
