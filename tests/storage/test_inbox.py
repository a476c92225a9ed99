from __future__ import annotations

import errno
import multiprocessing
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.model.inbox.imported_item import MOST, Found, Where, found_of, keyed
from bpm_tui.model.visible import visible
from bpm_tui.storage.private.inbox import Added, Inbox
from bpm_tui.storage.private.inbox_contents import Marked
from bpm_tui.storage.user.places import Places

TEXTS = st.text(max_size=40)
ITEMS = st.builds(
    Found,
    text=TEXTS,
    source=st.builds(Where, st.just("f"), st.integers(0, 9)),
    at=st.sampled_from([None, "2026-11-20T14:32+01:00", "2026-11-20"]),
    at_text=TEXTS,
    actor=TEXTS,
    more=TEXTS,
    channel=TEXTS,
    links=st.lists(st.sampled_from(["https://a.example", "https://b.example"]), max_size=2).map(tuple),
    origin=st.sampled_from(["", "slack 1"]),
)


def inbox(folder: Path) -> Inbox:
    return Inbox(Places(folder / "config", folder / "state", folder / "sessions"), "k3f9a2")


def item(text: str, **more: str) -> Found:
    return Found(text=text, source=Where("chat.txt", 1), **more)  # type: ignore[arg-type]


@given(st.lists(ITEMS, max_size=8))
def test_items_come_back_as_they_were_and_twice_is_once(
    tmp_path_factory: pytest.TempPathFactory, items: list[Found]
) -> None:
    box = inbox(tmp_path_factory.mktemp("inbox"))
    assert box.add(items) == Added(len(items), 0)
    assert [each.found for each in box.read()] == items
    assert box.add(items) == Added(0, len(items))
    assert [each.key for each in box.read()] == [key for key, _ in keyed(items)]


@given(ITEMS)
def test_an_item_is_on_one_line_with_nothing_that_acts(found: Found) -> None:
    assert found_of(found.data()) == found
    for text in (found.text, found.more, found.actor, found.at_text):
        assert visible(text) == text
        assert "\n" not in text


def test_what_is_added_later_comes_behind_and_marks_stay(tmp_path: Path) -> None:
    box = inbox(tmp_path)
    box.add([item("one"), item("two"), item("one")])
    one, two, again = box.read()
    assert one.key != again.key
    box.mark([Marked(one.key, "taken", "e1"), Marked(two.key, "skipped")])
    box.mark([Marked(two.key, "waiting")])
    assert box.add([item("one"), item("two"), item("one"), item("three")]) == Added(1, 3)
    assert [(each.found.text, each.state, each.entry) for each in box.read()] == [
        ("one", "taken", "e1"),
        ("two", "waiting", ""),
        ("one", "waiting", ""),
        ("three", "waiting", ""),
    ]
    assert box.file.stat().st_mode & 0o777 == 0o600
    assert box.file.parent.stat().st_mode & 0o777 == 0o700


def test_the_same_message_from_another_export_is_the_same(tmp_path: Path) -> None:
    box = inbox(tmp_path)
    box.add([item("hi", origin="slack ops 1.1")])
    later = Found(text="hi, edited", source=Where("other.zip", 9), origin="slack ops 1.1")
    assert box.add([later]) == Added(0, 1)


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, OSError])
def test_an_import_that_ends_early_leaves_the_inbox_as_it_was(tmp_path: Path, error: type[BaseException]) -> None:
    box = inbox(tmp_path)
    box.add([item("one")])
    before = box.file.read_bytes()

    def broken() -> Iterator[Found]:
        yield item("two")
        raise error

    with pytest.raises(error):
        box.add(broken())
    assert box.file.read_bytes() == before
    assert sorted(each.name for each in box.file.parent.iterdir()) == ["k3f9a2.jsonl", "k3f9a2.lock"]


def test_a_line_that_was_cut_off_spoils_no_other(tmp_path: Path) -> None:
    box = inbox(tmp_path)
    box.add([item("one"), item("two")])
    one, two = box.read()
    with box.file.open("ab") as file:
        file.write(b'{"key":"' + one.key.encode())
    assert [each.state for each in box.read()] == ["waiting", "waiting"]
    box.mark([Marked(two.key, "skipped")])
    assert [each.state for each in box.read()] == ["waiting", "skipped"]
    with box.file.open("ab") as file:
        file.write(b'nonsense\n{"key":3}\n[]\n{"key":"x","state":"taken"}\n{"key":"y","item":{}}\n')
    assert len(box.read()) == 2


def _add(folder: Path, start: int) -> None:
    for number in range(start, start + 20):
        inbox(folder).add([item(f"message {number}")])


def test_two_imports_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    others = [context.Process(target=_add, args=(tmp_path, start)) for start in (0, 20)]
    for other in others:
        other.start()
    for other in others:
        other.join(60)
    assert sorted(each.found.text for each in inbox(tmp_path).read()) == sorted(f"message {n}" for n in range(40))


def test_what_is_too_long_is_cut_with_a_remark() -> None:
    long = item("x" * (MOST + 1), remark="odd")
    assert (len(long.text), long.remark) == (MOST, f"odd; cut after {MOST} characters")


@pytest.mark.parametrize(
    "data",
    [{}, {"text": "x"}, {"text": "x", "source": {"file": "f"}}, {"text": 1, "source": {"file": "f", "line": 1}}]
    + [
        {"text": "x", "source": {"file": "f", "line": 1}, **odd}
        for odd in ({"at": 3}, {"precision": "week"}, {"mark": "no"})
    ],
)
def test_what_is_not_an_item_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"an item has|is not a text|precision is"):
        found_of(data)


def test_a_disk_that_takes_a_part_of_a_write_is_an_error_and_leaves_no_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = inbox(tmp_path)
    box.add([item(str(number)) for number in range(20)])
    before, room, write = box.file.read_bytes(), [100], os.write

    def full(descriptor: int, data: bytes) -> int:
        if not room[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        taken = write(descriptor, data[: room[0]])
        room[0] -= taken
        return taken

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space left"):
        box.mark(Marked(one.key, "skipped") for one in box.read())
    assert box.file.read_bytes() == before
    assert {one.state for one in box.read()} == {"waiting"}


@given(st.lists(ITEMS, min_size=1, max_size=5), st.text('abBc ß\\"/1é', min_size=1, max_size=3))
def test_whether_an_item_says_a_word_is_told_as_by_reading_it(
    tmp_path_factory: pytest.TempPathFactory, items: list[Found], text: str
) -> None:
    box = inbox(tmp_path_factory.mktemp("inbox"))
    box.add([*items, item(f"ABC {text}", actor="b1"), item(text)])
    held = box.contents()
    for word in (*text.casefold().split(), "a", "b1", "te", "t", "abc"):
        for key in held:
            found = held.found(key)
            assert found
            assert held.says(key, [word]) in (None, word in found.words().casefold())


def test_a_line_with_damage_inside_is_not_an_item(tmp_path: Path) -> None:
    box = inbox(tmp_path)
    box.add([item("one"), item("two")])
    box.file.write_bytes(box.file.read_bytes().replace(b'"text":"one"', b'"text":on3'))
    held = box.contents()
    assert [held.found(key) for key in held] == [None, item("two")]
    assert [each.found.text for each in box.read()] == ["two"]
