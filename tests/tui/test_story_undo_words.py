"""Undo and redo say what they did to what."""

from __future__ import annotations

from bpm_tui.model.edits import OtherEdit
from bpm_tui.tui.commands.entries import AddEntry, Delete, EditEntry, Filter
from bpm_tui.tui.commands.meeting import IncidentDetails
from bpm_tui.tui.commands.moving import First, PickAll
from bpm_tui.tui.commands.talk import NoteKnown
from bpm_tui.tui.commands.undo import Redo, Undo
from bpm_tui.views.steps import step_words
from tests.sessions import numbered
from tests.tui.meetings import Room


async def test_undo_and_redo_name_what_they_took_back_and_brought_back(room: Room) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.do(First)
        await held.add(NoteKnown, "the cache was warm")
        await held.do(Undo)
        assert held.news() == "undone: note “the cache was warm” is gone"
        await held.do(Redo)
        assert held.news() == "redone: note “the cache was warm” is back"
        await held.do(EditEntry)
        await held.press("end", *" again", "enter")
        await held.do(Undo)
        assert held.news() == "undone: note “the cache was warm” changed"
        await held.do(PickAll, Delete, Undo)
        assert held.news() == "undone: entry “thing 1” is back, and 1 more"
        await held.do(IncidentDetails)
        await held.press("tab", *"INC-1", "enter")
        await held.do(Undo)
        assert held.news() == "undone: incident changed"


async def test_long_text_is_cut_and_acts_on_nothing(room: Room) -> None:
    async with room.meeting(numbered(0)) as held:
        await held.add(AddEntry, "[/red] " + "long " * 30)
        await held.do(Undo)
        assert held.news().startswith("undone: entry “[/red] long long")
        assert "…” is gone" in held.news()
        await held.do(Filter)
        assert step_words([], held.session) == "nothing"
        for where, said in (("entries", "entry changed"), ("notes", "note changed"), ("later", "later changed")):
            assert step_words([OtherEdit(what="merge", where=where, item="gone00")], held.session) == said
