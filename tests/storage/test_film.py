"""At every place of a film, going there gives what folding gives; the final words hold no deleted word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.model.editing import adding, changing, removing
from bpm_tui.model.edits import INNER_LISTS, LISTS, Add, Change, Edit, OtherEdit, fold, items_of
from bpm_tui.model.items import Item
from bpm_tui.model.session import Entry, Meeting, Session
from bpm_tui.storage.folder.rename_and_forget import forget
from bpm_tui.storage.replay.film import CHECKPOINT, Film, Frame, Shot, after, fold_what_fits, frames_of
from bpm_tui.storage.replay.final_words import COURSE, final_words
from bpm_tui.storage.replay.load import film_of
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.recording import HEADER, Mark, RecordingItem, block, header_mark
from bpm_tui.storage.user.places import Places
from tests.storage.films import START, WHEN, filmed


def many(number: int) -> Film:
    """Return a film of so many edits, one a frame."""
    entry = Entry(id="entry2")
    edits: list[Edit] = [adding(START, "entries", entry)]
    edits += [Change(where="entries", item="entry2", now={"what": f"word {place}"}) for place in range(1, number)]
    return Film(START, frames_of([edit.model_copy(update={"when": WHEN}) for edit in edits]))


@given(filmed(), st.data())
def test_seeking_equals_folding_equals_stepping(items: list[RecordingItem], data: st.DataObject) -> None:
    film = Film(START, frames_of(items))
    stepped = [film.shot(0)]
    for frame in film.frames:
        stepped.append(after(stepped[-1], frame))
    for place in data.draw(st.lists(st.integers(0, len(film)), max_size=6)):
        assert film.shot(place) == stepped[place]
        edits = [edit for frame in film.frames[:place] for edit in frame.edits]
        assert film.session(place) == fold(START, edits)
    assert film.session(len(film)) == fold(START, [item for item in items if isinstance(item, Edit)])


@given(filmed())
def test_time_never_goes_back_and_no_edit_is_lost(items: list[RecordingItem]) -> None:
    film = Film(START, frames_of(items))
    times = [frame.at for frame in film.frames]
    assert times == sorted(times)
    assert [edit for frame in film.frames for edit in frame.edits] == [one for one in items if isinstance(one, Edit)]
    assert film.misfits == sum(isinstance(item, OtherEdit) for item in items)


@given(st.integers(1, 6 * CHECKPOINT), st.data())
def test_checkpoints_are_where_folding_would_come(number: int, data: st.DataObject) -> None:
    film = many(number)
    for place in data.draw(st.lists(st.integers(0, number), min_size=1, max_size=8)):
        expected = f"word {place - 1}" if place > 1 else ""
        found = film.session(place).entries.get("entry2")
        assert (found.what if found else "") == expected


def test_seeking_folds_no_more_than_a_checkpoint() -> None:
    film = many(10 * CHECKPOINT)
    for place in (9 * CHECKPOINT - 1, 3 * CHECKPOINT + 7, 10 * CHECKPOINT):
        near = max(kept for kept, _ in film._kept if kept <= place)
        assert place - near < CHECKPOINT
        assert film.session(place).entries["entry2"].what == f"word {place - 1}"


@given(filmed(12))
def test_final_words_end_the_same_and_never_show_what_was_deleted(items: list[RecordingItem]) -> None:
    frames = frames_of(items)
    kept = final_words(START, frames)
    assert [frame.mark for frame in kept if frame.mark] == [frame.mark for frame in frames if frame.mark]
    whole, film = Film(START, frames), Film(START, kept)
    assert film.session(len(film)) == whole.session(len(frames))
    later = len(frames) - finished(frames)
    ends = whole.session(finished(frames))
    for place in range(len(film) - later + 1):
        assert not list(deleted(film.session(place), ends))


def finished(frames: list[Frame]) -> int:
    """Return after how many frames the session was finished, all of them if it never was."""
    found = [place for place, frame in enumerate(frames, 1) if any(map(finishes, frame.edits))]
    return found[-1] if found else len(frames)


def finishes(edit: Edit) -> bool:
    """Say whether an edit finished the session."""
    return isinstance(edit, Change) and edit.where == "session" and edit.now.get("status") == "finished"


def deleted(shown: Session, ends: Session) -> Iterator[str]:
    """Yield what a session shows that is not there in the end: items, and words in their fields."""
    for where, of in _lists(shown):
        last = items_of(ends, where, of) if not of or of in items_of(ends, INNER_LISTS[where][0]) else {}
        for key, item in items_of(shown, where, of).items():
            if key not in last:
                yield key
            else:
                yield from _other_words(item, last[key], COURSE.get(where, set()))


def _other_words(item: Item, last: Item, course: set[str]) -> Iterator[str]:
    for name, value in item.plain().items():
        if name not in course and last.plain().get(name) != value:
            yield name


def _lists(session: Session) -> Iterator[tuple[str, str]]:
    yield from ((where, "") for where in LISTS)
    yield from ((where, of) for where, (outer, _) in INNER_LISTS.items() for of in items_of(session, outer))


def test_final_words_are_said_when_the_field_was_first_said_and_undone_steps_are_gone() -> None:
    one = Entry(id="entry2", what="wiped the wrong databse")
    edits: list[Edit] = [adding(START, "entries", one)]
    session = fold(START, edits)
    edits += [Change(where="entries", item="entry2", was={"what": one.what}, now={"what": "removed the directory"})]
    edits += [adding(session, "entries", Entry(id="entry3", what="typed twice"))]
    session = fold(session, edits[1:])
    edits += [removing(session, "entries", "entry3")]
    edits += list(changing(session, "session", status="finished"))
    stamped = [edit.model_copy(update={"id": f"e{place}", "when": WHEN}) for place, edit in enumerate(edits)]
    film = Film(START, final_words(START, frames_of(stamped)))
    assert [list(film.session(place).entries) for place in range(len(film) + 1)] == [[], ["entry2"], ["entry2"]]
    assert film.session(1).entries["entry2"].what == "removed the directory"
    assert film.session(2).status == "finished"


def test_edits_that_build_on_an_unknown_one_are_passed_over_and_counted() -> None:
    base = Change(where="entries", item="forked", now={"what": "x"})
    known = adding(START, "entries", Entry(id="entry2", what="known"))
    frames = [Frame(WHEN, edits=(OtherEdit(what="fork", where="entries", item="forked"),)), Frame(WHEN, edits=(base,))]
    film = Film(START, [*frames, Frame(WHEN, edits=(known,))])
    assert film.misfits == 2
    assert list(film.session(3).entries) == ["entry2"]
    assert fold_what_fits(START, [base, known]) == (film.session(3), 1)


def test_marks_say_what_is_talked_about_what_is_asked_and_where_the_veil_is() -> None:
    session = Session(id="film22", entries={"entry2": Entry(id="entry2"), "entry3": Entry(id="entry3")})
    marks: list[dict[str, object]] = [
        {"what": "discussing", "entry": "entry2"},
        {"what": "question", "entry": "entry2", "text": "What was on the screen?"},
        {"what": "veil", "lifted": True},
        {"what": "discussing", "entry": "entry3"},
        {"what": "phase", "name": "Check"},
    ]
    film = Film(session, frames_of(Mark.model_validate(mark | {"when": WHEN}) for mark in marks))
    shots = [film.shot(place) for place in range(len(film) + 1)]
    assert [shot.entry for shot in shots] == ["", "entry2", "entry2", "entry2", "entry3", "entry3"]
    assert [bool(shot.question) for shot in shots] == [False, False, True, True, False, False]
    assert [shot.lifted for shot in shots] == [None, None, None, True, True, None]
    assert shots[-1] == Shot(session, "entry3")


def test_the_demo_has_its_phases_and_begins_with_its_meeting() -> None:
    film = film_of(Path(str(files("bpm_tui.demo") / "demo.toml")))
    names = ["Open", "Scope", "Timeline", "Check", "Learnings", "Follow-ups", "Close", ""]
    assert [chapter.name for chapter in film.chapters] == names
    assert film.frames[film.begins - 1].at == datetime(2017, 2, 13, 14, tzinfo=UTC)
    assert film.session(len(film)).status == "finished"
    assert film.timed
    assert not film.notices


# Sessions without a recording, and recordings that say little.


def _keeper(path: Path, session: Session) -> Keeper:
    return Keeper.create(path, session, now=lambda: WHEN, threaded=False)


def _written(folder: Path) -> Path:
    entries = {key: Entry(id=key, what=f"what of {key}") for key in ("entry2", "entry3")}
    session = Session(id="film22", title="Outage", entries=entries, meetings={"sittng": Meeting(id="sittng")})
    _keeper(folder / "outage.toml", session).close()
    return folder / "outage.toml"


def test_a_hand_written_session_is_shown_in_its_order_and_says_so(tmp_path: Path) -> None:
    path = _written(tmp_path)
    path.with_name("outage.recording.toml").unlink()
    film = film_of(path)
    assert not film.timed
    assert "no recording" in film.notices[0]
    assert film.session(0).title == "Outage"
    assert [list(film.session(place).entries) for place in range(3)] == [[], ["entry2"], ["entry2", "entry3"]]


def test_a_forgotten_session_too(tmp_path: Path) -> None:
    path = _written(tmp_path)
    forget(path, Places(path.parent, path.parent / "state", path.parent), now=WHEN)
    film = film_of(path)
    assert not film.timed
    assert "starts with the whole session" in film.notices[0]
    assert list(film.session(len(film)).entries) == ["entry2", "entry3"]


def test_what_another_program_changed_is_the_last_frame(tmp_path: Path) -> None:
    path = _written(tmp_path)
    keeper = Keeper.open(path, now=lambda: WHEN, threaded=False)
    keeper.commit(changing(keeper.session, "entries", "entry2", outcome="gone"))
    keeper.close()
    path.write_text(path.read_text().replace("what of entry3", "by hand"))
    film = film_of(path)
    assert [frame.by for frame in film.frames] == ["", "file"]
    assert film.session(1).entries["entry3"].what == "what of entry3"
    assert film.session(2).entries["entry3"].what == "by hand"


def test_an_edit_on_an_unknown_one_does_not_keep_a_session_from_being_replayed(tmp_path: Path) -> None:
    path = _written(tmp_path)
    place = path.with_name("outage.recording.toml")
    strange = [
        OtherEdit(id="strng2", when=WHEN, what="fork", where="entries", item="forked"),
        Change(id="strng3", when=WHEN, where="entries", item="forked", now={"what": "x"}),
        Change(id="strng4", when=WHEN, where="entries", item="entry2", now={"outcome": "known"}),
    ]
    place.write_bytes(place.read_bytes() + b"".join(map(block, strange)))
    film = film_of(path)
    assert film.misfits == 2
    assert "2 edits are of a kind" in film.notices[-1]
    assert film.session(len(film)).entries["entry2"].outcome == "known"


def test_a_recording_that_only_began_has_its_header_and_nothing_else(tmp_path: Path) -> None:
    path = _written(tmp_path)
    path.with_name("outage.recording.toml").write_bytes(HEADER + block(header_mark("film22", 0)))
    assert list(film_of(path).session(99).entries) == ["entry2", "entry3"]


def test_reading_a_film_writes_nothing(tmp_path: Path) -> None:
    path = _written(tmp_path)
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in tmp_path.iterdir()}
    film_of(path, only_final=True)
    assert {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in tmp_path.iterdir()} == before


def test_frames_of_a_step_are_one() -> None:
    adds = [Add(id=f"e{one}", when=WHEN, step="step22", where="entries", item=f"entry{one}") for one in (2, 3)]
    assert [len(frame.edits) for frame in frames_of(adds)] == [2]
