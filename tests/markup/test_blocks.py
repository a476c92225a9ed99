"""One tree for every markup: the same small page in each, nothing of a page lost, nothing shown that it hides."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.markup.blocks import Block, every, words_of
from bpm_tui.markup.document import document_of
from bpm_tui.markup.markdown import blocks_of

PAGES = {
    "page.md": """# Outage

## Timeline

All times are UTC.

- 14:02 **Ana** restarts
  - and waits

| Time | What |
|---|---|
| 14:09 | queue grows |

> quoted

```
a log
```
""",
    "page.html": """<!doctype html><title>x</title><h1>Outage</h1>
<h2>Timeline</h2><p>All times are UTC.
<ul><li>14:02 <b>Ana</b> restarts<ul><li>and waits</ul></ul>
<table><tr><th>Time<th>What<tr><td>14:09<td>queue grows</table>
<blockquote>quoted</blockquote><pre>
a log
</pre><script>hidden()</script>""",
    "page.adoc": """= Outage

== Timeline

All times are UTC.

* 14:02 **Ana** restarts
** and waits

|===
|Time |What

|14:09 |queue grows
|===

____
quoted
____

----
a log
----
// hidden
""",
    "page.rst": """Outage
======

Timeline
--------

All times are UTC.

- 14:02 **Ana** restarts

  - and waits

.. list-table::
   :header-rows: 1

   * - Time
     - What
   * - 14:09
     - queue grows

.. note::

   quoted

.. code-block::

   a log

.. hidden
""",
}


def shape(block: Block) -> object:
    inside = [shape(each) for each in block.blocks]
    return (block.kind, block.level, block.text, block.cells, inside)


@pytest.mark.parametrize("name", PAGES)
def test_every_markup_becomes_the_same_tree(name: str) -> None:
    found = [shape(block) for block in document_of(PAGES[name], name).blocks]
    assert found == [shape(block) for block in document_of(PAGES["page.md"], "page.md").blocks]


@pytest.mark.parametrize("name", PAGES)
def test_blocks_know_their_lines(name: str) -> None:
    lines = PAGES[name].split("\n")
    for block in every(document_of(PAGES[name], name).blocks):
        if block.text:
            assert block.text.split()[0].strip("*") in lines[block.line - 1]


@pytest.mark.parametrize(
    "text",
    [
        "14:02 up <!-- secret -->",
        "- 14:02 up\n  <!-- secret -->",
        "<!--\nsecret\n\nsecret\n-->\n14:02 up",
        "14:02 up <!-- secret\n\nsecret -->",
        "<div>14:02 up<!-- secret --></div>",
        "14:02 up\n\n<!-- secret",
        "| 14:02 up <!-- secret --> | x |\n|---|---|\n",
    ],
)
def test_comments_stay_hidden(text: str) -> None:
    words = " ".join(map(words_of, blocks_of(text).blocks))
    assert "secret" not in words
    assert "14:02 up" in words


@pytest.mark.parametrize("text", ["`<!-- shown -->`", "```\n<!-- shown -->\n```", "see <!-- shown, never closed"])
def test_what_only_looks_like_a_comment_is_shown(text: str) -> None:
    assert "shown" in " ".join(map(words_of, blocks_of(text).blocks))


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| 1 | 2 | 3 |", ("1", "2 | 3")),
        ("| 1 | a `b | c` d |", ("1", "a `b | c` d")),
        ("| 1 | a \\| b |", ("1", "a | b")),
        ("| 1 |", ("1",)),
        ("1 | 2", ("1", "2")),
    ],
)
def test_no_cell_of_a_row_is_lost(row: str, cells: tuple[str, ...]) -> None:
    (table,) = blocks_of(f"| Time | What |\n|---|---|\n{row}\n").blocks
    assert table.blocks[0].cells == cells


PIECES = st.sampled_from(
    (
        *("# head{}", "- item{}", "  - inner{}", "1. number{}", "> quote{}", "para{}", "| a{} | b |", "|---|---|"),
        *("```", "    code{}", "<div>x{}</div>", "<ul><li>li{}", "</ul>", "<details>", "<summary>s{}</summary>", ""),
        *("> [!NOTE]", '!!! note "t{}"', "***bold{}***", "setext{}\n===", "> " * 80 + "deep{}", "- " * 80 + "low{}"),
        *("[x{}]: https://example.org/{}", "a{} <br> b", "<p>open{}", "<b>c{}", "[ ] box{}", "- [x] done{}"),
    )
)


@given(st.lists(PIECES, max_size=12))
def test_all_words_of_a_page_are_in_its_blocks(pieces: list[str]) -> None:
    text = "\n".join(piece.replace("{}", f"Q{place}Q") for place, piece in enumerate(pieces))
    found = " ".join(map(words_of, blocks_of(text).blocks))
    assert set(re.findall(r"Q\d+Q", text)) <= set(re.findall(r"Q\d+Q", found))
