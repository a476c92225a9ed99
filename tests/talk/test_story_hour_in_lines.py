"""The same hour in the app and in the talk: two sessions that are equal but for their ids."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bpm_tui.model.session import Incident, Session
from bpm_tui.model.times.moment import Moment
from bpm_tui.storage.session.document import document_text
from bpm_tui.storage.session.ids import ids_of
from bpm_tui.talk.conversation import RefusedError
from bpm_tui.tui.meeting.session_screen import SessionScreen
from tests.sessions import DAY
from tests.talk.hour import whole_hour
from tests.talk.talking import Talking, talking
from tests.tui import test_story_hour as story
from tests.tui.meetings import Room

PARTS = (
    story.prepared, story.opened, story.scoped, story.asked, story.decided, story.cued, story.coached,
    story.answered_instead, story.checked, story.learned, story.planned, story.closed,
)  # fmt: skip


@pytest.fixture(autouse=True)
def only_looks_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SessionScreen, "_tick", lambda _: None)


def outage() -> Session:
    """Return the session that both begin with."""
    incident = Incident(timezone="Europe/Copenhagen", started=Moment("exact", at=DAY))
    return Session(id="story2", title="Payments outage", incident=incident)


def without_ids(session: Session) -> str:
    """Return the document with a number in the place of each id, in the order in which they first stand there."""
    ids, numbers = set(ids_of(session)), dict[str, str]()
    word = re.compile(r"[a-z0-9]{6}")
    return word.sub(
        lambda found: numbers.setdefault(found[0], f"#{len(numbers)}") if found[0] in ids else found[0],
        document_text(session),
    )


def closed(talk: Talking) -> None:
    """Finish as the story does: the gate refuses once, and each follow-up is decided."""
    with pytest.raises(RefusedError, match="2 follow-ups still need an owner and a date"):
        talk.hear("/finish")
    undecided = [number for number, one in enumerate(talk.session.follow_ups.values(), 1)
                 if not (one.decision or (one.owner and one.due))]  # fmt: skip
    ends = ("; due: 2030-04-01", "; decision: none, because it goes in May")
    talk.hear(*(f"/edit follow-up {number} + {end}" for number, end in zip(undecided, ends, strict=True)))


async def test_the_hour_said_in_lines_leaves_the_session_that_its_keys_leave(room: Room) -> None:
    room.clock.time = DAY
    async with room.meeting(outage()) as held:
        for part in PARTS:
            await part(held)
        in_the_app = held.session
        app_page = await story.page(held)

    room.clock.time = DAY
    path = room.written(outage())
    with talking(path, room.places, room.clock.now) as talk:

        def at(minute: int, second: int = 0) -> None:
            room.clock.time = DAY + timedelta(minutes=minute, seconds=second)

        whole_hour(talk, at)
        closed(talk)
        at(60)
        talk.hear("/finish", "roles")
        said = talk.hear("/export")
        in_lines = talk.session

    assert without_ids(in_lines) == without_ids(in_the_app)
    assert said[-1].startswith("Written: ")
    assert Path(said[-1].removeprefix("Written: ")).read_text("utf-8") == app_page
