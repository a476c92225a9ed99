"""An open session that is led by question and answer: what is selected, what is asked, and how edits are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from typing import Any

from bpm_tui.actions.context import Context, Selection
from bpm_tui.actions.equipment import Equipment
from bpm_tui.actions.half_typed_line import HalfTypedLine
from bpm_tui.actions.question import QuestionPanel
from bpm_tui.facilitation.coach.sessions import Found, KnownFindings, sentences
from bpm_tui.facilitation.hints import hints
from bpm_tui.facilitation.meetings import last_meeting
from bpm_tui.model.edits import Add, Edit
from bpm_tui.model.line.add import actors_of
from bpm_tui.model.session import Entry, Meeting, Session
from bpm_tui.model.times.parse import reference
from bpm_tui.model.undo import Step
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.user.zones import zone_of
from bpm_tui.talk.outside import Outside
from bpm_tui.views.view_state import ViewState


class TalkedMeeting:
    """The session and what this end of the talk knows about it."""

    def __init__(self, keeper: Keeper, services: Equipment, outside: Outside) -> None:
        self.keeper, self._services, self.outside = keeper, services, outside
        self.view, self.question = ViewState(), QuestionPanel()
        self.question.earlier = lambda: keeper.asked if self.meeting else ()
        self.half_typed = HalfTypedLine(services.places, keeper.session.id)
        self.typed = ""
        """The id of the entry typed last, while the prompt stays open after it."""
        self.handled: frozenset[str] = frozenset()
        """The findings of the coach that were dealt with, by their keys."""
        self._acted, self._marked, self._known = False, "", KnownFindings()
        self._place, self._selected = 0, ""
        meeting = last_meeting(self.session)
        left = (meeting.entry if meeting else "") or keeper.left_off.entry
        self.select(left if self.session.status != "finished" else "")

    # What is so now.

    @property
    def services(self) -> Equipment:
        """What the meeting works with."""
        return self._services

    @property
    def session(self) -> Session:
        """The session as it is now."""
        return self.keeper.session

    @property
    def zone(self) -> tzinfo:
        """The zone in which times are said and read."""
        return zone_of(self.session.incident.timezone, self.services.zone)

    @property
    def meeting(self) -> Meeting | None:
        """The meeting that is on."""
        meeting = last_meeting(self.session)
        return meeting if meeting and meeting.held and not meeting.ended else None

    @property
    def selected(self) -> Entry | None:
        """The entry that is talked about; where it is gone, the one in its place."""
        entries = self.session.entries
        if self._selected not in entries:
            ids = list(entries)
            self._selected = ids[min(self._place, len(ids) - 1)] if ids else ""
        return entries.get(self._selected)

    @property
    def selected_id(self) -> str:
        """The id of that entry, or nothing."""
        return self.selected.id if self.selected else ""

    @property
    def veiled(self) -> bool:
        """Whether hindsight is hidden."""
        return self.view.veil.hides(self.session)

    def now(self) -> datetime:
        """Return the time."""
        return self.services.now()

    def findings(self) -> tuple[Found, ...]:
        """Return what the coach finds in the session and nobody dealt with."""
        return self._known.find(self.services.coach, self.session, self.handled)

    def context(self, selection: Selection | None = None) -> Context:
        """Return what a command or a prompt may look at."""
        typed = self.session.entries.get(self.typed)
        return Context(
            session=self.session,
            zone=self.zone,
            selected=self.selected,
            last_typed=reference(typed.at) if typed else None,
            now=self.now(),
            new_id=self.keeper.new_id,
            actors=actors_of(self.session),
            reasons=lambda: self.services.questions.reasons,
            agendas=lambda: self.services.agendas,
            hints=lambda item: hints(self.services.hints, item),
            selection=selection or Selection(shown=tuple(self.session.entries)),
            facilitator=self.services.config.facilitator,
            marked=lambda: sentences(self.findings()),
            in_empty_meeting=lambda: self.keeper.in_empty_meeting,
            left=self._left_behind,
        )

    def _left_behind(self) -> tuple[datetime, str] | None:
        left = self.keeper.left_off
        if self._acted or left.when is None:
            return None
        return left.when, left.entry if left.entry in self.session.entries else self.selected_id

    # What changes.

    def select(self, entry: str) -> None:
        """Let the talk be about an entry; one that is not there changes nothing."""
        if entry in self.session.entries:
            self._selected, self._place = entry, list(self.session.entries).index(entry)

    def commit(self, edits: Iterable[Edit], select: str = "") -> Step:
        """Carry out edits as one step, and go to the entry that came of them."""
        step = tuple(edits)
        if step:
            self._acted = True
            step = self.keeper.commit(step)
        added = [edit.item for edit in step if isinstance(edit, Add) and edit.where == "entries"]
        self.typed = added[-1] if added else self.typed
        self.select(select)
        return step

    def mark(self, what: str, **fields: Any) -> None:
        """Put a mark in the recording, while a meeting is on."""
        if self.meeting is not None:
            self.keeper.mark(what, **fields)

    def put_question(self) -> None:
        """Take note that the entry is discussed and that its question was put to the room."""
        entry, asked = self.selected_id, self.question.asked(self.session, self.selected_id)
        if entry and self._marked != entry:
            self._marked = entry
            self.mark("discussing", entry=entry)
        if asked:
            self.mark("question", entry=entry, text=asked.text)

    def numbered(self, where: str) -> Sequence[str]:
        """Return the ids of a list in their order: those of the selected entry for notes and signals."""
        if where in ("notes", "signals"):
            return list(getattr(self.selected, where)) if self.selected else []
        return list(getattr(self.session, where))
