"""Hints on follow-ups as they are written: below the line, one at a time, and never in the way."""

from __future__ import annotations

from bpm_tui.tui.commands.entries import EditCell
from bpm_tui.tui.commands.lists import AddFollowUp
from bpm_tui.tui.commands.moving import First, ListsPane
from tests.sessions import numbered
from tests.tui.meetings import Room, bar_text


async def test_hint_follows_what_is_typed_and_stops_nobody(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(AddFollowUp)
        seen = []
        for words in ("remind everybody", " @Ana", "; due: +3d", "; done when: nobody forgets"):
            await held.press(*words)
            seen.append(bar_text(held.screen.preview))
        assert all("what could the tool or its default do?" in line for line in seen)
        assert "owner Ana" in seen[1]
        await held.press("enter", *"Improve the alert @Ana; due: +3d")
        assert "how will anyone see that it is done?" in held.shown()
        await held.press(*"; done when: it fired in a test")
        assert "how will anyone see" not in held.shown()
        await held.press("enter", "escape")
        assert [one.text for one in held.session.follow_ups.values()] == ["remind everybody", "Improve the alert"]


async def test_follow_up_that_is_done_is_loaded_back_without_a_hint(room: Room) -> None:
    session = numbered(1).model_copy(update={"follow_ups": {}})
    async with room.meeting(session) as held:
        await held.add(AddFollowUp, "raise it")
        await held.settle()
        await held.do(ListsPane, First, EditCell)
        assert "who takes it on?" in held.shown()
        await held.press("escape", "space")
        await held.do(EditCell)
        assert "who takes it on?" not in held.shown()


async def test_own_hints_replace_ours(room: Room) -> None:
    own = room.places.config / "hints.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text('[[hints]]\nid = "x"\nwhen = "begins"\nwords = ["raise"]\ntext = "[b]how high?[/b]"\n')
    async with room.meeting(numbered(1)) as held:
        await held.do(AddFollowUp)
        await held.press(*"raise it")
        assert "[b]how high?[/b]" in held.shown()
