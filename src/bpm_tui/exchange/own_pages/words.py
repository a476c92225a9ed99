"""Text of our Markdown, read back: escapes are undone, and our words are recognised by their emphasis."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from bpm_tui.exchange.export.page.blocks import By, Marked, Words
from bpm_tui.exchange.export.writers.escape import SPACE

_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?:\[[^\[\]]*\]\()?<(?P<address>(?:https?|ftp)://[^\s<>]*)>\)?"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|lt|gt|amp|quot|nbsp);)"
    r"|(?P<part><br\s*/>)|(?P<line><br>)|(?P<star>\*{1,2})",
    re.IGNORECASE,
)
_WITHOUT_WIDTH = "\u200b"
_PART, _STAR, _COMMA = "\x00", "\x01", "\x02"
"""Stand for the end of a part, for emphasis, and for a comma in one of several texts; no page of ours holds them."""
_SIGNS = re.compile(f"[{_PART}{_STAR}{_COMMA}{_WITHOUT_WIDTH}]")
_BY = re.compile(rf"(?P<text>.*?) ?\({_STAR}(?P<by>[^{_STAR}]*){_STAR}\)", re.DOTALL)
_MARKED = re.compile(rf"{_STAR}(?P<mark>[^{_STAR}]*){_STAR}(?: (?P<text>.*))?", re.DOTALL)
_DETAIL = re.compile(rf"(?:^| · ){_STAR}(?P<label>[^{_STAR}]*):{_STAR} ?", re.DOTALL)
_FACT = re.compile(rf"{_STAR}(?P<label>[^{_STAR}]*):{_STAR} ?(?P<text>.*)", re.DOTALL)


def parts(source: str) -> list[str]:
    """Return the texts of a cell or item, read but for their emphasis; ``<br/>`` is between them."""
    return [text for text in "".join(_read(source)).split(_PART) if text]


def words(text: str) -> Words:
    """Return what one text says, apart from words of ours."""
    if found := _MARKED.fullmatch(text):
        return Marked(plain(found["mark"]), plain(found["text"] or ""))
    if found := _BY.fullmatch(text):
        return By(plain(found["text"]), plain(found["by"]))
    return plain(text)


def plain(text: str) -> str:
    """Return a read text without emphasis."""
    return text.replace(_STAR, "").replace(_COMMA, ",")


def listed(text: str) -> list[Words]:
    """Return the texts of one that is several in a row."""
    return [words(each) for each in text.split(", ") if each]


def details(text: str) -> dict[str, str]:
    """Return the labels and texts of one line of details; empty if it is none."""
    if not _DETAIL.match(text):
        return {}
    found = list(_DETAIL.finditer(text))
    ends = [*(each.start() for each in found[1:]), len(text)]
    return {each["label"]: plain(text[each.end() : end]) for each, end in zip(found, ends, strict=True)}


def fact(text: str) -> tuple[str, str] | None:
    """Return the label and the text of a fact; none if it is none."""
    found = _FACT.fullmatch(text)
    return (found["label"], found["text"]) if found else None


def _read(source: str) -> Iterator[str]:
    end = 0
    for found in _TOKEN.finditer(source):
        yield _SIGNS.sub("", source[end : found.start()])
        yield _token(found)
        end = found.end()
    yield _SIGNS.sub("", source[end:])


def _token(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "part":
            return _PART
        case "line":
            return "\n"
        case "star":
            return _STAR
        case "entity" if found[0] == SPACE:
            return " "
        case "entity":
            return _COMMA if found[0] == "&#44;" else _SIGNS.sub("", html.unescape(found[0]))
    return found[found.lastgroup or 0]
