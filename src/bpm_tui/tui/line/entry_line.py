"""The line at work: its mode, its preview, and what was typed before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from pydantic import ValidationError
from rich.cells import cell_len
from textual import events
from textual.widgets import Input

from bpm_tui.actions.context import Context, LineError
from bpm_tui.actions.mode import Beneath, Mode, Outcome
from bpm_tui.facilitation.emphasis import talked_about
from bpm_tui.facilitation.meetings import phase_now
from bpm_tui.model.edits import EditError
from bpm_tui.model.session import Session
from bpm_tui.model.visible import visible
from bpm_tui.tui.kit.key_queue import edit
from bpm_tui.tui.kit.line_input import LineInput
from bpm_tui.tui.kit.painted import Bar
from bpm_tui.views.spans import Line, scrolled_to, width_of

if TYPE_CHECKING:
    from bpm_tui.model.line.actors import Completion

_PROMPT = 10
"""The cells of the label before the line; a longer label takes up to three times as many."""


class Lined(Protocol):
    """The screen that the line is part of."""

    line: LineInput
    prompt: Bar
    preview: Bar
    typed: Sequence[str]
    """The ids of the entries typed here, the last one last."""
    read_only: bool

    @property
    def session(self) -> Session:
        """The session as it is now."""

    @property
    def selected_id(self) -> str:
        """The selected entry's id, or nothing."""

    def context(self) -> Context:
        """Return what a mode can see."""

    def carry_out(self, mode: Mode, lines: Sequence[str], context: Context) -> Outcome:
        """Do what enter asks for, and return the outcome."""

    def act(self, outcome: Outcome) -> None:
        """Carry out an outcome, and show it."""

    def filter(self, words: str) -> None:
        """Show only entries that hold all the words."""

    def line_turned(self) -> None:
        """Show that the line was opened or closed."""

    def keep_half_typed(self) -> None:
        """Keep what is half typed."""

    def type_no_more(self, over: str) -> None:
        """Do not run commands until the typing stops; ``over`` says what has come to its end."""


