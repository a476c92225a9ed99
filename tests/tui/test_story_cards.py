"""Cards that people handed in: first in the inbox, and put on the record with one key each."""

from __future__ import annotations

from bpm_tui.model.inbox.imported_item import Card, Found, Where
from bpm_tui.storage.private.inbox import Inbox
from bpm_tui.tui.commands.view import Inbox as OpenInbox
from bpm_tui.tui.meeting.meeting_screen import MeetingScreen
from tests.sessions import entry_at, session_of
from tests.tui.meetings import HeldMeeting, Room
from tests.tui.test_story_inbox import said, states


def card(kind: Card, text: str, at: str = "") -> Found:
    return Found(text, Where("ana.txt", 7), at_text=at, actor="Ana", card=kind)


async def opened(held: HeldMeeting, *cards: Found) -> None:
    Inbox(held.places, held.session.id).add([said(1, "queue is growing", "pager"), *cards])
    await held.do(OpenInbox)


async def test_each_key_puts_a_card_on_the_record_as_something_else(room: Room) -> None:
    async with room.meeting(session_of(entry_at("14:00", "first"), id="cards1")) as held:
        await opened(
            held,
            card("account", "I restarted payments", "14:32"),
            card("otherwise", "it was calm where I sat"),
            card("learning", "the pool has a limit"),
            card("learning", "raise the limit"),
            card("question", "who may change limits?"),
            card("question", "what did {the} graph show?"),
        )
        assert "Cards 6 · 7 waiting" in held.shown()
        assert "saw it differently: it was calm" in held.shown()
        # In the order in which they wait: enter, o, l, f, p and q.
        for _ in range(6):
            text = held.app.screen._rows.selected.item.found.text  # type: ignore[attr-defined]
            key = {"I": "enter", "i": "o", "t": "l", "r": "f", "w": "p"}[text[0]] if "{" not in text else "q"
            await held.press(key)
        assert states(held) == ["waiting", "taken", "known", "taken", "taken", "taken", "asked"]
        await held.press("escape")
        assert held.on_top(MeetingScreen)
        await held.settle()
        session = held.session
        assert held.whats() == ["first", "I restarted payments"]
        assert [(one.text, one.by) for one in session.learnings.values()] == [("the pool has a limit", "Ana")]
        assert [(one.text, one.owner) for one in session.follow_ups.values()] == [("raise the limit", "")]
        assert [(one.text, one.by) for one in session.parked.values()] == [("who may change limits?", "Ana")]
        notes = [note.text for entry in session.entries.values() for note in entry.notes.values()]
        assert notes == ["it was calm where I sat"]
        assert held.screen.question.now is not None
        assert held.screen.question.now.text == "what did (the) graph show?"
        assert "what did (the) graph show?" in held.shown()


async def test_undo_in_the_inbox_lets_a_card_wait_again(room: Room) -> None:
    async with room.meeting(session_of(entry_at("14:00", "first"), id="cards2")) as held:
        await opened(held, card("learning", "the pool has a limit"), card("question", "why then?"))
        await held.press("l", "q", "u", "u")
        assert states(held) == ["waiting"] * 3
        assert not held.session.learnings
