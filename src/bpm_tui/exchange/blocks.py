"""Markdown blocks built from text that is safe already; each is one string without empty lines around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bpm_tui.exchange.escape import BREAK, inline, line

Detail = tuple[str, str]
"""A label of ours and a text of the session, unescaped; one without text is left out."""


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; cells are safe already, and each row has as many as there are titles."""
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def bullets(items: Iterable[str]) -> str:
    """Return a list, never nested; empty items are left out."""
    return "\n".join(f"- {item}" for item in items if item)


def item(text: str, details: Iterable[Detail] = ()) -> str:
    """Return a text and below it what is known about it; both are escaped here.

    No text of a session can produce the emphasis of the labels, so that a reader, also a program, can tell them apart.
    """
    said = " · ".join(f"*{label}:* {value}" for label, value in _given(details))
    return BREAK.join(filter(None, (line(text), said)))


def task(done: bool, text: str, details: Iterable[Detail] = ()) -> str:
    """Return an item with a box, ticked or not; empty if there is nothing to say."""
    said = item(text, details)
    return f"[{'x' if done else ' '}] {said}" if said else ""


def facts(details: Iterable[Detail]) -> str:
    """Return a list of labels and texts; those without text are left out."""
    return bullets(f"**{label}:** {value}" for label, value in _given(details))


def _given(details: Iterable[Detail]) -> Iterable[Detail]:
    return ((label, safe) for label, value in details if (safe := inline(value)))
