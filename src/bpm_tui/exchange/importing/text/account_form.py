"""The account form: plain text that somebody fills in who has never seen the program, and the cards that come back.

It may come back quoted by a mail program, with other ends of lines, in another encoding, with lines before, between and
behind. Whatever is written in it becomes part of a card; only the form's own lines do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from bpm_tui.model.inbox.imported_item import MOST, Card, Found, Where
from bpm_tui.model.times.parse import Context, TypedTime, read
from bpm_tui.model.visible import visible

MARKER = "bpm account form"
"""What the form is recognised by."""
FIRST = f"{MARKER} 1"
"""Its first line."""
HEADINGS: Mapping[Card, str] = {
    "account": "What happened, as you saw it",
    "question": "What would you like to ask",
    "learning": "What did you learn",
    "otherwise": "What did you see differently",
}
_HINTS: Mapping[Card, tuple[str, ...]] = {
    "account": (
        "(One step in each paragraph. Begin with the time, if you know it,",
        "such as 14:32 or about 14:40. What did you see, think and expect?)",
    ),
    "question": ("(One question in each paragraph.)",),
    "learning": ("(One thing in each paragraph.)",),
    "otherwise": ("(What others told or wrote, and how it looked from where you were.)",),
}
_INTRO = (
    "Write below each heading, as much or as little as you like.",
    "Nothing is asked about fault. What you saw and knew then is what helps.",
    "Send the file back as it is. Whoever leads the meeting reads it first.",
)
_QUOTE = re.compile(r"^[ \t]*(?:[>|][ \t]*)*")
_RULE = "=="
_BLANKS = re.compile(r"\s+")
_MOST = MOST - 1


class _Line(NamedTuple):
    number: int
    text: str


def account_form(title: str, name: str) -> str:
    """Return the form for somebody, about a session."""
    head = (FIRST, f"About: {_one_line(title)}", f"From: {_one_line(name)}")
    lines = [*head, "", *_INTRO]
    for card, heading in HEADINGS.items():
        lines += ["", "", f"{_RULE} {heading} {_RULE}", *_HINTS[card], "", ""]
    return "\n".join(lines) + "\n"


def is_account(head: str) -> bool:
    """Say whether a text is a form that came back."""
    return any(_own(line).startswith(MARKER) for line in head.split("\n"))


def cards_of(text: str, file: str) -> Iterator[Found]:
    """Yield the cards of a form: a paragraph each, and in accounts one more for each line that begins with a time."""
    state = _State(HEADINGS)
    for number, raw in enumerate(text.split("\n"), 1):
        line = _own(raw)
        is_own = state.takes(line)
        if is_own or not line or (state.before == "account" and _is_timed(line)):
            yield from _cards(state.waiting, state.before, state.name, file)
            state.waiting = []
        state.before = state.card
        if line and not is_own:
            state.waiting.append(_Line(number, line))
    yield from _cards(state.waiting, state.card, state.name, file)


class _State:
    """How far a form is read: under which heading, and what of its own lines has been seen."""

    def __init__(self, headings: Mapping[Card, str]) -> None:
        self.name = ""
        self.card: Card = "account"
        self.before: Card = "account"
        """The kind of the lines that wait."""
        self.waiting: list[_Line] = []
        self._own = {_own(line) for line in (*_INTRO, *(hint for hints in _HINTS.values() for hint in hints))}
        self._titles = {_own(f"{_RULE} {heading} {_RULE}"): card for card, heading in headings.items()}
        self._heads: list[str] = []

    def takes(self, line: str) -> bool:
        """Say whether a line is one of the form's own, and take note of what it says."""
        if line == FIRST:
            self._heads = self._heads or ["From:", "About:"]
        elif line in self._titles:
            self.card, self._heads = self._titles[line], [""]
        elif head := next((one for one in self._heads if one and line.startswith(one)), ""):
            self.name = line.removeprefix(head).strip() if head == "From:" else self.name
            self._heads = [one for one in self._heads if one != head] or [""]
        else:
            return line in self._own
        return True


def _cards(lines: list[_Line], card: Card, name: str, file: str) -> Iterator[Found]:
    """Yield the card of some lines that belong together, several where they are longer than a card may be."""
    if not lines:
        return
    text = visible(" ".join(line.text for line in lines))
    at = _time(text) if card == "account" else ""
    rest = text[len(at) :].strip()
    said = rest.lstrip("-–:, ") if at else rest
    for start in range(0, max(len(said), 1), _MOST):
        piece = said[start : start + _MOST]
        time = at if start == 0 else ""
        yield Found(piece, Where(file, lines[0].number), at_text=time, actor=name, card=card)


def _time(line: str) -> str:
    """Return the time that a line begins with, as it is written; empty if it begins with none that can be read."""
    words, found = _read(line)
    if found is None or found.moment.at is None or not words[found.end :].strip():
        return ""
    return line[: len(line) - len(words) + found.end]


def _is_timed(line: str) -> bool:
    """Say whether a line begins with what is, or was meant as, a time."""
    return _read(line)[1] is not None


def _read(line: str) -> tuple[str, TypedTime | None]:
    words = line.removeprefix("about ").removeprefix("ca. ")
    return words, read(words, Context(UTC, datetime(2026, 1, 1, tzinfo=UTC)))


def _own(line: str) -> str:
    """Return a line without the signs that a mail program puts before what it quotes."""
    return _one_line(_QUOTE.sub("", line.replace("\ufeff", "")))


def _one_line(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()
