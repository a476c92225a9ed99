"""The coach on the shared screen: a ◇ and no more until a key opens it, and the five ways to deal with a finding."""

from __future__ import annotations

import pytest

from bpm_tui.actions.coach import OwnPhrase
from bpm_tui.model.editing import changing
from bpm_tui.model.session import Learning, Meeting, Note, Phase, Session
from bpm_tui.storage.private.dismissals_and_tally import dismiss, dismissed
from bpm_tui.storage.user.coach_content import load_phrases
from bpm_tui.tui.commands import coach
from bpm_tui.tui.commands.closing import Finish, FinishAnyway
from bpm_tui.tui.commands.entries import AddEntry
from bpm_tui.tui.commands.lists import AddLearning
from bpm_tui.tui.commands.meeting import ExportPage, StartMeeting
from bpm_tui.tui.commands.moving import Down, First, ListsPane
from bpm_tui.tui.commands.talk import AnswerQuestion
from bpm_tui.tui.commands.undo import Undo
from bpm_tui.tui.meeting import coach as coaching
from bpm_tui.views.question import MARK
from tests.keys import keys
from tests.sessions import entry_at, session_of
from tests.tui.meetings import HeldMeeting, Room

SAID = "we should have alerted on the queue depth"
ASK = "What did you see and expect at that moment"


def with_slips() -> Session:
    notes = [{"id": "note01", "kind": "known", "text": SAID, "by": "Ana"}]
    later = [{"id": "note02", "kind": "known", "text": f"Looking at it again, {SAID}"}]
    return session_of(
        entry_at("14:00", "queue grew", actor="pager", notes=notes),
        entry_at("14:10", "it went on"),
        entry_at("14:20", "it stopped", notes=later),
    )


async def look(meeting: HeldMeeting) -> str:
    """Let the pause go by without waiting for it, and return the screen."""
    meeting.screen.coach.look()
    await meeting.settle()
    return " ".join(meeting.shown().split())


async def at_first(meeting: HeldMeeting) -> None:
    await meeting.do(First)
    assert "◇" in await look(meeting)


def first_note(meeting: HeldMeeting) -> Note:
    return next(iter(next(iter(meeting.session.entries.values())).notes.values()))


async def test_a_mark_and_nothing_else_until_a_key_opens_it(room: Room) -> None:
    async with room.meeting(with_slips()) as held:
        await at_first(held)
        assert held.shown().count("◇") == 1
        assert ASK not in await look(held)
        await held.do(coach.CoachGroup)
        shown = await look(held)
        assert ASK in shown
        assert "“should have alerted”" in shown
        await held.press("escape")
        assert ASK not in await look(held)
        await held.do(Down)
        assert "◇" not in await look(held)


async def test_what_is_typed_is_read_after_a_pause_in_typing(room: Room) -> None:
    async with room.meeting(with_slips()) as held:
        await held.do(First, Down, AddEntry)
        await held.burst("14:12 Ben: it was obvious that the disk would fill")
        assert "◇" in await look(held)
        await held.press("escape")
        assert "◇" not in await look(held)


async def test_a_learning_is_read_when_it_was_typed(room: Room) -> None:
    async with room.meeting(with_slips()) as held:
        await held.do(First, Down)
        await held.add(AddLearning, "it all comes down to one bad regex")
        assert "◇" in await look(held)
        await held.do(coach.CoachHindsight)
        assert "only text of an entry" in held.news()


async def test_a_learning_is_read_while_the_cursor_of_the_lists_is_on_it(room: Room) -> None:
    slip, fine = Learning(id="learn1", text=SAID, by="Ana"), Learning(id="learn2", text="the axis ends at 10,000")
    agenda = [Phase(id="phase1", name="Learnings", minutes=9, since=room.clock.now())]
    current = Meeting(id="sitti1", held=room.clock.now(), phases=agenda)
    async with room.meeting(
        session_of(entry_at("14:00", "queue grew"), learnings=[slip, fine], meetings=[current])
    ) as held:
        assert "◇" not in await look(held)
        await held.do(ListsPane, First, coach.CoachGroup)
        await held.settle()
        shown = " ".join(held.shown().replace("│", " ").split())
        assert ASK in shown
        assert "d dismiss" in shown
        await held.press("escape")
        await held.do(Down, coach.CoachGroup)
        await held.settle()
        assert ASK not in held.shown()
        assert coaching.NOTHING in held.shown()
        await held.press("escape")
        await held.do(First, coach.CoachFollowUp)
        await held.press("enter")
        assert [one.origin for one in held.session.follow_ups.values()] == ["learn1"]


async def test_dismissed_once_it_rests_and_others_like_it_do_not(room: Room) -> None:
    async with room.meeting(with_slips()) as held:
        await at_first(held)
        before = held.path.read_bytes()
        await held.do(coach.CoachDismiss)
        assert "◇" not in await look(held)
        await held.do(Down, Down)
        assert "◇" in await look(held)
        assert dismissed(held.places, held.session.id)
        assert held.path.read_bytes() == before
        assert b"queue depth" not in held.path.with_suffix(".recording.toml").read_bytes().split(b"mark")[-1]


