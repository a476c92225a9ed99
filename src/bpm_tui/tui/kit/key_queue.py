"""One queue for keys: the app hands every key to the screen, which is done with it before the next one.

Textual forwards a key to the widget focused when the key arrives, and that widget takes it later; in a burst the keys
after one that changes the focus go astray. Screens that take part here handle a key completely, a change of focus or
of screen included, while the app waits.
"""

from __future__ import annotations

from contextlib import suppress
from unicodedata import category

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding
from textual.widgets import Input

from bpm_tui.tui.kit.textual_private import HeldScreen

_EDITING: dict[str, str] = {
    key.strip(): binding.action
    for binding in Input.BINDINGS
    if isinstance(binding, Binding) and binding.action not in ("submit", "paste")
    for key in binding.key.split(",")
}


class KeyScreen(HeldScreen):
    """A screen that takes its keys itself, one after the other."""

    async def take_key(self, event: events.Key) -> None:
        """Do all that a key asks for before returning."""
        raise NotImplementedError

    async def take_paste(self, text: str) -> None:
        """Do all that pasted text asks for before returning; nothing unless a screen says so."""

    def leaves(self, key: str) -> bool:
        """Say whether a key leaves bpm: a page over the meeting closes, and the screen below is given it too."""
        return False

    def let_go(self) -> None:
        """Save everything and close the files: the program ends, whatever the screen asked about."""


def as_meant(key: events.Key) -> tuple[events.Key, ...]:
    """Return a key as people meant it: a letter right after a bare escape reaches us as alt and the letter."""
    modifiers, _, letter = key.key.rpartition("+")
    if modifiers not in ("alt", "alt+shift") or len(letter) != 1 or key.character is None:
        return (key,)
    return events.Key("escape", None), events.Key(key.character, key.character)


def text_of(key: events.Key) -> str | None:
    """Return the character that a key types, nothing if it types none.

    Textual's ``is_printable`` takes only those that show: no no-break space, no joiner, no character that is newer than
    Python's tables.
    """
    character = key.character
    return None if character is None or category(character) in ("Cc", "Cs") else character


def edit(line: Input, event: events.Key) -> bool:
    """Let a key edit a line at once; return whether it was a key for editing."""
    if (character := text_of(event)) is not None:
        line.replace(character, *line.selection)
        return True
    action = _EDITING.get(event.key)
    if action is None:
        return False
    name, _, argument = action.partition("(")
    method = getattr(line, f"action_{name}")
    with suppress(SkipAction):  # nothing is selected that could be copied
        method(True) if argument else method()
    return True
