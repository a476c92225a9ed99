"""Data down: hands every widget of a session's screen what it shows, from the session and the view state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from operator import attrgetter
from typing import Protocol

from textual.timer import Timer

from bpm_tui.facilitation import clock
from bpm_tui.facilitation.emphasis import emphasis_of, is_gathering
from bpm_tui.facilitation.meetings import phase_now
from bpm_tui.model.session import Entry, Meeting, Session
from bpm_tui.model.times.zones import day_text, local, zone_name
from bpm_tui.model.visible import visible
from bpm_tui.tui.meeting.layout import PanesScreen
from bpm_tui.views import footer, header, panes
from bpm_tui.views.filter import holding
from bpm_tui.views.footer import Hint
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.question import beside, marked, question_lines
from bpm_tui.views.spans import Box, Line, Span, width_of
from bpm_tui.views.view_state import ViewState

SIDE_DELAY = 0.03
"""Seconds after which the side panes follow the cursor; a held key moves the cursor without waiting for them."""
_BESIDE = "   ·   "
"""The text between news and a cue."""


_MOST_WORDS = 9
"""Lines of the panel for what the coach says; its longest words take fewer."""


class Shown(Protocol):
    """What a screen provides for what is painted on it."""

    view: ViewState
    read_only: bool

    @property
    def session(self) -> Session:
        """The session as it is now."""

    @property
    def zone(self) -> tzinfo:
        """The zone in which times are shown."""

    @property
    def selected(self) -> Entry | None:
        """The entry under the timeline's cursor, as it is now."""

    @property
    def meeting(self) -> Meeting | None:
        """The meeting that is on."""

    @property
    def changed(self) -> frozenset[str]:
        """The ids of what changed last, where a recording is played."""

    @property
    def veiled(self) -> bool:
        """Whether hindsight is hidden."""

    def now(self) -> datetime:
        """Return the time."""

    def kept(self) -> Span:
        """Return what the end of the header says about the files."""

    def advice(self) -> Line:
        """Return what to do next, for the status line when there is no news."""

    def cue(self) -> str:
        """Return a cue for whoever leads the meeting, to show beside the news."""

    def coached(self) -> tuple[bool, str, str]:
        """Return whether the coach has something to say, and if that was opened, its question and its reason."""

    def asked(self) -> tuple[str, str]:
        """Return the question that the line is open for, and a word about it; empty where there is none."""

    def question_lines(self, box: Box) -> list[Line]:
        """Return the question about the selected entry, or why there is none."""

    def keys(self) -> list[Hint]:
        """Return what the footer says."""


