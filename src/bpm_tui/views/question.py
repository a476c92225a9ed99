"""The question panel as lines: the question and its reason, or why to go on to the next entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpm_tui.model.visible import visible
from bpm_tui.views.spans import Box, Line, fit, width_of, wrap

if TYPE_CHECKING:
    from bpm_tui.facilitation.asked_questions import Asked

MARK = "◇"
"""The sign that the coach has something to say; a key shows what it is."""
NEXT_ENTRY = "On to the next entry"
COMPLETE = "nothing is missing here"
NEXT_KEYS = ". goes there · n keeps asking"
PIVOTS_FIRST = "Time is short: turning points first"
PIVOT_KEYS = ", goes to the next · n keeps asking"


def asking_lines(asked: Asked | None, resting: str, entry: object, keys: str, box: Box) -> list[Line]:
    """Return what the panel says about an entry; ``resting`` says why nothing is asked, ``keys`` what to press."""
    if asked is None:
        return _going_on(resting, box) if entry else [[(fit(" nothing to ask here", box.width), "muted")]]
    return question_lines(asked.text, asked.reason + (f" · {keys}" if keys else ""), box)


def pivots_first(left: int) -> str:
    """Return why nothing is asked about an entry when time is short."""
    return f"{PIVOTS_FIRST} · {left} left"


def _going_on(resting: str, box: Box) -> list[Line]:
    """Return the advice to go on, and why; the keys are on a line of their own if there is one."""
    headline, _, left = resting.partition(" · ")
    short = headline == PIVOTS_FIRST
    why, keys = (left, PIVOT_KEYS) if short else (resting or COMPLETE, NEXT_KEYS)
    said = wrap(f"{why} · {keys}", box.width - 2, max(box.height - 1, 1))
    return [
        [(fit(f" {headline if short else NEXT_ENTRY}", box.width), "strong")],
        *([(fit(f" {line}", box.width), "muted")] for line in said),
    ]


def beside(box: Box, *, mark: bool) -> Box:
    """Return the part of the panel that is left for words."""
    return box._replace(width=box.width - len(MARK) - 1) if mark else box


def marked(lines: list[Line], box: Box, *, mark: bool) -> list[Line]:
    """Return the lines with the coach's mark at the end of the first, where it has something to say."""
    if not mark or not lines:
        return lines
    first, *others = lines
    gap = box.width - len(MARK) - 1 - width_of(first)
    return [[*first, (" " * max(gap, 1), "muted"), (MARK, "muted")], *others]


def question_lines(text: str, reason: str, box: Box) -> list[Line]:
    """Return a question and a word about it below, as much of both as fits into the box."""
    width, height = box
    words = wrap(visible(text), width - 2, max(height - 1, 1))
    about = wrap(visible(reason), width - 2, max(height - len(words), 1)) or [""]
    return [
        *([(f" {line}", "strong")] for line in words),
        *([(fit(f" {line}", width), "muted")] for line in about),
    ]
