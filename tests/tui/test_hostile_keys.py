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
    return [_name(event) for event in pressed(data, sizes)]


def pressed(data: bytes, sizes: list[int]) -> list[Key | Paste]:
    """Return the keys and pastes that Textual reads from the data."""
    decoder, parser = Incoming(), XTermParser()
    texts = list(filter(None, map(decoder.decode, chunks(data, sizes))))
    texts += [decoder.rest()] if decoder.waits else []
    events = [event for text in texts for event in parser.feed(text)]
    return [event for event in events if isinstance(event, (Key, Paste))]


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


def test_bytes_that_are_not_utf_8_are_kept_in_sight() -> None:
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
    typed = ["a", "é", "\x1b[A", "\x1bOP", "\r"]
    assert [decoder.decode(key.encode()) for key in typed] == typed
    assert not decoder.waits


@pytest.mark.parametrize(
    ("begun", "names"),
    [
        ("\x1b", ["escape"]),
        ("\x1b[", ["escape", "left_square_bracket"]),
        ("\x1bO", ["escape", "O"]),
        ("\x1b]a", ["escape", "right_square_bracket", "a"]),
        ("\x1b[1;", []),
    ],
)
def test_what_nothing_comes_after_is_what_was_typed(begun: str, names: list[str]) -> None:
    assert read(begun.encode(), [1] * 9) == names


KEYS_OF_KITTY = {
    # Report alternate keys, report event types: sub-fields, separated by colons.
    "97:65;2;65": ["A"],
    "97::97;5": ["ctrl+a"],
    "97;1:1": ["a"],
    "97;1:2": ["a"],
    "97;1:3": [],
    "97;2": ["A"],
    "49:33;2": ["!"],
    "13;1:1": ["\r"],
    "13;;13": ["\r"],
    "57414;1": ["\r"],
    "57409;;46": ["."],
    # An input method hands over a whole text.
    "0;1;38556:23475:12364:30330:29983:12375:12383": list("障害が発生した"),
    "0;;37325:21551:25903:20184:26381": list("重启支付服"),
    "0;;128105:8205:128187:128077": list("👩\u200d💻👍"),
    "0;;8204": ["\u200c"],
    # No key was pressed that means anything.
    "57441;2": [],
    "57358;1": [],
    "0;;1114112": [],
    "0;;27:7:155": [],
    "0;;55296": [],
    ":;1": [],
    "99999999999999999999": [],
    "97;99999999999999999999": [],
    "57999;1": [],
}


@pytest.mark.parametrize("report", KEYS_OF_KITTY)
@pytest.mark.parametrize("size", [1, 5, 99])
def test_report_of_a_key_is_that_key_or_nothing(report: str, size: int) -> None:
    found = pressed(f"\x1b[{report}u".encode(), [size] * 99)
    assert [key.character or key.key for key in found if isinstance(key, Key)] == KEYS_OF_KITTY[report]


@pytest.mark.parametrize(
    "report",
    [
        "\x1b[?62;22c", "\x1b[>1;4000;29c", "\x1b[?0u", "\x1b]11;rgb:0000/0000/0000\x1b\\", "\x1b]10;rgb:f/f/f\x07",
        "\x1bP>|kitty(0.39.0)\x1b\\", "\x1b_Gi=31;OK\x1b\\", "\x1b[1;1:3A", "\x1b[25~", "\x1b[3;1:3~", "\x1b[8;24;80t",
        "\x1b[?997;1n", "\x1b[1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1z", "\x1b[27;5;106~",
    ],
)  # fmt: skip
@pytest.mark.parametrize("size", [1, 99])
def test_report_that_is_not_a_key_presses_nothing(report: str, size: int) -> None:
    assert read(f"a{report}b".encode(), [size] * 99) == ["a", "b"]


@given(st.text("\x1b[]O;:?<0123456789AMRu~c\x07\\P_\n", max_size=40), SIZES)
def test_nothing_that_is_sent_stops_the_reading(sent: str, sizes: list[int]) -> None:
    assert read(f"{sent}\x1b\\\x1b[A|".encode(), sizes)[-1] == "vertical_line"


def test_newline_typed_before_the_start_is_enter() -> None:
    assert read(b"one\ntwo\r\nthree\r", []) == [*"one", "enter", *"two", "enter", *"three", "enter"]


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
