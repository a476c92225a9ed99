from __future__ import annotations

from datetime import UTC, timedelta, timezone
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.storage.handover.spool import NEXT, Spool, tidy
from tests.handing_over import NOON, hand_over


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "payments.toml", "k3f9a2")


def test_what_is_handed_over_is_taken_as_it_was_given(spool: Spool) -> None:
    lines = ["14:32 Ana: restarted => 500s halved", 'said "no"\t; assumed: \x1b[1m warm', "ø 🔥"]
    handed = hand_over(spool, lines, by="pager bot", when=NOON)
    assert spool.take() == [handed]
    assert handed.lines == tuple(lines)
    assert (handed.by, handed.when, handed.session) == ("pager bot", NOON, "k3f9a2")


def test_the_oldest_comes_first_whatever_the_zone(spool: Spool) -> None:
    east = timezone(timedelta(hours=9))
    for seconds, zone in ((2, UTC), (0, east), (1, UTC)):
        when = (NOON + timedelta(seconds=seconds)).astimezone(zone)
        hand_over(spool, [str(seconds)], by="", when=when)
    assert [handed.lines for handed in spool.take()] == [("0",), ("1",), ("2",)]


def test_each_document_takes_its_own_also_if_two_have_one_id(spool: Spool) -> None:
    assert spool.take() == []
    ours = hand_over(spool, ["ours"])
    hand_over(Spool(spool.folder.with_name("copy.toml"), "k3f9a2"), ["theirs"])
    assert spool.take() == spool.take() == [ours]


def test_what_was_given_to_another_session_of_this_name_is_told_and_not_taken(spool: Spool) -> None:
    theirs = hand_over(Spool(spool.folder.with_name("payments.toml"), "m00002"), ["theirs"])
    assert spool.take() == []
    (problem,) = spool.spoilt()
    assert (problem.file, "another session, m00002" in problem.message) == (theirs.file, True)


def test_two_with_one_key_are_one(spool: Spool) -> None:
    first = hand_over(spool, ["one"], key="alert-4711")
    again = hand_over(spool, ["one"], key="alert-4711")
    assert spool.take() == [first] == [again]


def test_whoever_may_write_the_session_may_read_what_waits_for_it(spool: Spool) -> None:
    recording = spool.folder.with_name("payments.recording.toml")
    recording.touch()
    recording.chmod(0o660)
    handed = hand_over(spool, ["one"])
    assert (handed.file.stat().st_mode & 0o777, spool.folder.stat().st_mode & 0o777) == (0o660, 0o770)


def test_a_folder_in_which_nothing_waits_is_removed_and_made_again(spool: Spool) -> None:
    handed = hand_over(spool, ["one"])
    document = spool.folder.with_name("payments.toml")
    tidy(document)
    spool.done(handed)
    tidy(document)
    assert not spool.folder.exists()
    assert hand_over(spool, ["two"]).file.exists()


def test_what_is_done_is_gone_and_done_twice_is_no_error(spool: Spool) -> None:
    first = hand_over(spool, ["one"])
    second = hand_over(spool, ["two"], when=NOON + timedelta(seconds=1))
    spool.done(first)
    spool.done(first)
    assert spool.take() == [second]
    spool.done(second)
    assert spool.take() == []
    assert not list(spool.folder.rglob("*.toml"))


def test_after_a_crash_only_the_lines_that_are_not_in_are_missing(spool: Spool) -> None:
    handed = hand_over(spool, ["one", "two", "three"])
    steps = [step for step, _ in handed.missing(())]
    assert len(set(steps)) == 3
    (again,) = spool.take()
    assert list(again.missing(set(steps[:2]))) == [(steps[2], "three")]
    assert list(again.missing(steps)) == []


def test_a_file_still_being_written_is_not_taken(spool: Spool) -> None:
    handed = hand_over(spool, ["one"])
    handed.file.rename(handed.file.with_name(f".{handed.file.name}.123"))
    assert spool.take() == []
    assert spool.spoilt() == []


SPOILT_FILES = (
    "lines = [",
    'id = "x"\nlines = [3]\n',
    'id="x"\nsession="s"\nwhen=2026-11-20T12:00:00\nby=""\nlines=[]',
    "\udcff",
)


@pytest.mark.parametrize("content", SPOILT_FILES)
def test_a_spoilt_file_is_named_left_alone_and_holds_up_nothing(spool: Spool, content: str) -> None:
    spoilt = hand_over(spool, ["one"]).file
    spoilt.write_text(content, errors="surrogateescape")
    good = hand_over(spool, ["two"])
    assert spool.take() == [good]
    assert [problem.file for problem in spool.spoilt()] == [spoilt]
    assert spoilt.exists()


@pytest.mark.parametrize("content", SPOILT_FILES)
def test_a_spoilt_file_is_set_aside_as_it_is_and_told_once(spool: Spool, content: str) -> None:
    spoilt = hand_over(spool, ["one"]).file
    spoilt.write_text(content, errors="surrogateescape")
    good = hand_over(spool, ["two"])
    (problem,) = map(spool.set_aside, spool.spoilt())
    assert not spoilt.exists()
    assert problem.file.read_text(errors="surrogateescape") == content
    assert problem.message.endswith(NEXT)
    assert problem.line >= 1
    assert spool.spoilt() == []
    assert spool.take() == [good]


def test_a_file_that_was_set_aside_and_mended_is_taken_when_it_is_moved_back(spool: Spool) -> None:
    handed = hand_over(spool, ["one"])
    whole = handed.file.read_text()
    handed.file.write_text(whole[:20])
    (problem,) = map(spool.set_aside, spool.spoilt())
    problem.file.write_text(whole)
    problem.file.rename(problem.file.parents[1] / problem.file.name)
    assert spool.take() == [handed]


def test_many_hands_at_once_lose_nothing(spool: Spool) -> None:
    def give(name: int) -> None:
        for place in range(5):
            handed = hand_over(spool, [f"{name} {place}"])
            assert handed.file.exists()

    hands = [Thread(target=give, args=(name,)) for name in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    taken = [handed.lines[0] for handed in spool.take()]
    assert sorted(taken) == sorted(f"{name} {place}" for name in range(4) for place in range(5))


def test_bytes_that_are_not_text_are_kept_as_visible_escapes(spool: Spool) -> None:
    handed = hand_over(spool, ["caf\udce9"], by="caf\udce9", when=NOON)
    assert spool.take() == [handed]
    assert handed.lines == (r"caf\udce9",)


@given(lines=st.lists(st.text(), max_size=3), by=st.text(max_size=9))
def test_any_text_goes_through(tmp_path_factory: pytest.TempPathFactory, lines: list[str], by: str) -> None:
    folder = tmp_path_factory.mktemp("spool")
    spool = Spool(folder / "payments.toml", "../k3f9a2")
    handed = hand_over(spool, lines, by=by)
    assert spool.take() == [handed]
    assert folder in handed.file.resolve().parents