async def test_a_muted_phrase_rests_for_the_meeting(room: Room) -> None:
    async with room.meeting(with_slips()) as held:
        await at_first(held)
        await held.do(coach.CoachMute, Down, Down)
        assert "◇" not in await look(held)


async def test_what_was_dismissed_is_forgotten_when_the_meeting_closes(room: Room) -> None:
    async with room.meeting(with_slips()) as held:
        await held.do(StartMeeting)
        await at_first(held)
        await held.do(coach.CoachDismiss)
        await look(held)
        current = next(iter(held.session.meetings))
        held.screen.commit(changing(held.session, "meetings", current, ended=room.clock.now()))
        assert "◇" in await look(held)
        assert not dismissed(held.places, held.session.id)


async def test_a_note_moves_to_hindsight_where_it_is_left_alone_or_not(room: Room) -> None:
    async with room.meeting(with_slips()) as held:
        await at_first(held)
        await held.do(coach.CoachHindsight)
        assert first_note(held).kind == "hindsight"
        assert "◇" not in await look(held)
        await held.do(Undo)
        assert first_note(held).kind == "known"


async def test_a_sentence_of_an_entry_moves_to_hindsight_and_the_rest_stays(room: Room) -> None:
    slip = entry_at("14:00", "The queue grew. It turned out that the disk was full.")
    async with room.meeting(session_of(slip, entry_at("14:10", "It turned out that the disk was full"))) as held:
        await at_first(held)
        await held.do(coach.CoachHindsight)
        assert held.marked() == "The queue grew."
        assert (first_note(held).kind, first_note(held).text) == ("hindsight", "It turned out that the disk was full.")
        await held.do(Down, coach.CoachHindsight)
        assert "this is all the entry says" in held.news()


async def test_it_is_parked_as_a_follow_up_in_words_of_the_future(room: Room) -> None:
    async with room.meeting(with_slips()) as held:
        await at_first(held)
        await held.do(coach.CoachFollowUp)
        assert held.screen.line.value == "alert on the queue depth"
        await held.burst(" @Ana", keys("enter"), keys("escape"))
        (wanted,) = held.session.follow_ups.values()
        assert (wanted.text, wanted.owner) == ("alert on the queue depth", "Ana")
        assert wanted.origin == next(iter(held.session.entries))
        assert first_note(held).text == SAID
        assert "◇" not in await look(held)


async def test_its_neutral_question_is_asked_next_and_answered(room: Room) -> None:
    async with room.meeting(with_slips()) as held:
        await at_first(held)
        await held.do(coach.CoachAsk)
        shown = await look(held)
        assert ASK in shown
        assert "◇" not in shown
        await held.add(AnswerQuestion, "the graph was flat")
        notes = next(iter(held.session.entries.values())).notes.values()
        assert [note.question.startswith(ASK) for note in notes if note.text == "the graph was flat"] == [True]


async def test_one_finding_at_a_time_and_the_next_with_a_key(room: Room) -> None:
    slips = entry_at("14:00", "queue grew", outcome="Nobody cared. It was obvious that the disk would fill.")
    async with room.meeting(session_of(slips, entry_at("14:10", "more"))) as held:
        await at_first(held)
        await held.do(coach.CoachGroup)
        assert "“was obvious”" not in held.shown()
        await held.press("c")
        assert "“was obvious”" in await look(held)
        await held.press("d")
        assert "◇" in await look(held)


async def test_no_finding_names_anybody(room: Room) -> None:
    slip = entry_at("14:00", "queue grew", outcome="Why did Zorana restart it?")
    people = {"meetings": [{"id": "sit001", "participants": [{"id": "who001", "name": "Zorana"}]}]}
    async with room.meeting(session_of(slip, entry_at("14:10", "more"), **people)) as held:
        await at_first(held)
        await held.do(coach.CoachGroup)
        question, reason = held.screen.coach.words
        assert "“Why did …”" in reason
        assert "Zorana" not in question + reason


async def test_an_entry_without_a_slip_says_so(room: Room) -> None:
    async with room.meeting(with_slips()) as held:
        await held.do(First, Down, coach.CoachGroup)
        assert coaching.NOTHING in await look(held)
        await held.press("escape")
        await held.do(coach.CoachDismiss)
        assert coach.NOTHING in held.news()


async def test_a_phrase_of_ones_own_is_found_from_then_on(room: Room) -> None:
    async with room.meeting(
        session_of(entry_at("14:00", "a no-brainer, they said"), entry_at("14:10", "more"))
    ) as held:
        await held.do(First)
        assert "◇" not in await look(held)
        await held.do(coach.CoachPhrase)
        assert held.screen.editor.mode == OwnPhrase("a no-brainer, they said")
        await held.burst("no-brainer", keys("enter"))
        assert "◇" in await look(held)
        assert load_phrases(held.places.config)[0].phrases == ("no-brainer",)


