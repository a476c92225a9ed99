"""Help as rows: what a pane or a screen is for, and every key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bpm_tui.views import question
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.spans import fit, wrap
from bpm_tui.views.time_cell import LATER
from bpm_tui.views.timeline import ALTERED, SIGNAL_WORDS


class KeyHelp(NamedTuple):
    """The keys of a command as people read them, and what it does."""

    keys: str
    does: str


PAGES = {
    "timeline": (
        "Timeline",
        "What happened, in order. The selected entry shows in full; the arrows choose a cell and enter edits it. "
        "a adds an entry: time, actor: what happened => outcome; expected: … ; assumed: … "
        "Only the text is needed. Times may be 14:32, 1432, +5, ~14:30, before 14:00, 14:00-14:20 or ?.",
    ),
    "lanes": (
        "Known at the time, and hindsight",
        "What people expected, assumed and knew when it happened, and the signals there were. Below that, what is "
        "known only in hindsight, hidden until h shows it. t adds a note, s a signal; enter edits the selected one; "
        "> moves a note to hindsight, < back.",
    ),
    "lists": (
        "Learnings, follow-ups, parked",
        "What comes out of the meeting. l, f and p add from anywhere; enter edits the selected one. A follow-up "
        "needs an owner (@Ana), a date (due: fri) and a way to tell that it is done (done when: …).",
    ),
    "follow": (
        "Following",
        "The session as somebody else writes it, a moment later; nothing is written here. The cursor follows the "
        "talk. If you move it, it stays with you until esc takes you back to the talk. The top right shows whether "
        "anybody has the session open; if nobody does, it goes on when somebody opens it again.",
    ),
    "replay": (
        "Replay",
        "How the meeting went, from its recording; nothing is written. space plays and stops, the arrows step by edit "
        "and mark, . and , go from topic to topic, the bar shows the phases and takes clicks. » marks the latest "
        "change. i walks through the incident itself, as the responders lived it.",
    ),
    "incident": (
        "The incident from the inside",
        "What the responders knew, one entry at a time, in the order they learned of it. Before you see an outcome, a "
        "notes what you would expect; h shows the hindsight. Nothing is written to the session: your guesses "
        "are kept apart, and w saves them at the end.",
    ),
    "inbox": (
        "Inbox",
        "Imported items that are not in the timeline yet. enter takes the item under the cursor, or all picked ones, "
        "into the timeline in order of time; s skips it. o and m add it to the entry named at the bottom; ← and → "
        "choose that entry. u undoes the last decision.",
    ),
    "desk": (
        "The desk",
        "The facilitator's own view of an open session; the room does not see it. The key beside a name notes that "
        "this person has spoken. A finding dismissed or muted here is dismissed or muted on the shared screen, too.",
    ),
    "library": (
        "The library",
        "All sessions in the folder, latest first. enter opens one, a starts a new one with the title you type, "
        "r replays its meeting. / searches all of them as you type: words in any form, a phrase in quotes, rate* for "
        "words that begin with rate, -rate for sessions without that word. enter opens a session at what was found. "
        "b filters or sorts the sessions.",
    ),
    "export": (
        "The wiki page",
        "The page as it will be saved. w saves it beside the session, y copies it and saves it, too; the arrows show "
        "it for another wiki.",
    ),
    "compare": (
        "What changed",
        "The changes since a moment in the recording, or compared with another file. The arrows change the starting "
        "point; w saves the list as a page beside the session.",
    ),
}
"""The title and purpose of each pane and of each screen."""


_WITH_TIMELINE = ("timeline", "lanes", "lists", "follow", "replay")
SIGNS = (
    KeyHelp("exp asm sig", "Short column titles: expectations, assumptions, signals."),
    KeyHelp("sig", f"How a signal fared: {', '.join(f'{short} = {state}' for state, short in SIGNAL_WORDS.items())}."),
    KeyHelp("~ < > ·", "In front of a time: about, before, after. · stands for a time nobody knows."),
    KeyHelp(f"14:32 {LATER}14:40", "It happened at the first time; people learned of it at the second."),
    KeyHelp("≠", "It did not go as expected."),
    KeyHelp(question.MARK, "The coach marked something here; c shows it."),
    KeyHelp(ALTERED, "The latest change in a replay."),
)
"""What the short words and signs of the timeline stand for."""


def help_rows(topics: Mapping[str, Iterable[KeyHelp]], page: str, width: int) -> list[PaneRow]:
    """Return what a pane or a screen is for, and the keys of every topic."""
    title, purpose = PAGES[page]
    rows = [_row("strong", f" {title}"), *(_row("text", f" {line}") for line in wrap(purpose, width - 2, 8))]
    signs = {"Signs": SIGNS} if page in _WITH_TIMELINE else {}
    for topic, keys in {**signs, **topics}.items():
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
