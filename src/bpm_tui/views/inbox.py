"""The inbox as lines: one for each item, and the item under the cursor in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from bpm_tui.model.inbox.filter import ImportedItem
from bpm_tui.model.inbox.imported_item import CARDS, Found
from bpm_tui.model.inbox.take import source_of, without_actor
from bpm_tui.views.spans import Line, fit, seen, wrap

_SIGNS = {"waiting": ("  ", "text"), "taken": ("✓ ", "good"), "known": ("k ", "known"), "merged": ("+ ", "good"),
          "skipped": ("– ", "muted"), "asked": ("? ", "good")}  # fmt: skip
WHEN, WHO = 18, 12
BECOMES: Mapping[str, str] = {
    "title": "the title of the session",
    "follow-up": "a follow-up",
    **{name: f"the {name} of the incident" for name in ("summary", "impact", "severity")},
    "started": "the time at which the incident started",
    **{name: f"the time at which the incident was {name}" for name in ("detected", "mitigated", "resolved")},
}
"""What items become that are no entries."""


def row(item: ImportedItem, state: str, width: int, *, picked: bool) -> Line:
    """Return the line of one item: its state, when (with a mark if there is a remark on it), who, what."""
    sign, role = ("┃ ", "accent") if picked else _SIGNS[state]
    rest = max(width - 2 - WHEN - WHO - 2, 1)
    card = f"{CARDS[item.found.card]}: " if item.found.card else ""
    return [
        (sign, role),
        (fit(when(item), WHEN - 2), "muted"),
        ("? " if item.found.remark else "  ", "warn"),
        (fit(seen(item.found.into or item.who, WHO), WHO - 1) + " ", "known" if item.found.into else "accent"),
        (fit(seen(f"{card}{_beside_who(item)}", rest), rest), "muted" if state == "skipped" else "text"),
    ]


def when(item: ImportedItem) -> str:
    """Return date and time of an item, or the time as it was written."""
    if item.at is None:
        return seen(item.found.at_text, WHEN - 2)
    clock = "" if item.found.precision == "day" else f" {item.at:%H:%M}"
    return f"{item.at:%Y-%m-%d}{clock}"


def said(found: Found) -> str:
    """Return all that an item says."""
    return " ".join(filter(None, (found.text, found.more)))


def _beside_who(item: ImportedItem) -> str:
    """Return the text of an item without the name before it, if the name is shown whole."""
    name = item.found.actor.removeprefix("@")
    if item.who != name or cell_len(name) >= WHO:
        return said(item.found)
    return " ".join(filter(None, (without_actor(item.found), item.found.more)))


def full(item: ImportedItem, width: int, height: int) -> list[Line]:
    """Return an item in full, as far as there is room: its text, and where it comes from."""
    facts = [
        f"becomes {BECOMES[item.found.into]}" if item.found.into else "",
        source_of(item.found),
        f"answers: {item.found.thread}" if item.found.thread else "",
        item.found.remark,
    ]
    below: list[Line] = [[(fit(" " + seen(fact, width), width), "muted")] for fact in facts if fact]
    del below[max(height - 1, 0) :]
    lines = wrap(seen(said(item.found), width * height), width - 2, max(height - len(below), 1))
    return [[(" " + line, "strong")] for line in lines] + below


def remarks(said: Sequence[str], width: int, height: int) -> list[Line]:
    """Return what an import has to say beside its items, as far as there is room."""
    lines = wrap(seen(" · ".join(said), width * height), width - 2, max(height, 1))
    return [[(" " + line, "warn")] for line in lines]


def target(what: str, clock: str, width: int) -> Line:
    """Return the line that says into which entry items are merged."""
    left = " m and o add to: "
    return [(left, "muted"), (fit(seen(f"{clock} {what}".strip(), width), max(width - cell_len(left), 1)), "text")]
