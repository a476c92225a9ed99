"""Many keys in one write: each ends where it would have ended if it had been typed slowly."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bpm_tui.model.session import Session
from bpm_tui.storage.session.document import read_document
from bpm_tui.tui.commands.moving import Down, Up
from tests.keys import keys
from tests.pseudo_terminal import isolated
from tests.sessions import entry_at, numbered, session_of
from tests.terminal import Terminal
from tests.tui.meetings import Room
from tests.tui.stories import KITTY_ESCAPE

TWENTY_FIVE = [f"line {number} of a burst" for number in range(25)]
ESCAPES = pytest.mark.parametrize("escape", [KITTY_ESCAPE, b"\x1b"], ids=["kitty", "bare"])


def test_twenty_five_lines_in_one_write_to_a_terminal(room: Room, tmp_path: Path) -> None:
    path = room.written(session_of())
    with Terminal([Path(sys.executable).with_name("bpm"), path], env=isolated(tmp_path), cwd=tmp_path) as terminal:
        terminal.wait_for("Payments outage")
        terminal.write(b"a" + "".join(f"{line}\r" for line in TWENTY_FIVE).encode() + b"half")
        terminal.wait_for("half")
        terminal.write(KITTY_ESCAPE + keys("ctrl+q"))
        assert terminal.wait() == 0
    assert [entry.what for entry in read_document(path.read_text()).entries.values()] == TWENTY_FIVE


async def test_twenty_five_lines_in_one_write_go_on_after_the_selected_entry(room: Room) -> None:
    async with room.meeting(numbered(3)) as held:
        await held.burst("ka", *(f"{line}\r" for line in TWENTY_FIVE))
        assert held.whats() == ["thing 0", *TWENTY_FIVE, "thing 1", "thing 2"]


@ESCAPES
async def test_keys_behind_the_one_that_opens_and_the_one_that_leaves_help(room: Room, escape: bytes) -> None:
    async with room.meeting(session_of()) as held:
        await held.burst("?", escape, "aone\r\r")
        assert held.whats() == ["one"]


@ESCAPES
async def test_capital_behind_an_escape_is_the_next_key(room: Room, escape: bytes) -> None:
    async with room.meeting(numbered(2)) as held:
        await held.burst("aone\r", escape, "u")
        assert held.whats() == ["thing 0", "thing 1"]
        await held.burst("l", escape, "Uk")
        assert held.whats() == ["thing 0", "one", "thing 1"]


async def test_keys_in_help_and_behind_it_scroll_and_go_on(room: Room) -> None:
    async with room.meeting(session_of()) as held:
        await held.burst("?jjGq", "la lesson\r\r")
        assert [one.text for one in held.session.learnings.values()] == ["a lesson"]


async def test_form_filled_and_left_in_one_write(room: Room) -> None:
    async with room.meeting(session_of()) as held:
        await held.burst("mi", keys("ctrl+u"), "New title\tINC-9\tSEV-1\r", "aone\r\r")
        incident = held.session.incident
        assert (held.session.title, incident.id, incident.severity) == ("New title", "INC-9", "SEV-1")
        assert held.whats() == ["one"]


async def test_form_dropped_in_one_write(room: Room) -> None:
    async with room.meeting(session_of()) as held:
        await held.burst("mi", "xyz", KITTY_ESCAPE, KITTY_ESCAPE, "aone\r\r")
        assert held.session.title == "Payments outage"
        assert held.whats() == ["one"]


async def test_palette_finds_and_runs_in_one_write(room: Room) -> None:
    async with room.meeting(session_of()) as held:
        await held.burst(keys("ctrl+p"), "park\r", "who may?\r\r", "aone\r\r")
        assert [one.text for one in held.session.parked.values()] == ["who may?"]
        assert held.whats() == ["one"]


@ESCAPES
async def test_palette_left_in_one_write(room: Room, escape: bytes) -> None:
    async with room.meeting(session_of()) as held:
        await held.burst(keys("ctrl+p"), "park", escape, "aone\r\r")
        assert held.session.parked == {}
        assert held.whats() == ["one"]


async def test_export_written_and_left_in_one_write(room: Room) -> None:
    async with room.meeting(session_of()) as held:
        await held.burst("mewq", "aone\r\r")
        assert held.whats() == ["one"]
        assert [path.name for path in held.path.parent.glob("*.md")] == [f"{held.path.stem}.md"]


async def test_blank_screen_takes_one_key_and_no_more(room: Room) -> None:
    async with room.meeting(session_of()) as held:
        await held.burst("vb", "u", "aone\r\r")
        assert held.whats() == ["one"]


async def test_paste_between_keys_keeps_its_place(room: Room) -> None:
    async with room.meeting(session_of()) as held:
        await held.burst("azero\r", b"\x1b[200~one\rtwo\x1b[201~", "three\r\r")
        assert held.whats() == ["zero", "one", "two", "three"]


def with_notes() -> Session:
    """Return two entries with a note each, of which the second lacks other things than the first."""
    note = {"id": "note01", "kind": "known", "text": "first note"}
    other = {"id": "note02", "kind": "expected", "text": "second note"}
    one = entry_at("14:00", "one", notes=[note])
    two = entry_at("14:01", "two", actor="Ana", outcome="worse", otherwise=True, notes=[other])
    return session_of(one, two)


async def test_keys_for_the_lanes_are_about_the_entry_selected_just_before(room: Room) -> None:
    async with room.meeting(with_notes()) as held:
        await held.settle()
        await held.burst("j2", keys("delete"))
        assert [[note.text for note in entry.notes.values()] for entry in held.session.entries.values()] == [
            ["first note"],
            [],
        ]


async def test_answer_is_to_the_question_about_the_entry_selected_just_before(room: Room) -> None:
    async with room.meeting(with_notes()) as held:
        await held.do(Down)
        await held.settle()
        asked = held.screen.question.now
        assert asked
        await held.do(Up)
        await held.settle()
        assert held.screen.question.now != asked
        await held.burst("jtq", "an answer\r\r")
        two = list(held.session.entries.values())[1]
        assert [note.question for note in two.notes.values()] == ["", asked.text]


async def test_keys_for_the_lists_are_about_what_was_added_just_before(room: Room) -> None:
    async with room.meeting(session_of(entry_at("14:00", "one"))) as held:
        await held.settle()
        await held.burst("lfirst\rsecond\r\r", "3", keys("delete"))
        assert [one.text for one in held.session.learnings.values()] == ["first"]
