"""The user's key map: keys that work, and problems that are reported, never ignored."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from bpm_tui.tui.commands import COMMANDS, SCREENS, every_command
from bpm_tui.tui.commands.entries import AddEntry
from bpm_tui.tui.commands.view import Help
from bpm_tui.tui.kit.keymap import Keymaps
from tests.sessions import numbered
from tests.tui.meetings import HeldMeeting, Room


def configured(room: Room, text: str) -> None:
    room.places.config.mkdir(parents=True, exist_ok=True)
    room.places.config_file.write_text(text)


def toasts(held: HeldMeeting) -> str:
    return "\n".join(str(toast.message) for toast in held.app._notifications)


async def test_remapped_command_has_its_new_key_everywhere(room: Room) -> None:
    configured(room, "[keys]\nadd-entry = 'w'\nundo = 'ctrl+z, Z'\n")
    async with room.meeting(numbered(1)) as held:
        await held.press("a")
        assert held.screen.editor.mode is None
        await held.press("w", *"one", "enter", "enter")
        assert held.whats() == ["thing 0", "one"]
        await held.press("Z")
        assert held.whats() == ["thing 0"]
        assert "w add" in held.shown().split("\n")[-1]
        await held.do(Help)
        helps = held.shown()
        await held.press("pagedown")
        assert "ctrl+z or Z" in helps + held.shown()
        assert not held.app._notifications


async def test_clash_unknown_name_and_unusable_key_are_said_and_the_rest_works(room: Room) -> None:
    configured(room, "[keys]\nadd-entry = 'u'\nflip = 'x'\nundo = 'ctrl+h'\nredo = 'shift+b'\npark = 'w'\n")
    async with room.meeting(numbered(1)) as held:
        said = toasts(held)
        assert "'u' is taken by undo" in said
        assert "there is no command 'flip'" in said
        assert "terminals do not pass on 'ctrl+h'" in said
        assert "'shift+b' is not a key" in said
        await held.press("w", *"who?", "enter", "enter")
        assert [one.text for one in held.session.parked.values()] == ["who?"]
        await held.press("u")
        assert not held.session.parked
        await held.do(AddEntry)
        assert held.screen.editor.mode is not None


async def test_two_commands_may_change_keys_with_each_other(room: Room) -> None:
    configured(room, "[keys]\nadd-entry = 'e'\nedit-entry = 'a'\n")
    async with room.meeting(numbered(1)) as held:
        assert not held.app._notifications
        await held.press("a")
        assert held.screen.line.value == "14:00 thing 0"


async def test_broken_config_is_said_with_its_place_and_the_defaults_work(room: Room) -> None:
    configured(room, "theme = 'dusk'\nkeys = [\n")
    async with room.meeting(numbered(1)) as held:
        assert "config.toml:" in toasts(held)
        assert "using the defaults" in toasts(held)
        await held.do(AddEntry)
        assert held.screen.editor.mode is not None


def test_default_keys_clash_nowhere_in_the_meeting() -> None:
    keys = [(command.GROUP, key) for command in COMMANDS for key in command.default_keys()]
    assert len(keys) == len(set(keys))
    assert Keymaps(SCREENS).problems == ()


@pytest.mark.parametrize("screen", SCREENS)
def test_every_key_of_every_screen_can_be_another_one(screen: str) -> None:
    offered = SCREENS[screen]()
    assert offered
    for command in offered:
        changed = Keymaps(SCREENS, {command.slug(): "f9"})
        assert changed.problems == ()
        keys = changed.of(screen)
        assert keys.command("f9", command.GROUP) is command
        assert keys.keys_of(command) == "f9"
        before = Keymaps(SCREENS).of(screen)
        moved = {place for place, found in before.by_key.items() if found is command}
        assert command not in {keys.by_key.get(place) for place in moved}


def test_names_of_commands_are_given_once() -> None:
    names = [command.slug() for command in every_command()]
    assert len(names) == len(set(names))


def test_no_screen_looks_at_a_key_by_its_name() -> None:
    sources = (files("bpm_tui") / "tui").rglob("*.py")  # type: ignore[attr-defined]
    by_hand = {path.name for path in sources if re.search(r"event\.key (==|in)|match event\.key", path.read_text())}
    assert by_hand == set()


def test_keys_of_text_cannot_be_those_of_the_open_line() -> None:
    (problem,) = Keymaps(SCREENS, {"keep-line": "k"}).problems
    assert "'k' is typed as text there" in problem
