"""The inbox: hundreds of imported items, walked through with one key each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.events import Key

from bpm_tui.model.line.add import actors_of
from bpm_tui.model.times.show import show
from bpm_tui.model.visible import visible
from bpm_tui.storage.private.inbox import Inbox
from bpm_tui.tui.inbox.decisions import Sifted, Sifting
from bpm_tui.tui.inbox.import_file import Importing
from bpm_tui.tui.inbox.rows import InboxRows
from bpm_tui.tui.kit.entry_line import EntryLine
from bpm_tui.tui.kit.form import Field, FormScreen, Texts
from bpm_tui.tui.kit.key_queue import LEAVE, KeyScreen, edit
from bpm_tui.tui.kit.painted import Bar
from bpm_tui.tui.kit.rows import Rows
from bpm_tui.views.footer import Hint, footer
from bpm_tui.views.inbox import full, target
from bpm_tui.views.spans import Line

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen

KEYS = (
    Hint("enter", "take"), Hint("s", "skip"), Hint("o", "only known"), Hint("m", "merge"), Hint("u", "undo"),
    Hint("space", "pick", rank=1), Hint("/", "filter"), Hint("i", "who is it", rank=2), Hint("← →", "entry", rank=4),
    Hint("v", "all or waiting", rank=5), Hint("*", "pick all", rank=6), Hint("f", "import", rank=3),
    Hint("esc", "back"),
)  # fmt: skip
_MORE = " · ".join(f"{hint.key} {hint.word}" for hint in sorted(KEYS, key=lambda hint: -hint.rank) if hint.rank)
"""What the footer says only where there is room."""
FILTER_HINT = "words, @person, #channel, 14:00-15:30 · enter keeps it, esc shows all"
_PAGES = {"pageup": -1, "pagedown": 1}
_STEPS = {"up": -1, "k": -1, "down": 1, "j": 1}


def inbox_screen(meeting: MeetingScreen) -> InboxScreen:
    """Return the inbox of the session in a meeting.

    Raises:
        OSError: it cannot be read.
    """
    return InboxScreen(Sifting(meeting, Inbox(meeting.services.places, meeting.session.id)))


class InboxScreen(KeyScreen):
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

    def __init__(self, sifting: Sifting) -> None:
        super().__init__()
        self._sifting = sifting
        self._picked: set[str] = set()
        self._target = sifting.meeting.selected_id
        self._typed: Callable[[], None] | None = None
        self._news: Line = []
        self._importing: Importing | None = None

    def compose(self) -> ComposeResult:
        """Lay out the list, the item in full, one line and the keys."""
        self._rows, self._line = InboxRows(id="items"), EntryLine(id="line")
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

    def on_resize(self) -> None:
        """Lay the item in full out for the new width."""
        self.call_after_refresh(self.fill)

    # What is shown.

    def fill(self) -> None:
        """Show the items as they are now."""
        shown = self._sifting.shown()
        there = {one.key for one in shown}
        self._picked &= there
        self._rows.show(shown, frozenset(self._picked))
        words = f" · filter “{visible(self._sifting.words)}”: {len(shown)}" if self._sifting.words else ""
        picked = f" · {len(self._picked)} picked" if self._picked else ""
        self._rows.entitle(f"Inbox · {self._sifting.counts()}{words}{picked}", self._place())
        self._show_item()

    def _place(self) -> str:
        return f"{self._rows.cursor + 1} of {self._rows.count()}" if self._rows.count() else ""

    @on(Rows.Moved)
    def _show_item(self) -> None:
        """Show the item under the cursor in full, and what a key would do with it."""
        bar, one = self.query_one("#full", Bar), self._rows.selected
        width, height = bar.size
        if one is None:
            bar.border_title = ""
            bar.show([(" nothing waits here · f imports a file · v shows what was decided", "muted")])
        else:
            actor, who = one.item.found.actor, one.item.who
            bar.border_title = Content(visible(who if actor.removeprefix("@") == who else f"{who} ({actor})"))
            bar.show(*full(one.item, width, height))
        self._rows.entitle(self._rows.title, self._place())
        self.query_one("#says", Bar).show(self._news or self._into(width))
        self.query_one("#keys", Bar).show(footer(KEYS, self.size.width))

    def _into(self, width: int) -> Line:
        session, zone = self._sifting.meeting.session, self._sifting.meeting.zone
        entry = session.entries.get(self._target)
        return target(entry.what, show(entry.at, zone), width) if entry else []

    def _say(self, text: str, role: str = "text") -> None:
        self._news = [(f" {visible(text)}", role)]
        self._show_item()

    # Keys.

    async def take_key(self, event: Key) -> None:
        """Decide, move, pick, or type."""
        if self._typed is not None:
            self._line_key(event)
            return
        self._news = []
        key = event.key
        if key in _STEPS:
            self._rows.move(_STEPS[key])
        elif key in _PAGES:
            self._rows.page(_PAGES[key])
        elif key in ("home", "g", "end", "G"):
            self._rows.move_to(0 if key in ("home", "g") else self._rows.count() - 1)
        elif key in ("escape", LEAVE):
            await self._leave(key)
            return
        elif key == "f":
            await self._ask_for_file()
            return
        elif action := self._actions().get(key):
            self._safely(action)
        elif key in ("question_mark", "f1"):
            self._news = [(f" {_MORE}", "text")]
        else:
            self._news = [(" that key does nothing here · ? shows more keys", "muted")]
        self._show_item()

    def _actions(self) -> dict[str, Callable[[], None]]:
        return {
            "enter": self._take, "t": self._take, "s": self._skip, "o": self._known, "m": self._merge,
            "u": lambda: self._say(self._sifting.undo()), "space": self._pick, "shift+down": lambda: self._extend(1),
            "shift+up": lambda: self._extend(-1), "asterisk": self._pick_all, "slash": self._filter, "i": self._who,
            "left": lambda: self._choose_entry(-1), "right": lambda: self._choose_entry(1), "v": self._turn,
        }  # fmt: skip

    def _safely(self, action: Callable[[], None]) -> None:
        try:
            action()
        except OSError as problem:
            self._say(f"the inbox cannot be written: {problem}", "bad")
        if self._typed is None:
            self.fill()

    async def _leave(self, key: str) -> None:
        if self._importing and not self._importing.over:
            self._importing.stop()
        elif key == "escape" and self._picked:
            self._picked.clear()
            self.fill()
        elif key == "escape" and self._sifting.words:
            self._sifting.words = ""
            self.fill()
        else:
            await self.app.pop_screen()

    # Decisions.

    def _chosen(self) -> list[Sifted]:
        """Return the picked items, else the one under the cursor; none that were taken already."""
        under = self._rows.selected
        chosen = [one for one in self._rows.items if one.key in self._picked] or ([under] if under else [])
        return [one for one in chosen if one.state in ("waiting", "skipped")]

    def _decide(self, decide: Callable[[Sequence[Sifted]], object]) -> None:
        items = self._chosen()
        if not items:
            self._say("that one is in the timeline already · u takes the last decision back", "warn")
            return
        decide(items)
        self._rows.leave({one.key for one in items})
        self._picked.clear()

    def _take(self) -> None:
        def take(items: Sequence[Sifted]) -> None:
            self._target = self._sifting.take(items)

        self._decide(take)

    def _skip(self) -> None:
        self._decide(self._sifting.skip)

    def _known(self) -> None:
        self._decide_into(self._sifting.note)

    def _merge(self) -> None:
        self._decide_into(self._sifting.merge)

    def _decide_into(self, decide: Callable[[Sequence[Sifted], str], None]) -> None:
        if self._target in self._sifting.meeting.session.entries:
            self._decide(lambda items: decide(items, self._target))
        else:
            self._say("there is no entry to put it into; ← and → choose one, enter takes the item as one", "warn")

    def _choose_entry(self, step: int) -> None:
        entries = list(self._sifting.meeting.session.entries)
        if entries:
            place = entries.index(self._target) + step if self._target in entries else 0
            self._target = entries[min(max(place, 0), len(entries) - 1)]

    # Picking and sifting.

    def _pick(self) -> None:
        if one := self._rows.selected:
            self._picked ^= {one.key}
            self._rows.move(1)

    def _extend(self, step: int) -> None:
        """Pick from here on, in the direction of the key."""
        before = self._rows.selected
        self._rows.move(step)
        self._picked |= {one.key for one in (before, self._rows.selected) if one}

    def _pick_all(self) -> None:
        keys = {one.key for one in self._rows.items}
        self._picked = set() if keys <= self._picked else keys

    def _turn(self) -> None:
        self._sifting.everything = not self._sifting.everything

    def _filter(self) -> None:
        self._open("filter >", self._sifting.words, FILTER_HINT, self._keep_filter)

    def _keep_filter(self) -> None:
        self._sifting.words = self._line.value

    def _who(self) -> None:
        one = self._rows.selected
        if one is None or not one.item.found.actor:
            self._say("this item names nobody", "warn")
            return
        actor = one.item.found.actor
        known = ", ".join(sorted(actors_of(self._sifting.meeting.session))[:8])
        self._open("is >", one.item.who, f"who is {actor}, here and in all other items? {known}", self._keep_who)
        self._line.select_all()

    def _keep_who(self) -> None:
        one = self._rows.selected
        if one and self._line.value.strip():
            self._sifting.call(one.item.found.actor, self._line.value.strip())

    # The line.

    def _open(self, prompt: str, text: str, hint: str, keep: Callable[[], None]) -> None:
        self._typed = keep
        self.query_one("#prompt", Bar).show([(f" {prompt}", "accent")])
        self._line.hold(text)
        self.set_focus(self._line)
        self._say(hint, "muted")

    def _line_key(self, event: Key) -> None:
        keep, filtering = self._typed, self._typed == self._keep_filter
        if event.key in ("enter", "escape", LEAVE):
            self._typed = None
            if event.key == "enter" and keep:
                self._safely(keep)
            elif filtering:
                self._sifting.words = ""
            self._close()
            return
        edit(self._line, event)
        if filtering:
            self._keep_filter()
            self.fill()

    def _close(self) -> None:
        self.query_one("#prompt", Bar).show([("", "text")])
        self._line.hold("")
        self._news = []
        self.set_focus(self._rows)
        self.fill()

    async def take_paste(self, text: str) -> None:
        """Paste into the line."""
        if self._typed is not None:
            self._line.replace(" ".join(text.split()), *self._line.selection)
            if self._typed == self._keep_filter:
                self._keep_filter()
                self.fill()

    # Importing.

    async def _ask_for_file(self) -> None:
        before = self._importing.path if self._importing else ""
        fields = [Field("path", "File", before, "a file, folder or archive; its format is recognised")]
        await self.app.push_screen(FormScreen("Import", fields, self._import))

    def _import(self, texts: Texts) -> None:
        self._importing = Importing(self._sifting.inbox, texts["path"])
        self.run_worker(self._bring_in(self._importing))

    async def _bring_in(self, importing: Importing) -> None:
        counting = self.set_interval(0.2, lambda: self._say(f"{importing.items} items so far · esc stops"))
        said = await importing.run()
        counting.stop()
        self._sifting.read()
        self._say(*said)
        self.fill()