class Painting:
    """What is on the screen. The timeline, header and status follow at once, the side panes a moment later."""

    def __init__(self, widgets: PanesScreen, shown: Shown) -> None:
        self._widgets, self._shown = widgets, shown
        self._side: Timer | None = None
        self._beside: tuple[Session, str] | None = None
        self._lanes_of = ""
        self._left_at: dict[str, str] = {}
        self._asking_height: int | None = None

    # All at once, and one by one.

    def all(self, select: str = "") -> None:
        """Show everything, the side panes in a moment; the cursor goes to the entry named, if it is shown."""
        self._at_once(select)
        self.side_soon()

    def fit(self) -> None:
        """Show everything for the present size; the question follows after that is painted, so that no frame waits."""
        self._at_once()
        self.beside()
        self._widgets.app.call_later(self.side_soon)

    def _at_once(self, select: str = "") -> None:
        self.timeline(select)
        self.header()
        self.status()
        self.emphasis()

    def timeline(self, select: str = "") -> None:
        """Show the entries that the filter lets through."""
        shown, view, timeline = self._shown, self._shown.view, self._widgets.timeline
        here = select or (timeline.selected.id if timeline.selected else "")
        entries: Mapping[str, Entry] = holding(shown.session.entries, view.words)
        timeline.show(entries, shown.zone, here, view.picked, shown.changed)

    def titles(self) -> None:
        """Show how many entries there are, the day of those in view and the zone, which one is selected, how many are
        discussed."""
        timeline, shown, words = self._widgets.timeline, self._shown, self._shown.view.words
        first = next((entry.at.at for entry in timeline.from_top() if entry.at and entry.at.at), None)
        parts = ["Timeline", str(len(shown.session.entries))]
        if first:
            parts.append(day_text(local(first, shown.zone)))
        parts.append(zone_name(shown.zone).rpartition("/")[2].replace("_", " "))
        if words:
            parts.append(f"filter “{visible(words)}”: {len(timeline.entries)}")
        place = f"{timeline.cursor + 1} of {len(timeline.entries)}" if timeline.entries else ""
        done = sum(map(attrgetter("discussed"), shown.session.entries.values()))
        timeline.entitle(" · ".join(parts), f"{place} · {done} discussed" if done else place)

    def header(self) -> None:
        """Show title, clock and save state."""
        shown, bar = self._shown, self._widgets.header_bar
        meeting = shown.meeting
        said = [clock.text(meeting, shown.now(), cells) for cells in (8, 0)] if meeting else []
        bar.show(header.header(shown.session, said, shown.kept(), bar.size.width))

    def status(self) -> None:
        """Show the keys that matter and, while the line is closed, the news."""
        widgets = self._widgets
        bar = widgets.footer_bar
        width = min(bar.size.width, widgets.preview.size.width) if widgets.group else bar.size.width
        *above, last = footer.rows(self._shown.keys(), width, most=2 if widgets.group else 1)
        bar.show(last)
        if not widgets.line_is_open:
            widgets.prompt.show([("", "text")])
            widgets.preview.show(above[0] if above else self.news_line())

    def news_line(self) -> Line:
        """Return the news, with a cue if there is room; without news the cue, or what to do next."""
        cue = self._shown.cue()
        line = self._news_and(cue) if cue else []
        return line if width_of(line) <= self._widgets.preview.size.width and line else self._news()

    def has_room(self, cue: str) -> bool:
        """Say whether a cue could be shown now: the line is closed, and the news is not too long."""
        widgets = self._widgets
        free = not widgets.line_is_open and not widgets.group and widgets.is_current
        return free and width_of(self._news_and(cue)) <= widgets.preview.size.width

    def _news_and(self, cue: str) -> Line:
        if self._shown.view.news:
            return [*self._news(), (_BESIDE + visible(cue), "muted")]
        return [(" ", "text"), (visible(cue), "muted")]  # it replaces what to do next

    def _news(self) -> Line:
        if news := self._shown.view.news:
            return [(" ", "text"), *((visible(text), role) for text, role in news)]
        return self._shown.advice()

    # The side panes.

    def side_soon(self) -> None:
        """Let the side panes follow in a moment; several calls make one."""
        if self._side is None:
            self._side = self._widgets.set_timer(SIDE_DELAY, self.side)

    def catch_up(self, *, moving: bool = False) -> None:
        """Let the side panes follow at once if they are behind: a key acts on what is there now.

        While a key only moves the cursor of the timeline, they may be behind with the entry, not with the session.
        """
        session, entry = self._beside or (None, "")
        if session is not self._shown.session or (entry != self._selected_id and not moving):
            self.side()

    def side(self) -> None:
        """Show lanes, question and lists of the selected entry."""
        if self._side is not None:
            self._side.stop()
            self._side = None
        self._beside = (self._shown.session, self._selected_id)
        self.beside()
        self.question()

    @property
    def _selected_id(self) -> str:
        return self._shown.selected.id if self._shown.selected else ""

    def beside(self) -> None:
        """Show lanes and lists of the selected entry, and the titles."""
        shown, view, widgets = self._shown, self._shown.view, self._widgets
        lanes = panes.lane_rows(
            shown.selected,
            shown.zone,
            widgets.lanes.size.width,
            veiled=shown.veiled,
            shown=view.shown_note,
            filtered=bool(view.words),
            keys=not shown.read_only,
            whole=widgets.timeline.is_cut,
        )
        self._show_lanes(lanes)
        width, keys = widgets.lists.size.width, not shown.read_only
        widgets.lists.show(panes.list_rows(shown.session, width, self._kinds(), keys=keys))
        if view.reveal:
            widgets.lists.select(view.reveal)
            widgets.lanes.select(view.reveal)
            view.reveal = ""
        self.titles()

    def _show_lanes(self, rows: Sequence[PaneRow]) -> None:
        """Show the lanes of the selected entry, the cursor where it was left in them."""
        lanes, entry = self._widgets.lanes, self._selected_id
        if entry == self._lanes_of:
            lanes.show(rows)
        else:
            self._left_at[self._lanes_of] = lanes.held
            self._lanes_of = entry
            lanes.show(rows, self._left_at.get(entry, ""))

    def question(self) -> None:
        """Show the question about the selected entry and the reason for it, or why to go on to the next entry.

        While the line is open for an answer, that is the question; what the coach was asked for comes before it.
        """
        shown, bar = self._shown, self._widgets.ask_bar
        mark, question, reason = shown.coached()
        words = shown.asked() if self._widgets.line_is_open else (question, reason)
        if self._widgets.has_class("-coached") != bool(question):  # a key opened it, or closed it
            self._widgets.set_class(bool(question), "-coached")
            self._widgets.call_after_refresh(self.question)
        whole = Box(bar.size.width, _MOST_WORDS) if question else Box(*bar.size)
        room = beside(whole, mark=mark)
        if bar.size.width:
            self._give_room(len(question_lines(question, reason, room)) if question else 0)
        lines = question_lines(*words, room) if words[0] else shown.question_lines(room)
        bar.show(*marked(lines, whole, mark=mark))

    def _give_room(self, rows: int) -> None:
        """Make the panel as high as the coach's words, so that none is cut; 0 is as high as it always is."""
        bar = self._widgets.ask_bar
        height = rows + bar.gutter.height if rows else None
        if height != self._asking_height:
            self._asking_height = height
            bar.styles.height = height
            self._widgets.call_after_refresh(self.question)

    def emphasis(self) -> None:
        """Give the lists the room in the phases that fill them; if only one pane fits, they have it at first."""
        widgets = self._widgets
        gathering = is_gathering(phase_now(self._shown.session))
        on_lists = widgets.pane is widgets.lists or (gathering and widgets.pane is widgets.timeline)
        for name, on in (("-gathering", gathering), ("-on-lists", on_lists), ("-on-lanes", not on_lists)):
            widgets.set_class(on, name)
        widgets.lists.entitle(" · ".join(panes.TITLES[kind] for kind in self._kinds()))

    def _kinds(self) -> Sequence[str]:
        """Return the lists in their order; the one that the phase is about comes first."""
        about = emphasis_of(phase_now(self._shown.session))
        return sorted(panes.TITLES, key=lambda kind: kind != about)
