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
from bpm_tui.storage.folder.find import NoSessionError, find_session
from bpm_tui.storage.folder.listing import Listed, documents, list_sessions, look_at, new_document
from bpm_tui.storage.session.document import document_text
from bpm_tui.storage.session.file_names import name_of
from bpm_tui.storage.session.keeper import Keeper

DAY = date(2026, 11, 20)


def write(folder: Path, name: str, title: str = "", *, incident: str = "", key: str = "k3f9a2") -> Path:
    path = folder / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(document_text(Session(id=key, title=title, incident=Incident(id=incident))))
    return path


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
    assert "opening the session writes it again" in lone.problem.message
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


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "sessions"
    write(folder, "2026-11-20-payments-outage", "Payments outage", incident="INC-2481", key="k3f9a2")
    write(folder, "2026-11-21-payments-slow", "Payments slow in Asia", incident="INC-2482", key="m00002")
    write(folder, "2026-11-22-lost-mail", "Mail was lost", incident="INC-24", key="n00003")
    write(folder, "2026-11-22-lost", "Lost and found", key="p00004")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("2026-11-20-payments-outage", "2026-11-20-payments-outage"),
        ("2026-11-20-payments-outage.toml", "2026-11-20-payments-outage"),
        ("2026-11-20-payments-outage.recording.toml", "2026-11-20-payments-outage"),
        ("2026-11-22-lost", "2026-11-22-lost"),
        ("m00002", "2026-11-21-payments-slow"),
        ("inc-24", "2026-11-22-lost-mail"),
        ("outage", "2026-11-20-payments-outage"),
        ("SLOW payments", "2026-11-21-payments-slow"),
        ("asia", "2026-11-21-payments-slow"),
        ("found", "2026-11-22-lost"),
        ("2481", "2026-11-20-payments-outage"),
        ("sessions/2026-11-22-lost.toml", "2026-11-22-lost"),
        ("./sessions/2026-11-22-lost", "2026-11-22-lost"),
        ("sessions/2026-11-22-lost.recording.toml", "2026-11-22-lost"),
    ],
)
def test_a_session_is_found_by_what_people_type(library: Path, words: str, name: str) -> None:
    assert find_session(words, library).resolve() == library / f"{name}.toml"


def test_a_document_that_is_here_wins_over_the_library(library: Path) -> None:
    here = write(library.parent, "2026-11-22-lost")
    assert find_session("2026-11-22-lost.toml", library).resolve() == here
    assert find_session("2026-11-22-lost", library) == library / "2026-11-22-lost.toml"


def test_a_broken_session_is_found_by_its_name(library: Path) -> None:
    (library / "2026-11-23-broken.toml").write_text("format = ")
    assert find_session("broken", library) == library / "2026-11-23-broken.toml"


def test_several_that_fit_are_all_named(library: Path) -> None:
    with pytest.raises(NoSessionError, match="'payments' may be any of these; say more of the name:") as error:
        find_session("payments", library)
    assert error.value.names == [
        "2026-11-21-payments-slow  Payments slow in Asia",
        "2026-11-20-payments-outage  Payments outage",
    ]
    assert str(error.value).count("\n") == 2


def test_many_that_fit_are_not_all_shown(library: Path) -> None:
    for place in range(20):
        write(library, f"2026-12-01-cache-{place}")
    with pytest.raises(NoSessionError) as error:
        find_session("cache", library)
    assert len(error.value.names) == 20
    assert str(error.value).endswith("\n  …")


@pytest.mark.parametrize("words", ["paymetns outage", "INC-2418", "payment-outages"])
def test_a_misspelt_name_is_answered_with_the_nearest(library: Path, words: str) -> None:
    with pytest.raises(NoSessionError, match="nearest are:") as error:
        find_session(words, library)
    assert "2026-11-20-payments-outage  Payments outage" in error.value.names


@pytest.mark.parametrize(
    "words", ["zzzzzz", "", " ", "./outage", "~nobody-here/outage", "/", ".", "x" * 5000 + ".toml"]
)
def test_nothing_that_fits_is_an_error(library: Path, words: str) -> None:
    with pytest.raises(NoSessionError, match="there is no session"):
        find_session(words, library)


def test_an_empty_library_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(NoSessionError, match="bpm new TITLE"):
        find_session("outage", tmp_path)
