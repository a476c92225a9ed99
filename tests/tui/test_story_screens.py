"""How things look: sizes, help, palette, blank screen, themes, the mouse."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from textual.widget import Widget

from bpm_tui.model.session import Entry
from bpm_tui.model.times.moment import Moment
from bpm_tui.storage.user.config import remembered
from bpm_tui.tui.commands import COMMANDS, GroupCommand, lists
from bpm_tui.tui.commands.entries import AddEntry, Delete
from bpm_tui.tui.commands.moving import Down, First, LanesPane, Last, ListsPane, NextPane, PreviousPane, TimelinePane
from bpm_tui.tui.commands.undo import Undo
from bpm_tui.tui.commands.view import Blank, Help, NextTheme, Palette
from bpm_tui.tui.kit.blank import BlankScreen
from bpm_tui.tui.pages.help import HelpScreen
from bpm_tui.tui.pages.palette import PaletteScreen, found, name_of
from tests.sessions import entry_at, numbered, session_of
from tests.tui.meetings import HeldMeeting, Room

SIZES = [(80, 24), (100, 30), (160, 48), (240, 60)]
ALWAYS = {"header", "timeline", "ask", "line", "preview", "footer"}


def shown(held: HeldMeeting) -> dict[str, Widget]:
    """Return the named widgets that have a place on the screen."""
    screen = held.screen
    return {
        widget.id: widget
        for widget in screen.query("*")
        if widget.id
        and widget.id not in ("body", "side", "foot", "row", "prompt")
        and widget.region.area
        and widget.display
    }


@pytest.mark.parametrize("size", SIZES)
async def test_everything_is_in_place_at_every_size(room: Room, size: tuple[int, int]) -> None:
    async with room.meeting(numbered(40), size=size) as held:
        await held.settle()
        for command, pane in ((TimelinePane, "timeline"), (LanesPane, "lanes"), (ListsPane, "lists")):
            await held.do(command)
            await held.settle()
            widgets = shown(held)
            assert pane in widgets
            assert widgets[pane].has_focus
            both = {"lanes", "lists"} <= set(widgets)
            assert both == (size[0] >= 120)
            wanted = ALWAYS - ({"ask"} if pane == "lists" and not both else set())
            assert wanted <= set(widgets)
            screen = held.screen.region
            for widget in widgets.values():
                assert screen.contains_region(widget.region), widget
            for one, other in combinations(widgets.values(), 2):
                assert not one.region.overlaps(other.region), (one, other)


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_jumps_while_somebody_types(room: Room, size: tuple[int, int]) -> None:
    async with room.meeting(numbered(40), size=size) as held:
        await held.settle()
        before = {name: widget.region for name, widget in shown(held).items()}
        await held.do(AddEntry)
        await held.press(*"14:00 Ana: a long thing => done; expected: nothing like it")
        await held.settle()
        assert {name: widget.region for name, widget in shown(held).items()} == before
        await held.press("enter", "enter")
        await held.settle()
        assert {name: widget.region for name, widget in shown(held).items()} == before


async def test_all_six_fields_are_text_from_two_hundred_columns(room: Room) -> None:
    note = {"id": "note01", "kind": "expected", "text": "drains in a minute"}
    other = {"id": "note02", "kind": "assumed", "text": "the cache was warm"}
    entries = [entry_at("14:00", "one", notes=[note, other]), entry_at("14:01", "two")]
    for size, expected in (((240, 60), True), ((160, 48), False)):
        async with room.meeting(session_of(*entries), size=size) as held:
            await held.do(Last)
            await held.settle()
            row = next(line for line in held.shown().split("\n") if "one" in line)
            assert ("drains in a minute" in row and "the cache was warm" in row) == expected


async def test_selected_row_shows_in_full_up_to_four_lines(room: Room) -> None:
    text = "a rather long description of what happened " * 3
    others = [entry_at(f"14:{minute:02}", "next") for minute in range(1, 50)]
    async with room.meeting(session_of(entry_at("14:00", text), *others)) as held:
        timeline = held.screen.timeline
        assert 2 <= timeline.heights()[0] <= 4
        await held.do(Last)
        assert timeline.heights()[0] == 1


async def test_selected_row_stays_in_view_to_the_end_and_back(room: Room) -> None:
    async with room.meeting(numbered(50)) as held:
        await held.do(Last)
        await held.settle()
        assert "thing 49" in held.shown()
        assert "50 of 50" in held.shown()
        await held.do(First)
        assert "▶ 14:00" in held.shown()
        for number in range(1, 50):
            await held.do(Down)
            assert held.marked() == f"thing {number}"
            assert f"thing {number}" in held.shown()


async def test_panes_follow_tab_and_numbers(room: Room) -> None:
    async with room.meeting(numbered(2), size=(160, 48)) as held:
        order = ["timeline", "lanes", "lists"]
        for expected in [*order[1:], *order]:
            await held.do(NextPane)
            assert held.screen.pane.id == expected
        await held.do(PreviousPane)
        assert held.screen.pane.id == "lanes"
        await held.press("escape")
        assert held.screen.pane.id == "timeline"


@pytest.mark.parametrize(
    ("pane", "title"),
    [
        (TimelinePane, "What happened, in order"),
        (LanesPane, "Known at the time, and"),
        (ListsPane, "What comes out of the meeting"),
    ],
)
async def test_help_is_of_the_focused_pane_and_names_every_command(
    room: Room, pane: type[TimelinePane], title: str
) -> None:
    async with room.meeting(numbered(1), size=(100, 180)) as held:
        await held.do(pane, Help)
        assert held.on_top(HelpScreen)
        text = held.shown()
        assert title in text
        for command in COMMANDS:
            assert command.does()[:60] in text, command
        await held.press("escape")
        assert held.on_top()


async def test_help_opens_while_somebody_types_and_the_line_is_still_there(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(AddEntry)
        await held.press(*"half", "f1")
        assert held.on_top(HelpScreen)
        await held.press("escape", *" typed", "enter", "enter")
        assert "half typed" in held.whats()


async def test_palette_offers_every_command_and_runs_the_chosen_one(room: Room) -> None:
    async with room.meeting(numbered(1), size=(100, 100)) as held:
        await held.do(Palette)
        assert held.on_top(PaletteScreen)
        for command in COMMANDS:
            if not issubclass(command, GroupCommand) and command is not Palette:
                assert name_of(command) in held.shown()
        await held.press(*"next", "down", "up", "enter")
        assert held.on_top()


async def test_palette_says_why_a_command_is_dimmed_and_does_not_run_it(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(Palette)
        await held.press(*"undo")
        assert "nothing to undo" in held.shown()
        await held.press("enter")
        assert "nothing to undo" in held.news()
        await held.do(Palette)
        await held.press(*"xyzzy")
        assert "no command has this name" in held.shown()
        await held.press("enter")
        assert held.on_top(PaletteScreen)
        await held.press("escape")
        assert held.on_top()


@pytest.mark.parametrize(
    ("words", "first"),
    [("park", lists.Park), ("add ent", AddEntry), ("ENTRY add", AddEntry), ("undo the", Undo), ("bring back", Delete)],
)
def test_words_find_commands(words: str, first: type[object]) -> None:
    assert first in found(COMMANDS, words)[:3]


def test_no_group_is_offered_and_nothing_found_is_nothing() -> None:
    assert not [one for one in found(COMMANDS, "") if issubclass(one, GroupCommand)]
    assert found(COMMANDS, "xyzzy") == []


async def test_blank_screen_shows_nothing_until_the_next_key(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        await held.do(Blank)
        assert held.on_top(BlankScreen)
        assert held.shown().strip() == ""
        await held.press("a")
        assert held.on_top()
        assert held.screen.editor.mode is None
        assert "thing 0" in held.shown()


async def test_theme_is_switched_at_once_and_remembered(room: Room) -> None:
    async with room.meeting(numbered(1)) as held:
        first, path = held.app.theme, held.path
        seen = [first]
        for _ in held.app.services.themes:
            ground = held.screen.styles.background
            await held.do(NextTheme)
            seen.append(held.app.theme)
            assert held.app.services.themes[held.app.theme].title in held.news()
            assert remembered(room.places).theme == held.app.theme
            assert held.screen.styles.background != ground or "ansi" in str(ground)
        assert seen[0] == seen[-1]
        assert set(seen) == set(held.app.services.themes)
        await held.do(NextTheme)
        chosen = held.app.theme
    async with room.meeting(path) as held:
        assert held.app.theme == chosen != first


async def test_click_selects_and_double_click_edits(room: Room) -> None:
    async with room.meeting(numbered(5), size=(160, 48)) as held:
        await held.pilot.click("#timeline", offset=(30, 4))
        assert held.marked() == "thing 2"
        await held.pilot.double_click("#timeline", offset=(20, 5))
        assert held.screen.timeline.column == "actor"
        await held.press("escape")
        await held.pilot.double_click("#timeline", offset=(40, 5))
        assert held.marked() == "thing 3"
        assert held.screen.editor.mode is not None
        assert held.screen.line.value == "thing 3"
        await held.press(*"!", "enter")
        assert held.whats()[3] == "thing 3!"


async def test_double_click_edits_the_row_it_began_on_though_the_one_above_closes(room: Room) -> None:
    long = entry_at("13:00", "restarted the payment workers because the queue grew and nobody saw a deploy " * 3)
    async with room.meeting(session_of(long, *numbered(4).entries.values()), size=(160, 48)) as held:
        assert held.screen.timeline.heights()[0] > 2
        row = 2 + held.screen.timeline.heights()[0]
        clicked = held.screen.timeline.entries[held.screen.timeline.row_at(row - 1)]
        await held.pilot.double_click("#timeline", offset=(40, row))
        assert held.screen.line.value == clicked.what


async def test_title_has_the_day_of_what_is_in_view(room: Room) -> None:
    at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    days = [Entry(id=f"d{n:05}", at=Moment("exact", at=at + timedelta(days=n)), what=f"day {n}") for n in range(60)]
    async with room.meeting(session_of(*days)) as held:
        assert "20 Nov" in held.screen.timeline.title
        await held.do(Last)
        await held.settle()
        top = held.screen.timeline.from_top()[0]
        assert top.at is not None
        assert top.at.at is not None
        assert f" {top.at.at.day} {top.at.at:%b} " in held.screen.timeline.title
        assert "20 Nov" not in held.screen.timeline.title


async def test_click_in_a_list_goes_there_and_double_click_edits_its_item(room: Room) -> None:
    async with room.meeting(numbered(1), size=(160, 48)) as held:
        await held.add(lists.AddLearning, "a lesson", "another lesson")
        await held.settle()
        lines = held.shown().split("\n")
        row = next(number for number, line in enumerate(lines) if "another lesson" in line)
        offset = (10, row - held.screen.lists.region.y)
        await held.pilot.click("#lists", offset=offset)
        assert held.screen.lists.has_focus
        await held.press("delete")
        assert [one.text for one in held.session.learnings.values()] == ["a lesson"]
        await held.do(Undo)
        await held.settle()
        await held.pilot.double_click("#lists", offset=offset)
        assert held.screen.line.value == "another lesson"


async def test_wheel_moves_the_cursor(room: Room) -> None:
    async with room.meeting(numbered(5)) as held:
        x, y = held.screen.timeline.region.offset.x + 5, held.screen.timeline.region.offset.y + 3
        await held.burst(f"\x1b[<65;{x};{y}M" * 2)
        assert held.marked() == "thing 2"
        await held.burst(f"\x1b[<64;{x};{y}M")
        assert held.marked() == "thing 1"


async def test_click_while_somebody_types_leaves_the_cursor_in_the_line(room: Room) -> None:
    async with room.meeting(numbered(5), size=(160, 48)) as held:
        await held.do(AddEntry)
        await held.press(*"half")
        await held.pilot.click("#timeline", offset=(30, 3))
        assert held.marked() == "thing 1"
        assert held.screen.line.has_focus
        await held.press(*" typed", "enter", "enter")
        assert held.whats()[2] == "half typed"
