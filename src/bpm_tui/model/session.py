"""The session and everything it holds; the words are those of the design.

Annotations are real types here: Pydantic would compile every one that is text, at each start.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, Field, model_validator

from bpm_tui.model.items import Item, Items, Part, Text, Texts, Through, Topics
from bpm_tui.model.times.moment import StoredMoment

FORMAT = 1

SessionStatus = Literal["draft", "open", "finished"]
EntryKind = Literal["event", "observation", "action", "decision", "communication", "milestone"]
NoteKind = Literal["expected", "assumed", "known", "hindsight"]
SignalState = Literal["unknown", "seen", "discounted", "missed", "absent"]
LearningKind = Literal["learned", "surprised", "went well", "contributing factor", "mitigator", "risk", "difficulty"]
FollowUpType = Literal["prevent", "detect", "mitigate", "repair", "learn"]
FollowUpStatus = Literal["open", "done", "dropped"]
EffectResult = Literal["worked", "partly", "did not", "too early"]
Names = Literal["typed", "roles", "none"]

_FORMER = {"sittings": "meetings"}
"""Former names of lists, which older files, pages and exports still hold."""

ListName = Annotated[str, Through(lambda name: _FORMER.get(name, name) if isinstance(name, str) else name)]
"""The name of a list; a former name is read as the present one."""


class Note(Item):
    """One sentence of an entry's discussion; ``question`` is the one it answers."""

    kind: NoteKind = "known"
    text: Text = ""
    by: Text = ""
    question: Text = ""


class Signal(Item):
    """A sign of trouble: what, where it showed, whether it was seen, and the follow-up (id) that adds it."""

    what: Text = ""
    where: Text = ""
    state: SignalState = "unknown"
    reason: Text = ""
    follow_up: str = ""
    topics: Topics = ()


class Entry(Item):
    """One row of the timeline. ``known_at`` empty means: known as it happened."""

    kind: EntryKind = "event"
    at: StoredMoment = None
    known_at: StoredMoment = None
    actor: Text = ""
    what: Text = ""
    outcome: Text = ""
    otherwise: bool = False
    """It did not go as expected."""
    discussed: bool = False
    links: Texts = ()
    source: Text = ""
    topics: Topics = ()
    notes: Items[Note] = Field(default_factory=dict)
    signals: Items[Signal] = Field(default_factory=dict)


class Learning(Item):
    """What somebody learned; ``entry`` is the id of the entry it came from, ``also_for`` whom else it concerns."""

    text: Text = ""
    kind: LearningKind = "learned"
    by: Text = ""
    topics: Topics = ()
    also_for: Text = ""
    entry: str = ""

    @model_validator(mode="before")
    @classmethod
    def _up_to_date(cls, data: Any) -> Any:
        return cls.up_to_date(data) if isinstance(data, dict) else data

    @classmethod
    def up_to_date(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Return plain data with topics; before there were any, a learning had one ``topic``."""
        if not isinstance(topic := data.get("topic"), str):
            return data
        rest = {name: value for name, value in data.items() if name != "topic"}
        return rest | ({"topics": [*rest.get("topics", ()), topic]} if topic else {})


class Effect(Item):
    """What came of a follow-up that was done: whether it worked, a note, and the day (ISO) on which somebody looked."""

    result: EffectResult = "too early"
    note: Text = ""
    on: Text = ""


class FollowUp(Item):
    """Something to do. ``due`` and ``check_on`` are ISO dates, or the words as typed.

    ``origin`` is the id of the entry, signal or learning that it came from. ``check_on`` is when to ask whether it
    worked, once it is done.
    """

    text: Text = ""
    type: FollowUpType | None = None
    owner: Text = ""
    due: Text = ""
    done_when: Text = ""
    status: FollowUpStatus = "open"
    ticket: Text = ""
    decision: Text = ""
    origin: str = ""
    topics: Topics = ()
    check_on: Text = ""
    effects: Items[Effect] = Field(default_factory=dict)


class Other(Part):
    """The version that was not kept where two sides differ; the names are those of an edit.

    ``value`` is what ``field`` would be, plain data; without it the field would be empty. Without a field the whole
    item was removed on the other side.
    """

    where: ListName
    of: str = ""
    item: str = ""
    field: str = ""
    value: Any = None


class Parked(Item):
    """A topic put off so that the timeline can go on; ``entry`` is where the talk was.

    A topic with an ``other`` says that two sides differ; the other version can be taken instead.
    """

    text: Text = ""
    by: Text = ""
    entry: str = ""
    settled: bool = False
    other: Other | None = None


class Participant(Item):
    """Somebody at a meeting, with role and whether it is their first postmortem here."""

    name: Text = ""
    role: Text = ""
    first_time: bool = False


class Phase(Item):
    """A time-boxed part of the agenda with its clock: ``spent`` whole seconds, and running on since ``since``."""

    name: Text = ""
    minutes: int = 0
    spent: int = 0
    since: datetime | None = None
    done: bool = False


class Meeting(Item):
    """One meeting held on a session; ``entry`` is where it stopped, ``hands_*`` the hands counted at its close."""

    held: datetime | None = None
    ended: datetime | None = None
    facilitator: Text = ""
    note_taker: Text = ""
    entry: str = ""
    hands_learned: int | None = None
    hands_again: int | None = None
    participants: Items[Participant] = Field(default_factory=dict)
    phases: Items[Phase] = Field(default_factory=dict)


class Incident(Part):
    """What happened in production; ``id`` is the tracker's (``INC-2481``), ``timezone`` an IANA name.

    ``near_miss`` says that users noticed nothing.
    """

    id: Text = ""
    severity: Text = ""
    near_miss: bool = False
    services: Texts = ()
    timezone: Text = ""
    started: StoredMoment = None
    detected: StoredMoment = None
    mitigated: StoredMoment = None
    resolved: StoredMoment = None
    impact: Text = ""
    summary: Text = ""
    links: Texts = ()


class Session(Part):
    """The record of one postmortem. ``closed_without`` says what the closing gate missed when it was passed."""

    format: int = FORMAT
    id: str
    title: Text = ""
    status: SessionStatus = "draft"
    names: Names = "typed"
    closed_without: Text = ""
    incident: Incident = Field(default_factory=Incident)
    meetings: Items[Meeting] = Field(default_factory=dict, validation_alias=AliasChoices("meetings", "sittings"))
    entries: Items[Entry] = Field(default_factory=dict)
    learnings: Items[Learning] = Field(default_factory=dict)
    follow_ups: Items[FollowUp] = Field(default_factory=dict)
    parked: Items[Parked] = Field(default_factory=dict)
