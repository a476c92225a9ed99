from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.storage.handover.spool import NEXT, Spool
from bpm_tui.storage.user.places import Places

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(Places(tmp_path / "config", tmp_path / "state", tmp_path / "sessions"))


def test_what_is_handed_over_is_taken_as_it_was_given(spool: Spool) -> None:
    lines = ["14:32 Ana: restarted => 500s halved", 'said "no"\t; assumed: \x1b[1m warm', "ø 🔥"]
    handed = spool.hand_over("k3f9a2", lines, by="pager bot", when=NOON)
    assert spool.take("k3f9a2") == [handed]
    assert handed.lines == tuple(lines)
    assert (handed.by, handed.when, handed.session) == ("pager bot", NOON, "k3f9a2")


def test_the_oldest_comes_first_whatever_the_zone(spool: Spool) -> None:
    east = timezone(timedelta(hours=9))
    for seconds, zone in ((2, UTC), (0, east), (1, UTC)):
        when = (NOON + timedelta(seconds=seconds)).astimezone(zone)
        spool.hand_over("k3f9a2", [str(seconds)], by="", when=when)
    assert [handed.lines for handed in spool.take("k3f9a2")] == [("0",), ("1",), ("2",)]


def test_each_session_takes_its_own_and_taking_twice_is_the_same(spool: Spool) -> None:
    assert spool.take("k3f9a2") == []
    ours = spool.hand_over("k3f9a2", ["ours"], by="", when=NOON)
    spool.hand_over("m00002", ["theirs"], by="", when=NOON)
    assert spool.take("k3f9a2") == spool.take("k3f9a2") == [ours]


def test_what_is_done_is_gone_and_done_twice_is_no_error(spool: Spool) -> None:
    first = spool.hand_over("k3f9a2", ["one"], by="", when=NOON)
    second = spool.hand_over("k3f9a2", ["two"], by="", when=NOON + timedelta(seconds=1))
    spool.done(first)
    spool.done(first)
    assert spool.take("k3f9a2") == [second]
    spool.done(second)
    assert spool.take("k3f9a2") == []
    assert not list(spool.folder.rglob("*.toml"))


def test_after_a_crash_only_the_lines_that_are_not_in_are_missing(spool: Spool) -> None:
    handed = spool.hand_over("k3f9a2", ["one", "two", "three"], by="", when=NOON)
    steps = [step for step, _ in handed.missing(())]
    assert len(set(steps)) == 3
    (again,) = spool.take("k3f9a2")
    assert list(again.missing(set(steps[:2]))) == [(steps[2], "three")]
    assert list(again.missing(steps)) == []


def test_a_file_still_being_written_is_not_taken(spool: Spool) -> None:
    handed = spool.hand_over("k3f9a2", ["one"], by="", when=NOON)
    handed.file.rename(handed.file.with_name(f".{handed.file.name}.123"))
    assert spool.take("k3f9a2") == []
    assert spool.spoilt("k3f9a2") == []
    assert spool.set_aside("k3f9a2") == []


SPOILT_FILES = (
    "lines = [",
    'id = "x"\nlines = [3]\n',
    'id="x"\nsession="s"\nwhen=2026-11-20T12:00:00\nby=""\nlines=[]',
    "\udcff",
)


@pytest.mark.parametrize("content", SPOILT_FILES)
def test_a_spoilt_file_is_named_left_alone_and_holds_up_nothing(spool: Spool, content: str) -> None:
    spoilt = spool.hand_over("k3f9a2", ["one"], by="", when=NOON).file
    spoilt.write_text(content, errors="surrogateescape")
    good = spool.hand_over("k3f9a2", ["two"], by="", when=NOON)
    assert spool.take("k3f9a2") == [good]
    assert [problem.file for problem in spool.spoilt("k3f9a2")] == [spoilt]
    assert spoilt.exists()


@pytest.mark.parametrize("content", SPOILT_FILES)
def test_a_spoilt_file_is_set_aside_as_it_is_and_told_once(spool: Spool, content: str) -> None:
    spoilt = spool.hand_over("k3f9a2", ["one"], by="", when=NOON).file
    spoilt.write_text(content, errors="surrogateescape")
    good = spool.hand_over("k3f9a2", ["two"], by="", when=NOON)
    other = spool.hand_over("other1", ["three"], by="", when=NOON)
    (problem,) = spool.set_aside("k3f9a2")
    assert not spoilt.exists()
    assert problem.file.read_text(errors="surrogateescape") == content
    assert problem.message.endswith(NEXT)
    assert problem.line >= 1
    assert spool.set_aside("k3f9a2") == []
    assert spool.spoilt("k3f9a2") == []
    assert (spool.take("k3f9a2"), spool.take("other1")) == ([good], [other])


def test_a_file_that_was_set_aside_and_mended_is_taken_when_it_is_moved_back(spool: Spool) -> None:
    handed = spool.hand_over("k3f9a2", ["one"], by="", when=NOON)
    whole = handed.file.read_text()
    handed.file.write_text(whole[:20])
    (problem,) = spool.set_aside("k3f9a2")
    problem.file.write_text(whole)
    problem.file.rename(problem.file.parents[1] / problem.file.name)
    assert spool.take("k3f9a2") == [handed]


def test_many_hands_at_once_lose_nothing(spool: Spool) -> None:
    def give(name: int) -> None:
        for place in range(5):
            handed = spool.hand_over("k3f9a2", [f"{name} {place}"], by="", when=NOON)
            assert handed.file.exists()

    hands = [Thread(target=give, args=(name,)) for name in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    taken = [handed.lines[0] for handed in spool.take("k3f9a2")]
    assert sorted(taken) == sorted(f"{name} {place}" for name in range(4) for place in range(5))


def test_bytes_that_are_no_text_are_kept_as_visible_escapes(spool: Spool) -> None:
    handed = spool.hand_over("k3f9a2", ["caf\udce9"], by="caf\udce9", when=NOON)
    assert spool.take("k3f9a2") == [handed]
    assert handed.lines == (r"caf\udce9",)


@given(lines=st.lists(st.text(), max_size=3), by=st.text(max_size=9))
def test_any_text_goes_through(tmp_path_factory: pytest.TempPathFactory, lines: list[str], by: str) -> None:
    folder = tmp_path_factory.mktemp("spool")
    spool = Spool(Places(folder, folder, folder))
    handed = spool.hand_over("../k3f9a2", lines, by=by, when=NOON)
    assert spool.take("../k3f9a2") == [handed]
    assert folder in handed.file.resolve().parents
