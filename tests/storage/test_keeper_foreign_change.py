"""Another program writes the document: it comes in, is asked about, and is never written over."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bpm_tui.model.editing import adding, changing, removing
from bpm_tui.model.edits import Edit, fold
from bpm_tui.model.session import Entry, Session
from bpm_tui.storage.session import migrations
from bpm_tui.storage.session.document import document_text, read_document
from bpm_tui.storage.session.keeper import Keeper
from tests.storage.disk import CrashError, Disk
from tests.storage.meeting import PATH, Table, recorded


def meeting() -> tuple[Table, Keeper]:
    table = Table()
    keeper = table.create()
    for what in ("one", "two"):
        keeper.commit([adding(keeper.session, "entries", Entry(id=keeper.new_id(), what=what))])
    keeper.flush()
    return table, keeper


def text(disk: Disk) -> str:
    return disk.inodes[disk.there[PATH]].now.decode()


def edited(table: Table, old: str, new: str) -> None:
    assert old in text(table.disk)
    table.disk.put(PATH, text(table.disk).replace(old, new).encode())


def wait(table: Table, keeper: Keeper, seconds: float) -> None:
    for _ in range(int(seconds / 0.25)):
        table.clock.seconds += 0.25
        keeper.work()


def words(keeper: Keeper) -> list[str]:
    return [each.what for each in keeper.session.entries.values()]


def without_first(session: Session) -> Session:
    return fold(session, [removing(session, "entries", next(iter(session.entries)))])


def test_changed_between_two_openings_it_comes_in_as_edits() -> None:
    table, keeper = meeting()
    keeper.close()
    edited(table, '"one"', '"first"')
    again = table.open()
    assert words(again) == ["first", "two"]
    assert again.notices == ("outage.toml was changed by another program: 1 edits added",)
    again.undo()
    assert words(again) == ["one", "two"]
    again.redo()
    again.close()
    assert recorded(table.disk).edits[-1].undoes
    last = table.open()
    assert words(last) == ["first", "two"]
    assert last.notices == ()


def test_the_edits_say_that_they_came_from_the_file() -> None:
    table, keeper = meeting()
    keeper.close()
    edited(table, '"one"', '"first"')
    table.open().close()
    assert recorded(table.disk).edits[-1].by == "file"


def test_removed_between_two_openings_it_is_removed() -> None:
    table, keeper = meeting()
    keeper.close()
    table.disk.put(PATH, document_text(without_first(keeper.session)).encode())
    again = table.open()
    assert words(again) == ["two"]
    again.undo()
    assert words(again) == ["one", "two"]


def test_a_remark_or_another_layout_is_not_an_edit_and_stays() -> None:
    table, keeper = meeting()
    keeper.close()
    edited(table, 'what = "one"', "what   = 'one' # a remark")
    before = text(table.disk)
    again = table.open()
    assert again.notices == ()
    again.close()
    assert text(table.disk) == before
    assert len(recorded(table.disk).edits) == 3


def test_killed_with_edits_not_in_the_document_both_sides_come_together() -> None:
    table, keeper = meeting()
    first = next(iter(keeper.session.entries))
    keeper.commit(changing(keeper.session, "entries", first, outcome="halved"))
    keeper.work()
    table.disk.kill()
    edited(table, '"one"', '"first"')
    again = table.open()
    assert (again.session.entries[first].what, again.session.entries[first].outcome) == ("first", "halved")
    again.close()
    assert read_document(text(table.disk)) == again.session


def test_killed_with_an_edit_of_the_same_field_both_are_kept_and_listed() -> None:
    table, keeper = meeting()
    first = next(iter(keeper.session.entries))
    keeper.commit(changing(keeper.session, "entries", first, what="ours"))
    keeper.work()
    table.disk.kill()
    edited(table, '"one"', '"theirs"')
    again = table.open()
    assert words(again) == ["ours", "two"]
    (parked,) = again.session.parked.values()
    assert "kept: ours; in the file: theirs" in parked.text
    assert any("theirs" in notice for notice in again.notices)
    again.close()
    assert "theirs" in text(table.disk)


def test_a_read_only_opening_shows_the_change_and_writes_nothing() -> None:
    table, keeper = meeting()
    keeper.close()
    edited(table, '"one"', '"first"')
    before = recorded(table.disk).data
    again = table.open(read_only=True)
    assert words(again) == ["first", "two"]
    again.close()
    assert recorded(table.disk).data == before


def test_while_open_it_is_read_once_it_is_quiet_for_half_a_second() -> None:
    table, keeper = meeting()
    keeper.work()
    edited(table, '"one"', '"first"')
    wait(table, keeper, 0.75)
    edited(table, '"first"', '"1st"')
    wait(table, keeper, 0.25)
    assert words(keeper) == ["one", "two"]
    wait(table, keeper, 1.0)
    assert words(keeper) == ["1st", "two"]
    (change,) = table.ear.changes
    assert len(change.taken) == 1
    assert not change.removed
    assert not change.conflicts
    before = text(table.disk)
    wait(table, keeper, 5)
    assert text(table.disk) == before
    assert not keeper.state.pending


def test_what_it_removes_while_open_is_asked_about() -> None:
    table, keeper = meeting()
    table.disk.put(PATH, document_text(without_first(keeper.session)).encode())
    wait(table, keeper, 1.5)
    assert words(keeper) == ["one", "two"]
    (change,) = table.ear.changes
    assert len(change.removed) == 1
    keeper.agree(change.removed)
    assert words(keeper) == ["two"]
    wait(table, keeper, 3)
    assert read_document(text(table.disk)) == keeper.session
    keeper.undo()
    assert words(keeper) == ["one", "two"]


def test_what_it_removes_is_put_back_when_nobody_agrees() -> None:
    table, keeper = meeting()
    table.disk.put(PATH, document_text(without_first(keeper.session)).encode())
    wait(table, keeper, 5)
    assert read_document(text(table.disk)) == keeper.session
    assert words(keeper) == ["one", "two"]
    keeper.close()
    assert words(table.open()) == ["one", "two"]


def test_both_changed_a_field_while_open_both_are_kept_and_listed() -> None:
    table, keeper = meeting()
    edited(table, '"one"', '"theirs"')
    first = next(iter(keeper.session.entries))
    keeper.commit(changing(keeper.session, "entries", first, what="ours"))
    wait(table, keeper, 6)
    assert words(keeper) == ["ours", "two"]
    (change,) = table.ear.changes
    assert "in the file: theirs" in change.conflicts[0].message
    assert "theirs" in text(table.disk)
    assert read_document(text(table.disk)) == keeper.session


def test_one_that_cannot_be_read_is_told_and_never_written_over() -> None:
    table, keeper = meeting()
    good = text(table.disk)
    edited(table, 'what = "one"', "what = one")
    keeper.commit(changing(keeper.session, "session", title="new"))
    wait(table, keeper, 40)
    broken = text(table.disk)
    assert "what = one" in broken
    place = broken[: broken.index("= one")].count("\n") + 1
    assert keeper.state.error.startswith(f"line {place}, column 8: not TOML")
    assert not keeper.state.not_saved
    assert not keeper.state.pending
    assert not keeper.flush(0.1)
    assert text(table.disk) == broken
    table.disk.put(PATH, good.replace('"one"', '"mended"').encode())
    wait(table, keeper, 4)
    assert keeper.state.error == ""
    assert (keeper.session.title, words(keeper)) == ("new", ["mended", "two"])
    assert read_document(text(table.disk)) == keeper.session


def test_one_that_was_put_back_as_it_was_changes_nothing() -> None:
    table, keeper = meeting()
    good = text(table.disk)
    table.disk.put(PATH, b"half writ")
    wait(table, keeper, 2)
    assert keeper.state.error
    table.disk.put(PATH, good.encode())
    wait(table, keeper, 2)
    assert keeper.state.error == ""
    assert table.ear.changes == []


def test_another_session_in_its_place_is_never_written_over() -> None:
    table, keeper = meeting()
    other = document_text(Session(id="other1", title="x"))
    table.disk.put(PATH, other.encode())
    wait(table, keeper, 2)
    assert "another session, other1" in keeper.state.error
    keeper.commit(changing(keeper.session, "session", title="new"))
    keeper.close()
    assert text(table.disk) == other


def test_one_that_was_removed_while_open_is_written_again() -> None:
    table, keeper = meeting()
    table.disk.remove(PATH)
    keeper.commit(changing(keeper.session, "session", title="new"))
    wait(table, keeper, 3)
    assert read_document(text(table.disk)) == keeper.session


def test_one_that_may_still_be_written_at_the_close_is_left_for_the_next_opening() -> None:
    table, keeper = meeting()
    edited(table, '"one"', '"first"')
    before = text(table.disk)
    keeper.commit(changing(keeper.session, "session", title="new"))
    keeper.close()
    assert not keeper.state.pending
    assert text(table.disk) == before
    again = table.open()
    assert (again.session.title, words(again)) == ("new", ["first", "two"])


@pytest.mark.parametrize("open_then", [True, False])
def test_a_crash_anywhere_while_it_comes_in_loses_neither_side(open_then: bool) -> None:
    for step in range(1000):
        table, keeper = meeting()
        first = next(iter(keeper.session.entries))
        ours: list[Edit] = [*keeper.commit(changing(keeper.session, "entries", first, outcome="ours"))]
        keeper.work()
        if not open_then:
            table.disk.kill()
        edited(table, '"one"', '"theirs"')
        start = len(table.disk.steps)
        table.disk.plan = stopping_at(start + step)
        try:
            keeper = keeper if open_then else table.open()
            wait(table, keeper, 5)
            keeper.close()
        except CrashError:
            pass
        else:
            assert step > 5
            return
        table.disk.plan = lambda _number, _what: None
        table.disk.crash()
        again = table.open()
        assert (again.session.entries[first].what, again.session.entries[first].outcome) == ("theirs", "ours")
        assert ours[0].id in {edit.id for edit in recorded(table.disk).edits}
        assert not again.session.parked


def stopping_at(number: int) -> Callable[[int, str], None]:
    def plan(step: int, _what: str) -> None:
        if step == number:
            raise CrashError

    return plan


def test_an_earlier_formats_original_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    disk = Disk()
    old = b'format = 1\nid = "k3m9x2"\nname = "Outage"\n'
    disk.put(PATH, old)
    monkeypatch.setattr(migrations, "FORMAT", 2)
    monkeypatch.setitem(migrations.MIGRATIONS, 1, lambda data: {"id": data["id"], "title": data["name"]})
    for _ in range(2):
        # Killed before it writes anything, it finds its copy again.
        keeper = Table(disk).open()
        assert keeper.session.title == "Outage"
        assert "the original is kept as outage.toml.bak" in keeper.notices[-1]
        disk.kill()
    kept = [path for path in disk.there if ".bak" in path.name]
    assert [disk.inodes[disk.there[path]].now for path in kept] == [old]
