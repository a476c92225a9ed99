"""Help as rows: what a pane or a screen is for, and every key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bpm_tui.views.panes import PaneRow
from bpm_tui.views.spans import fit, wrap


class KeyHelp(NamedTuple):
    """The keys of a command as people read them, and what it does."""

    keys: str
    does: str


PAGES = {
    "timeline": (
        "Timeline",
        "What happened, in the order in which it happened. The selected entry shows in full; the arrows choose a cell "
        "and enter edits it. a adds an entry: time, actor: what happened => outcome; expected: … ; assumed: … "
        "Only the text is needed. Times may be 14:32, 1432, +5, ~14:30, before 14:00, 14:00-14:20 or ?.",
    ),
    "lanes": (
        "Known at the time, and hindsight",
        "What people expected, assumed and knew when it happened, and the signals there were. Below it what is known "
        "only now, behind the veil until h lifts it. t adds a note, s a signal; enter edits the selected one; "
        "> moves a note to hindsight, < back.",
    ),
    "lists": (
        "Learnings, follow-ups, parked",
        "What the meeting leaves behind. l, f and p add from anywhere; enter edits the selected one. A follow-up "
        "wants an owner (@Ana), a date (due: fri) and a way to see that it is done (done when: …).",
    ),
    "follow": (
        "Following",
        "The session as somebody else writes it, a moment later; nothing is written here. The cursor goes where the "
        "talk is. Move it, and it stays with you until esc brings you back to the talk. The top right says whether "
        "anybody writes: if nobody does, it goes on when somebody opens the session again.",
    ),
    "replay": (
        "Replay",
        "How the meeting went, from its recording; nothing is written. space plays and stops, the arrows step by edit "
        "and mark, . and , go from one topic of the talk to the next, the bar shows the phases and takes clicks. "
        "What came about last has » before it. i walks through the incident itself, as the responders knew it.",
    ),
    "incident": (
        "The incident from inside",
        "What the responders knew, one entry at a time, in the order in which they knew it. Before an outcome is told, "
        "a takes down what you would expect; h shows what is known only now. Nothing is written to the session: what "
        "you guess is kept apart, and w writes it down at the end.",
    ),
    "inbox": (
        "Inbox",
        "What was imported and is not in the timeline. enter takes the item under the cursor, or every picked one, "
        "where its time puts it; s puts it aside. o and m add it to the entry named at the bottom, which ← and → "
        "choose. u takes the last decision back.",
    ),
    "desk": (
        "The desk",
        "The facilitator's own view of an open session; nothing here shows in the room. The key beside a name counts "
        "that somebody has spoken. A finding that is dismissed or muted here is so on the shared screen too.",
    ),
    "sessions": (
        "Sessions",
        "Every session of the folder, the latest first. enter opens one, a begins a new one with the title you type, "
        "r replays its meeting.",
    ),
    "export": (
        "The wiki page",
        "The page as it will be written. w writes it beside the session, y copies it and writes it too; the arrows "
        "show it for another wiki.",
    ),
    "compare": (
        "What changed",
        "The changes since a moment of the recording, or against another file. The arrows go from moment to moment; "
        "w writes the list as a page beside the session.",
    ),
}
"""The title and purpose of each pane and of each screen."""


def help_rows(topics: Mapping[str, Iterable[KeyHelp]], page: str, width: int) -> list[PaneRow]:
    """Return what a pane or a screen is for, and the keys of every topic."""
    title, purpose = PAGES[page]
    rows = [_row("strong", f" {title}"), *(_row("text", f" {line}") for line in wrap(purpose, width - 2, 8))]
    for topic, keys in topics.items():
        rows += [_row("text", ""), _row("strong", f" {topic}")]
        rows += [_command(each, width) for each in keys]
    return rows


_KEYS = 18
"""Cells for the names of a command's keys."""


def _command(help_: KeyHelp, width: int) -> PaneRow:
    texts = wrap(help_.does, width - _KEYS - 1)
    names = [f"   {help_.keys}", *[""] * len(texts)]
    return PaneRow(
        tuple([(fit(name, _KEYS), "accent"), (text, "text")] for name, text in zip(names, texts, strict=False))
    )


def _row(role: str, text: str) -> PaneRow:
    return PaneRow(([(text, role)],))
