"""Being done with things: an entry's mark and kind, follow-ups and parked topics, and the gate passed on purpose."""

from __future__ import annotations

from bpm_tui.model.session import FollowUp, Parked
from bpm_tui.tui.commands.closing import Finish, FinishAnyway
from bpm_tui.tui.commands.entries import Discussed, NextKind, Otherwise
from bpm_tui.tui.commands.moving import Down, First, ListsPane
from tests.tui.meetings import Room, entry_at, numbered, session_of


async def test_otherwise_shows_before_the_outcome_and_goes_again(room: Room) -> None:
    async with room.meeting(session_of(entry_at("14:32", "restarted", outcome="nothing changed"))) as held:
        await held.do(Otherwise)
        assert "≠ nothing changed" in held.shown()
        await held.do(Otherwise)
        assert "≠" not in held.shown()


async def test_kind_goes_round_all_six(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        (before,) = held.session.entries.values()
        seen = []
        for _ in range(6):
            await held.do(NextKind)
            seen.append(next(iter(held.session.entries.values())).kind)
        assert len(set(seen)) == 6
        assert seen[-1] == before.kind


async def test_space_in_the_lists_is_done_with_the_item(room: Room) -> None:
    follow_up, parked = FollowUp(id="f00001", text="raise it"), Parked(id="p00001", text="later")
    session = session_of(follow_ups=[follow_up], parked=[parked])
    async with room.meeting(session) as held:
        await held.settle()
        await held.do(ListsPane, First)
        seen: list[str] = []
        for _ in range(3):
            await held.do(Discussed)
            seen.append(held.session.follow_ups["f00001"].status)
        assert seen == ["done", "dropped", "open"]
        await held.do(Down, Discussed)
        assert held.session.parked["p00001"].settled


async def test_gate_is_refused_passed_on_purpose_and_kept_on_record(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(Finish)
        assert "misses a learning" in held.news()
        seen: list[str] = [held.session.status]
        await held.do(FinishAnyway)
        seen.append(held.session.status)
        assert seen == ["open", "finished"]
        assert "misses a learning" in held.session.closed_without
        await held.do(Finish)
        assert (held.session.status, held.session.closed_without) == ("open", "")
