"""Which session is meant by what people type."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpm_tui.storage.folder.find import NoSessionError, find_session
from tests.storage.documents import write


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
    with pytest.raises(NoSessionError, match="'payments' matches more than one session; type more") as error:
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
    with pytest.raises(NoSessionError, match="the closest are:") as error:
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