class LineEditor:
    """Feeds keys to the line, previews it, and hands what is committed to the screen."""

    def __init__(self, screen: Lined) -> None:
        self._screen = screen
        self.mode: Mode | None = None
        self.opened_for: Mode | None = None
        self.as_text = False
        self.last = ""
        """The id of the entry typed last, while the line is still open after it."""
        self.actors: frozenset[str] = frozenset()
        self._drafts: dict[Mode, str] = {}
        self._place = 0
        self._problem = ""

    @property
    def line(self) -> LineInput:
        """The widget."""
        return self._screen.line

    def context(self) -> Context:
        """Return what the mode can see, as it is now."""
        return self._screen.context()._replace(as_text=self.as_text, actors=self.actors)

    # Opening and closing.

    def open(self, mode: Mode, text: str | None = None, cursor: int | None = None) -> None:
        """Open the line for a mode, with its own text, the draft left behind in it, or the text given."""
        from bpm_tui.model.line.add import actors_of  # noqa: PLC0415 (the first frame reads no line)

        self.actors = actors_of(self._screen.session)
        self.mode = self.opened_for = mode
        self.last = self.last if mode.uncovers().mode else ""
        self.as_text, self._place, self._problem = False, 0, ""
        draft = self._drafts.pop(mode, "") if text is None else ""
        self.line.hold(draft or (mode.start(self.context()) if text is None else text), cursor)
        if draft:  # typing replaces it; enter, or a key that moves the cursor, keeps it
            self.line.select_all()
        self._screen.line_turned()
        self.show()

    def shut(self) -> None:
        """Close the line; unfinished text for something new comes back when it is next opened."""
        mode, text = self.mode, self.line.value
        self.mode = self.opened_for = None
        self.last = self.last if mode and mode.uncovers().mode else ""
        if mode and mode.stays and text.strip():
            self._drafts[mode] = text
        self.line.hold("")
        self._screen.line_turned()
        if mode:
            self._uncover(mode.uncovers())

    def _uncover(self, beneath: Beneath) -> None:
        """Open the line again as it was."""
        if beneath.mode is None:
            return
        last = self.last
        self.open(beneath.mode, beneath.text, beneath.cursor)
        self.opened_for, self.as_text, self.last = beneath.opened_for, beneath.as_text, last
        self.changed()

    def show(self) -> None:
        """Show the prompt and the preview."""
        if self.mode is None:
            return
        context = self.context()
        label = visible(self.mode.label(context))
        self._screen.prompt.styles.width = min(max(cell_len(label) + 2, _PROMPT), _PROMPT * 3)
        self._screen.prompt.show([(f" {label}", "accent")])
        self._screen.preview.show([(" ", "text"), *self._preview(self.mode, context)])

    def _preview(self, mode: Mode, context: Context) -> Line:
        if self._problem:
            return [(visible(self._problem), "bad")]
        found = self._completion(mode, context)
        offered: Line = [("tab ", "muted"), (visible(found.names[0]), "accent"), ("   ", "text")] if found else []
        try:
            said = offered + mode.preview(self.line.value, context)
            if not mode.GROWS or not self.line.value.strip():
                return said
            before = mode.preview(self.line.value[: self.line.cursor_position], context)
            return scrolled_to(said, width_of(offered + before), self._screen.preview.size.width - 1)
        except LineError as problem:
            return [(str(problem), "bad")]

    # What the keys of the line do.

    async def keep(self) -> None:
        """Carry out what is in the line; it stays open for the next one, or unchanged if it cannot be done."""
        self._problem = ""
        self._commit()
        self.changed()

    async def close(self) -> None:
        """Close the line; a filter that was being typed is cleared."""
        self._problem = ""
        if self.mode and self.mode.FILTERS:
            self.line.hold("")
            self.changed()
        self.shut()
        self.changed()

    def complete(self) -> None:
        """Complete the word at the cursor, or do what the mode offers instead."""
        self._problem = ""
        context = self.context()
        if self.mode and (found := self._completion(self.mode, context)):
            self.line.hold(*found.applied(self.line.value, found.names[0]))
        elif self.mode and (offered := self.mode.beside(self.line.value, context)):
            self._screen.act(offered)
        self.changed()

    def earlier(self) -> None:
        """Load what was typed before, from an empty line; further back with each press."""
        if not self.line.value.strip() or self._place:
            self._recall(1)

    def later(self) -> None:
        """Load what was typed after that."""
        if self._place:
            self._recall(-1)

    def turn_first_word(self) -> None:
        """Read the first word as text, or as a time again."""
        self._problem = ""
        self.as_text = not self.as_text
        self.changed()

    def park(self) -> None:
        """Open the line for a topic to park; what is half typed in it comes back afterwards."""
        from bpm_tui.actions.items import ParkAside  # noqa: PLC0415 (the first frame reads no line)

        if self.mode is None or self._screen.read_only or self.mode.uncovers().mode:
            return
        beneath = Beneath(self.mode, self.opened_for, self.line.value, self.line.cursor_position, self.as_text)
        entry = talked_about(phase_now(self._screen.session), self._screen.selected_id)
        self.open(ParkAside("parked", entry, beneath))
        self.changed()

    def edit(self, event: events.Key) -> None:
        """Let any other key edit the text."""
        self._problem = ""
        with self.line.prevent(Input.Changed):
            edit(self.line, event)
        self.changed()

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
            done = self._committed(lines)
            self.line.hold("" if done else " ".join(lines))
            if done and done.then:
                self.open(done.then, done.text)
        self.changed()

    # Inside.

    def _commit(self) -> None:
        if self.mode is None or self.opened_for is None:
            return
        if not self.line.value.strip() and self.mode.stays:
            self.shut()
        elif done := self._committed([self.line.value]):
            was_recalled = self.mode != self.opened_for
            self.mode, self._place, self.as_text = self.opened_for, 0, False
            self.line.hold("")
            if done.then:
                self.open(done.then, done.text)
            elif not (self.mode.stays or was_recalled):
                self.shut()
                if done.over:
                    self._screen.type_no_more(done.over)

    def _committed(self, lines: list[str]) -> Outcome | None:
        """Commit lines as one step; return what came of it, nothing if it was not possible."""
        assert self.mode is not None  # noqa: S101 (asked by its callers)
        try:
            outcome = self._screen.carry_out(self.mode, lines, self.context())
        except (LineError, EditError, ValidationError) as problem:
            self._problem = str(problem)
            return None
        if entry := self._screen.session.entries.get(outcome.select):
            self.actors |= {entry.actor}
            self.last = entry.id
        return outcome

    def changed(self) -> None:
        """Handle a changed line: preview it, apply a filter, keep what is half typed."""
        self.as_text = self.as_text and bool(self.line.value)
        if self.mode and self.mode.FILTERS:
            self._screen.filter(self.line.value)
        self.show()
        self._screen.keep_half_typed()

    def _completion(self, mode: Mode, context: Context) -> Completion | None:
        """Return the completions of the word at the cursor."""
        from bpm_tui.model.line.actors import complete  # noqa: PLC0415 (the first frame reads no line)

        text, cursor = self.line.value, self.line.cursor_position
        start = mode.words_from(text, context)
        found = complete(text, cursor, self.actors, cursor if start is None else start)
        return found if found and found.names else None

    def _recall(self, step: int) -> None:
        """Load what was typed before into the line, further back with each step."""
        self._problem = ""
        if self.opened_for is None:
            return
        before = self.opened_for.earlier(self._screen.session, self._screen.typed)
        self._place = min(max(self._place + step, 0), len(before))
        self.mode = before[-self._place] if self._place else self.opened_for
        self.line.hold(self.mode.start(self.context()))
        self.changed()
