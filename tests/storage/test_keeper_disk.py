"""An open session with its thread, on a real disk."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from bpm_tui.model.session import Session
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.foreign_change import ForeignChange
from bpm_tui.storage.session.journal import Journal
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.recording import scan
from bpm_tui.storage.session.save_queue import SaveQueue, SaveState, Timing
from tests.storage.meeting import PATH, Clock, Table, add, words


class Waiter:
    """A listener that lets a test wait for what it hears."""

    def __init__(self) -> None:
        self.heard = threading.Condition()
        self.states: list[SaveState] = []
        self.changes: list[ForeignChange] = []

    def saved(self, state: SaveState) -> None:
        with self.heard:
            self.states.append(state)
            self.heard.notify_all()

    def changed_outside(self, change: ForeignChange) -> None:
        with self.heard:
            self.changes.append(change)
            self.heard.notify_all()

    def wait(self, what: Any) -> None:
        with self.heard:
            assert self.heard.wait_for(what, 10)


def test_with_its_thread_on_a_real_disk(tmp_path: Path) -> None:
    path, waiter = tmp_path / "a.toml", Waiter()
    keeper = Keeper.create(path, Session(id="k3m9x2"), listener=waiter)
    assert keeper.flush(10)
    waiter.states.clear()
    add(keeper, "one")
    waiter.wait(lambda: waiter.states and not waiter.states[-1].pending)
    assert len(scan(recording_path(path).read_bytes()).edits) == 1
    assert keeper.flush(10)
    assert "one" in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    second = Keeper.open(path)
    assert second.read_only
    keeper.close()
    assert not Keeper.open(path, threaded=False).read_only


def test_links_are_followed(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link.toml"
    real.mkdir()
    Keeper.create(real / "a.toml", Session(id="k3m9x2")).close()
    link.symlink_to(real / "a.toml")
    keeper = Keeper.open(link)
    add(keeper, "one")
    keeper.close()
    assert link.is_symlink()
    assert "one" in (real / "a.toml").read_text()
    assert sorted(path.name for path in real.iterdir()) == ["a.recording.toml", "a.toml"]
    assert list(tmp_path.glob("*.recording.toml")) == []


def test_another_programs_change_is_heard_while_open(tmp_path: Path) -> None:
    path, waiter = tmp_path / "a.toml", Waiter()
    keeper = Keeper.create(path, Session(id="k3m9x2", title="before"), listener=waiter)
    assert keeper.flush(10)
    path.write_text(path.read_text().replace("before", "after"))
    waiter.wait(lambda: waiter.changes)
    assert keeper.session.title == "after"
    keeper.close()
    assert "after" in path.read_text()


def test_at_the_close_another_programs_change_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    keeper = Keeper.create(path, Session(id="k3m9x2", title="before"))
    assert keeper.flush(10)
    path.write_text(path.read_text().replace("before", "after"))
    keeper.close(10)
    assert keeper.session.title == "after"


def test_closing_twice_is_closing_once(tmp_path: Path) -> None:
    keeper = Keeper.create(tmp_path / "a.toml", Session(id="k3m9x2"))
    keeper.close()
    keeper.close()
    assert keeper.flush()
    assert keeper.state == SaveState()


def test_a_fault_in_the_writers_thread_shows_as_not_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waiter = Waiter()
    keeper = Keeper.create(tmp_path / "a.toml", Session(id="k3m9x2"), listener=waiter, timing=Timing(retry=0.01))
    assert keeper.flush(10)

    def fail(_journal: Journal) -> None:
        raise ValueError("a fault")

    with monkeypatch.context() as patched:
        patched.setattr(Journal, "write", fail)
        add(keeper, "one")
        assert not keeper.flush(0.2)
        assert keeper.state.not_saved
        assert keeper.state.error == "ValueError: a fault"
    assert keeper.flush(10)
    assert keeper.state == SaveState()
    keeper.close()
    assert words(Keeper.open(tmp_path / "a.toml", threaded=False)) == ["one"]


def test_saving_elsewhere_writes_over_nothing() -> None:
    table = Table()
    keeper = table.create()
    keeper.flush()
    with pytest.raises(FileExistsError):
        keeper.save_to(PATH)


def test_an_edit_lets_the_frame_that_shows_it_go_first_but_keeps_nobody_waiting() -> None:
    clock, timing = Clock(), Timing(append_after=0.5)
    shared = SaveQueue(Session(id="k3m9x2"), clock)
    with shared.condition:
        shared.saved()
        assert shared.rests(timing) == 0.0
        shared.put(shared.session, [b"one"])
        assert shared.rests(timing) == 0.5
        clock.seconds += 0.4
        shared.put(shared.session, [b"two"])
        assert shared.rests(timing) == pytest.approx(0.1)
        shared.hurry = True
        assert shared.rests(timing) == 0.0
