"""The bytes that a terminal sends for a key, a paste or a click."""

from __future__ import annotations

KEYS = {
    "enter": b"\r",
    "escape": b"\x1b",
    "tab": b"\t",
    "shift+tab": b"\x1b[Z",
    "backspace": b"\x7f",
    "space": b" ",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "shift+up": b"\x1b[1;2A",
    "shift+down": b"\x1b[1;2B",
    "shift+right": b"\x1b[1;2C",
    "shift+left": b"\x1b[1;2D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "insert": b"\x1b[2~",
    "delete": b"\x1b[3~",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "f1": b"\x1bOP",
    "f2": b"\x1bOQ",
    "f3": b"\x1bOR",
    "f4": b"\x1bOS",
    "f5": b"\x1b[15~",
    "f6": b"\x1b[17~",
    "f7": b"\x1b[18~",
    "f8": b"\x1b[19~",
    "f9": b"\x1b[20~",
    "f10": b"\x1b[21~",
    "f11": b"\x1b[23~",
    "f12": b"\x1b[24~",
}


def keys(*names: str) -> bytes:
    """Return what the named keys send, one after the other: ``keys("a", "enter", "ctrl+p")``.

    Raises:
        ValueError: there is no such key; whole words are typed with ``str.encode``.
    """
    return b"".join(map(_key, names))


def _key(name: str) -> bytes:
    if name in KEYS:
        return KEYS[name]
    if len(name) == 1:
        return name.encode()
    head, _, letter = name.rpartition("+")
    if head == "ctrl" and len(letter) == 1 and letter.isalpha():
        return bytes([ord(letter) & 0x1F])
    raise ValueError(f"no key is called {name!r}")


def paste(text: str) -> bytes:
    """Return what a terminal sends for a paste in bracketed paste mode, line ends as carriage returns."""
    lines = text.replace("\r\n", "\n").replace("\n", "\r")
    return b"\x1b[200~" + lines.encode("utf-8", "replace") + b"\x1b[201~"


def click(column: int, row: int) -> bytes:
    """Return a press and release of the first mouse button; both counted from 0."""
    at = f"0;{column + 1};{row + 1}"
    return f"\x1b[<{at}M\x1b[<{at}m".encode()
