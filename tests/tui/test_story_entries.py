"""Entries: added, edited whole and by the cell, duplicated, swapped, deleted; undo and redo; the line's own keys."""

from __future__ import annotations

from bpm_tui.model.editing import adding, removing
from bpm_tui.model.times.moment import Moment
from bpm_tui.model.times.show import show
from bpm_tui.tui.commands.entries import (
    AddEntry,
    Delete,
    Duplicate,
    EditCell,
    EditEntry,
    SwapEarlier,
    SwapLater,
)
from bpm_tui.tui.commands.meeting import IncidentDetails, StartMeeting
from bpm_tui.tui.commands.moving import CellLeft, CellRight, Down, First, Last, Up
from bpm_tui.tui.commands.undo import Redo, Undo
from tests.sessions import entry_at, numbered, session_of
from tests.tui.meetings import Room, bar_text
from tests.tui.stories import Pasted


async def test_entry_goes_where_its_time_puts_it_and_is_selected(room: Room) -> None:
    async with room.meeting(session_of(entry_at("14:10", "first"), entry_at("14:30", "last"))) as held:
        await held.add(AddEntry, "14:20 Ana: between => done; expected: quick; hindsight: not so")
        assert held.whats() == ["first", "between", "last"]
        entry = held.screen.selected_entry
        assert (entry.actor, entry.what, entry.outcome) == ("Ana", "between", "done")
        assert [(note.kind, note.text) for note in entry.notes.values()] == [
            ("expected", "quick"),
            ("hindsight", "not so"),
        ]
        assert entry.at == Moment.from_stored("2025-11-20T14:20+01:00")


async def test_preview_says_what_each_part_becomes_and_the_day_after_midnight(room: Room) -> None:
    async with room.meeting(session_of()) as held:
        await held.do(AddEntry)
        await held.write("23:58 Ana: late")
        await held.press(*"00:03 Ben: later => well")
        assert "time Fri 21 Nov 00:03" in held.news() or "time 21 Nov 00:03" in held.news()
        assert "actor Ben" in held.news()
        assert "what later" in held.news()
        assert "outcome well" in held.news()
        await held.press("enter", "enter")
        days = [
            entry.at.at.astimezone(held.screen.zone).day
            for entry in held.session.entries.values()
            if entry.at and entry.at.at
        ]
        assert days == [20, 21]
        assert "── Fri 21 Nov 2025" in held.shown()


async def test_whole_entry_is_loaded_back_and_moves_with_its_time(room: Room) -> None:
    async with room.meeting(numbered(3)) as held:
        await held.do(First, EditEntry)
        assert held.screen.line.value == "14:00 thing 0"
        await held.press("ctrl+u", *"14:05 Ana: another thing; assumed: nothing", "enter")
        assert held.screen.editor.mode is None
        assert held.whats() == ["thing 1", "thing 2", "another thing"]
        assert held.marked() == "another thing"
        await held.do(Undo)
        assert held.session == numbered(3)
        await held.do(Redo)
        assert held.whats() == ["thing 1", "thing 2", "another thing"]


async def test_edit_that_changes_nothing_adds_no_step(room: Room) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.do(EditEntry)
        await held.press("enter")
        await held.do(Undo)
        assert "nothing to undo" in held.news()
        assert held.session == numbered(2)


async def test_cell_is_edited_in_the_line(room: Room) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.do(First, EditCell)
        assert held.screen.line.value == "thing 0"
        await held.press("ctrl+u", *"changed", "enter")
        await held.do(CellRight, EditCell)
        await held.press(*"an outcome", "enter")
        await held.do(CellLeft, CellLeft, EditCell)
        await held.press(*"Ana", "enter")
        await held.do(CellLeft, EditCell)
        await held.press("ctrl+u", *"~14:30", "enter")
        entry = held.screen.selected_entry
        assert (entry.what, entry.outcome, entry.actor) == ("changed", "an outcome", "Ana")
        assert entry.at == Moment.from_stored("~2025-11-20T14:30+01:00")
        assert held.whats() == ["thing 1", "changed"]


