"""A whole hour by the agenda: every phase with its talk, told with the keys of a facilitator on a clock that stands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bpm_tui.model.session import Incident, Session
from bpm_tui.model.times.moment import Moment
from bpm_tui.tui.commands import clock, closing, coach, lists, meeting, signals, talk
from bpm_tui.tui.commands.entries import Discussed, EditCell
from bpm_tui.tui.commands.meeting import ExportPage, IncidentDetails, MeetingDetails, StartMeeting
from bpm_tui.tui.commands.moving import Down, First, ListsPane, TimelinePane
from bpm_tui.tui.meeting.session_screen import SessionScreen
from bpm_tui.tui.pages.ground_rules import GroundRulesScreen
from tests.sessions import DAY
from tests.tui.meetings import HeldMeeting, Room
from tests.tui.stories import Pasted

CHAT = (
    "14:00 pager: queue depth above 10000",
    "14:04 Ana: looked at the dashboard => nothing unusual",
    "14:09 Ana: restarted payments => errors halved",
    "14:15 Ana: scaled payments out => no change",
    "14:21 Ana: read the deploy log => found the new pool limit",
    "14:24 Ana: decided to wait for Ben",
    "14:30 Ben: rolled back the deploy => errors gone",
    "14:33 Ben: told support that it was over",
    "14:40 pager: queue empty again",
    "14:45 Dee: closed the status page",
    "14:50 Ben: wrote down what he had done",
    "15:10 Dee: called the three customers",
)
PEOPLE = ("Ana, on call", "Ben, database; first time", "Dee, support")


@pytest.fixture(autouse=True)
def only_looks_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop what real seconds do, so that the screen looks at the clock only when the story says so."""
    monkeypatch.setattr(SessionScreen, "_tick", lambda _: None)


async def at(held: HeldMeeting, minute: int, second: int = 0) -> str:
    """Let the meeting come to a minute, and return what the screen says then."""
    began = next(iter(held.session.meetings.values())).held
    assert began is not None
    held.clock.time = began + timedelta(minutes=minute, seconds=second)
    held.screen.look()
    held.screen.painting.header()
    await held.settle()
    return " ".join(held.shown().split())


async def prepared(held: HeldMeeting) -> None:
    """The day before: the chat is pasted, the people are named."""
    await held.press("a", Pasted(CHAT), "enter", "escape")
    await held.do(MeetingDetails)
    await held.press(*"Cyd", "tab", "tab", Pasted(PEOPLE), "enter", "enter")
    await held.do(First)
    assert len(held.session.entries) == 12
    assert held.session.status == "draft"


async def opened(held: HeldMeeting) -> None:
    """Minutes 0 to 4: the rules are read out; a cue when it took longer than planned."""
    await held.do(StartMeeting, meeting.ShowGroundRules)
    assert held.on_top(GroundRulesScreen)
    await held.press("escape")
    assert "1/7 Open" in await at(held, 3)
    assert "has had its" not in held.shown()
    assert "Open has had its 4 minutes" in await at(held, 4, 1)


async def scoped(held: HeldMeeting) -> None:
    """Minutes 4 to 8: what is the story about."""
    await held.do(clock.NextPhase, IncidentDetails)
    await held.press(*["tab"] * 9, *"600 orders were late", "enter")
    assert held.session.incident.impact == "600 orders were late"
    assert "has had its" not in await at(held, 8)


async def asked(held: HeldMeeting) -> None:
    """Minute 8: the first entry of the walk; a question is read out and answered, the next one too."""
    await held.do(clock.NextPhase, First)
    assert "3/7 Timeline" in await at(held, 9)
    for answer in ("the graph looked flat @Ana", "I expected the queue to drain @Ana"):
        question = held.screen.question.now
        assert question is not None
        assert question.text.split()[0] in held.shown()
        await held.do(talk.AnswerQuestion)
        await held.press(*answer, "enter", "escape")
        note = list(held.screen.selected_entry.notes.values())[-1]
        assert (note.question, note.kind, note.by) == (question.text, question.answers, "Ana")
        await held.do(talk.NextQuestion)


