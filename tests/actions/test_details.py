"""The incident and the people of the meeting, changed field by field; and when a question waits for others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bpm_tui.actions import details, question
from bpm_tui.actions.equipment import Equipment
from bpm_tui.facilitation.meetings import last_meeting
from bpm_tui.model.edits import fold
from bpm_tui.model.session import Entry, Incident, Meeting, Participant, Phase, Session
from bpm_tui.model.times.moment import Moment
from bpm_tui.storage.user.zones import ZoneError
from tests.actions.acting import NOW, ZONE, acting
from tests.sessions import DAY

INCIDENT = Incident(
    id="INC-1", started=Moment("exact", at=DAY), services=("web, old", "db"), links=("http://a", "http://b")
)
SESSION = Session(id="s00001", title="Outage", incident=INCIDENT)


def after(changed: dict[str, str]) -> tuple[Incident, str]:
    outcome = details.change_incident(acting(SESSION), changed)
    return fold(SESSION, outcome.edits).incident, outcome.news


def test_only_what_was_typed_changes() -> None:
    incident, news = after({"impact": " 600 orders "})
    assert incident == INCIDENT.model_copy(update={"impact": "600 orders"})
    assert news == "incident saved"


def test_a_moment_is_read_near_the_one_before_it() -> None:
    incident, _ = after({"detected": "14:40"})
    assert incident.started == INCIDENT.started
    assert incident.detected is not None
    assert incident.detected.at is not None
    assert incident.detected.at.astimezone(ZONE).date() == DAY.astimezone(ZONE).date()


def test_a_zone_is_said_and_an_unknown_one_changes_nothing() -> None:
    incident, news = after({"timezone": "copenhagen"})
    assert incident.timezone == "Europe/Copenhagen"
    assert "times are shown in Europe/Copenhagen" in news
    with pytest.raises(ZoneError):
        after({"timezone": "Atlantis"})


def test_a_service_that_holds_a_comma_stays_whole() -> None:
    incident, _ = after({"services": "web, old, db, cache"})
    assert incident.services == ("web, old", "db", "cache")
    assert list(details.parts("a  b", details.SPACES, ())) == ["a", "b"]


def test_a_moment_is_typed_with_its_day_and_read_back_as_the_same() -> None:
    text = details.dated(INCIDENT.started, acting(SESSION).times())
    incident, _ = after({"started": text})
    assert incident.started == INCIDENT.started
    assert details.dated(None, acting(SESSION).times()) == ""


def test_people_go_to_the_meeting_that_has_not_ended_else_to_one_prepared() -> None:
    ended = Meeting(id="m00001", held=DAY, ended=DAY + timedelta(hours=1))
    session = SESSION.model_copy(update={"meetings": {ended.id: ended}})
    context = acting(session)
    prepared = details.meeting_to_fill(context)
    assert prepared.id != ended.id
    ana = Participant(id="p00001", name="Ana")
    outcome = details.meeting_changed(context, prepared, {"participants": {ana.id: ana}})
    session = fold(session, outcome.edits)
    assert last_meeting(session) == prepared.model_copy(update={"participants": {ana.id: ana}})
    assert details.meeting_to_fill(acting(session)).id == prepared.id
    assert not details.meeting_changed(context, prepared, {}).edits


@dataclass
class Screen:
    """What is asked in it."""

    session: Session
    time: datetime
    services: Equipment
    zone: ZoneInfo = ZONE

    @property
    def selected(self) -> Entry | None:
        return next(iter(self.session.entries.values()), None)

    @property
    def selected_id(self) -> str:
        return next(iter(self.session.entries), "")

    @property
    def meeting(self) -> Meeting | None:
        return last_meeting(self.session)

    def now(self) -> datetime:
        return self.time


def test_other_entries_come_first_when_time_is_short() -> None:
    entries = {"e00001": Entry(id="e00001", what="looked"), "e00002": Entry(id="e00002", what="chose", kind="decision")}
    phase = Phase(id="p00001", name="Timeline", minutes=30, since=NOW)
    meeting = Meeting(id="m00001", held=NOW, phases={phase.id: phase})
    session = SESSION.model_copy(update={"entries": entries, "meetings": {meeting.id: meeting}})
    screen = Screen(session, NOW, Equipment())
    assert question.short_of_time(screen, "e00001") == ""
    screen.time += timedelta(minutes=29)
    assert question.short_of_time(screen, "e00001")
    assert question.short_of_time(screen, "e00002") == ""
