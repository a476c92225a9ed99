"""Any text in the files around a meeting: settings, themes, names of files, lines handed over, another program."""

from __future__ import annotations

import os
from datetime import UTC

from bpm_tui.model.line.entry import parse_entry, print_entry
from bpm_tui.model.line.to_entry import to_entry
from bpm_tui.model.session import Entry, Session
from bpm_tui.model.times.parse import Context
from bpm_tui.model.visible import visible
from bpm_tui.storage.handover.spool import Spool
from bpm_tui.storage.session.document import document_text
from bpm_tui.tui.app import BpmApp
from bpm_tui.tui.library.screen import LibraryScreen
from bpm_tui.tui.replay.meeting_replay_screen import replay_screen
from bpm_tui.tui.start import open_meeting, services_at
from tests.handing_over import hand_over
from tests.sessions import entry_at, session_of
from tests.tui.hostile import TEXTS, check_frame, full_of
from tests.tui.meetings import Room

NAMES = [text.replace("/", "∕").replace("\x00", "") or "empty" for text in TEXTS if len(text.encode()) < 200]
"""What can be the name of a file."""


def in_toml(text: str) -> str:
    """Return a text as a string of a TOML file, for what is no noncharacter of its own."""
    return '"' + "".join(f"\\U{ord(character):08x}" for character in text) + '"'


async def test_settings_that_are_wrong_are_said_in_plain_sight(room: Room) -> None:
    room.places.themes.mkdir(parents=True)
    for text in TEXTS[::8]:
        name = text.replace("/", "").replace("\x00", "")[:40]
        (room.places.themes / f"x{name}.toml").write_text(f"name = {in_toml(text)}\n{in_toml(text)} = 1\n")
    hostile = in_toml("[/foo]\x1b[31m\u202e\x9b")
    settings = f"theme = {hostile}\n{hostile} = 1\n[keys]\n{hostile} = 'q'\nadd-entry = {hostile}\n"
    room.places.config_file.write_text(settings)
    (room.places.config / "questions.toml").write_text(f"{hostile} = 1\n")
    (room.places.config / "agendas.toml").write_bytes(b"\xff\xfe\x1b[31m")
    async with room.meeting(full_of(TEXTS[:4])) as meeting:
        for _ in range(3):
            await meeting.settle()
            check_frame(meeting.app)
        assert "foo" in meeting.shown()


async def test_any_name_of_a_file_is_listed_and_opened(room: Room) -> None:
    for name in (*NAMES, os.fsdecode(b"caf\xe9")):
        (room.places.sessions / f"x{name}.toml").write_text(
            document_text(Session(id="abcdef", title=name.strip() or "x"))
        )
        (room.places.sessions / f"broken{name}.toml").write_text(f"format = 1\nid = {in_toml(name)}\n[[entries]]\n")
    services = services_at(room.places, room.clock.now)
    app = BpmApp(services, lambda: LibraryScreen(services, open_meeting, replay_screen))
    async with app.run_test(size=(120, 60), notifications=True) as pilot:
        for key in ("pagedown", "pagedown", "up", "home", "down"):
            await pilot.press(key, "enter", "escape", "escape")
            check_frame(app)
    assert app.errors == []


async def test_lines_handed_over_arrive_whole(room: Room) -> None:
    context = Context(UTC, room.clock.time)
    said = [Entry(id="xxxxxx", actor=text, what=text, outcome=text) for text in TEXTS if text.strip()]
    lines = [print_entry(entry, context) for entry in said]
    async with room.meeting(session_of()) as meeting:
        hand_over(Spool(meeting.path, meeting.session.id), lines, by="[/foo]\x1b[31m", when=room.clock.now())
        meeting.screen._tick()
        await meeting.settle()
        check_frame(meeting.app)
        wanted = [to_entry(parse_entry(line, context), "xxxxxx") for line in lines]
        kept = [(entry.actor, entry.what, entry.outcome) for entry in meeting.session.entries.values()]
        assert kept == [(entry.actor, entry.what, entry.outcome) for entry in wanted]
        assert kept == [(text, text, text) for text in TEXTS if text.strip()]


async def test_another_programs_text_is_taken_in_whole(room: Room) -> None:
    async with room.meeting(session_of(entry_at("14:30", "before"))) as meeting:
        text = "".join(TEXTS)
        changed = meeting.session.model_copy(update={"title": text, "entries": full_of(TEXTS).entries})
        meeting.screen.keeper.flush()
        meeting.path.write_text(document_text(changed))
        for _ in range(100):
            await meeting.pilot.pause(0.05)
            check_frame(meeting.app)
            if visible(text)[:20] in meeting.shown():
                break
        assert meeting.session.title == text
        assert {entry.what for entry in changed.entries.values()} <= set(meeting.whats())
