from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.exchange.blocks import bullets, item, table, task
from bpm_tui.exchange.escape import inline, line, paragraphs
from bpm_tui.model.visible import visible
from tests.exchange.reading import READERS, read_gfm, read_github, read_mkdocs
from tests.strategies import texts

STARTS = [
    *("# h", "#", "1. one", "1) one", "- x", "+ x", "* x", "> q", "---", "===", "```", "~~~", "    code", "[x]: y"),
    *("| a | b |", "***", "___", "(x) y", "[ ] z", "<br>", "<div>", "<!-- c -->", "!!! note", ": def", "\\"),
]
PIECES = [
    *("|", "\\", "`", "``", "*", "**", "_", "__", "~", "~~", "[", "]", "(", ")", "<", ">", "&", ";", "#", "!", "@"),
    *("&amp;", "&#124;", "&copy", "<br>", "</td>", "<b>", "[a](b)", "![a](b)", "[a][b]", "@ana", "#123", "!12", "a"),
    *(" ", "  ", "\n", "\r\n", "\t", "\x00", "\x1b[0m", "\x9b", "\u202e", "\u200b", "é", "日本", "👩\u200d🚒", "1"),
    *("http://", "https://a.b/", "www.", "www.a.b/_x", "ana@b.c", "ftp://x", "{.a}", "klzzwxh:0", "=", "-", ":", "."),
]


def hostile() -> st.SearchStrategy[str]:
    pieces = st.lists(st.sampled_from(PIECES), max_size=10).map("".join)
    started = st.tuples(st.sampled_from(["", *STARTS]), pieces).map("".join)
    return st.one_of(started, texts(), st.text(st.characters(exclude_categories=["Cs"]), max_size=30))


def shown(text: str) -> str:
    """The text a reader should see: each line made visible, nothing around it."""
    return "\n".join(visible(part) for part in re.split("\r\n|\r|\n", text)).strip()


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@given(st.lists(st.lists(hostile(), min_size=3, max_size=3), min_size=1, max_size=4))
def test_a_table_reads_back_cell_by_cell(reader: object, rows: list[list[str]]) -> None:
    assert callable(reader)
    page = reader(
        "before\n\n" + table(("a", "b", "c"), [[inline(cell) for cell in row] for row in rows]) + "\n\nafter\n"
    )
    assert page.tables == [[["a", "b", "c"], *([shown(cell) for cell in row] for row in rows)]]
    assert page.paragraphs == ["before", "after"]
    assert page.others == []


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@given(st.lists(hostile().filter(shown), min_size=1, max_size=4), hostile())
def test_a_list_reads_back_item_by_item(reader: object, lines: list[str], owner: str) -> None:
    assert callable(reader)
    page = reader("## t\n\n" + bullets(item(text, [("Owner", owner)]) for text in lines) + "\n\nafter\n")
    tail = f"\nOwner: {shown(owner)}" if shown(owner) else ""
    assert page.items == [shown(text) + tail for text in lines]
    assert page.paragraphs == ["after"]
    assert page.others == []


@given(st.lists(hostile().filter(shown), min_size=1, max_size=4))
def test_a_task_list_reads_back_with_its_boxes(lines: list[str]) -> None:
    text = bullets(task(number % 2 == 1, text) for number, text in enumerate(lines)) + "\n"
    expected = [f"[{'x' if number % 2 else ' '}] {shown(text)}" for number, text in enumerate(lines)]
    assert [found.replace("]  ", "] ", 1) for found in read_github(text).items] == expected
    assert read_mkdocs(text).items == expected


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@given(hostile())
def test_paragraphs_and_headings_read_back(reader: object, text: str) -> None:
    assert callable(reader)
    page = reader("\n\n".join([f"# {inline(text) or 'x'}", *paragraphs(text), "## end"]) + "\n")
    assert page.headings == [("h1", shown(text) or "x"), ("h2", "end")]
    kept = [" ".join(part.split()) for part in page.paragraphs]
    assert " ".join(kept) == " ".join(shown(text).split())
    assert page.others == []


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
        ("a\r\nb", ["a<br>b"]),
        ("a\n\nb", ["a", "b"]),
        ("a\r\n \t\r\n\r\n- b\rc", ["a", r"\- b<br>c"]),
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
        assert read(table(("a", "b"), [[inline(text), "x"]])).tables == [[["a", "b"], [text, "x"]]]
        assert read(bullets([line(text), line(text)])).items == [text, text]
        assert read(f"# {inline(text)}\n\n{line(text)}\n").headings == [("h1", text)]


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
        assert read(table(("a",), [[inline(text)]])).tables == [[["a"], [shown(text)]]]


def test_ordinary_words_stay_readable() -> None:
    text = "R&D: payments_db_pool at ~90 % (5 > 3), 100% - see the run-book; a=b, {x}, \"quoted\", 'so', 12:30 + 5"
    assert line(text) == text
    assert [line(start) for start in ("+5 min", "-5 °C", "3.5 s", "2) or 3")] == [
        "+5 min",
        "-5 °C",
        "3.5 s",
        r"2\) or 3",
    ]
