"""Recordings merged: everything of both is there, it plays, undo works, and the next opening adds the rest."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpm_tui.model.editing import adding, changing, removing
from bpm_tui.model.edits import Edit, apply, fold, invert
from bpm_tui.model.session import Entry, Learning, Note, Session
from bpm_tui.storage.disk.problems import BadFileError
from bpm_tui.storage.folder.check import check_session
from bpm_tui.storage.folder.rename_and_forget import UpkeepError, forget
from bpm_tui.storage.merge.files import merge_document, merge_recording, merge_sessions
from bpm_tui.storage.merge.recordings import union
from bpm_tui.storage.session.document import document_text
from bpm_tui.storage.session.document_file import digest_of
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.recording import HEADER, Mark, Recording, RecordingItem, block, header_mark, scan
from bpm_tui.storage.user.places import Places
from tests.strategies import edit_lists, exact, sessions

NOTHING = Session(id="k3m9x2")
START = datetime(2026, 11, 20, 14, tzinfo=UTC)


def recording(*items: RecordingItem, session_id: str = "k3m9x2", begins_with: int = 0) -> Recording:
    header = header_mark(session_id, begins_with).model_copy(update={"id": "header", "when": START})
    return scan(HEADER + b"".join(map(block, (header, *items))))


def stamped(edits: Iterable[Edit], side: str, first: int = 0) -> list[Edit]:
    return [
        edit.model_copy(update={"id": f"{side}{first + n:04}", "when": START + timedelta(seconds=2 * (first + n))})
        for n, edit in enumerate(edits)
    ]


def document(session: Session, side: str, second: int) -> Mark:
    fields = {"what": "document", "id": f"doc{side}{second}", "when": START + timedelta(seconds=second)}
    return Mark.model_validate(fields | {"sha256": digest_of(document_text(session).encode())})


def played(found: Recording) -> Session:
    return fold(Session(id=found.session_id), found.edits)


def ids(found: Recording) -> list[str]:
    return [item.id for item in found.items]


@st.composite
def two_recordings(draw: st.DrawFn) -> tuple[Recording, Recording]:
    first = stamped(draw(edit_lists(NOTHING, max_steps=5)), "p")
    base = fold(NOTHING, first)
    sides = []
    for side in "ab":
        own = stamped(draw(edit_lists(base, max_steps=6)), side, len(first))
        steps = [edit.model_copy(update={"step": edit.step and f"{side}{edit.step}"}) for edit in own]
        written = draw(st.integers(0, len(steps)))
        mark = [document(fold(base, steps[:written]), side, 100)] if draw(st.booleans()) else []
        sides.append(recording(*first, *steps[:written], *mark, *steps[written:]))
    return sides[0], sides[1]


@settings(max_examples=15)
@given(two_recordings())
def test_everything_of_both_is_there_once_and_plays(sides: tuple[Recording, Recording]) -> None:
    found = scan(union(*sides))
    made = [item for item in ids(found) if item not in {*ids(sides[0]), *ids(sides[1])}]
    assert sorted([*set(ids(sides[0])) | set(ids(sides[1])), *made]) == sorted(ids(found))
    assert len(made) <= 1
    assert played(found).id == "k3m9x2"


@settings(max_examples=15)
@given(two_recordings())
def test_it_does_not_matter_which_is_ours(sides: tuple[Recording, Recording]) -> None:
    assert union(*sides) == union(*sides[::-1])


@settings(max_examples=10)
@given(two_recordings())
def test_with_itself_and_with_its_own_beginning_nothing_changes(sides: tuple[Recording, Recording]) -> None:
    ours, _ = sides
    beginning = scan(ours.data[: ours.blocks[len(ours) // 2][1]])
    assert union(ours, ours) == union(ours, beginning) == union(beginning, ours) == ours.data


@settings(max_examples=10)
@given(two_recordings())
def test_each_side_keeps_its_order(sides: tuple[Recording, Recording]) -> None:
    found = ids(scan(union(*sides)))
    for side in sides:
        assert [item for item in found if item in ids(side)] == ids(side)


@settings(max_examples=10)
@given(two_recordings())
def test_every_edit_can_be_taken_back_to_what_was_before_it(sides: tuple[Recording, Recording]) -> None:
    session = NOTHING
    for edit in scan(union(*sides)).edits:
        after = apply(session, edit)
        assert exact(apply(after, invert(edit))) == exact(session)
        session = after


@settings(max_examples=10)
@given(two_recordings(), st.data())
def test_who_merged_first_can_be_merged_with_again(sides: tuple[Recording, Recording], data: st.DataObject) -> None:
    ours, theirs = sides
    merged = scan(union(ours, theirs))
    assert union(merged, ours) == merged.data == union(theirs, merged)
    more = stamped(data.draw(edit_lists(played(theirs), max_steps=3)), "c", 500)
    later = scan(theirs.data + b"".join(map(block, more)))
    again = scan(union(merged, later))
    assert {edit.id for edit in more} <= set(ids(again))
    assert union(later, merged) == again.data


def test_what_has_nothing_left_to_fit_is_set_aside_and_carried_through() -> None:
    start = stamped([adding(NOTHING, "entries", Entry(id="one", what="alert"))], "p")
    base = fold(NOTHING, start)
    gone = stamped([removing(base, "entries", "one")], "a", 1)
    noted = stamped([adding(base, "notes", Note(id="n1", text="flat"), of="one")], "b", 2)
    found = scan(union(recording(*start, *gone), recording(*start, *noted)))
    aside = found.edits[-1]
    assert (aside.id, getattr(aside, "what", ""), aside.model_dump()["did"]) == ("b0002", "set-aside", "add")
    assert played(found).entries == {}


def test_a_broken_recording_is_refused() -> None:
    good = recording(*stamped([adding(NOTHING, "entries", Entry(id="one"))], "p"))
    spoilt = good.data.replace(b'what = "add"', b"what = 5    ")
    body, _, _ = spoilt.rpartition(b"sum")
    start = body.rindex(b"[[edit]]")
    wrong = scan(body + b'sum = "%08x"\n' % zlib.crc32(body[start:]))
    other = recording(*stamped([adding(NOTHING, "entries", Entry(id="two"))], "q"))
    with pytest.raises(BadFileError):
        union(other, wrong)


# As files.


def held(path: Path, session: Session, *acts: Iterable[Edit]) -> Path:
    """Hold a session with some acts and return its path."""
    path.parent.mkdir(exist_ok=True)
    keeper = Keeper.create(path, session, threaded=False)
    for act in acts:
        keeper.commit(act)
    keeper.close()
    return path


def copied(path: Path, to: Path) -> Path:
    to.parent.mkdir(exist_ok=True)
    to.write_bytes(path.read_bytes())
    recording_path(to).write_bytes(recording_path(path).read_bytes())
    return to


def worked(path: Path, *acts: list[Edit]) -> Path:
    keeper = Keeper.open(path, threaded=False)
    for act in acts:
        keeper.commit(act)
    keeper.close()
    return path


def opened(path: Path) -> Session:
    keeper = Keeper.open(path, threaded=False)
    keeper.close()
    return keeper.session


BASE = Session(
    id="k3m9x2", title="Outage", entries={"one": Entry(id="one", what="alert"), "two": Entry(id="two", what="restart")}
)


def two_copies(folder: Path) -> tuple[Path, Path, Path]:
    base = held(folder / "base" / "outage.toml", BASE)
    a, b = copied(base, folder / "a" / "outage.toml"), copied(base, folder / "b" / "outage.toml")
    worked(a, [*changing(BASE, "entries", "two", outcome="errors halved")])
    worked(b, [*changing(BASE, "entries", "two", outcome="nothing")], [adding(BASE, "entries", Entry(id="new"))])
    worked(b, [removing(opened(b), "entries", "one")])
    return base, a, b


@pytest.mark.parametrize("place", ["new", "a", "b"])
def test_two_copies_become_one_session_with_both_recordings(tmp_path: Path, place: str) -> None:
    base, a, b = two_copies(tmp_path)
    known = {item.id for side in (a, b) for item in scan(recording_path(side).read_bytes()).edits}
    (tmp_path / "c").mkdir()
    to = {"new": tmp_path / "c" / "both.toml", "a": a, "b": b}[place]
    done = merge_sessions(base, a, b, to)
    assert done.path == to
    assert list(done.session.entries) == ["two", "new"]
    assert done.session.entries["two"].outcome == "errors halved"
    assert [one.message for one in done.conflicts] == [one.text for one in done.session.parked.values()]
    assert check_session(to) == []
    assert exact(opened(to)) == exact(done.session)
    assert known <= {edit.id for edit in scan(recording_path(to).read_bytes()).edits}
    assert check_session(to) == []


@settings(max_examples=12)
@given(st.data(), sessions(st.just("k3m9x2")))
def test_whatever_was_done_on_two_machines_the_merge_opens_as_it_was_listed(data: st.DataObject, base: Session) -> None:
    with TemporaryDirectory() as folder:
        start = held(Path(folder) / "start" / "outage.toml", base)
        sides = [copied(start, Path(folder) / side / "outage.toml") for side in "ab"]
        for side in sides:
            before = side.read_bytes()
            worked(side, data.draw(edit_lists(base, max_steps=4)))
            if data.draw(st.booleans()):
                killed(side, before)
        to = Path(folder) / "c" / "outage.toml"
        to.parent.mkdir()
        done = merge_sessions(data.draw(st.sampled_from([start, None])), sides[0], sides[1], to)
        assert document_text(opened(to)) == document_text(done.session)
        assert [problem for problem in check_session(to) if problem.file.name.endswith(".recording.toml")] == []
        assert document_text(opened(to)) == document_text(done.session)


def killed(path: Path, before: bytes) -> None:
    """Leave a session as a killed program does: the recording has what the document has not yet."""
    path.write_bytes(before)
    place = recording_path(path)
    found = scan(place.read_bytes())
    written = [n for n, item in enumerate(found.items) if isinstance(item, Mark) and item.what == "document"]
    later = [found.raw(n) for n in range(written[0] + 1, len(found)) if n not in written]
    place.write_bytes(found.data[: found.blocks[written[0]][1]] + b"".join(later))


def test_after_a_merge_undo_takes_back_what_the_opening_took_in_and_then_the_acts(tmp_path: Path) -> None:
    base, a, b = two_copies(tmp_path)
    to = merge_sessions(base, a, b, tmp_path / "both.toml").path
    keeper = Keeper.open(to, threaded=False)
    while keeper.can_undo:
        keeper.undo()
    assert exact(keeper.session) == exact(BASE)
    while keeper.can_redo:
        keeper.redo()
    assert "new" in keeper.session.entries
    keeper.close()


def test_what_only_a_recording_has_is_merged_too(tmp_path: Path) -> None:
    """A killed program leaves edits in the recording that the document has not yet."""
    base, a, b = two_copies(tmp_path)
    before = a.read_bytes()
    worked(a, [adding(opened(a), "learnings", Learning(id="late01", text="late"))])
    a.write_bytes(before)
    place = recording_path(a)
    place.write_bytes(scan(place.read_bytes()).data[: scan(place.read_bytes()).blocks[-1][0]])
    done = merge_sessions(base, a, b, tmp_path / "both.toml")
    assert "late01" in done.session.learnings
    assert exact(opened(done.path)) == exact(done.session)


@pytest.mark.parametrize("late", ["a", "b"])
def test_git_keeps_what_only_a_recording_has(tmp_path: Path, late: str) -> None:
    base, a, b = two_copies(tmp_path)
    side = {"a": a, "b": b}[late]
    before = side.read_bytes()
    worked(side, [adding(opened(side), "learnings", Learning(id="late01", text="late"))])
    side.write_bytes(before)
    place = recording_path(side)
    place.write_bytes(place.read_bytes()[: scan(place.read_bytes()).blocks[-1][0]])
    assert len(merge_document(base, a, b).conflicts) == 1
    merge_recording(recording_path(a), recording_path(b))
    session = opened(a)
    assert list(session.learnings) == ["late01"]
    assert list(session.entries) == ["two", "new"]
    assert check_session(a) == []


def test_two_accounts_become_a_session_of_its_own(tmp_path: Path) -> None:
    a = held(tmp_path / "ana.toml", Session(id="aaaaaa", title="Outage", entries={"e1": Entry(id="e1", what="alert")}))
    b = held(tmp_path / "ben.toml", Session(id="bbbbbb", entries={"e2": Entry(id="e2", what="paged")}))
    done = merge_sessions(None, a, b, tmp_path / "both.toml")
    assert [entry.what for entry in done.session.entries.values()] == ["alert", "paged"]
    assert done.session.id not in ("aaaaaa", "bbbbbb")
    assert [problem for path in (a, b, done.path) for problem in check_session(path)] == []
    assert exact(opened(done.path)) == exact(done.session)


@pytest.mark.parametrize("bare", ["a", "both"])
def test_accounts_without_recordings(tmp_path: Path, bare: str) -> None:
    a = held(tmp_path / "ana.toml", Session(id="aaaaaa", entries={"e1": Entry(id="e1", what="alert")}))
    b = held(tmp_path / "ben.toml", Session(id="bbbbbb", entries={"e2": Entry(id="e2", what="paged")}))
    recording_path(a).unlink()
    if bare == "both":
        recording_path(b).unlink()
    done = merge_sessions(None, a, b, tmp_path / "both.toml")
    assert recording_path(done.path).exists() == (bare == "a")
    assert exact(opened(done.path)) == exact(done.session)
    assert check_session(done.path) == []


def test_recordings_begun_apart_are_put_together(tmp_path: Path) -> None:
    """If recordings are not in git, each machine has one of its own."""
    base, a, b = two_copies(tmp_path)
    forget(b, Places(b.parent, b.parent / "state", b.parent))
    done = merge_sessions(base, a, b, tmp_path / "both.toml")
    assert exact(opened(done.path)) == exact(done.session)
    assert check_session(done.path) == []


def test_nothing_is_written_over_and_nothing_that_is_open(tmp_path: Path) -> None:
    base, a, b = two_copies(tmp_path)
    with pytest.raises(FileExistsError):
        merge_sessions(None, a, b, base)
    keeper = Keeper.open(a, threaded=False)
    with pytest.raises(UpkeepError, match="open elsewhere"):
        merge_sessions(base, a, b, a)
    keeper.close()
