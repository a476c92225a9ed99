"""The demo's history as scenes: the bot's draft, the facilitator's preparation, and the phases of the meeting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bpm_tui.model.editing import adding, changing
from bpm_tui.model.edits import Edit
from bpm_tui.model.session import Incident, Learning, Meeting, Participant, Phase, Session
from tools import demo_timeline
from tools.demo_script import Act, Story, add, change, edit, item_id, mark

DRAFTED = datetime(2017, 2, 1, 18, 20, tzinfo=UTC)
"""When the bot made the draft: minutes after the site was back."""
PREPARED = datetime(2017, 2, 13, 13, 20, tzinfo=UTC)
"""When the facilitator read up on the incident."""

_MEETING = item_id("meeting")
_FROM_THE_START = ("id", "severity", "services", "timezone", "started")
_SAID_IN_SCOPE = ("impact", "mitigated", "resolved")
_LATECOMERS = 2


@dataclass(frozen=True)
class Scene:
    """What one person types from a moment on, for so many seconds."""

    start: datetime
    seconds: int
    by: str
    acts: list[Act]


def draft(story: Story) -> Session:
    """Return the session as the bot makes it from the command line."""
    incident = Incident.model_validate({name: story["incident"][name] for name in _FROM_THE_START})
    return Session(id=item_id("session"), title=story["session"]["title"], incident=incident)


def scenes(story: Story) -> Iterator[Scene]:
    """Yield everything that happens to the draft, in order."""
    yield Scene(DRAFTED, 30, "bot", list(demo_timeline.prepared(story, "bot")))
    yield Scene(PREPARED, 1200, "facilitator", list(_preparation(story)))
    start: datetime = story["meeting"]["held"]
    for place, phase in enumerate(story["phase"]):
        acts = [
            _begin(story, place),
            mark("phase", 6.0, phase=_phase_id(phase), name=phase["name"]),
            *_ACTS[phase["name"]](story),
        ]
        yield Scene(start, phase["spent"], "note taker", acts)
        start += timedelta(seconds=phase["spent"])
    yield Scene(start, 10, "note taker", [_finish(story, start)])


def _preparation(story: Story) -> Iterator[Act]:
    fields = {name: value for name, value in story["incident"].items() if name not in _SAID_IN_SCOPE}
    yield edit(change("incident", **fields), story["incident"]["summary"])
    yield from demo_timeline.prepared(story, "facilitator")


def _begin(story: Story, place: int) -> Act:
    """Return the act that stops the clock of one phase and starts that of the next; the first opens the meeting."""
    start = story["meeting"]["held"] + timedelta(seconds=sum(phase["spent"] for phase in story["phase"][:place]))

    def edits(session: Session) -> Iterator[Edit]:
        if place == 0:
            yield adding(session, "meetings", _meeting(story, start))
            yield from changing(session, "session", status="open")
        else:
            yield from _ended(session, story["phase"][place - 1])
            yield from _phase_change(session, story["phase"][place], since=start)

    return edit(edits, talk=2.0)


def _meeting(story: Story, start: datetime) -> Meeting:
    names = ("held", "facilitator", "note_taker")
    meeting = Meeting.model_validate({name: story["meeting"][name] for name in names} | {"id": _MEETING})
    people = [_participant(person) for person in story["participant"][:-_LATECOMERS]]
    phases = [Phase(id=_phase_id(phase), name=phase["name"], minutes=phase["minutes"]) for phase in story["phase"]]
    phases[0] = phases[0].model_copy(update={"since": start})
    update = {"participants": {item.id: item for item in people}, "phases": {item.id: item for item in phases}}
    return meeting.model_copy(update=update)


def _participant(person: Story) -> Participant:
    return Participant(id=item_id(person["name"]), name=person["name"], role=person["role"])


def _phase_id(phase: Story) -> str:
    return item_id(f"phase {phase['name']}")


def _ended(session: Session, phase: Story) -> Iterable[Edit]:
    return _phase_change(session, phase, since=None, spent=phase["spent"], done=True)


def _phase_change(session: Session, phase: Story, **fields: Any) -> Iterable[Edit]:
    return changing(session, "phases", _phase_id(phase), of=_MEETING, **fields)


def _open(story: Story) -> Iterator[Act]:
    """Yield how the last ones join, and who says that this is their first time."""
    for person in story["participant"][-_LATECOMERS:]:
        yield edit(add("participants", _participant(person), of=_MEETING), person["name"] + person["role"], 30.0)
    for person in story["participant"]:
        if person.get("first_time"):
            yield edit(change("participants", item_id(person["name"]), of=_MEETING, first_time=True), talk=20.0)


def _scope(story: Story) -> Iterator[Act]:
    """Yield the impact, sentence by sentence as it is said, and when it was over."""
    incident = story["incident"]
    said: list[str] = []
    for sentence in re.split(r"(?<=[.;]) ", incident["impact"]):
        said.append(sentence)
        yield edit(change("incident", impact=" ".join(said)), sentence, 15.0)
    for name in ("mitigated", "resolved"):
        yield edit(change("incident", **{name: incident[name]}), talk=20.0)


def _learnings(story: Story) -> Iterator[Act]:
    """Yield the learnings; those that made the incident possible are sorted out from the others at the end."""
    factors = []
    for learning in story["learning"]:
        kind = learning["kind"]
        if kind == "contributing factor":
            factors.append(learning)
            kind = "learned"
        fields = learning | {"id": item_id(learning["key"]), "kind": kind, "entry": item_id(learning["entry"])}
        del fields["key"]
        yield edit(add("learnings", Learning.model_validate(fields)), learning["text"], 20.0)
    for learning in factors:
        yield edit(change("learnings", item_id(learning["key"]), kind=learning["kind"]), talk=4.0)


def _follow_ups(story: Story) -> Iterator[Act]:
    """Yield what the learnings lead to, then owner, date and the rest for each draft, then the parking lot."""
    origins = {learning["key"] for learning in story["learning"]}
    for follow_up in story["follow_up"]:
        if follow_up["origin"] in origins:
            yield edit(add("follow_ups", demo_timeline.draft(follow_up)), follow_up["text"])
        settled = {name: value for name, value in follow_up.items() if name not in {"key", "origin"}}
        yield edit(change("follow_ups", item_id(follow_up["key"]), **settled), follow_up.get("done_when", ""))
    for parked in story["parked"]:
        if parked.get("settled"):
            yield edit(change("parked", item_id(parked["key"]), settled=True), talk=3.0)


def _close(story: Story) -> Iterator[Act]:
    for name in ("hands_learned", "hands_again"):
        yield edit(change("meetings", _MEETING, **{name: story["meeting"][name]}), talk=15.0)


def _finish(story: Story, ended: datetime) -> Act:
    def edits(session: Session) -> Iterator[Edit]:
        yield from _ended(session, story["phase"][-1])
        yield from changing(session, "meetings", _MEETING, ended=ended)
        yield from changing(session, "session", status="finished")

    return edit(edits)


_ACTS = {
    "Open": _open,
    "Scope": _scope,
    "Timeline": demo_timeline.walk,
    "Check": demo_timeline.remembered_late,
    "Learnings": _learnings,
    "Follow-ups": _follow_ups,
    "Close": _close,
}
"""What happens in each phase."""
