"""Help, made from the commands: what the focused pane is for, and every key."""

from __future__ import annotations

from bpm_tui.tui.commands import ScreenCommand
from bpm_tui.tui.kit.keymap import Keymap
from bpm_tui.views.footer import key_name
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.spans import fit, wrap

PANES = {
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
}
"""The title and purpose of each pane, and of the screens that only show."""


def help_rows(keys: Keymap, pane: str, width: int) -> list[PaneRow]:
    """Return the help of a pane and the whole key map."""
    title, purpose = PANES[pane]
    rows = [_row("strong", f" {title}"), *(_row("text", f" {line}") for line in wrap(purpose, width - 2, 8))]
    topics = dict.fromkeys(command.TOPIC for command in keys.by_key.values())
    for topic in topics:
        rows += [_row("text", ""), _row("strong", f" {topic}")]
        commands = dict.fromkeys(command for command in keys.by_key.values() if topic == command.TOPIC)
        rows += [_command(keys, command, width) for command in commands]
    return rows


_KEYS = 18
"""Cells for the names of a command's keys."""


def _command(keys: Keymap, command: type[ScreenCommand], width: int) -> PaneRow:
    own = key_name(keys.keys_of(command))
    said = f"{key_name(command.GROUP)} {own}" if command.GROUP else own
    texts = wrap(command.tooltip().split("\n")[0], width - _KEYS - 1)
    names = [f"   {said}", *[""] * len(texts)]
    return PaneRow(
        tuple([(fit(name, _KEYS), "accent"), (text, "text")] for name, text in zip(names, texts, strict=False))
    )


def _row(role: str, text: str) -> PaneRow:
    return PaneRow(([(text, role)],))
