"""The inbox: hundreds of imported items, each decided with one key."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content

from bpm_tui.model.edits import EditError
from bpm_tui.model.line.add import actors_of
from bpm_tui.model.times.show import show
from bpm_tui.model.visible import visible
from bpm_tui.storage.private.inbox import Inbox
from bpm_tui.storage.user.places import typed_path
from bpm_tui.tui.inbox.decisions import SPOILT, Deciding, Decisions, ShownItem
from bpm_tui.tui.inbox.import_file import Importing
from bpm_tui.tui.inbox.rows import InboxRows
from bpm_tui.tui.kit.command import ScreenCommand
from bpm_tui.tui.kit.command_screen import CommandScreen
from bpm_tui.tui.kit.form import Field, FieldError, FormScreen, Texts
from bpm_tui.tui.kit.line_input import LineInput
from bpm_tui.tui.kit.painted import Bar
from bpm_tui.tui.kit.rows import Rows
from bpm_tui.tui.kit.typing import PlainTyping, Typing
from bpm_tui.views.footer import footer
from bpm_tui.views.inbox import full, remarks, target
from bpm_tui.views.spans import Line

FILTER_HINT = "words, @person, #channel, 14:00-15:30 · enter keeps the filter, esc shows all"


def inbox_screen(meeting: Deciding) -> InboxScreen:
    """Return the inbox of the session in a meeting.

    Raises:
        OSError: it cannot be read.
    """
    return InboxScreen(Decisions(meeting, Inbox(meeting.services.places, meeting.session.id)))


class InboxScreen(CommandScreen):
    """What was imported and is not in the timeline."""

    CSS = """
    InboxScreen { background: $ground; color: $text-role; }
    InboxScreen #items {
        height: 1fr; border: round $edge-focus; border-title-color: $accent-role; border-subtitle-color: $muted;
        background: $ground;
    }
    InboxScreen #full { height: 6; border: round $edge; border-title-color: $muted; background: $ground; }
    InboxScreen #foot { height: 2; background: $ground; }
    InboxScreen #row { height: 1; layout: horizontal; }
    InboxScreen #prompt { width: 12; }
    InboxScreen #says, InboxScreen #keys { height: 1; }
    InboxScreen #keys { background: $raised; }
    """

    OFFERS = "inbox"

    def __init__(self, decisions: Decisions) -> None:
        super().__init__(decisions.meeting.services)
        self._decisions = decisions
        self._picked: set[str] = set()
        self._target = decisions.meeting.selected_id
        self._typed: Callable[[], None] | None = None
        self._news: Line = []
        self._importing: Importing | None = None
        self._told = ""
        self._remarks: list[str] = []

    def compose(self) -> ComposeResult:
        """Lay out the list, the item in full, one line and the keys."""
        self._rows, self._line = InboxRows(self._decisions.item, id="items"), LineInput(id="line")
        yield self._rows
        yield Bar(id="full")
        with Container(id="foot"):
            yield Bar(id="says")
            with Container(id="row"):
                yield Bar(id="prompt")
                yield self._line
        yield Bar(id="keys")

    def on_mount(self) -> None:
        """Begin with the first item."""
        self.set_focus(self._rows)
        self.call_after_refresh(self.fill)
        self.set_interval(0.5, self._look_at_disk)

    def on_resize(self) -> None:
        """Lay the item in full out for the new width."""
        self.call_after_refresh(self.fill)

    def settled(self, timeout: float | None = None) -> bool:
        """Wait until every decision so far is in the inbox or has failed; false if it takes longer."""
        return self._decisions.settled(timeout)

    # What is shown.

    def fill(self) -> None:
        """Show the items as they are now."""
        shown = self._decisions.shown()
        if self._picked:
            self._picked &= set(shown)
        self._rows.show(shown, frozenset(self._picked))
        words = f" · filter “{visible(self._decisions.words)}”: {len(shown)}" if self._decisions.words else ""
        picked = f" · {len(self._picked)} picked" if self._picked else ""
        self._rows.entitle(f"Inbox · {self._decisions.counts()}{words}{picked}", self._place())
        self._show_item()

    def _place(self) -> str:
        return f"{self._rows.cursor + 1} of {self._rows.count()}" if self._rows.count() else ""

    @on(Rows.Moved)
    def _show_item(self) -> None:
        """Show the item under the cursor in full, and what a key would do with it."""
        bar, one = self.query_one("#full", Bar), self._rows.selected
        width, height = bar.size
        if self._remarks:
            bar.border_title = "Remarks on the import"
            bar.show(*remarks(self._remarks, width, height))
        elif one is None:
            bar.border_title = ""
            bar.show([(" nothing is waiting · a imports a file · v shows decided items", "muted")])
        else:
            actor, who = one.item.found.actor, one.item.who
            bar.border_title = Content(visible(who if actor.removeprefix("@") == who else f"{who} ({actor})"))
            bar.show(*full(one.item, width, height))
        self._rows.entitle(self._rows.title, self._place())
        self.query_one("#says", Bar).show(self._news or self._into(width))
        self.query_one("#keys", Bar).show(footer(self.hints(), self.size.width))

    def _into(self, width: int) -> Line:
        session, zone = self._decisions.meeting.session, self._decisions.meeting.zone
        entry = session.entries.get(self._target)
        return target(entry.what, show(entry.at, zone), width) if entry else []

    def say(self, text: str, role: str = "text") -> None:
        """Put news above the line."""
        self._news = [(f" {visible(text)}", role)]
        self._show_item()

    # Keys.

    @property
    def pane(self) -> Rows:
        """The list of items."""
        return self._rows

    @property
    def typing(self) -> Typing | None:
        """The line, while it is open."""
        return PlainTyping(self._line, self._line_kept, self._line_closed, self._line_changed) if self._typed else None

    async def run_command(self, command: type[ScreenCommand]) -> None:
        """Run a command, or say why it cannot be done now; say so if the disk refuses."""
        self._news, self._remarks = [], []
        try:
            await super().run_command(command)
        except OSError as problem:
            self._say_not_written(str(problem))
        except EditError as problem:
            self.say(f"that cannot be taken back here: {problem}", "warn")
        if self.is_current and self._typed is None:
            self.fill()

    def _look_at_disk(self) -> None:
        """Say once that the file refused what was decided."""
        problem = self._decisions.problem()
        if problem and problem != self._told:
            self._say_not_written(problem)
        self._told = problem

    def _say_not_written(self, problem: str) -> None:
        self.say(f"the inbox cannot be written: {problem}", "bad")

    def refuse(self, key: str, group: str) -> None:
        """Say that a key is no command here."""
        self.say("that key does nothing here · ? shows all keys", "muted")

    async def back(self) -> None:
        """Step back: stop an import, clear picks and filter, leave the inbox."""
        if self._importing and not self._importing.over:
            self._importing.stop()
        elif self._picked:
            self._picked.clear()
        elif self._decisions.words:
            self._decisions.words = ""
        else:
            await self.app.pop_screen()

    async def quit(self) -> None:
        """Leave the inbox; a running import is stopped first."""
        if self._importing and not self._importing.over:
            self._importing.stop()
        else:
            await self.app.pop_screen()

    # Decisions.

    def _chosen(self) -> list[ShownItem]:
        """Return the picked items, else the one under the cursor; without those taken already."""
        under = self._rows.selected
        picked = [key for key in self._rows.keys if key in self._picked] if self._picked else []
        chosen = [self._decisions.item(key) for key in picked] or ([under] if under else [])
        return [one for one in chosen if one.state in ("waiting", "skipped") and one.item.found is not SPOILT]

    def _decide(self, decide: Callable[[Sequence[ShownItem]], object]) -> None:
        items = self._chosen()
        if not items:
            self.say("already in the timeline · u undoes the last decision", "warn")
            return
        decide(items)
        self._rows.leave({one.key for one in items})
        self._picked.clear()

    def take(self) -> None:
        """Take the chosen items into the timeline."""

        def take(items: Sequence[ShownItem]) -> None:
            self._target = self._decisions.take(items) or self._target

        self._decide(take)

    def skip(self) -> None:
        """Put the chosen items aside, or let them wait again."""
        self._decide(self._decisions.skip)

    def note(self) -> None:
        """Add the chosen items to an entry as notes of what was known."""
        self._decide_into(self._decisions.note)

    def merge(self) -> None:
        """Append what the chosen items say to what happened in an entry."""
        self._decide_into(self._decisions.merge)

    def become(self, where: str) -> None:
        """Take the chosen items as learnings, follow-ups or parked topics."""
        self._decide(lambda items: self._decisions.become(items, where))

    def ask(self) -> None:
        """Let what the item under the cursor says be the meeting's next question."""
        self._picked.clear()
        self._decide_into(lambda items, entry: self._decisions.ask(items[0], entry))

    def _decide_into(self, decide: Callable[[Sequence[ShownItem], str], None]) -> None:
        if self._target in self._decisions.meeting.session.entries:
            self._decide(lambda items: decide(items, self._target))
        else:
            self.say("no entry to add it to; ← and → choose one, enter takes the item as an entry", "warn")

    def choose_entry(self, step: int) -> None:
        """Choose another entry to add items to."""
        entries = list(self._decisions.meeting.session.entries)
        if entries:
            place = entries.index(self._target) + step if self._target in entries else 0
            self._target = entries[min(max(place, 0), len(entries) - 1)]

    def undo(self) -> None:
        """Undo the last decision."""
        self.say(self._decisions.undo())

    # Picking and filtering.

    def pick(self) -> None:
        """Pick the item under the cursor, or unpick it."""
        if one := self._rows.selected:
            self._picked ^= {one.key}
            self._rows.move(1)

    def extend(self, step: int) -> None:
        """Pick from here on, in the direction of the key."""
        before = self._rows.selected
        self._rows.move(step)
        self._picked |= {one.key for one in (before, self._rows.selected) if one}

    def pick_all(self) -> None:
        """Pick all items shown, or none."""
        keys = set(self._rows.keys)
        self._picked = set() if keys <= self._picked else keys

    def turn(self) -> None:
        """Show all items, or only those waiting."""
        self._decisions.everything = not self._decisions.everything

    def filter(self) -> None:
        """Open the line for the filter."""
        self._open("filter >", self._decisions.words, FILTER_HINT, self._keep_filter)

    def _keep_filter(self) -> None:
        self._decisions.words = self._line.value

    def ask_who(self) -> None:
        """Open the line for who is meant by a name."""
        one = self._rows.selected
        if one is None or not one.item.found.actor:
            self.say("this item has no name in it", "warn")
            return
        actor = one.item.found.actor
        known = ", ".join(sorted(actors_of(self._decisions.meeting.session))[:8])
        self._open("is >", one.item.who, f"who is {actor}, here and everywhere else? {known}", self._keep_who)
        self._line.select_all()

    def _keep_who(self) -> None:
        one = self._rows.selected
        if one and self._line.value.strip():
            self._decisions.call(one.item.found.actor, self._line.value.strip())

    # The line.

    def _open(self, prompt: str, text: str, hint: str, keep: Callable[[], None]) -> None:
        self._typed = keep
        self.query_one("#prompt", Bar).show([(f" {prompt}", "accent")])
        self._line.hold(text)
        self.set_focus(self._line)
        self.say(hint, "muted")

    def _line_changed(self) -> None:
        """Apply a filter from the first letter on."""
        if self._typed == self._keep_filter:
            self._keep_filter()
            self.fill()

    async def _line_kept(self) -> None:
        keep, self._typed = self._typed, None
        if keep:
            keep()
        self._close()

    def _line_closed(self) -> None:
        if self._typed == self._keep_filter:
            self._decisions.words = ""
        self._typed = None
        self._close()

    def _close(self) -> None:
        self.query_one("#prompt", Bar).show([("", "text")])
        self._line.hold("")
        self._news = []
        self.set_focus(self._rows)
        self.fill()

    # Importing.

    async def ask_for_file(self) -> None:
        """Ask for a file to import."""
        before = self._importing.path if self._importing else ""
        fields = [Field("path", "File", before, "a file, folder or archive; bpm recognises the format")]
        await self.app.push_screen(FormScreen(self.services, "Import", fields, self._import))

    def _import(self, texts: Texts) -> None:
        if not os.path.lexists(typed_path(texts["path"])):
            raise FieldError("path", f"there is no file or folder {texts['path']!r}")
        self._importing = Importing(self._decisions.inbox, texts["path"])
        self.run_worker(self._bring_in(self._importing))

    async def _bring_in(self, importing: Importing) -> None:
        counting = self.set_interval(0.2, lambda: self.say(f"{importing.items} items so far · esc stops"))
        said = await importing.run()
        counting.stop()
        self._decisions.read()
        self._remarks = importing.told if said[1] == "text" else []
        self.say(*said)
        self.fill()
