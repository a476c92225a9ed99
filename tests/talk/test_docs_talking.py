"""The talk that ``docs/talking.md`` shows is what is said."""

from __future__ import annotations

from pathlib import Path

from bpm_tui.model.session import Incident, Session
from bpm_tui.model.times.moment import Moment
from tests.sessions import DAY
from tests.talk.talking import talking
from tests.tui.meetings import Room

PAGE = Path(__file__).parents[2] / "docs" / "talking.md"


def test_the_page_shows_what_is_said(room: Room) -> None:
    shown = PAGE.read_text("utf-8").split("```text\n")[1].split("```")[0].splitlines()[1:]
    incident = Incident(id="INC-2481", timezone="Europe/Copenhagen", started=Moment("exact", at=DAY))
    path = room.written(Session(id="docs01", title="Payments outage", incident=incident))
    with talking(path, room.places, room.clock.now) as talk:
        said = list(talk.said)
        while len(said) < len(shown):
            label, _, typed = shown[len(said)].partition(":")
            assert label == talk.asks, said
            said += [f"{talk.asks}:{typed}", *talk.hear(typed.strip())]
    assert said == shown
