"""Data down: hands every widget of the meeting screen what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.timer import Timer

from bpm_tui import actions as modes
from bpm_tui.facilitation import clock, meetings
from bpm_tui.facilitation.emphasis import emphasis_of, is_gathering
from bpm_tui.model.session import Session
from bpm_tui.model.times.zones import date_text, local, zone_name
from bpm_tui.model.visible import visible
from bpm_tui.tui.kit.painted import Bar
from bpm_tui.tui.line import line as lining
from bpm_tui.tui.meeting import selecting
from bpm_tui.views import footer, header, panes
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.question import asking_lines, beside, marked, question_lines
from bpm_tui.views.spans import Line, width_of

if TYPE_CHECKING:
    from bpm_tui.tui.commands import ScreenCommand
    from bpm_tui.tui.meeting.session_screen import SessionScreen

SIDE_DELAY = 0.03
"""Seconds after which the side panes follow the cursor; a held key moves the cursor without waiting for them."""

_IN_THE_LINE = (
    ("enter", "keep"), ("esc", "close"), ("tab", "complete"), ("↑", "earlier"), ("ctrl+o", "park a topic"),
    (lining.MAKES_TEXT, "first word is text"),
)  # fmt: skip
_GIVING_WAY = ("help", "add-entry", "meeting-group", "next-question", "talk-group", "signal-group", "add-learning",
               "add-follow-up", "undo", "edit-entry", "discussed", "park")  # fmt: skip
"""What stays in the footer where room is short, the later ones the less."""


_BESIDE = "   ·   "
"""What stands between news and a cue."""


class Painting:
    """What is on the meeting screen. The timeline, header and status follow at once, the side panes a moment later."""

    def __init__(self, screen: SessionScreen) -> None:
        self.screen = screen
        self.words = ""
        self.news: Line = []
        self.shown_note = ""
        self.reveal = ""
        self._veil_turned: tuple[str, bool] | None = None
        self._side: Timer | None = None
        self._beside: tuple[Session, str] | None = None
        self._lanes_of = ""
        self._left_at: dict[str, str] = {}

    # All at once, and one by one.

    def all(self, select: str = "") -> None:
        """Show everything, the side panes in a moment; the cursor goes to the entry named, if it is shown."""
        self._at_once(select)
        self.side_soon()

    def fit(self) -> None:
        """Show everything for the room there is; the question comes after that was painted, so that no frame waits."""
        self._at_once()
        self.beside()
        self.screen.app.call_later(self.side_soon)

    def _at_once(self, select: str = "") -> None:
        self.timeline(select)
        self.header()
        self.status()
        self.emphasis()

    def timeline(self, select: str = "") -> None:
        """Show the entries that the filter lets through."""
        screen = self.screen
        entries = selecting.holding(screen.session.entries, self.words)
        screen.timeline.show(entries, screen.zone, select or screen.timeline_id, screen.picked, screen.changed)

    def titles(self) -> None:
        """Show how many entries there are, the day of those in view and the zone, which one is selected, how many are
        discussed."""
        timeline, total = self.screen.timeline, len(self.screen.session.entries)
        first = next((entry.at.at for entry in timeline.from_top() if entry.at and entry.at.at), None)
        parts = ["Timeline", str(total)]
        if first:
            parts.append(date_text(local(first, self.screen.zone)))
        parts.append(zone_name(self.screen.zone).rpartition("/")[2].replace("_", " "))
        if self.words:
            parts.append(f"filter “{visible(self.words)}”: {len(timeline.entries)}")
        place = f"{timeline.cursor + 1} of {len(timeline.entries)}" if timeline.entries else ""
        done = sum(entry.discussed for entry in self.screen.session.entries.values())
        timeline.entitle(" · ".join(parts), f"{place} · {done} discussed" if done else place)

    def header(self) -> None:
        """Show title, clock and save state."""
        screen = self.screen
        meeting = screen.meeting
        said = [clock.text(meeting, screen.now(), cells) for cells in (8, 0)] if meeting else []
        bar = screen.query_one("#header", Bar)
        bar.show(header.header(screen.session, said, screen.kept(), bar.size.width))

    def status(self) -> None:
        """Show the keys that matter and, while the line is closed, the news."""
        screen = self.screen
        bar = screen.query_one("#footer", Bar)
        width = min(bar.size.width, screen.preview.size.width) if screen.group else bar.size.width
        *above, last = footer.rows(self._keys(), width, most=self._key_rows())
        bar.show(last)
        if screen.editor.mode is None:
            screen.prompt.show([("", "text")])
            screen.preview.show(above[0] if above else self.news_line())

    def _key_rows(self) -> int:
        """Return how many lines the keys may take: one where the coach speaks in the status line above them."""
        speaks = self.screen.coached()[1] and not self.screen.query_one("#ask").display
        return 2 if self.screen.group and not speaks else 1

    def news_line(self) -> Line:
        """Return the news, or what to do next; beside it a cue, if it has room."""
        cue = self.screen.cue()
        line = self._news_and(cue) if cue else []
        return line if width_of(line) <= self.screen.preview.size.width and line else self._news()

    def has_room(self, cue: str) -> bool:
        """Say whether a cue could be shown now: the line is closed, and the news are not too long."""
        free = self.screen.editor.mode is None and not self.screen.group and self.screen.is_current
        return free and width_of(self._news_and(cue)) <= self.screen.preview.size.width

    def _news_and(self, cue: str) -> Line:
        news = self._news()
        return [*news, (_BESIDE + visible(cue) if width_of(news) > 1 else visible(cue), "muted")]

    def _news(self) -> Line:
        if self.news:
            return [(" ", "text"), *((visible(text), role) for text, role in self.news)]
        return [(" " + self.screen.advice(), "muted")]

    def _keys(self) -> list[footer.Hint]:
        screen = self.screen
        if screen.editor.mode is not None:
            return self.line_keys()
        commands = screen.keymap.group(screen.group)
        shown = [self.hint(command) for command in commands if screen.group or command.IN_FOOTER]
        return [*shown, footer.Hint("esc", "back")] if screen.group else shown

    def line_keys(self) -> list[footer.Hint]:
        """Return what the footer says while the line is open."""
        has_time = isinstance(self.screen.editor.mode, modes.NewEntry)
        return [footer.Hint(*hint) for hint in _IN_THE_LINE if has_time or hint[0] != lining.MAKES_TEXT]

    def hint(self, command: type[ScreenCommand]) -> footer.Hint:
        """Return what the footer says of a command."""
        key = footer.key_name(self.screen.keymap.keys_of(command).split(",")[0])
        dimmed = bool(command().why_not(self.screen))
        name = command.slug()
        rank = _GIVING_WAY.index(name) + 1 if name in _GIVING_WAY else int(dimmed)
        return footer.Hint(key, command.FOOTER_TEXT or command.command(), dimmed, rank)

    # The side panes.

    def side_soon(self) -> None:
        """Let the side panes follow in a moment; several calls make one."""
        if self._side is None:
            self._side = self.screen.set_timer(SIDE_DELAY, self.side)

    def catch_up(self, *, moving: bool = False) -> None:
        """Let the side panes follow at once if they are behind: a key is about what is there, not about what was.

        While a key only moves the cursor of the timeline, they may be behind with the entry, not with the session.
        """
        session, entry = self._beside or (None, "")
        if session is not self.screen.session or (entry != self.screen.selected_id and not moving):
            self.side()

    def side(self) -> None:
        """Show lanes, question and lists of the selected entry."""
        if self._side is not None:
            self._side.stop()
            self._side = None
        self._beside = (self.screen.session, self.screen.selected_id)
        self.beside()
        self.question()

    def beside(self) -> None:
        """Show lanes and lists of the selected entry, and the titles."""
        screen, width = self.screen, self.screen.lanes.size.width
        writes = not screen.read_only
        lanes = panes.lane_rows(
            screen.selected,
            screen.zone,
            width,
            veiled=self.veiled,
            shown=self.shown_note,
            filtered=bool(self.words),
            keys=writes,
        )
        self._show_lanes(lanes)
        screen.lists.show(panes.list_rows(screen.session, screen.lists.size.width, self._kinds(), keys=writes))
        if self.reveal:
            screen.lists.select(self.reveal)
            screen.lanes.select(self.reveal)
            self.reveal = ""
        self.titles()

    def _show_lanes(self, rows: Sequence[PaneRow]) -> None:
        """Show the lanes of the selected entry, the cursor where it was left in them."""
        lanes, entry = self.screen.lanes, self.screen.selected_id
        if entry == self._lanes_of:
            lanes.show(rows)
        else:
            self._left_at[self._lanes_of] = lanes.held
            self._lanes_of = entry
            lanes.show(rows, self._left_at.get(entry, ""))

    def question(self) -> None:
        """Show the question about the selected entry and the reason for it, or why to go on to the next entry.

        While the line is open for an answer, that is the question.
        """
        screen, bar = self.screen, self.screen.query_one("#ask", Bar)
        mode = screen.editor.mode
        mark, question, reason = screen.coached()
        words = mode.asks(screen.session) if mode else (question, reason)
        if words[0]:
            bar.show(*marked(question_lines(*words, beside(bar.size, mark=mark)), bar.size, mark=mark))
            return
        before, asked = screen.question.now, screen.question.on_screen(screen)
        keys = "" if bar.outer_size.height != bar.size.height else screen.QUESTION_KEYS  # else they stand in its border
        lines = asking_lines(asked, screen.question.resting, screen.selected, keys, beside(bar.size, mark=mark))
        bar.show(*marked(lines, bar.size, mark=mark))
        if asked and asked != before:
            screen.talk.moved()

    # The veil.

    @property
    def veiled(self) -> bool:
        """Whether hindsight is hidden: until the learnings begin, unless it was turned by hand in this phase."""
        phase = meetings.phase_now(self.screen.session)
        if self._veil_turned and self.veil_was_turned:
            return self._veil_turned[1]
        return self.screen.session.status != "finished" and not is_gathering(phase)

    @property
    def veil_was_turned(self) -> bool:
        """Whether it was turned by hand in this phase."""
        phase = meetings.phase_now(self.screen.session)
        return bool(self._veil_turned and self._veil_turned[0] == (phase.id if phase else ""))

    def turn_veil(self) -> None:
        """Lift or lower the veil until the phase changes."""
        phase = meetings.phase_now(self.screen.session)
        self._veil_turned = (phase.id if phase else "", not self.veiled)
        self.side()

    def emphasis(self) -> None:
        """Give the lists the room in the phases that fill them; where only one pane shows, they are it till asked."""
        screen = self.screen
        gathering = is_gathering(meetings.phase_now(screen.session))
        on_lists = screen.pane is screen.lists or (gathering and screen.pane is screen.timeline)
        for name, on in (("-gathering", gathering), ("-on-lists", on_lists), ("-on-lanes", not on_lists)):
            screen.set_class(on, name)
        screen.lists.entitle(" · ".join(panes.TITLES[kind] for kind in self._kinds()))

    def _kinds(self) -> Sequence[str]:
        """Return the lists in their order; the one that the phase is about comes first."""
        about = emphasis_of(meetings.phase_now(self.screen.session))
        return sorted(panes.TITLES, key=lambda kind: kind != about)