async def test_a_list_that_is_broken_is_left_as_it_is(room: Room) -> None:
    async with room.meeting(with_slips()) as held:
        held.places.config.mkdir(parents=True)
        (held.places.config / "coach_phrases.toml").write_text("phrases = 3\n")
        await held.do(First, coach.CoachPhrase)
        await held.burst("no-brainer", keys("enter"))
        assert "coach_phrases.toml:1:1" in held.news()
        await held.press("escape")
        assert (held.places.config / "coach_phrases.toml").read_text() == "phrases = 3\n"


@pytest.mark.parametrize("size", [(80, 24), (60, 24), (60, 18), (160, 48)])
@pytest.mark.parametrize("phase", ["", "Learnings"])
@pytest.mark.parametrize("slip", [SAID, "it was obvious that the disk would fill", "Ben failed to read the runbook"])
async def test_what_it_says_is_never_cut(size: tuple[int, int], phase: str, slip: str, room: Room) -> None:
    session = session_of(entry_at("14:00", slip, notes=[{"id": "note01", "kind": "known", "text": slip}]))
    agenda = [Phase(id="phase1", name=phase, minutes=9, since=room.clock.now())]
    meeting = Meeting(id="meet01", held=room.clock.now(), phases={each.id: each for each in agenda})
    held_now = {"meetings": {meeting.id: meeting}} if phase else {}
    async with room.meeting(session.model_copy(update=held_now), size=size) as held:
        await held.do(First)
        await look(held)
        for focused in ((), (ListsPane,)):
            await held.do(*focused, coach.CoachGroup)
            await held.settle()
            shown = " ".join(held.shown().replace("│", " ").replace(MARK, " ").split())
            asked, reason = held.screen.coach.words
            assert asked in shown
            assert reason in shown
            await held.press("escape")


async def test_finishing_says_how_many_sentences_are_marked_and_a_key_goes_to_each(room: Room) -> None:
    learned = Learning(id="learn1", text="Ben failed to read the runbook")
    session = with_slips().model_copy(update={"learnings": {learned.id: learned}})
    async with room.meeting(session, size=(160, 48)) as held:
        await held.do(StartMeeting, First, Down, Finish)
        assert "3 sentences marked; esc, c n goes there" in held.news()
        await held.press("enter")
        assert "the coach marked 3 sentences: c n goes there" in held.news()
        await held.do(coach.CoachNextMarked)
        assert held.marked() == "it stopped"
        assert ASK in " ".join(held.shown().split())
        await held.press("n")
        assert held.screen.listed_id == "learn1"
        assert "“failed to”" in " ".join(held.shown().split())
        await held.press("n")
        assert held.marked() == "queue grew"
        await held.press("d")
        await held.do(Finish, Finish)
        assert "2 sentences marked" in held.news()


async def test_nothing_is_said_where_nothing_is_marked(room: Room) -> None:
    async with room.meeting(session_of(entry_at("14:00", "queue grew"))) as held:
        await held.do(FinishAnyway)
        assert "coach" not in held.news()
        await held.press("escape")
        await held.do(coach.CoachNextMarked)
        assert "the coach marked nothing in this session" in held.news()


async def test_page_says_how_many_sentences_are_marked_and_a_key_goes_to_the_first(room: Room) -> None:
    async with room.meeting(with_slips()) as held:
        await held.do(First, Down, ExportPage)
        assert "The coach marked 2 sentences on this page · c goes to the first" in held.shown()
        await held.press("c")
        assert held.on_top()
        assert held.marked() == "it stopped"
        assert ASK in " ".join(held.shown().split())
        # What is not part of the page is not written into it.
        await held.do(ExportPage)
        await held.press("w")
        assert "The coach" not in next(held.path.parent.glob("*.md")).read_text()


async def test_what_the_desk_dismisses_is_marked_no_more(room: Room) -> None:
    async with room.meeting(with_slips()) as held:
        await at_first(held)
        await held.do(coach.CoachGroup)
        (found,) = held.screen.coach.found
        dismiss(held.places, held.session.id, [found.key])
        held.screen.look()
        await held.settle()
        assert "◇" not in held.shown()
        assert ASK not in " ".join(held.shown().split())


@pytest.mark.parametrize("size", [(160, 48), (100, 30), (80, 24)])
async def test_reason_of_a_finding_is_read_in_full(room: Room, size: tuple[int, int]) -> None:
    async with room.meeting(with_slips(), size=size) as held:
        before = held.screen.ask_bar.size.height
        await held.do(First, coach.CoachGroup)
        await held.settle()
        rows = [text for line in held.screen.ask_bar.lines for text, _ in line]
        shown = " ".join("".join(rows).replace(MARK, "").split())
        assert held.screen.coach.words[1] in shown
        await held.press("escape", "escape")
        await held.settle()
        await held.do(Down)
        await held.settle()
        assert held.screen.ask_bar.size.height == before
