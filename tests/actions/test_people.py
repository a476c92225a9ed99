"""People who are named and take no part become participants, without a screen."""

from __future__ import annotations

import pytest

from bpm_tui.actions import people
from bpm_tui.actions.context import LineError
from bpm_tui.actions.meeting import Finish
from bpm_tui.facilitation.meetings import last_meeting
from bpm_tui.model.session import Meeting, Participant, Session
from tests.actions.acting import acting, after
from tests.sessions import entry_at, session_of

STRANGERS = session_of(entry_at("14:00", "paged @jonas", actor="pager"), entry_at("14:10", "looked", actor="Zoe"))
ANA = Meeting(id="s00001", participants={"p1": Participant(id="p1", name="Ana")})


def participants(session: Session) -> list[str]:
    meeting = last_meeting(session)
    return [one.name for one in meeting.participants.values()] if meeting else []


@pytest.mark.parametrize(("meetings", "before"), [({}, []), ({"s00001": ANA}, ["Ana"])])
def test_who_is_named_takes_part_in_the_last_meeting_or_in_one_to_come(
    meetings: dict[str, Meeting], before: list[str]
) -> None:
    context = acting(STRANGERS.model_copy(update={"meetings": meetings}))
    outcome = people.make_participants(context)
    session = after(context, outcome)
    assert participants(session) == [*before, "jonas", "Zoe"]
    assert outcome.news == "participants now: @jonas, Zoe · u undoes it"
    with pytest.raises(LineError, match="everybody named here takes part already"):
        people.make_participants(acting(session))


def test_finishing_offers_it_and_keeps_what_is_typed() -> None:
    context = acting(STRANGERS)
    mode = Finish(strangers=("@jonas", "Zoe"))
    assert "not participants: @jonas, Zoe; tab adds them" in str(mode.preview("roles", context))
    offered = mode.beside("roles", context)
    assert offered
    assert participants(after(context, offered)) == ["jonas", "Zoe"]
    assert (offered.then, offered.text) == (Finish(), "roles")
    assert Finish().beside("", context) is None
