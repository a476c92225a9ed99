"""The opening: an agenda chosen before or at the start, one's own agendas and rules, ground rules shown large."""

from __future__ import annotations

import pytest

from bpm_tui.tui.commands.clock import NextPhase
from bpm_tui.tui.commands.entries import AddEntry
from bpm_tui.tui.commands.meeting import ChooseAgenda, ShowGroundRules, StartMeeting
from bpm_tui.tui.commands.moving import First
from bpm_tui.tui.pages.ground_rules import GroundRulesScreen
from tests.sessions import numbered
from tests.tui.meetings import HeldMeeting, Room

OWN_AGENDA = """
[[agendas]]
id = "30"
title = "half an hour"
phases = [{ name = "Tid", minutes = 18 }, { name = "Learnings", minutes = 12 }]
"""


def planned(held: HeldMeeting) -> list[int]:
    return [phase.minutes for current in held.session.meetings.values() for phase in current.phases.values()]


async def test_agenda_is_chosen_before_the_meeting_and_changed_while_its_first_phase_runs(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(ChooseAgenda)
        assert "60 minutes · 45 minutes · 90 minutes" in held.shown()
        await held.press(*"45")
        assert "Open 3 · Scope 3 · Timeline 22" in held.shown()
        await held.press("enter")
        assert "agenda: 45 minutes · m s starts the meeting" in held.news()
        await held.do(StartMeeting)
        assert "the meeting starts · 45 minutes · v g shows the ground rules" in held.news()
        held.clock.pass_by(minutes=1)
        await held.do(ChooseAgenda)
        await held.press(*"90", "enter")
        assert sum(planned(held)) == 90
        held.screen.painting.header()
        assert "01:00 of 05:00" in held.shown()
        await held.do(NextPhase, ChooseAgenda)
        await held.press(*"45", "enter")
        assert "the meeting is past its first phase" in held.shown()
        await held.press("escape")
        assert sum(planned(held)) == 90


async def test_agenda_that_is_not_there_is_answered_with_those_that_are(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(ChooseAgenda)
        await held.press(*"50", "enter")
        assert "there is no agenda '50'; the agendas are 60, 45, 90" in held.shown()
        await held.press("escape")
        assert held.session == numbered(1)


async def test_own_agendas_replace_ours_and_a_broken_file_is_named(room: Room) -> None:
    own = room.places.config / "agendas.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(OWN_AGENDA)
    async with room.meeting(numbered(1)) as held:
        await held.do(StartMeeting)
        assert planned(held) == [18, 12]
    own.write_text(OWN_AGENDA.replace("18", "0"))
    async with room.meeting(numbered(1)) as held:
        await held.do(StartMeeting)
        assert sum(planned(held)) == 60
        assert "agendas.toml:5" in " ".join(map(str, held.screen.services.problems))


async def test_running_meeting_is_not_started_again_by_the_same_key(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(StartMeeting)
        await held.do(StartMeeting)
        assert "the meeting is running; m p pauses it" in held.news()
        assert len(held.session.meetings) == 1
        await held.add(AddEntry, "said in the meeting")
        held.clock.pass_by(hours=20)
        await held.do(First)
        assert "the clock was left running · m s continues the meeting" in held.news()
        await held.do(StartMeeting)
        assert len(held.session.meetings) == 2


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 48)])
async def test_ground_rules_are_shown_large_and_left_by_escape(room: Room, size: tuple[int, int]) -> None:
    async with room.meeting(numbered(1), size=size) as held:
        await held.do(ShowGroundRules)
        await held.pilot.pause()
        assert held.on_top(GroundRulesScreen)
        shown = held.shown()
        assert "How we talk today" in shown
        assert "Anybody may pass on any question" in shown
        assert "Timeline" not in shown
        await held.press("escape")
        assert held.on_top()


async def test_own_ground_rules_are_shown_as_they_are(room: Room) -> None:
    own = room.places.config / "ground_rules.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text('title = "Regler"\nrules = ["Vi taler [bold]pænt[/bold]."]\n')
    async with room.meeting(numbered(1)) as held:
        await held.do(ShowGroundRules)
        await held.pilot.pause()
        assert "Vi taler [bold]pænt[/bold]." in held.shown()
