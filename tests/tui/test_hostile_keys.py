"""What a terminal sends, and the one line that it is typed into."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual._xterm_parser import XTermParser
from textual.events import Key, Paste

from bpm_tui.model.visible import visible
from bpm_tui.tui.kit.terminal_input import END, START, Incoming, pasted
from bpm_tui.views.one_line import in_view
from tests import strategies


def chunks(data: bytes, sizes: list[int]) -> Iterator[bytes]:
    """Yield the data in pieces of these sizes, the rest at the end."""
    for size in sizes:
        piece, data = data[:size], data[size:]
        yield piece
    yield data


def read(data: bytes, sizes: list[int]) -> list[str]:
    """Return what Textual makes of the data: the keys by their names, pastes in brackets."""
    decoder, parser = Incoming(), XTermParser()
    texts = filter(None, map(decoder.decode, chunks(data, sizes)))
    events = [event for text in texts for event in parser.feed(text)]
    return [_name(event) for event in events if isinstance(event, (Key, Paste))]


def _name(event: Key | Paste) -> str:
    return event.key if isinstance(event, Key) else f"<{pasted(event.text)}>"


SIZES = st.lists(st.integers(1, 9), max_size=30)


@given(
    st.lists(strategies.texts()).map("".join).filter(lambda text: text and END not in text and START not in text), SIZES
)
def test_paste_arrives_as_it_was(text: str, sizes: list[int]) -> None:
    data = f"x{START}{text}{END}y".encode()
    assert read(data, sizes) == ["x", f"<{text}>", "y"]


@pytest.mark.parametrize("size", range(1, 12))
def test_paste_arrives_however_it_is_cut(size: int) -> None:
    data = f"{START}\x1b[31mred\x1b[20\x00\x1b]52;c;eA==\x07{END}q{START}two{END}".encode()
    assert read(data, [size] * 60) == ["<\x1b[31mred\x1b[20\x00\x1b]52;c;eA==\x07>", "q", "<two>"]


def test_bytes_that_are_no_utf_8_are_kept_in_sight() -> None:
    assert read(b"\x1b[200~caf\xe9 \xff\x1b[201~a", []) == ["<caf\\udce9 \\udcff>", "a"]


@pytest.mark.parametrize(
    ("data", "names"),
    [
        ("\x1b/", ["escape", "slash"]),
        ("\x1b\x11", ["escape", "ctrl+q"]),
        ("a\x1b\rb", ["a", "escape", "enter", "b"]),
        ("\x1bé", ["escape", "é"]),
        ("\x1b1\x1b2", ["escape", "1", "escape", "2"]),
        ("\x1b\x1b[B", ["escape", "down"]),
        ("\x1b[A\x1bOP", ["up", "f1"]),
        ("\x1b[27u\x1b[200~x\x1b[201~", ["escape", "<x>"]),
    ],
)
def test_escape_right_before_another_key_is_not_lost(data: str, names: list[str]) -> None:
    assert read(data.encode(), []) == names


def test_keys_are_not_held_up() -> None:
    decoder = Incoming()
    typed = ["\x1b", "[", "\x1b[20", "a", "é"]
    assert [decoder.decode(key.encode()) for key in typed] == typed


@given(st.lists(strategies.raw_texts(), max_size=6).map("".join), st.integers(1, 60), st.data())
def test_line_shows_what_is_around_its_cursor(text: str, width: int, data: st.DataObject) -> None:
    cursor = data.draw(st.integers(0, len(text)))
    first = data.draw(st.integers(0, len(text)))
    first, signs = in_view(text, cursor, first, width)
    assert all(visible(sign.text) == sign.text for sign in signs)
    assert "".join(text[sign.start : sign.end] for sign in signs) == text[first : signs[-1].end if signs else first]
    cells = sum(sign.cells for sign in signs)
    assert cells == sum(cell_len(sign.text) for sign in signs) <= width
    under = [sign for sign in signs if sign.start <= cursor < sign.end]
    assert len(under) == (cursor < len(text)) or width == 1
    assert cursor < len(text) or cells < width or not text


@given(st.text("ab 日", max_size=40), st.integers(4, 20))
def test_line_is_filled_when_its_end_is_in_view(text: str, width: int) -> None:
    first, signs = in_view(text, len(text), len(text), width)
    assert first == 0 or sum(sign.cells for sign in signs) >= width - 2
