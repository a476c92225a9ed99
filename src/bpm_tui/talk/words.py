"""What is said, in lines that a screen reader reads well; keys are named as the commands they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bpm_tui.views.spans import Line

_COMMANDS = (
    (r"\ba adds one\b", "/add adds one"),
    (r"\bl adds (?:one|a learning)\b", "/learning adds one"),
    (r"\bm d adds people\b", "/people adds people"),
    (r"\b(?:esc, )?c n goes there\b", "/coach all lists them"),
    (r"\besc closes the line\b", "/stop leaves it"),
    (r"\besc (?=ends|leaves|skips|cancels|clears)", "/stop "),
    (r"\benter (?=starts another meeting|passes to|finishes|saves|on an empty line)", "an empty line "),
    (r"\ban empty line on an empty line\b", "an empty line"),
    (r"\bm s starts\b", "/begin starts"),
    (r"\bm p (?=pauses|continues)", "/phase pause "),
    (r"\bm x gives\b", "/phase more gives"),
    (r"\bm f finishes\b", "/finish finishes"),
    (r"\bm e shows and saves\b", "/export writes"),
    (r"\bm h counts\b", "/hands counts"),
    (r"\bm l asks\b", "/round asks"),
    (r"\bf adds one\b", "/follow-up adds one"),
    (r"\b3 has the parked topics\b", "/list parked reads the parked topics"),
    (r"\bm a chooses\b", "/agenda chooses"),
    (r"\bv f shows them\b", "bpm follow-ups lists them"),
    (r"\bv g shows\b", "/rules reads"),
    (r"\bm i has\b", "/incident has"),
    (r"\bn asks\b", "/ask asks"),
    (r"\bspace (?=goes|settles|marks)", "/discussed "),
    (r"\bs p goes\b", "/go undecided goes"),
    (r"(?<=, )\. (?=to )", "/go next "),
    (r"\bu (?=brings|undoes|takes)", "/undo "),
    (r"\be edits it\b", "/edit changes it"),
    (r"\btab adds them\b", "/people named adds them"),
    (r"\bs then s seen, d discounted, m missed, a absent, p next\b", "/signal and its state decides"),
    (r"\bs p signals\b", "/go undecided goes over the signals"),
    (r"\bs p starts again\b", "/go undecided starts again"),
    (r"(?<!\S)\. goes (?=there|to)", "/go next goes "),
    (r"\bn keeps asking\b", "/next keeps asking"),
    (r"\bh shows (?:it|them)\b", "/veil shows them"),
    (r"\s*\bctrl\+t keeps the number\b", ""),
)
_KEYS = tuple((re.compile(pattern), command) for pattern, command in _COMMANDS)
_BREAK = re.compile(r"\s+·\s+|\n")


def with_commands(text: str) -> str:
    """Return words of the app with the keys in them named as commands."""
    for pattern, command in _KEYS:
        text = pattern.sub(command, text)
    return text


def short_lines(*texts: str) -> Iterator[str]:
    """Yield texts of the app in short lines, one for each thing that they say."""
    for text in texts:
        for piece in _BREAK.split(with_commands(text)):
            if piece.strip():
                yield sentence(piece.strip())


def sentence(text: str) -> str:
    """Return a text that begins with a capital letter, unless it begins with a command."""
    return text[:1].upper() + text[1:]


def plain(line: Line) -> str:
    """Return the text of a line of the screen."""
    return "".join(text for text, _ in line).strip()


def numbered(texts: Iterable[str]) -> list[str]:
    """Return texts with their numbers, from 1."""
    return [f"{number}. {text}" for number, text in enumerate(texts, 1)]
