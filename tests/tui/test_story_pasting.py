"""Pasting: lines become one text where one is edited, entries where the line is closed; a trace is one entry."""

from __future__ import annotations

from bpm_tui.exchange.export.export import Manner, export
from bpm_tui.tui.commands.entries import EditCell
from bpm_tui.tui.commands.moving import First
from bpm_tui.tui.commands.undo import Undo
from tests.sessions import numbered
from tests.tui.meetings import Room
from tests.tui.stories import Pasted


async def test_pasted_lines_become_one_text_where_only_one_is_edited(room: Room) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.do(First, EditCell)
        await held.press("ctrl+u", Pasted(("first part", "second part")), "enter")
        assert held.whats() == ["first part second part", "thing 1"]
        assert held.screen.editor.mode is None
        await held.do(Undo)
        assert held.session == numbered(2)


async def test_paste_into_a_closed_line_makes_entries_and_one_undo_takes_them_back(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.press(Pasted(("- 14:10 one", "- 14:20 two", "", "14:05 three")))
        assert held.whats() == ["thing 0", "three", "one", "two"]
        assert "3 lines kept, u takes them back" in held.news()
        await held.press("u")
        assert held.session == numbered(1)


async def test_a_pasted_stack_trace_is_offered_as_one_entry_and_keeps_its_lines(room: Room) -> None:
    head, *frames = trace = (
        *("Traceback (most recent call last):", '  File "pay.py", line 3, in run', "    take(**order) => x"),
        "KeyError: 'sum'",
    )
    async with room.meeting(numbered(1)) as held:
        await held.press("a", *"14:10 Ana: the log says ", Pasted(trace))
        assert held.whats() == ["thing 0"]
        await held.press("enter", "escape")
        entry = list(held.session.entries.values())[-1]
        assert (entry.actor, entry.what) == ("Ana", "\n".join((f"the log says {head}", *frames)))
        page = export(held.session, Manner()).text
        assert "&nbsp;&nbsp;File" in page
        await held.press("u", Pasted(trace))
        assert held.whats() == ["thing 0"]
        assert held.screen.line.value.startswith("Traceback")
        await held.press("enter")
        assert held.whats()[-1] == "\n".join(trace)
