"""Lines of text on the screen, as pure functions: any text at any width, in exactly as many cells as there are."""

from __future__ import annotations

from datetime import UTC, date, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from rich.cells import cell_len, split_graphemes

from bpm_tui.model.session import Entry, Note, Session, Signal
from bpm_tui.model.visible import visible
from bpm_tui.views import header, panes, spans, timeline
from bpm_tui.views.columns import columns, heading
from bpm_tui.views.header import Saving
from bpm_tui.views.spans import Line, fit, head, seen, width_of, wrap
from tests import strategies

ZONES = st.sampled_from(strategies.NAMED_ZONES)
WIDTHS = st.integers(20, 260)


def texts() -> SearchStrategy[str]:
    """Text as presentation gets it: anything, made visible."""
    return st.lists(strategies.texts(), max_size=8).map("".join).map(visible)


def signs(text: str) -> list[str]:
    """Return what takes a place on the screen: a letter with its marks, a whole emoji."""
    return [text[start:end] for start, end, _ in split_graphemes(text)[0]]


def ink(text: str) -> str:
    """Return a text without its white space."""
    return "".join(text.split())


@given(texts(), st.integers(0, 60))
def test_text_fits_in_exactly_its_cells(text: str, width: int) -> None:
    shown = fit(text, width)
    assert cell_len(shown) == width
    if cell_len(text) <= width:
        assert shown.rstrip() == text.rstrip()
    elif width:
        start = shown.rstrip().removesuffix("…")
        assert shown.rstrip().endswith("…")
        assert text.startswith(start)
        assert start == "".join(signs(text)[: len(signs(start))])


@given(texts(), st.integers(2, 60), st.integers(1, 12))
def test_wrapped_text_keeps_to_its_lines_and_cells(text: str, width: int, most: int) -> None:
    lines = wrap(text, width, most)
    assert 1 <= len(lines) <= most
    assert all(cell_len(line) <= width for line in lines)
    shown, whole = ink("".join(lines)), ink(text)
    assert shown == whole or (len(lines) == most and whole.startswith(shown.removesuffix("…")))


@given(texts(), st.integers(2, 60))
def test_where_there_is_room_no_character_is_lost_and_no_sign_cut_in_two(text: str, width: int) -> None:
    lines = wrap(text, width, 10_000)
    assert ink("".join(lines)) == ink(text)
    assert [sign for line in lines for sign in signs(ink(line))] == signs(ink(text))


def test_words_stay_whole_where_they_can() -> None:
    assert wrap("the queue grew and grew", 10) == ["the queue", "grew and", "grew"]
    assert wrap("the queue grew and grew", 10, 2) == ["the queue", "grew and…"]
    assert wrap("averylongwordindeed it is", 10) == ["averylongw", "ordindeed", "it is"]
    assert wrap("    indented text", 12) == ["    indented", "text"]
    assert wrap("日本語のログ", 5) == ["日本", "語の", "ログ"]
    assert wrap("日本", 1) == ["…", "…"]
    assert wrap("", 10) == wrap("x", 0) == [""]
    assert (fit("日本", 3), fit("日本", 2), fit("日本", 1)) == ("日…", "… ", "…")
    assert head("👩‍👩‍👧👩‍👩‍👧", 3) == "👩‍👩‍👧"


def test_marks_heaped_on_a_letter_are_cut() -> None:
    heaped = "a" + "\u0301" * 1000
    assert len(fit(heaped, 10)) < 100
    assert fit(heaped, 10).rstrip().endswith("…")
    assert len(seen(heaped, 10)) < 100


def paint(line: Line) -> int:
    """Return the width of a line, whose texts are one line each and safe to show."""
    assert all(text == visible(text) for text, _ in line)
    return width_of(line)


@given(strategies.entries(), WIDTHS, ZONES, st.sampled_from(["time", "what", "signals"]))
def test_timeline_rows_are_as_wide_as_their_columns(entry: Entry, width: int, zone: tzinfo, at: str) -> None:
    table = columns(width)
    wide = width_of(heading(table))
    assert wide <= width or width < 50
    for most in (1, timeline.MOST_LINES, 40):
        high = timeline.height(entry, table, zone, most)
        assert 1 <= high <= most
        assert [paint(line) for line in timeline.row(entry, table, zone, most)] == [wide] * high
        selected = timeline.selected_row(entry, table, zone, at, most)
        assert [paint(line) for line in selected] == [wide] * len(selected)
        assert high <= len(selected) <= most


@given(WIDTHS, st.dates())
def test_day_lines_are_as_wide_as_the_table(width: int, day: date) -> None:
    assert width_of(timeline.day_line(day, width)) == width


@given(strategies.entries() | st.none(), WIDTHS, ZONES, st.booleans(), st.booleans())
def test_lanes_are_no_wider_than_their_pane(
    entry: Entry | None, width: int, zone: tzinfo, veiled: bool, whole: bool
) -> None:
    for row in panes.lane_rows(entry, zone, width, veiled=veiled, whole=whole):
        assert row.lines
        assert all(paint(line) <= width for line in row.lines)


@given(strategies.sessions(), WIDTHS)
def test_lists_are_no_wider_than_their_pane(session: Session, width: int) -> None:
    for row in panes.list_rows(session, width):
        assert row.lines
        assert all(paint(line) <= width for line in row.lines)


@given(strategies.sessions(), WIDTHS, strategies.texts(), strategies.texts(), st.booleans())
def test_header_fills_its_line(session: Session, width: int, clock: str, error: str, pending: bool) -> None:
    saving = Saving(pending=pending, error=error, not_saved=True)
    line = header.header(session, [visible(clock)], header.saved_mark(saving), width)
    assert paint(line) <= width
    assert width < 40 or any(text.startswith("✗ not sav" if error else ("○" if pending else "●")) for text, _ in line)


LONG = {
    "words": "the queue grew " * 7_000,
    "no space": "x" * 100_000,
    "wide": "語" * 100_000,
    "controls": "\x1b[31m\x9b" * 17_000,
    "marks": "a" + "\u0301" * 100_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_length_of_a_text_costs_nothing(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []

    def counted(text: str) -> str:
        looked_at.append(len(text))
        return visible(text)

    monkeypatch.setattr(spans, "visible", counted)
    note = Note(id="bbbbbb", text=text, by=text)
    signal = Signal(id="cccccc", what=text, where=text, reason=text)
    entry = Entry(id="aaaaaa", what=text, outcome=text, actor=text, notes={note.id: note}, signals={signal.id: signal})
    items = {
        "text": text,
        "by": text,
        "topics": [text],
        "also_for": text,
        "owner": text,
        "done_when": text,
        "id": "dddddd",
    }
    lists = {"learnings": [items], "follow_ups": [items], "parked": [items]}
    session = Session.model_validate(
        {"id": "eeeeee", "title": text, "incident": {"id": text, "severity": text}, **lists}
    )
    for width in (80, 240):
        table = columns(width)
        timeline.row(entry, table, UTC)
        timeline.selected_row(entry, table, UTC, "what")
        panes.lane_rows(entry, UTC, width, veiled=False)
        panes.lane_rows(entry, UTC, width, veiled=False, whole=True)
        panes.list_rows(session, width)
        header.header(session, [text], header.saved_mark(Saving(error=text)), width)
    assert looked_at
    assert max(looked_at) < 20_000
