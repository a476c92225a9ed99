"""From a chat export through the inbox into the timeline and onto the wiki page, with one key an item."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest

from bpm_tui.exchange.export.export import Manner, export
from bpm_tui.model.editing import adding, changing
from bpm_tui.model.inbox.imported_item import Found, Where
from bpm_tui.model.session import Entry, Session
from bpm_tui.storage.disk.lock import try_lock
from bpm_tui.storage.private.inbox import Inbox
from bpm_tui.storage.private.inbox_contents import InboxContents
from bpm_tui.tui.commands.undo import Undo
from bpm_tui.tui.commands.view import Inbox as OpenInbox
from bpm_tui.tui.inbox.screen import InboxScreen
from tests.exchange.importing.samples import slack_zip
from tests.sessions import entry_at, numbered, session_of
from tests.tui.hostile import TEXTS, check_frame
from tests.tui.meetings import HeldMeeting, Room


def said(minute: int, text: str, actor: str = "ana") -> Found:
    at = f"2025-11-20T14:{minute:02}+01:00"
    return Found(text, Where("chat.json", minute), at=at, precision="minute", actor=actor, channel="incidents")


CHAT = [
    said(1, "queue is growing", "pager"),
    said(2, "good morning"),
    said(3, "looks like the cache"),
    said(5, "rolling back", "ben.m"),
    said(6, "rolled back", "ben.m"),
    said(9, "errors are gone"),
]


def filled(room: Room, session: Session, items: list[Found]) -> Session:
    Inbox(room.places, session.id).add(items)
    return session


def states(held: HeldMeeting) -> list[str]:
    """Return the state of the items, as it is for whoever opens the session now."""
    for screen in held.app.screen_stack:
        if isinstance(screen, InboxScreen):
            assert screen.settled(5)
    taken, items = held.screen.keeper.taken, Inbox(held.places, held.session.id).read()
    return [taken.state_of(one.mark, held.session).state for one in items]


async def test_a_path_that_leads_nowhere_stays_in_the_line_and_so_does_what_is_typed_on(room: Room) -> None:
    async with room.meeting(filled(room, numbered(2), CHAT)) as held:
        await held.do(OpenInbox)
        await held.burst("a/no/such/export.zip\r", "sue\r")
        assert "there is no file or folder '/no/such/export.zipsue'" in held.shown()
        assert set(states(held)) == {"waiting"}
        await held.press("escape", "escape")
        assert held.on_top(InboxScreen)


async def test_a_slack_export_becomes_a_wiki_page(room: Room, tmp_path: Path) -> None:
    archive = slack_zip(tmp_path / "export.zip")
    async with room.meeting(session_of(), (120, 40)) as held:
        await held.do(OpenInbox)
        await held.press("a", *str(archive), "enter")
        await held.app.workers.wait_for_complete()
        await held.pilot.pause()
        waiting = len(states(held))
        assert waiting >= 3
        assert f"{waiting} waiting" in held.shown()
        await held.press("enter", "s", "enter", "escape")
        assert not held.on_top(InboxScreen)
        assert states(held).count("taken") == 2
        assert len(held.session.entries) == 2
        page = export(held.session, Manner()).text
        for entry in held.session.entries.values():
            assert entry.source.startswith("#incidents, ")
            assert entry.what.split()[0] in page
        # The same once more: nothing doubles.
        await held.do(OpenInbox)
        await held.press("a", *str(archive), "enter")
        await held.app.workers.wait_for_complete()
        await held.pilot.pause()
        assert f"{waiting} already there" in held.shown()
        assert len(states(held)) == waiting


async def test_what_an_import_leaves_out_is_told_until_the_next_key(room: Room, tmp_path: Path) -> None:
    page = tmp_path / "night.md"
    page.write_text("# Night\n\n## Timeline\n\n### Of the first shift\n\n- 14:02 queue stops\n- 14:07 over\n", "utf-8")
    async with room.meeting(session_of(), (120, 40)) as held:
        await held.do(OpenInbox)
        await held.press("a", *str(page), "enter")
        await held.app.workers.wait_for_complete()
        await held.pilot.pause()
        assert "2 new in the inbox" in held.shown()
        assert "not part of any item: line 5 “Of the first shift”" in held.shown()
        await held.press("down")
        assert "Of the first shift" not in held.shown()


async def test_a_draft_fills_the_incident_and_one_undo_each_takes_it_back(room: Room) -> None:
    items = [
        Found("SEV-2", Where("draft.md", 3), into="severity"),
        Found("alert on age", Where("draft.md", 9), actor="ana", into="follow-up"),
    ]
    async with room.meeting(filled(room, session_of(), items), (120, 40)) as held:
        await held.do(OpenInbox)
        assert "becomes the severity of the incident" in held.shown()
        await held.press("enter", "enter")
        assert states(held) == ["taken", "taken"]
        assert held.session.incident.severity == "SEV-2"
        assert [todo.text for todo in held.session.follow_ups.values()] == ["alert on age"]
        await held.press("u", "u")
        assert states(held) == ["waiting", "waiting"]
        assert (held.session.incident.severity, held.session.follow_ups) == ("", {})


async def test_what_is_uncertain_is_marked_in_the_list(room: Room) -> None:
    items = [said(1, "queue stops"), said(2, "queue runs").remarked("the zone is taken from an earlier entry")]
    async with room.meeting(filled(room, session_of(), items), (120, 40)) as held:
        await held.do(OpenInbox)
        stops, runs = (line for line in held.shown().splitlines() if "2025-11-20 1" in line and "queue" in line)
        assert "?" not in stops
        assert re.search(r"2025-11-20 \d\d:02\? ana", runs)


async def test_every_way_into_the_timeline_and_back(room: Room) -> None:
    async with room.meeting(filled(room, session_of(), CHAT), (120, 40)) as held:
        await held.do(OpenInbox)
        await held.press("enter", "s", "o", "enter", "m", "m")
        assert states(held) == ["taken", "skipped", "known", "taken", "merged", "merged"]
        first, second = held.session.entries.values()
        assert [note.text for note in first.notes.values()] == ["14:03 looks like the cache"]
        assert second.what == "rolling back; rolled back; ana: errors are gone"
        assert "nothing is waiting" in held.shown()
        await held.press("u", "u")
        assert states(held)[3:] == ["taken", "waiting", "waiting"]
        assert list(held.session.entries.values())[1].what == "rolling back"
        await held.press("u", "u", "u", "u")
        assert states(held) == ["waiting"] * 6
        assert not held.session.entries
        await held.press("u")
        assert "there is nothing to undo here" in held.shown()


async def test_a_session_with_items_that_wait_says_so(room: Room) -> None:
    session = filled(room, session_of(), CHAT)
    async with room.meeting(numbered(1).model_copy(update={"id": "other1"})) as held:
        assert "inbox" not in held.news()
    async with room.meeting(session) as held:
        assert "6 items in the inbox" in held.news()


async def test_who_opens_bpm_for_the_first_time_after_an_import_hears_of_the_inbox(room: Room) -> None:
    async with room.meeting(filled(room, session_of(), CHAT)) as held:
        assert "6 items in the inbox · v i goes through them · ? shows all keys" in held.news()


async def test_an_entry_undone_in_the_meeting_waits_again(room: Room) -> None:
    async with room.meeting(filled(room, session_of(), CHAT)) as held:
        await held.do(OpenInbox)
        await held.press("enter", "escape")
        await held.do(Undo, OpenInbox)
        assert "6 waiting" in held.shown()
        await held.press("v")
        assert "6 waiting" in held.shown()


async def test_two_files_stand_in_the_order_of_their_times_also_without_a_day(room: Room) -> None:
    items = [
        Found(f"at {clock}", Where("notes.md", 1), at_text=clock) for clock in ("14:31", "14:00", "15:00", "14:45")
    ]
    async with room.meeting(filled(room, session_of(), items)) as held:
        await held.do(OpenInbox)
        rows = [line for line in held.shown().splitlines() if "at 1" in line]
        assert [row.split("at ")[1][:5] for row in rows[:4]] == ["14:00", "14:31", "14:45", "15:00"]
        await held.press("*", "enter")
        assert [entry.what for entry in held.session.entries.values()] == [
            "at 14:00",
            "at 14:31",
            "at 14:45",
            "at 15:00",
        ]


async def test_a_range_is_taken_at_once_and_undone_at_once(room: Room) -> None:
    async with room.meeting(filled(room, session_of(), CHAT)) as held:
        await held.do(OpenInbox)
        await held.press("shift+down", "shift+down", "enter")
        assert [entry.what for entry in held.session.entries.values()] == [one.text for one in CHAT[:3]]
        await held.press("u")
        assert not held.session.entries
        await held.press("g", "space", "down", "space")
        assert "2 picked" in held.shown()
        await held.press("s")
        assert states(held).count("skipped") == 2
        await held.press("*", "s")
        assert states(held) == ["skipped"] * 6


async def test_filter_by_person_word_and_time(room: Room) -> None:
    async with room.meeting(filled(room, session_of(), CHAT)) as held:
        await held.do(OpenInbox)
        await held.press("/", *"@ben rolled")
        assert "2" not in held.shown().split("filter")[1].split(":")[1].split("─")[0]
        assert "rolled back" in held.shown()
        assert "good morning" not in held.shown()
        await held.press("ctrl+u", *"14:02-14:03", "enter")
        assert "good morning" in held.shown()
        assert "queue is growing" not in held.shown()
        await held.press("*", "s", "escape")
        assert states(held).count("skipped") == 2
        assert "queue is growing" in held.shown()


async def test_a_name_is_settled_once_for_all(room: Room) -> None:
    async with room.meeting(filled(room, session_of(), CHAT)) as held:
        await held.do(OpenInbox)
        await held.press("G", "up", "i", *"Ben", "enter")
        assert "Ben (ben.m)" in held.shown()
        await held.press("g", "down", "down", "down", "enter", "enter", "escape")
        assert [entry.actor for entry in held.session.entries.values()] == ["Ben", "Ben"]
        assert Inbox(held.places, held.session.id).contents().names == {"ben.m": "Ben"}


async def test_merging_needs_an_entry_and_arrows_choose_it(room: Room) -> None:
    async with room.meeting(filled(room, session_of(), CHAT)) as held:
        await held.do(OpenInbox)
        await held.press("m")
        assert "no entry to add it to" in held.shown()
        assert states(held) == ["waiting"] * 6
    session = session_of(entry_at("14:00", "first"), entry_at("14:30", "second"), id="story3")
    async with room.meeting(filled(room, session, CHAT)) as held:
        await held.do(OpenInbox)
        await held.press("left", "left", "right", "m")
        assert held.session.entries["e1430x"].what == "second; pager: queue is growing"


async def test_a_file_that_cannot_be_read_is_named_and_nothing_comes_in(room: Room, tmp_path: Path) -> None:
    (tmp_path / "empty.zip").write_bytes(b"PK\x03\x04 torn")
    async with room.meeting(session_of(), (120, 40)) as held:
        await held.do(OpenInbox)
        await held.press("a", *str(tmp_path / "empty.zip"), "enter")
        await held.app.workers.wait_for_complete()
        await held.pilot.pause()
        assert "empty.zip" in held.shown()
        assert states(held) == []
        await held.press("a")
        assert "empty.zip" in held.shown()


async def test_hostile_items_do_no_harm(room: Room) -> None:
    items = [Found(text, Where(text, 1), actor=text, channel=text, at_text=text, thread=text) for text in TEXTS]
    async with room.meeting(filled(room, session_of(), items), (80, 24)) as held:
        await held.do(OpenInbox)
        for key in ["enter", "o", "m", "down", "i", "escape", "s"] * 3:
            await held.press(key)
            check_frame(held.app)
        await held.press("v", "G")
        check_frame(held.app)


async def test_a_name_before_the_text_stands_once_in_the_list(room: Room) -> None:
    items = [
        said(1, "ana: queue is growing"),
        said(2, "ben.m: rolled back", "ben.m"),
        said(3, "x: y", "somebody-longer"),
    ]
    async with room.meeting(filled(room, session_of(), items)) as held:
        await held.do(OpenInbox)
        rows = [line for line in held.shown().splitlines() if "2025-11-20" in line]
        assert ["ana:" in row or "ben.m:" in row for row in rows] == [False] * 3
        assert "queue is growing" in rows[0]
        assert "ana: queue is growing" in held.shown()


async def test_question_mark_says_the_keys_for_which_the_footer_has_no_room(room: Room) -> None:
    async with room.meeting(filled(room, session_of(), CHAT), (80, 24)) as held:
        await held.do(OpenInbox)
        await held.press("?")
        shown = held.shown()
        await held.press("pagedown")
        shown += held.shown()
        for key, words in (("a", "Import a file"), ("v", "Show all items"), ("*", "Pick all items")):
            assert re.search(rf"{re.escape(key)} +{words}", shown)


async def test_undo_takes_back_the_decision_and_not_what_was_handed_over_since(room: Room) -> None:
    async with room.meeting(filled(room, session_of(), CHAT)) as held:
        await held.do(OpenInbox)
        await held.press("enter")
        handed = held.screen.keeper.commit([adding(held.session, "entries", Entry(id="handed", what="from a bot"))])
        await held.press("u")
        assert list(held.session.entries) == [handed[0].item]
        assert states(held) == ["waiting"] * 6


async def test_what_was_changed_since_is_not_taken_back_and_says_so(room: Room) -> None:
    async with room.meeting(filled(room, session_of(), CHAT), (160, 40)) as held:
        await held.do(OpenInbox)
        await held.press("enter")
        (taken,) = held.session.entries
        held.screen.keeper.commit(changing(held.session, "entries", taken, what="other words"))
        await held.press("u")
        assert "changed since" in held.shown()
        assert [entry.what for entry in held.session.entries.values()] == ["other words"]


async def test_a_decision_does_not_wait_for_the_lock_of_another_process(room: Room) -> None:
    async with room.meeting(filled(room, session_of(), CHAT)) as held:
        await held.do(OpenInbox)
        lock = os.open(held.places.private("inbox", held.session.id, ".lock"), os.O_RDWR)
        assert try_lock(lock)
        began = time.monotonic()
        await held.press("s", "enter", "s")
        assert time.monotonic() - began < 3
        assert "3 waiting" in held.shown()
        os.close(lock)
        assert states(held) == ["skipped", "taken", "skipped", *["waiting"] * 3]


async def test_a_file_that_refuses_a_decision_is_said_and_it_is_written_later(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    async with room.meeting(filled(room, session_of(), CHAT), (120, 40)) as held:
        await held.do(OpenInbox)
        with monkeypatch.context() as patched:
            patched.setattr(Inbox, "mark", full)
            await held.press("s")
            assert states(held) == ["waiting"] * 6
            await held.pilot.pause(0.6)
            assert "cannot be written" in held.shown()
        await held.press("s")
        assert states(held)[:2] == ["skipped", "skipped"]


async def test_no_more_items_are_read_than_are_looked_at(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [
        Found(f"message {number}", Where("chat.txt", number), at=f"2025-11-20T13:{number // 60:02}:{number % 60:02}Z")
        for number in range(3000)
    ]
    read, found = [], InboxContents.found

    def counting(contents: InboxContents, key: str) -> Found | None:
        read.append(key)
        return found(contents, key)

    async with room.meeting(filled(room, numbered(2), many)) as held:
        monkeypatch.setattr(InboxContents, "found", counting)
        await held.do(OpenInbox)
        await held.press("enter", "x", "down", "u", "G", "enter")
        assert "2999 waiting · 1 taken" in held.shown()
        assert held.whats()[-1] == "message 2999"
    assert len(read) < 1000
