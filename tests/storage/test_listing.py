from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bpm_tui.model.session import Entry, FollowUp, Incident, Learning, Meeting, Session
from bpm_tui.model.times.moment import Moment
from bpm_tui.storage.folder.check import check_session
from bpm_tui.storage.folder.find import find_session
from bpm_tui.storage.folder.listing import Listed, documents, list_sessions, look_at, new_document
from bpm_tui.storage.session.document import document_text
from bpm_tui.storage.session.file_names import name_of
from bpm_tui.storage.session.keeper import Keeper
from tests.storage.documents import write

DAY = date(2026, 11, 20)


def test_the_list_shows_what_a_session_holds(tmp_path: Path) -> None:
    held = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
    session = Session(
        id="k3f9a2",
        title="Payments outage",
        status="open",
        incident=Incident(
            id="INC-2481", severity="SEV-2", started=Moment("about", at=datetime(2026, 11, 20, 23, 58, tzinfo=UTC))
        ),
        meetings={"t00001": Meeting(id="t00001", held=held)},
        entries={key: Entry(id=key, what="x") for key in ("e00001", "e00002")},
        learnings={"l00001": Learning(id="l00001", text="x")},
        follow_ups={
            "f00001": FollowUp(id="f00001", text="raise the limit", owner="Ana"),
            "f00002": FollowUp(id="f00002", text="nothing", decision="none, because it is rare"),
            "f00003": FollowUp(id="f00003", text="done", status="done"),
        },
    )
    path = tmp_path / "2026-11-22-payments.toml"
    path.write_text(document_text(session))
    expected = Listed(path, DAY, "k3f9a2", "Payments outage", "INC-2481", "SEV-2", "open", 2, 1, 1)
    assert list_sessions(tmp_path) == [expected]
    assert expected.name == "2026-11-22-payments"


def test_the_latest_comes_first_and_other_files_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "2026-11-19-a")
    write(tmp_path, "2026-11-20-b")
    (tmp_path / "2026-11-20-b.recording.toml").write_text("[[edit]]\n")
    (tmp_path / ".lone.recording.toml").write_text("[[edit]]\n")
    (tmp_path / ".2026-11-20-b.toml.123.tmp").write_text("format = ")
    (tmp_path / ".hidden.toml").write_text("format = ")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "notes.md").write_text("# Notes\n")
    assert [each.name for each in list_sessions(tmp_path)] == ["2026-11-20-b", "2026-11-19-a"]


def test_a_folder_that_is_not_there_holds_no_sessions(tmp_path: Path) -> None:
    assert list_sessions(tmp_path / "nowhere") == []


@pytest.mark.parametrize(
    ("started", "name", "day"),
    [
        ("started = 2026-11-20T14:00:00Z", "x", DAY),
        ("started = 2026-11-20", "x", DAY),
        ('started = "before 2026-11-20T14:00Z"', "x", DAY),
        ('started = "some time in 2026-99-99"', "2026-11-20-x", DAY),
        ("", "2026-11-20-x", DAY),
    ],
)
def test_the_day_is_the_best_that_can_be_said(tmp_path: Path, started: str, name: str, day: date) -> None:
    path = tmp_path / f"{name}.toml"
    path.write_text(f'id = "k3f9a2"\n[incident]\n{started}\n')
    assert [each.day for each in list_sessions(tmp_path)] == [day]


def test_without_any_day_it_is_the_one_the_file_was_written(tmp_path: Path) -> None:
    path = write(tmp_path, "payments")
    noon = datetime(2026, 11, 20, 12, 0).timestamp()
    os.utime(path, (noon, noon))
    assert [each.day for each in list_sessions(tmp_path)] == [DAY]


@pytest.mark.parametrize(
    ("content", "place", "reason"),
    [
        (b"format = 1\ntitle = \n", (2, 9), "not TOML"),
        (b'format = 1\ntitle = "caf\xe9"\n', (2, 13), "not UTF-8"),
        (b'format = 1\nincident = "INC-1"\n', (2, 1), "incident: expected a table [incident]"),
        (b"format = 1\n entries = [1]\n", (2, 2), "entries: expected tables [[entries]]"),
    ],
)
def test_a_broken_session_is_listed_with_its_error(
    tmp_path: Path, content: bytes, place: tuple[int, int], reason: str
) -> None:
    write(tmp_path, "2026-11-19-fine", "Fine")
    (tmp_path / "2026-11-20-broken.toml").write_bytes(content)
    broken, fine = list_sessions(tmp_path)
    assert (fine.title, fine.problem) == ("Fine", None)
    assert (broken.name, broken.day) == ("2026-11-20-broken", DAY)
    assert broken.problem is not None
    assert (broken.problem.line, broken.problem.column) == place
    assert reason in broken.problem.message


