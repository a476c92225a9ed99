"""The session that a screen shows: its source, its view state, and what is selected in it."""

from __future__ import annotations

from datetime import datetime, tzinfo
from pathlib import Path

from bpm_tui.facilitation.meetings import last_meeting
from bpm_tui.model.session import Entry, Meeting, Session
from bpm_tui.storage.user.zones import zone_of
from bpm_tui.tui.kit.services import Services
from bpm_tui.tui.meeting.layout import PanesScreen
from bpm_tui.tui.meeting.source import Source
from bpm_tui.views.view_state import ViewState

_FLUSH = 0.5
"""In seconds; how long to wait for pending edits before the files are read without them."""


class ShownSession(PanesScreen):
    """The panes of one session, with what is known about it."""

    def __init__(self, source: Source, services: Services) -> None:
        super().__init__(services)
        self.source = source
        self.view = ViewState()

    @property
    def session(self) -> Session:
        """The session as it is now."""
        return self.source.session

    def written(self) -> Path:
        """Return the document's path, for a reader of the files: pending edits reach them first."""
        self.source.flush(_FLUSH)
        return self.source.path

    def now(self) -> datetime:
        """Return the time."""
        return self.services.now()

    @property
    def zone(self) -> tzinfo:
        """The zone in which times are shown and read."""
        return zone_of("UTC") if self.view.utc else zone_of(self.session.incident.timezone, self.services.zone)

    @property
    def selected(self) -> Entry | None:
        """The entry under the timeline's cursor, as it is now."""
        return self.session.entries.get(self.timeline.selected.id) if self.timeline.selected else None

    @property
    def selected_id(self) -> str:
        """The selected entry's id, or nothing."""
        return self.selected.id if self.selected else ""

    @property
    def meeting(self) -> Meeting | None:
        """The meeting that is on."""
        meeting = last_meeting(self.session)
        return meeting if meeting and meeting.held and not meeting.ended else None
