"""A small session that uses every part of an export once."""

from __future__ import annotations

from datetime import UTC, datetime

from bpm_tui.model.session import (
    Effect,
    Entry,
    FollowUp,
    Incident,
    Learning,
    Meeting,
    Note,
    Parked,
    Participant,
    Session,
    Signal,
)
from bpm_tui.model.times.moment import Moment


def at(text: str) -> Moment:
    """Return the moment of a stored text."""
    return Moment.from_stored(text)


INCIDENT = Incident.model_validate(
    {
        "id": "INC-2481",
        "severity": "SEV-2",
        "services": ("payments", "checkout"),
        "timezone": "Europe/Copenhagen",
        "started": at("before 2026-11-20T14:20+01:00"),
        "detected": at("2026-11-20T14:28+01:00"),
        "mitigated": at("~2026-11-20T15:10+01:00"),
        "resolved": at("2026-11-21T00:20+01:00"),
        "impact": "One payment in five failed.\nRetries hid a part of them.\n\nNo money was lost.",
        "summary": "The job queue filled up after a config change.",
        "links": ("https://status.example.com/incidents/42?lang=en&view=full",),
    }
)

ENTRIES = [
    {
        "id": "entry1",
        "at": at("2026-11-20T14:28+01:00"),
        "known_at": at("2026-11-20T14:41+01:00"),
        "actor": "pager",
        "topics": ("alerts", "queue"),
        "what": "alert on queue depth | p95 > 30 s",
        "outcome": "acknowledged, taken for the usual evening peak",
        "signals": [
            {
                "id": "signa1",
                "what": "queue depth alert",
                "where": "pager",
                "state": "discounted",
                "reason": "fires every evening",
                "follow_up": "todo01",
            },
            {"id": "signa2", "what": "age of the oldest job", "state": "absent", "topics": ("alerts",)},
        ],
    },
    {
        "id": "entry2",
        "at": at("2026-11-20T14:32+01:00"),
        "actor": "Ana",
        "what": "restarted payments_worker",
        "outcome": "500s halved, then came back",
        "otherwise": True,
        "links": ("https://chat.example.com/archives/C1/p_1",),
        "notes": [
            {"id": "noted1", "kind": "expected", "text": "drains in a minute", "by": "Ana"},
            {"id": "noted2", "kind": "assumed", "text": "the cache was warm"},
            {"id": "noted3", "kind": "assumed", "text": "only one region"},
            {"id": "noted4", "kind": "known", "text": "the runbook says restart first"},
            {"id": "noted5", "kind": "hindsight", "text": "the pool limit was 5, not 50"},
        ],
    },
    {"id": "entry3", "at": at("14:5?"), "actor": "Ben", "what": "asked @payments-team in #incident-42\nno answer"},
    {
        "id": "entry4",
        "at": at("2026-11-20T15:05+01:00/2026-11-20T15:10+01:00"),
        "actor": "Ana",
        "what": "rolled back the config",
        "outcome": "errors gone",
    },
    {"id": "entry5", "at": at("2026-11-21T00:20+01:00"), "actor": "Ben", "what": "closed the incident"},
]

EFFECTS = {
    "effec1": Effect(id="effec1", result="too early", on="2026-12-20"),
    "effec2": Effect(id="effec2", result="partly", note="one script still has the old name: cron", on="2027-01-20"),
}

SAMPLE = Session.model_validate(
    {
        "id": "sample",
        "title": "Payments outage",
        "status": "finished",
        "incident": INCIDENT,
        "meetings": [
            Meeting(
                id="sittn1",
                held=datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
                ended=datetime(2026, 11, 23, 9, 55, tzinfo=UTC),
                facilitator="Cyd",
                note_taker="Ben",
                hands_learned=7,
                hands_again=6,
                participants={
                    "perso1": Participant(id="perso1", name="Ana", role="on-call"),
                    "perso2": Participant(id="perso2", name="Ben"),
                },
            )
        ],
        "entries": [Entry.model_validate(entry) for entry in ENTRIES],
        "learnings": [
            Learning(id="learn1", text="A restart empties the retry buffer.", by="Ben", entry="entry2"),
            Learning(id="learn2", kind="went well", text="The rollback took four minutes."),
            Learning(
                id="learn3",
                kind="contributing factor",
                text="Two settings have the same name.",
                topics=("config", "naming"),
            ),
            Learning(id="learn4", kind="risk", text="Nobody else can roll back.", also_for="the checkout team"),
        ],
        "follow_ups": [
            FollowUp(
                id="todo01",
                text="Alert on the age of the oldest job",
                type="detect",
                owner="Ana",
                due="2026-12-04",
                done_when="the alert fired in a drill",
                ticket="PAY-311",
                topics=("alerts",),
                check_on="2027-01-15",
                origin="signa1",
            ),
            FollowUp(id="todo02", text="Rename the second setting", status="done", owner="Ben", effects=EFFECTS),
            FollowUp(id="todo03", text="Rewrite the queue", status="dropped", decision="none, because it goes in May"),
        ],
        "parked": [Parked(id="park01", text="Who may change config at night?", by="Ana", entry="entry4")],
    }
)

__all__ = ["SAMPLE", "Note", "Signal", "at"]
