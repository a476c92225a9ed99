"""Playing forward gives the same sessions as stepping and jumping, in any portions of time."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.model.editing import adding
from bpm_tui.model.edits import Edit
from bpm_tui.model.session import Entry, Learning, Meeting
from bpm_tui.storage.replay.film import Film, frames_of
from bpm_tui.storage.session.recording import Mark, RecordingItem
from bpm_tui.tui.replay.player import SPEEDS, Player
from tests.storage.films import START, WHEN, filmed


def player(items: list[RecordingItem]) -> Player:
    """Return a player at the very beginning."""
    found = Player(Path("x.toml"), Film(START, frames_of(items)))
    found.to(0)
    return found


def at(seconds: float, item: RecordingItem) -> RecordingItem:
    """Return an edit or mark made so many seconds after the first."""
    return item.model_copy(update={"when": WHEN + timedelta(seconds=seconds)})


@given(filmed(), st.lists(st.floats(0.01, 500), max_size=20), st.booleans(), st.integers(-6, 6))
def test_playing_equals_stepping(items: list[RecordingItem], portions: list[float], skipping: bool, speed: int) -> None:
    playing, stepping = player(items), player(items)
    playing.skipping = skipping
    playing.faster(speed)
    playing.turn()
    for portion in (*portions, playing.length + 1):
        before = playing.place
        came = playing.advance(portion)
        assert came == (playing.place > before)
        stepping.to(playing.place)
        assert playing.session == stepping.session == playing.film.session(playing.place)
        assert playing.now is None or playing.frame is None or playing.now >= playing.frame.at
    assert skipping or playing.place == len(playing.film)


@given(filmed(), st.data())
def test_going_to_a_time_does_all_that_came_before_it_and_nothing_later(
    items: list[RecordingItem], data: st.DataObject
) -> None:
    found = player(items)
    when = WHEN + timedelta(seconds=data.draw(st.integers(-100, 20_000)))
    found.to_time(when)
    frames = found.film.frames
    assert all(frame.at <= when for frame in frames[: found.place])
    assert all(frame.at > when for frame in frames[found.place :])


@given(filmed(), st.floats(-10, 2e5))
def test_the_bar_goes_to_a_place_that_comes_then(items: list[RecordingItem], offset: float) -> None:
    found = player(items)
    found.to_offset(offset)
    assert 0 <= found.offset <= found.length
    assert found.offsets[found.place] <= found.offset
    assert found.place == len(found.film) or found.offsets[found.place + 1] > found.offset


def test_speed_goes_from_one_to_sixty_and_the_end_stops_it() -> None:
    found = player([at(second, Mark(what="pause")) for second in (0, 4, 8)])
    found.faster(-20)
    assert found.speed == SPEEDS[0] == 1
    found.faster(20)
    assert found.speed == SPEEDS[-1] == 60
    found.to(1)
    found.turn()
    assert found.playing
    assert not found.advance(0.01)
    assert found.advance(5.0)
    assert (found.place, found.playing) == (3, False)
    found.turn()
    assert (found.place, found.playing) == (0, True)


def test_skipped_silences_leave_two_seconds() -> None:
    meeting = adding(START, "meetings", Meeting(id="sittng", held=WHEN))
    found = player([at(0, meeting), at(0, Mark(what="discussing")), at(250, Mark(what="discussing"))])
    assert found.length == 250
    found.faster(-20)
    found.to(2)
    found.skipping = True
    found.turn()
    assert not found.advance(1.0)
    assert not found.advance(1.9)
    assert found.advance(0.2)


def test_nights_between_meetings_do_not_last() -> None:
    found = player([at(second, Mark(what="pause")) for second in (0, 86_400)])
    assert found.length == 5.0
    assert found.now == WHEN


def test_talk_learnings_and_marks_are_found() -> None:
    entry, other = Entry(id="entry2"), Entry(id="entry3")
    learning = adding(START, "learnings", Learning(id="learn2"))
    edits: list[Edit] = [adding(START, "entries", entry), adding(START, "entries", other)]
    talk = Mark.model_validate({"what": "discussing", "entry": "entry2"})
    items: list[RecordingItem] = [*edits, talk, learning]
    found = player([at(number, item) for number, item in enumerate(items)])
    assert (found.talk_of("entry2"), found.talk_of("entry3"), found.talk_of("none22")) == (3, 2, None)
    assert found.next_learning() == 4
    assert found.next_mark(1) == 3
    found.to(4)
    assert found.next_learning() == 4
    assert found.next_mark(1) is None
    assert found.next_mark(-1) == 3


def test_an_empty_film_stands_still() -> None:
    found = player([])
    found.turn()
    assert not found.playing
    assert not found.advance(10)
    assert (found.now, found.frame, found.next_learning()) == (None, None, None)
