"""The line at work: what it is open for, what will become of its text, what was typed before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import ValidationError
from rich.cells import cell_len
from textual import events
from textual.widgets import Input

from bpm_tui import actions as modes
from bpm_tui.facilitation.emphasis import talked_about
from bpm_tui.facilitation.meetings import phase_now
from bpm_tui.model.edits import EditError
from bpm_tui.model.visible import visible
from bpm_tui.tui.kit.entry_line import EntryLine
from bpm_tui.tui.kit.key_queue import edit
from bpm_tui.tui.meeting.selecting import typed_before
from bpm_tui.views.spans import Line

if TYPE_CHECKING:
    from bpm_tui.model.line.actors import Completion
    from bpm_tui.tui.meeting.session_screen import SessionScreen

_PROMPT = 10
"""The cells of what stands before the line; a longer label takes more of it, up to three times as many."""
MAKES_TEXT = "ctrl+t"
"""The key that makes a first word that looks like a time plain text, and back."""


class LineEditor:
    """Feeds keys to the line, previews it, and hands what is committed to the screen."""

    def __init__(self, screen: SessionScreen) -> None:
        self.screen = screen
        self.mode: modes.Mode | None = None
        self.opened_for: modes.Mode | None = None
        self.then: modes.Mode | None = None
        """What the line opens for after what was committed last."""
        self.as_text = False
        self.actors: frozenset[str] = frozenset()
        self._drafts: dict[modes.Mode, str] = {}
        self._place = 0
        self._problem = ""

    @property
    def line(self) -> EntryLine:
        """The widget."""
        return self.screen.line

    def context(self) -> modes.Context:
        """Return what the mode may look at, as it is now."""
        return replace(self.screen.context(), as_text=self.as_text)

    # Opening and closing.

    def open(self, mode: modes.Mode, text: str | None = None, cursor: int | None = None) -> None:
        """Open the line for a mode, with its own text, the draft left behind in it, or the text given."""
        from bpm_tui.model.line.add import actors_of  # noqa: PLC0415 (the first frame reads no line)

        self.actors = actors_of(self.screen.session)
        self.mode = self.opened_for = mode
        self.as_text, self._place, self._problem = False, 0, ""
        draft = self._drafts.pop(mode, "") if text is None else ""
        self.line.hold(draft or (mode.start(self.context()) if text is None else text), cursor)
        if draft:  # who does not look up types over it; who wants it presses enter, or a key that moves the cursor
            self.line.select_all()
        self.screen.line_turned()
        self.screen.painting.question()
        self.show()

    def close(self) -> None:
        """Close the line; what was typed for something new is there again when it is next opened."""
        mode, text = self.mode, self.line.value
        self.mode = self.opened_for = None
        if mode and mode.stays and text.strip():
            self._drafts[mode] = text
        self.line.hold("")
        self.screen.line_turned()
        self.screen.painting.question()
        if isinstance(mode, modes.ParkAside):
            self._uncover(mode.beneath)

    def park(self) -> None:
        """Open the line for a topic to park; what is half typed in it comes back afterwards."""
        if self.mode is None or isinstance(self.mode, modes.ParkAside):
            return
        beneath = modes.Beneath(self.mode, self.opened_for, self.line.value, self.line.cursor_position, self.as_text)
        entry = talked_about(phase_now(self.screen.session), self.screen.selected_id)
        self.open(modes.ParkAside("parked", entry, beneath))
        self.typed()

    def _uncover(self, beneath: modes.Beneath) -> None:
        """Open the line again as it was."""
        if beneath.mode is None:
            return
        self.open(beneath.mode, beneath.text, beneath.cursor)
        self.opened_for, self.as_text = beneath.opened_for, beneath.as_text
        self.typed()

    def show(self) -> None:
        """Show the prompt and what will become of the text."""
        if self.mode is None:
            return
        context = self.context()
        label = visible(self.mode.label(context))
        self.screen.prompt.styles.width = min(max(cell_len(label) + 2, _PROMPT), _PROMPT * 3)
        self.screen.prompt.show([(f" {label}", "accent")])
        self.screen.preview.show([(" ", "text"), *self._preview(self.mode, context)])

    def _preview(self, mode: modes.Mode, context: modes.Context) -> Line:
        if self._problem:
            return [(visible(self._problem), "bad")]
        found = self._completion(mode, context)
        offered: Line = [("tab ", "muted"), (visible(found.names[0]), "accent"), ("   ", "text")] if found else []
        try:
            return offered + mode.preview(self.line.value, context)
        except modes.LineError as problem:
            return [(str(problem), "bad")]

    # Keys.

    def key(self, event: events.Key) -> None:
        """Do what a key means while the line is open."""
        self._problem = ""
        match event.key:
            case "enter":
                self.commit()
            case "escape":
                if isinstance(self.mode, modes.Filter):
                    self.line.hold("")
                    self.typed()
                self.close()
            case "tab":
                self._complete()
            case "up" if not self.line.value.strip() or self._place:
                self._recall(1)
            case "down" if self._place:
                self._recall(-1)
            case key if key == MAKES_TEXT:
                self.as_text = not self.as_text
            case _:
                with self.line.prevent(Input.Changed):
                    edit(self.line, event)
        self.typed()

    def paste(self, text: str) -> None:
        """Put one line in at the cursor; commit several, as if each had been typed, where the line stays for the next.

        Where it does not they are one text; so they are where they cannot be carried out, so that nothing is lost.
        """
        if self.mode is None:
            return
        self._problem = ""
        first, *others = self.mode.lines_of(text, self.context()) or [""]
        if not self.mode.stays:
            first, others = " ".join([first, *others]), []
        self.line.replace(first, *self.line.selection)
        if others:
            lines = [self.line.value, *others]
            done = self._commit_lines(lines)
            self.line.hold("" if done else " ".join(lines))
            if done and self.then:
                self.open(self.then)
        self.typed()

    def commit(self) -> None:
        """Carry out what is in the line; it stays open for the next one, or stays as it is if it cannot be done."""
        if self.mode is None or self.opened_for is None:
            return
        if not self.line.value.strip() and self.mode.stays:
            self.close()
        elif self._commit_lines([self.line.value]):
            was_recalled = self.mode != self.opened_for
            self.mode, self._place, self.as_text = self.opened_for, 0, False
            self.line.hold("")
            if self.then:
                self.open(self.then)
            elif not (self.mode.stays or was_recalled):
                self.close()

    def _commit_lines(self, lines: list[str]) -> bool:
        """Commit lines as one step; return whether it was possible."""
        assert self.mode is not None  # noqa: S101 (asked by its callers)
        self.then = None
        try:
            self.screen.carry_out(self.mode, lines, self.context())
        except (modes.LineError, EditError, ValidationError) as problem:
            self._problem = str(problem)
            return False
        return True

    def typed(self) -> None:
        """Take note of a changed line: preview it, apply a filter, keep what is half typed."""
        self.as_text = self.as_text and bool(self.line.value)
        if isinstance(self.mode, modes.Filter):
            self.screen.filter(self.line.value)
        self.show()
        self.screen.keep_half_typed()

    def _complete(self) -> None:
        found = self._completion(self.mode, self.context()) if self.mode else None
        if found:
            self.line.hold(*found.applied(self.line.value, found.names[0]))

    def _completion(self, mode: modes.Mode, context: modes.Context) -> Completion | None:
        """Return who or what the word at the cursor may become."""
        from bpm_tui.model.line.actors import complete  # noqa: PLC0415 (the first frame reads no line)

        text, cursor = self.line.value, self.line.cursor_position
        start = mode.words_from(text, context)
        found = complete(text, cursor, self.actors, cursor if start is None else start)
        return found if found and found.names else None

    def _recall(self, step: int) -> None:
        """Load what was typed before into the line, further back with each step."""
        if self.opened_for is None:
            return
        before = typed_before(self.screen.session, self.opened_for, self.screen.typed)
        self._place = min(max(self._place + step, 0), len(before))
        self.mode = before[-self._place] if self._place else self.opened_for
        self.line.hold(self.mode.start(self.context()))