def test_a_folder_named_like_a_session_is_listed_as_broken(tmp_path: Path) -> None:
    (tmp_path / "2026-11-20-x.toml").mkdir()
    (broken,) = list_sessions(tmp_path)
    assert broken.problem is not None
    assert "Is a directory" in broken.problem.message


def recorded(folder: Path, name: str, key: str) -> Path:
    keeper = Keeper.create(folder / f"{name}.toml", Session(id=key, title="Payments outage"))
    keeper.close()
    return keeper.path


def test_a_session_killed_before_its_document_was_written_is_listed_and_found(tmp_path: Path) -> None:
    path = recorded(tmp_path, "2026-11-20-payments", "k3f9a2")
    path.unlink()
    (lone,) = list_sessions(tmp_path)
    assert (lone.path, lone.id, lone.day) == (path, "k3f9a2", DAY)
    assert lone.problem is not None
    assert "opening the session restores it" in lone.problem.message
    assert find_session("payments", tmp_path) == find_session(str(path), tmp_path) == path
    keeper = Keeper.open(path)
    keeper.close()
    assert [each.title for each in list_sessions(tmp_path)] == ["Payments outage"]


def test_a_recording_left_behind_by_a_rename_is_not_listed(tmp_path: Path) -> None:
    recorded(tmp_path, "before", "k3f9a2").rename(tmp_path / "after.toml")
    assert [(each.name, each.problem) for each in list_sessions(tmp_path)] == [("after", None)]


def test_a_changed_document_is_read_again(tmp_path: Path) -> None:
    path = write(tmp_path, "a", "Before")
    before = look_at(path)
    write(tmp_path, "a", "After that")
    after = look_at(path)
    assert (before and before.title, after and after.title) == ("Before", "After that")
    path.unlink()
    assert look_at(path) is None


def test_copies_with_one_id_are_told(tmp_path: Path) -> None:
    for name, key in (("a", "k3f9a2"), ("b", "m00002"), ("c", "k3f9a2")):
        write(tmp_path, name, key=key)
    (tmp_path / "d.toml").write_text("format = ")
    (tmp_path / "e.toml").write_text("format = ")
    said = {path.stem: " ".join(problem.message for problem in check_session(path)) for path in documents(tmp_path)}
    assert [name for name, words in said.items() if "has the same id" in words] == ["a", "c"]
    assert "c.toml has the same id" in said["a"]
    assert "a.toml has the same id" in said["c"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Payments outage", "2026-11-20-payments-outage"),
        ("  Café: øl & 50 % / queue…", "2026-11-20-cafe-l-50-queue"),
        ("../../etc/passwd", "2026-11-20-etc-passwd"),
        ("障害", "2026-11-20-session"),
        ("x" * 200, "2026-11-20-" + "x" * 60),
    ],
)
def test_a_new_session_is_named_by_its_day_and_title(tmp_path: Path, title: str, name: str) -> None:
    assert new_document(tmp_path, title, DAY) == tmp_path / f"{name}.toml"


def test_a_new_session_takes_no_name_that_is_taken(tmp_path: Path) -> None:
    write(tmp_path, "2026-11-20-outage")
    (tmp_path / "2026-11-20-outage-2.recording.toml").write_text("")
    assert new_document(tmp_path, "Outage", DAY).name == "2026-11-20-outage-3.toml"


@given(st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_title_gives_a_name_that_every_system_takes(tmp_path: Path, title: str) -> None:
    path = new_document(tmp_path, title, DAY)
    assert path.parent == tmp_path
    assert path.name.isascii()
    assert len(path.name) < 100
    assert name_of(path) == name_of(path.with_name(f"{name_of(path)}.recording.toml"))
