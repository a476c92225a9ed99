"""The desk beside a meeting: what it shows as the session grows, and the little that it keeps."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from bpm_tui.facilitation.asked_questions import Asked
from bpm_tui.facilitation.coach.finding import Finding
from bpm_tui.facilitation.coach.local import Phrases
from bpm_tui.facilitation.coach.sessions import Found, KnownFindings, Place, findings_of
from bpm_tui.facilitation.cues import Cue
from bpm_tui.facilitation.meetings import last_meeting
from bpm_tui.facilitation.undecided import undecided
from bpm_tui.model.session import Meeting, Note, Parked, Participant, Session, Signal
from bpm_tui.storage.private.dismissals_and_tally import dismissed, tally
from bpm_tui.storage.session.follower import Follower
from bpm_tui.storage.user.coach_content import load_coach
from bpm_tui.tui.app import BpmApp
from bpm_tui.tui.commands.clock import NextPhase, PauseClock
from bpm_tui.tui.commands.closing import FinishAnyway
from bpm_tui.tui.commands.meeting import StartMeeting
from bpm_tui.tui.commands.moving import First
from bpm_tui.tui.desk.screen import DeskScreen
from bpm_tui.tui.desk.state import KEYS, keys_of
from bpm_tui.tui.start import services_at
from bpm_tui.views import desk
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.spans import width_of
from tests import strategies
from tests.sessions import DAY, entry_at, session_of
from tests.tui.meetings import HeldMeeting, Room, bar_text
from tests.tui.stories import press

PEOPLE = {
    key: Participant(id=key, name=name) for key, name in (("p1p1p1", "Ana"), ("p2p2p2", "Ben"), ("p3p3p3", "Cyd"))
}
JUDGED = Note(id="n1n1n1", kind="known", text="Ben should have checked the graph first")
COACH = load_coach(Path("nowhere"))[0]
SIGNAL = Signal(id="s1s1s1", what="queue graph flat")


def told() -> Session:
    """Return a session with something for every pane."""
    entries = (
        entry_at("14:32", "restarted payments", actor="Ana"),
        entry_at("14:35", "decided to wait", actor="Ben", kind="decision", notes=[JUDGED], signals=[SIGNAL]),
    )
    current = Meeting(id="m1m1m1", participants=PEOPLE)
    return session_of(*entries, meetings=[current], parked=[Parked(id="k1k1k1", text="who may change config?")])


@dataclass
class AtDesk:
    """A running desk."""

    pilot: Pilot[None]
    app: BpmApp
    screen: DeskScreen

    async def looked(self) -> str:
        """Let it look and its clock tick; return what it shows."""
        for _ in range(10):
            self.screen._watching.look()
        self.screen._tick()
        await self.pilot.pause()
        return self.shown()

    def shown(self) -> str:
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips())

    def news(self) -> str:
        return bar_text(self.screen.query_one("#news"))  # type: ignore[arg-type]

    async def press(self, *keys: str) -> None:
        await press(self.pilot, keys)


@asynccontextmanager
async def at_desk(room: Room, path: Path, size: tuple[int, int] = (100, 30)) -> AsyncIterator[AtDesk]:
    """Sit at the desk of a session; afterwards nothing went wrong there."""
    services = services_at(room.places, room.clock.now)
    screen = DeskScreen(Follower.open(path), services)
    app = BpmApp(services, lambda: screen)
    async with app.run_test(size=size, notifications=True) as pilot:
        await app.workers.wait_for_complete()  # the coach reads beside the screen
        await pilot.pause()
        yield AtDesk(pilot, app, screen)
    assert not app.errors


async def begun(held: HeldMeeting) -> None:
    """Start the meeting at its first entry, and wait until it is on the disk."""
    await held.do(StartMeeting, First)
    held.screen.talk.mark()
    held.screen.keeper.flush()


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 48)])
async def test_every_pane_says_what_it_is_for(room: Room, size: tuple[int, int]) -> None:
    async with room.meeting(told()) as held, at_desk(room, held.path, size) as own:
        await begun(held)
        shown = await own.looked()
        for said in (
            "Open      ░", "meeting   1:00:00 left", "then      Scope, 4 min", "▶ 14:32 Ana restarted payments",
            "asked W", "1 W", "Coach · 1", "should have", "Has spoken · 3 not yet", "1 Ana", "3 Cyd", "Undecided · 3",
            "14:35 queue graph flat", "no learning yet",
        ):  # fmt: skip
            assert said in shown, said
        assert "Ben should" not in shown
        assert "desk   ◉ live" in shown


async def test_one_key_counts_who_has_spoken_and_one_takes_it_back(room: Room) -> None:
    async with room.meeting(told()) as held, at_desk(room, held.path) as own:
        await begun(held)
        await own.looked()
        before = {file: file.read_bytes() for file in held.path.parent.iterdir()}
        await own.press("1", "1", "3", "3", "u", "u")
        shown = await own.looked()
        assert "Has spoken · 2 not yet" in shown
        current = last_meeting(held.session)
        assert current
        ana = next(iter(current.participants))
        assert tally(room.places, held.session.id, current.id) == {ana: 2}
        await own.press("u", "u", "u")
        assert own.news() == "nothing to undo"
        assert {file: file.read_bytes() for file in held.path.parent.iterdir()} == before


async def test_tally_is_there_again_at_the_same_meeting_and_gone_when_it_closes(room: Room) -> None:
    async with room.meeting(told()) as held:
        await begun(held)
        async with at_desk(room, held.path) as own:
            await own.press("2")
        async with at_desk(room, held.path) as own:
            assert "Has spoken · 2 not yet" in own.shown()
            await held.do(*[NextPhase] * 7)
            await held.do(FinishAnyway)
            await held.press("enter")
            held.screen.keeper.flush()
            assert held.session.status == "finished"
            await own.looked()
        assert not list((room.places.state / "spoken").iterdir())


async def test_finding_is_dismissed_or_muted_for_the_shared_screen_too(room: Room) -> None:
    async with room.meeting(told()) as held, at_desk(room, held.path) as own:
        await begun(held)
        assert "Coach · 1" in await own.looked()
        await own.press("d")
        assert "Coach · 0" in await own.looked()
        assert "is dismissed until the meeting ends" in own.news()
        assert len(dismissed(room.places, held.session.id)) == 1
        await own.press("m")
        assert own.news() == "the coach found nothing to dismiss"


async def test_questions_come_for_the_entry_that_is_talked_about(room: Room) -> None:
    async with room.meeting(told()) as held, at_desk(room, held.path) as own:
        await begun(held)
        await own.looked()
        asked = held.screen.question.now
        assert asked
        assert f"asked {asked.text[:30]}" in own.shown()
        await held.press("j")
        held.screen.talk.mark()
        held.screen.keeper.flush()
        assert "▶ 14:35 Ben decided to wait" in await own.looked()


async def test_a_cue_stands_there_in_full_while_it_holds(room: Room) -> None:
    async with room.meeting(told()) as held, at_desk(room, held.path, (160, 48)) as own:
        await begun(held)
        await own.looked()
        room.clock.pass_by(minutes=6)
        shown = await own.looked()
        assert "06:00 of 4 min" in shown
        assert "! " in shown


async def test_panes_scroll_and_other_keys_do_nothing(room: Room) -> None:
    async with room.meeting(told()) as held, at_desk(room, held.path) as own:
        await begun(held)
        for key in ("tab", "down", "pageup", "G", "shift+tab", "shift+tab", "up", "9", "escape", "f5"):
            await own.press(key)
        assert "has spoken" in own.shown()
        await own.press("ctrl+q")
    assert last_meeting(held.session)


async def test_time_on_an_entry_stands_still_while_the_clock_is_paused(room: Room) -> None:
    async with room.meeting(told()) as held, at_desk(room, held.path) as own:
        await begun(held)
        room.clock.pass_by(seconds=90)
        assert "for 01:30" in await own.looked()
        await held.do(PauseClock)
        room.clock.pass_by(minutes=20)
        await held.do(PauseClock)
        room.clock.pass_by(seconds=5)
        held.screen.keeper.flush()
        assert "for 01:35" in await own.looked()


# What is behind it.


def test_coach_finds_the_same_whatever_was_read_before() -> None:
    one, coached = told(), KnownFindings()
    reworded = JUDGED.model_copy(update={"text": "It was obvious that Hal was careless"})
    entries = [entry.model_copy(update={"notes": {reworded.id: reworded}}) for entry in one.entries.values()]
    another = one.model_copy(update={"entries": {entry.id: entry for entry in entries}})
    hal = Meeting(id="m2m2m2", participants={"h1h1h1": Participant(id="h1h1h1", name="Hal")})
    with_hal = another.model_copy(update={"meetings": {hal.id: hal}})
    assert findings_of(COACH, another) != findings_of(COACH, one)
    for session in (one, another, with_hal, one):
        found = findings_of(COACH, session)
        assert coached.find(COACH, session, frozenset()) == found
        assert coached.find(COACH, session, frozenset(each.key for each in found)) == ()


def test_a_phrase_that_is_added_is_found_in_what_was_read_before() -> None:
    known = KnownFindings()
    before = known.find(COACH, told(), frozenset())
    added = known.find(COACH.with_local(Phrases(phrases=("restarted payments",))), told(), frozenset())
    assert [one.finding.phrase for one in added if one not in before] == ["restarted payments"]


def test_there_is_a_key_for_each_of_forty_people() -> None:
    assert len(set(KEYS)) == len(KEYS) > 40
    assert not set(KEYS) & set("dmujkgG ")
    many = {f"p{number:05}": Participant(id=f"p{number:05}", name=str(number)) for number in range(60)}
    session = Session(id="k3m9x2", meetings={"m1m1m1": Meeting(id="m1m1m1", participants=many)})
    assert list(keys_of(session).values()) == list(many.values())[: len(KEYS)]


ASKED = st.builds(Asked, st.just("id"), strategies.texts(), st.just("known"), strategies.texts(), st.just("cues"))
WIDTHS = st.integers(24, 120)


@given(strategies.sessions(), WIDTHS, st.lists(ASKED, max_size=3), strategies.texts())
def test_no_row_is_wider_than_its_pane(session: Session, width: int, asked: list[Asked], text: str) -> None:
    zone, entries = DAY.tzinfo, [*session.entries.values(), None]
    assert zone
    place = Place("notes", next(iter(session.entries), ""), "x", "text", "known", text)
    found = Found(place, Finding(0, 1, text, "judgement", "warn", text, text))
    rows: list[PaneRow] = [
        *desk.clock_rows(last_meeting(session), DAY, width),
        *desk.talk_rows(entries[0], session, 75, zone, width),
        *desk.pivot_rows([(entry, "a decision") for entry in entries if entry], zone, width),
        *desk.cue_rows([Cue("id", text, text)], width),
        *desk.ask_rows(text, asked, width, 8),
        *desk.coach_rows([found], session, zone, width),
        *desk.people_rows(keys_of(session), {}, width),
        *desk.open_rows(undecided(session), zone, width),
    ]
    assert all(width_of(line) <= width for row in rows for line in row.lines)
    shown = "".join(part for row in rows for line in row.lines for part, _ in line)
    assert not any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 for sign in shown)
