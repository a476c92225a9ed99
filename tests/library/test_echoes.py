"""Echoes: earlier sessions that resemble one, why, and what is still open there."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from benchmarks.echo_pairs import Twins, measured
from bpm_tui.library.echo_words import EchoBook, about, about_text, echo_book
from bpm_tui.library.echoes import Echo, announced, with_follow_ups
from bpm_tui.library.library import Library
from bpm_tui.model.session import Session
from bpm_tui.storage.folder.listing import Listed, listed
from bpm_tui.storage.user.content import load
from bpm_tui.storage.user.places import Places
from tests.library.folders import places_in, put
from tests.sessions import entry_at, session_of

BOOK = load("echoes", echo_book, Path("nowhere"))[0]


def told(key: str, what: str, day: str = "2026-01-01", **more: object) -> Session:
    notes = [{"id": "n00001", "kind": "assumed", "text": "the renewal job runs by itself"}]
    signal = {"id": "s00001", "what": "expiry date", "where": "dashboard", "state": "missed"}
    entry = entry_at("14:32", what, actor="Ana Berg", outcome="handshakes worked", notes=notes, signals=[signal])
    incident = {"services": ["edge"], "started": f"{day}T10:00+00:00"}
    return session_of(entry, id=key, title=f"Outage {key}", **({"incident": incident, "status": "finished"} | more))


def like(places: Places, session: Session) -> list[Echo]:
    library = Library(places)
    found = library.echoes(about(session), BOOK, listed(session, Path("x.toml")))
    library.close()
    return found


@pytest.fixture
def places(tmp_path: Path) -> Places:
    places = places_in(tmp_path)
    follow_ups = [
        {"id": "f00001", "text": "alert before expiry", "owner": "Ana", "due": "2026-02-01"},
        {"id": "f00002", "text": "done already", "status": "done"},
        {"id": "f00003", "text": "none needed", "decision": "none, because we moved"},
    ]
    put(places, told("twin01", "renewed the certificate", follow_ups=follow_ups))
    put(
        places,
        session_of(entry_at("10:00", "the disk was full of journals"), id="disk01", title="Logs", status="finished"),
    )
    return places


def test_an_earlier_session_in_other_words_is_found_and_said_why(places: Places) -> None:
    (first, *_) = like(places, told("late01", "replaced an expired TLS cert by hand", "2026-03-01"))
    assert first.listed.id == "twin01"
    assert first.shared[0] == "service edge"
    assert any(said.startswith("signals about ") and said.endswith("missed in both") for said in first.shared)
    assert any(said.startswith("assumptions about ") and "renewal" in said for said in first.shared)
    (still,) = with_follow_ups(first, date(2026, 2, 11)).open_follow_ups
    assert (still.text, still.owner, still.late) == ("alert before expiry", "Ana", 10)


def test_only_earlier_sessions_are_echoes_however_long_ago(places: Places) -> None:
    late, early = (told("mine01", "renewed the certificate", day) for day in ("2036-01-01", "2025-01-01"))
    assert like(places, late)[0].listed.id == "twin01"
    assert "twin01" not in [one.listed.id for one in like(places, early)]


def test_a_session_is_no_echo_of_itself(places: Places) -> None:
    assert "twin01" not in [one.listed.id for one in like(places, told("twin01", "renewed the certificate"))]


def test_names_of_people_make_nothing_alike(places: Places) -> None:
    meeting = {"id": "m00001", "participants": [{"id": "p00001", "name": "Zebediah Quist"}]}
    put(
        places,
        session_of(entry_at("10:00", "Quist left"), id="same01", title="Kasse", status="finished", meetings=[meeting]),
    )
    mine = session_of(entry_at("11:00", "asked Quist and Zebediah", actor="Quist"), id="mine01", meetings=[meeting])
    assert not {"quist", "zebediah"} & about(mine).weights(BOOK).keys()
    assert "same01" not in [one.listed.id for one in like(places, mine)]
    weights = about(told("late01", "Ana Berg restarted it")).weights(EchoBook())
    assert not {"ana", "berg"} & weights.keys()


def test_words_of_an_alert_are_enough(places: Places) -> None:
    library = Library(places)
    (first, *_) = library.echoes(about_text("TLS handshake failed: certificate has expired"), BOOK)
    assert first.listed.id == "twin01"
    assert library.echoes(about_text("zzz"), BOOK) == []
    assert library.echoes(about_text(""), BOOK) == []
    library.close()


@pytest.mark.parametrize(
    ("scores", "status", "said"),
    [
        ([0.5, 0.2, 0.2, 0.2, 0.2], "finished", True),
        ([0.5, 0.5, 0.5, 0.5, 0.5], "finished", False),
        ([0.05], "finished", False),
        ([0.5], "finished", True),
        ([0.5], "draft", False),
        ([], "finished", False),
    ],
)
def test_only_what_stands_out_is_announced_and_never_a_draft(scores: list[float], status: str, *, said: bool) -> None:
    found = [Echo(Listed(Path("a.toml"), date(2026, 1, 1), status=status), score, ()) for score in scores]
    assert announced(found) == (found[0] if said else None)


def test_a_broken_book_is_named() -> None:
    with pytest.raises(ValueError, match="groups"):
        echo_book({"groups": ["a b", 3]})


def test_the_measure_of_pairs_measures(tmp_path: Path) -> None:
    chance = random.Random(2)
    sentences = [" ".join(chance.choices(["alpha", "beta", "gamma", "delta", "epsilon"], k=9)) + "." for _ in range(60)]
    twins = [Twins("cert", told("onea01", "renewed the certificate"), told("oneb01", "replaced the expired TLS cert"))]
    figures = measured(twins, sentences, tmp_path / "all", 30)
    assert (figures.first, figures.in_five, figures.announced) == (1.0, 1.0, 1.0)
    assert 0.0 <= figures.unrelated_announced <= 1.0