async def test_note_cells_edit_the_first_note_or_begin_one(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(CellRight, CellRight, EditCell)
        await held.write("hoped")
        await held.press("enter")
        await held.do(EditCell)
        assert held.screen.line.value == "hoped"
        await held.press(*" for", "enter")
        assert [(note.kind, note.text) for note in held.screen.selected_entry.notes.values()] == [
            ("expected", "hoped for")
        ]


async def test_escape_leaves_a_cell_as_it_was(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(EditCell)
        await held.press(*"xyz", "escape")
        assert held.session == numbered(1)
        assert held.screen.editor.mode is None


async def test_time_that_cannot_be_read_is_kept_as_typed_and_said(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(AddEntry)
        await held.press(*"25:99 something")
        assert "kept as typed" in held.news()
        await held.press("enter", "enter")
        assert held.screen.selected_entry.at == Moment("unread", text="25:99")


async def test_ctrl_t_makes_the_first_word_text_and_back(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(AddEntry)
        await held.press(*"1435 requests failed")
        assert "time 14:35" in held.news()
        await held.press("ctrl+t")
        assert "time" not in held.news()
        assert "what 1435 requests failed" in held.news()
        await held.press("ctrl+t")
        assert "time 14:35" in held.news()
        await held.press("ctrl+t", "enter", *"1436 restart", "enter", "enter")
        assert held.whats() == ["thing 0", "1435 requests failed", "restart"]


async def test_duplicate_stands_behind_with_notes_of_its_own(room: Room) -> None:
    note = {"id": "note01", "kind": "expected", "text": "hoped"}
    async with room.meeting(session_of(entry_at("14:00", "one", notes=[note], discussed=True))) as held:
        await held.do(Duplicate)
        one, two = held.session.entries.values()
        assert (two.what, two.at, two.discussed) == ("one", one.at, False)
        assert [note.text for note in two.notes.values()] == ["hoped"]
        assert not set(one.notes) & set(two.notes)
        assert held.screen.selected_id == two.id


async def test_entries_of_the_same_time_swap_and_others_do_not(room: Room) -> None:
    entries = [entry_at("14:00", "a"), entry_at("14:00", "b", id="second"), entry_at("14:01", "c")]
    async with room.meeting(session_of(*entries)) as held:
        await held.do(First, SwapLater)
        assert held.whats() == ["b", "a", "c"]
        assert held.marked() == "a"
        await held.do(SwapLater)
        assert held.whats() == ["b", "a", "c"]
        assert held.news()
        await held.do(SwapEarlier)
        assert held.whats() == ["a", "b", "c"]


async def test_deleted_entry_comes_back_to_its_place(room: Room) -> None:
    async with room.meeting(numbered(3)) as held:
        await held.do(First, Down, Delete)
        assert held.whats() == ["thing 0", "thing 2"]
        assert "entry “thing 1” deleted · u brings it back" in held.news()
        assert held.marked() == "thing 2"
        await held.do(Undo)
        assert held.session == numbered(3)
        assert held.marked() == "thing 1"


async def test_undo_puts_the_cursor_back_where_it_was_and_redo_where_it_was_then(room: Room) -> None:
    async with room.meeting(numbered(4)) as held:
        await held.do(First, Down)
        await held.press(Pasted(("14:30 one", "14:31 two", "14:32 three")))
        assert held.marked() == "three"
        await held.do(Undo)
        assert (held.whats(), held.marked()) == ([f"thing {number}" for number in range(4)], "thing 1")
        await held.do(Redo)
        assert held.marked() == "three"
        await held.do(Undo, Delete)
        assert held.marked() == "thing 2"
        await held.do(Last, Undo)
        assert held.marked() == "thing 1"
        await held.do(Redo)
        assert held.marked() == "thing 2"


async def test_undo_of_what_others_added_leaves_the_cursor_alone(room: Room) -> None:
    async with room.meeting(numbered(4)) as held:
        await held.do(First, Down, Down)
        held.screen.keeper.commit([adding(held.session, "entries", entry_at("13:50", "handed over"), after="")])
        held.screen.show_all()
        assert held.marked() == "thing 2"
        await held.do(Undo)
        assert held.marked() == "thing 2"


async def test_entry_deleted_before_the_meeting_comes_back_in_it(room: Room) -> None:
    async with room.meeting(numbered(3)) as held:
        await held.do(First, Down, Delete, StartMeeting)
        await held.add(AddEntry, "14:30 said in the meeting")
        await held.do(Undo, Undo)
        assert held.whats() == ["thing 0", "thing 1", "thing 2"]
        assert "entry “thing 1” is back" in held.news()
        assert held.screen.meeting


async def test_undo_goes_back_to_the_start_and_redo_forward_again(room: Room) -> None:
    async with room.meeting(session_of()) as held:
        await held.add(AddEntry, "one", "two", "three")
        full = held.session
        for expected in (2, 1, 0, 0):
            await held.do(Undo)
            assert len(held.session.entries) == expected
        assert "nothing to undo" in held.news()
        for _ in range(3):
            await held.do(Redo)
        assert held.session == full
        await held.do(Redo)
        assert "nothing to redo" in held.news()


async def test_history_goes_back_through_what_was_typed_and_edits_it(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(AddEntry)
        await held.write("one", "two")
        await held.press("up")
        assert held.screen.line.value == "two"
        await held.press("up")
        assert held.screen.line.value == "one"
        await held.press("down", "down")
        assert held.screen.line.value == ""
        await held.press("up", *"!", "enter", *"three", "enter", "enter")
        assert held.whats() == ["thing 0", "one", "two!", "three"]


async def test_actor_is_completed_by_tab(room: Room) -> None:
    async with room.meeting(
        session_of(entry_at("14:00", "a", actor="Anastasia"), entry_at("14:01", "b", actor="pager"))
    ) as held:
        await held.do(AddEntry)
        await held.press(*"14:05 ana")
        assert "tab Anastasia" in held.news()
        await held.press("tab", *"did it", "enter", *"saw @pa", "tab", "enter", "enter")
        assert [(entry.actor, entry.what) for entry in held.session.entries.values()][2:] == [
            ("Anastasia", "did it"),
            ("", "saw @pager"),
        ]


async def test_draft_left_by_escape_is_there_again(room: Room) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.do(AddEntry)
        await held.press(*"half", "escape")
        await held.do(Up, AddEntry)
        assert held.screen.line.value == "half"
        await held.press("enter", "enter")
        assert "half" in held.whats()


async def test_draft_left_by_escape_is_typed_over_or_gone_on_with(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(AddEntry)
        await held.press(*"half", "escape")
        await held.do(AddEntry)
        await held.press("end", *" a line", "escape")
        await held.do(AddEntry)
        assert held.screen.line.value == "half a line"
        await held.press(*"other", "enter", "enter")
        assert held.whats() == ["thing 0", "other"]


async def test_line_shows_its_mode_and_the_text_it_holds(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(AddEntry)
        await held.press(*"hello there")
        assert "entry >  hello there" in held.shown()
        await held.press("enter", "enter")
        await held.do(Last, EditEntry)
        assert "edit >   hello there" in held.shown()
        assert "tab complete" in bar_text(held.screen.query_one("#footer"))  # type: ignore[arg-type]


async def test_time_that_clocks_showed_twice_is_said_first_and_shows_its_offset(
    room: Room,
) -> None:
    said = "02:30 happens twice on this day: taken as the first, +02:00"
    async with room.meeting(numbered(1), size=(80, 24)) as held:
        await held.press("a", *"25 Oct 2026 02:30 Ben: restarted the payment workers by hand => drained")
        assert said in held.shown()
        await held.press("enter", *"25 Oct 2026 02:30+01:00 Ben: and once more", "enter", "escape")
        assert "02:30+02" in held.shown()
        assert "02:30+01" in held.shown()
        await held.press(Pasted(("25 Oct 2026 02:30 one", "25 Oct 2026 04:00 two")))
        assert f"2 lines kept, u takes them back · {said}" in held.news()
        await held.do(IncidentDetails)
        await held.press(*["tab"] * 7, *"25 Oct 2026 02:30", "enter")
        assert f"incident saved · {said}" in held.news()


async def test_minutes_after_an_entry_without_a_time_count_from_the_one_before_it(room: Room) -> None:
    async with room.meeting(numbered(0)) as held:
        await held.add(AddEntry, "14:40 alert", "looked around")
        await held.add(AddEntry, "+5 restarted")
        assert [show(one.at, held.screen.zone) for one in held.session.entries.values()] == ["14:40", "", "14:45"]


async def test_first_word_as_text_holds_for_one_line_only(room: Room) -> None:
    async with room.meeting(numbered(0)) as held:
        await held.press("a", *"1432 requests", "ctrl+t", "ctrl+u", *"14:50 alert", "enter")
        assert held.whats() == ["alert"]


async def test_entry_that_the_filter_hides_is_said_to_be_there(room: Room) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.press("/", *"thing 1", "enter")
        await held.add(AddEntry, "14:50 something else")
        assert "the filter hides it" in held.news()


async def test_line_that_lost_what_it_was_about_says_so_and_keeps_its_text(room: Room) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.do(First, EditEntry)
        await held.press(*" changed")
        first = next(iter(held.session.entries))
        held.screen.commit([removing(held.session, "entries", first)])
        await held.press("enter")
        assert "is gone" in held.news()
        assert held.screen.line.value == "14:00 thing 0 changed"
        await held.press("escape")
        assert held.whats() == ["thing 1"]


async def test_links_and_source_are_typed_in_the_line_and_stand_in_the_lanes(room: Room) -> None:
    async with room.meeting(session_of(), size=(160, 48)) as held:
        await held.add(AddEntry, "14:32 Ana: rolled back; link: https://chat.example/p1; source: the chat of #incident")
        await held.settle()
        (entry,) = held.session.entries.values()
        assert (entry.what, entry.links, entry.source) == (
            "rolled back",
            ("https://chat.example/p1",),
            "the chat of #incident",
        )
        assert "link      https://chat.example/p1" in held.shown()
        assert "source    the chat of #incident" in held.shown()
        await held.do(EditEntry)
        assert held.screen.line.value.endswith("; link: https://chat.example/p1; source: the chat of #incident")


async def test_preview_follows_the_field_that_is_typed(room: Room) -> None:
    async with room.meeting(numbered(1), size=(80, 24)) as held:
        await held.do(AddEntry)
        said = "14:32 Ana: restarted the payment workers of both regions one after the other => errors halved"
        await held.press(*f"{said}; expected: drains in a minute")
        assert held.news().endswith("expected drains in a minute")
        await held.press("home")
        assert held.news().startswith("time 14:32")
        await held.press("escape")
