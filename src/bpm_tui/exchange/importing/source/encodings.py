"""From bytes to text, whatever they were written as: UTF-8, UTF-16 and UTF-32, with a mark or without, or Latin-1."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_END = re.compile("\r\n?")
_ENOUGH = 4096


def decoded(raw: bytes) -> str:
    """Return bytes as text with line feeds for ends of lines; it reads anything, half characters as signs for them."""
    encoding = encoding_of(raw)
    text = raw.decode(encoding, "replace")
    return _LINE_END.sub("\n", text) if "\r" in text else text


def encoding_of(raw: bytes) -> str:
    """Return the encoding that bytes are most likely in."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return encoding
    if wide := _wide(raw[:_ENOUGH]):
        return wide
    if _is(raw, "utf-8"):
        return "utf-8"
    return "cp1252" if _is(raw, "cp1252") else "latin-1"


def is_binary(raw: bytes) -> bool:
    """Say whether bytes are no text: they hold zeros that no encoding of text explains."""
    return b"\0" in raw[:_ENOUGH] and not encoding_of(raw).startswith(("utf-16", "utf-32"))


def _is(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _wide(head: bytes) -> str:
    """Return which UTF-16 it is by where the zeros stand, as text of western languages has them; empty if none."""
    pairs = len(head) // 2
    if pairs < 2:
        return ""
    high, low = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if low * 10 > pairs * 4 and high * 20 < pairs:
        return "utf-16-le"
    if high * 10 > pairs * 4 and low * 20 < pairs:
        return "utf-16-be"
    return ""
