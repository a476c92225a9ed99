"""Pasted text becomes one line an entry, whatever kind of document it comes from."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.model.line.entry import parse_entry
from bpm_tui.model.line.paste import pasted_lines
from bpm_tui.model.line.to_entry import to_entry
from bpm_tui.model.times.parse import Context
from tests.strategies import texts

MEETING = Context(ZoneInfo("Europe/Copenhagen"), now=datetime.fromisoformat("2026-11-22T10:00+01:00"))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("14:32 Ana: one\n14:33 two\nthree\n", ["14:32 Ana: one", "14:33 two", "three"]),
        ("14:32 one\r\n\r\n14:33 two\r\n", ["14:32 one", "14:33 two"]),
        ("- 14:32 one\n* 14:33 two\n  wrapped\n1. three", ["14:32 one", "14:33 two wrapped", "three"]),
        ("- **14:32**: one\n- **14:33:** two", ["14:32: one", "14:33: two"]),
        ("* [14:32] @ana one\n* `14:33` two", ["14:32 @ana one", "14:33 two"]),
        ("- 14:32 `@ana` said `x`", ["14:32 @ana said `x`"]),
        ("- 14:32 `@ana ` said", ["14:32 @ana said"]),
        ("- **14:32** to **15:00** one\n- **14:33** - **two**", ["14:32 to 15:00 one", "14:33 - **two**"]),
        (
            "| time | what |\n|------|:-----|\n| 2026-11-20   14:32 | one |\n| 14:33 | a \\| b | c |",
            ["2026-11-20   14:32 one", "14:33 a | b c"],
        ),
        ("### 14:32\n\nThe first\nthing.\n\n### 14:33\n\nThe second.", ["14:32 The first thing.", "14:33 The second."]),
        ("20 Nov, 02:32pm: a\nwrapped\n\n20 Nov, 02:33pm: b", ["20 Nov, 02:32pm: a wrapped", "20 Nov, 02:33pm: b"]),
        ("- **14:32 UTC: all `of` it**", ["14:32 UTC: all `of` it"]),
        ("- 2026-11-20 **22:XX** more", ["2026-11-20 22:XX more"]),
        ("- Dec 16th **12:43** `@ana` one", ["Dec 16th 12:43 @ana one"]),
        ("yesterday\n\none", ["yesterday one"]),
        ("# 2026-11-19\n# 2026-11-20\n- 14:32 one", ["2026-11-19", "2026-11-20 14:32 one"]),
        ("## 2026-11-19\n### 23:50\nfirst\n### 00:10\nsecond", ["2026-11-19 23:50 first", "00:10 second"]),
        ("### 14:32\n\nFirst.\n\nThen.\n- a\n\n### 14:33\n\nMore.", ["14:32 First. Then. a", "14:33 More."]),
        ("### 14:32\none\n\n- 14:33 two\n\nthree", ["14:32 one", "14:33 two", "three"]),
        ("- **14:32: bold\n  to its end** and on\n- 14:33 two", ["14:32: bold to its end and on", "14:33 two"]),
        ("14:32 rm **/x\n14:33 two", ["14:32 rm **/x", "14:33 two"]),
        ("- a **bold\n  end**\n- b", ["a **bold end**", "b"]),
        ("14:32 one\nNow at 14 nodes\nnow", ["14:32 one", "\\Now at 14 nodes", "\\now"]),
        ("### 2026-11-20 ca. 14:32\n\none\n\n### ca. 15:00\n\ntwo", ["~2026-11-20 14:32 one", "~15:00 two"]),
        ("| 14:32 | a <br>b<br/>c &amp; d |", ["14:32 a b c & d"]),
        ("14:32 [the fix](https://x.example/1_2), [a][b]", ["14:32 the fix (https://x.example/1_2), [a][b]"]),
        ("> 14:32 quoted", ["14:32 quoted"]),
        ("- [ ] a task", ["a task"]),
        ("**bold** start", ["**bold** start"]),
        ("-5 degrees\n3.5 hours", ["-5 degrees", "3.5 hours"]),
        ("14:32 one | two", ["14:32 one | two"]),
        ("---", ["---"]),
        ("\n \n", []),
        ("\ufeff14:40 Ben: one\r\n\u200e14:41 Ben: two", ["14:40 Ben: one", "14:41 Ben: two"]),
        ("\u200e- 14:40 one\n\u200e- 14:41 two", ["14:40 one", "14:41 two"]),
    ],
)  # fmt: skip
def test_a_document_becomes_lines(text: str, lines: list[str]) -> None:
    assert pasted_lines(text, MEETING) == lines


def test_pasted_lines_are_read_as_entries() -> None:
    pasted = "- 14:10 UTC – The deployment was promoted\n- [21:17] Ana: asked"
    first, second = (parse_entry(line, MEETING) for line in pasted_lines(pasted, MEETING))
    assert first.what == "The deployment was promoted"
    assert first.at is not None
    assert (second.actor, second.what) == ("Ana", "asked")


@given(st.lists(st.text("abc ", min_size=1, max_size=9).filter(str.strip), max_size=6))
def test_plain_lines_stay_as_they_are(lines: list[str]) -> None:
    assert pasted_lines("\n".join(lines), MEETING) == [line.strip() for line in lines]


@given(
    st.lists(texts() | st.sampled_from(["- a", "| a |", "|---|", "### 14:32", "14:32", "", "**14:32** b"]), max_size=8)
)
def test_any_text_can_be_pasted_and_keeps_its_letters(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    lines = pasted_lines(text, MEETING)
    assert not any("\n" in line or "\r" in line for line in lines)
    if "|" not in text:
        letters = [character for line in lines for character in line if character.isalpha()]
        assert letters == [character for character in text if character.isalpha()]


TRACE = """Exception in thread "main" java.lang.IllegalStateException: pool is empty; expected: 4
\tat com.example.Pool.take(Pool.java:31)
\tat com.example.Main.main(Main.java:7)
Caused by: java.io.IOException: 14:32 reset
\t... 12 more"""
JSON = '{\n  "status": 500,\n  "at": "14:32"\n}'


def whats(text: str) -> list[str]:
    lines = pasted_lines(text, MEETING)
    return [to_entry(parse_entry(line, MEETING, set()), "e1", list("abcdefgh")).what for line in lines]


@pytest.mark.parametrize("code", [TRACE, JSON, "x = 1\n\n14:32 y => z"])
@pytest.mark.parametrize("fence", ["", "```", "~~~~"])
def test_code_is_one_entry_with_all_its_lines(code: str, fence: str) -> None:
    if not fence and code.startswith("x"):
        return
    pasted = f"{fence}\n{code}\n{fence}\n" if fence else code
    assert whats(pasted) == [code]
    assert whats(f"14:32 it says:\n{pasted}\n14:40 over") == [f"it says:\n{code}", "over"]


@pytest.mark.parametrize(
    "text",
    [
        *("14:32 one (\n14:33 two", "- one {\n- two\n}", "ValueError: no\nBen restarts", "one:\n  two"),
        "```\nnever closed\n14:32 over",
    ],
)
def test_what_is_no_code_stays_lines(text: str) -> None:
    assert all("\n" not in what for what in whats(text))