async def decided(held: HeldMeeting) -> None:
    """Minute 10: the signals of three entries; reasons are asked for, and a follow-up is offered."""
    await held.do(First, signals.SignalMissed)
    await held.press(*"queue graph flat; where: dashboard", "enter", *"its axis ends at 10,000", "enter")
    await held.do(Discussed, signals.SignalAbsent)
    await held.press(*"age of the oldest job", "enter", *" @Ben; due: 2030-02-01", "enter")
    await held.do(Discussed, signals.SignalSeen)
    await held.press(*"errors halved", "enter")
    if held.screen.editor.mode is not None:
        await held.press("escape")
    states = {signal.state for entry in held.session.entries.values() for signal in entry.signals.values()}
    assert states == {"missed", "absent", "seen"}
    (wanted,) = held.session.follow_ups.values()
    assert (wanted.owner, wanted.type) == ("Ben", "detect")


async def cued(held: HeldMeeting) -> None:
    """Minutes 11 to 24: five entries of one side in a row, one that takes long, and half of the time is gone."""
    await at(held, 11)
    await held.do(First, *[Down] * 5)
    assert "how did it look from another?" in await at(held, 11, 1)
    assert "from another?" not in await at(held, 12, 1)
    assert "with this entry" not in await at(held, 15, 1)
    assert "more than 4 minutes on this entry" in await at(held, 15, 2)
    assert "with this entry" not in await at(held, 16, 2)
    assert "decisions, surprises and handovers first" in await at(held, 24, 1)


SLIPS = (
    "we should have alerted on the queue depth",
    "Ben should have known about the pool",
    "it was obvious that the pool was full",
    "a canary would have caught it",
    "why did nobody look at the log?",
)


async def coached(held: HeldMeeting) -> None:
    """Minutes 25 to 30: people slip into hindsight; the facilitator deals with it in each of the five ways."""
    ways = (coach.CoachDismiss, coach.CoachMute, coach.CoachHindsight, coach.CoachFollowUp, coach.CoachAsk)
    for way, slip in zip(ways, SLIPS, strict=True):
        await held.do(talk.NoteKnown)
        await held.press(*slip, "enter", "escape")
        held.screen.coach.look()
        await held.settle()
        assert "◇" in held.shown(), slip
        await held.do(way)
        if way is coach.CoachFollowUp:
            await held.press(*" @Ana", "enter", "escape")
        held.screen.coach.look()
        await held.settle()
        assert "◇" not in held.shown(), slip
        await held.do(Down)
    assert sum(note.kind == "hindsight" for one in held.session.entries.values() for note in one.notes.values()) == 1
    assert [one.owner for one in held.session.follow_ups.values()] == ["Ben", "Ana"]


async def answered_instead(held: HeldMeeting) -> None:
    """The neutral question of the last finding is answered; meanwhile an idea comes up and is parked."""
    entry = held.screen.selected_id
    await held.do(talk.NoteExpected)
    await held.press(*"half a no", "ctrl+o", *"who may change limits? @Dee", "enter", *"te", "enter", "escape")
    assert [one.text for one in held.session.entries[entry].notes.values()][-1:] == ["half a note"]
    assert [(one.text, one.by, one.entry) for one in held.session.parked.values()] == [
        ("who may change limits?", "Dee", entry)
    ]


async def checked(held: HeldMeeting) -> None:
    """Minutes 40 to 44: the entries are marked as discussed, and what is undecided is passed over."""
    await held.do(TimelinePane)
    await at(held, 40)
    await held.do(clock.NextPhase, First, *[Discussed] * 9)
    await held.do(signals.NextUndecidedSignal)
    assert held.screen.selected_id
    assert "4/7 Check" in await at(held, 43)


async def learned(held: HeldMeeting) -> None:
    """Minutes 44 to 53: the round; one passes, one adds a kind and a topic. Ten minutes are left at 50."""
    await at(held, 44)
    before = held.screen.lists.size.height
    await held.do(clock.NextPhase)
    await held.settle()
    assert held.screen.lists.size.height > before
    assert not held.screen.veiled
    await held.do(closing.LearningsRound)
    assert "Ana learned >" in held.shown()
    await held.write("a restart empties the retry buffer; kind: surprised; topic: retries")
    await held.press("enter")
    assert "Dee learned >" in held.shown()
    await held.write("support sees the queue before we do")
    assert "ten minutes left" in await at(held, 50)


async def planned(held: HeldMeeting) -> None:
    """Minutes 53 to 58: a follow-up is written under hints, and one is left undecided. Five minutes are left at 55."""
    await at(held, 53)
    await held.do(clock.NextPhase, lists.AddFollowUp)
    await held.press(*"remind everybody of the limit")
    assert "what could the tool or its default do?" in held.shown()
    await held.press(
        "ctrl+u", *"show the pool in the deploy log @Ben; due: 2030-03-01; done when: it is there", "enter"
    )
    await held.press(*"rewrite the queue", "enter", "escape")
    assert "five minutes left" in await at(held, 55)


async def closed(held: HeldMeeting) -> None:
    """Minutes 58 to 60: hands, the gate that refuses once, and the names that the page may show."""
    await at(held, 58)
    await held.do(clock.NextPhase, closing.CountHands)
    await held.press(*"3 2", "enter")
    await held.do(closing.Finish)
    assert "2 follow-ups still need an owner and a date, or a decision" in held.news()
    await held.settle()
    await held.do(ListsPane, First)
    for owner in ("; due: 2030-04-01", "; decision: none, because it goes in May"):
        undecided = [one for one in held.session.follow_ups.values() if not (one.decision or (one.owner and one.due))]
        held.screen.lists.select(undecided[0].id)
        await held.do(EditCell)
        await held.press(*owner, "enter")
        await held.settle()
    await at(held, 60)
    await held.do(closing.Finish)
    await held.press("ctrl+u", *"roles", "enter")
    assert held.session.status == "finished"


def times(session: Session) -> list[tuple[str, float]]:
    """Return what each phase took, in minutes."""
    (current,) = session.meetings.values()
    return [(phase.name, phase.spent / 60) for phase in current.phases.values()]


async def page(held: HeldMeeting) -> str:
    """Write the wiki page and return it."""
    await held.do(ExportPage)
    await held.press("w", "escape")
    (written,) = held.path.parent.glob("*.md")
    return written.read_text("utf-8")


async def test_an_hour(room: Room) -> None:
    room.clock.time = DAY
    incident = Incident(timezone="Europe/Copenhagen", started=Moment("exact", at=DAY))
    async with room.meeting(Session(id="story2", title="Payments outage", incident=incident)) as held:
        await prepared(held)
        for part in (opened, scoped, asked, decided, cued, coached, answered_instead, checked):
            await part(held)
        for part in (learned, planned, closed):
            await part(held)
        assert times(held.session) == [
            ("Open", 4 + 1 / 60), ("Scope", 4 - 1 / 60), ("Timeline", 32), ("Check", 4), ("Learnings", 9),
            ("Follow-ups", 5), ("Close", 2),
        ]  # fmt: skip
        text = await page(held)
    for said in (
        "600 orders were late",
        "rolled back the deploy",
        "the graph looked flat",
        "queue graph flat",
        "its axis ends at 10,000",
        "a restart empties the retry buffer",
        "show the pool in the deploy log",
        "none, because it goes in May",
        "who may change limits?",
        f"{sum(entry.discussed for entry in held.session.entries.values())} of 12",
    ):
        assert said in text, said
    assert "on call" in text
    assert "Ana" not in text
