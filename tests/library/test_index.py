"""The index: it answers like a scan of all documents, whatever happens to them and to itself."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpm_tui.library.kinds import KINDS
from bpm_tui.library.library import Library
from bpm_tui.library.pieces import pieces
from bpm_tui.library.query import query_of
from bpm_tui.library.scan import files_of
from bpm_tui.library.search import Filters
from bpm_tui.library.tokens import words
from bpm_tui.model.session import Session
from bpm_tui.storage.session.document import read_document
from bpm_tui.storage.user.places import Places
from tests.library.folders import found, names, places_in, put
from tests.sessions import entry_at, session_of
from tests.strategies import sessions

FEW = ("cache", "caches", "cold", "café", "restarting", "restarted", "warm")
TEXTS = st.lists(st.sampled_from(FEW), max_size=4).map(" ".join)
QUERIES = st.lists(
    st.sampled_from([*FEW, "-cold", "-cache", "ca*", "-rest*", '"cold cache"', '"restarting', '-"warm cache"']),
    max_size=3,
).map(" ".join)


@st.composite
def small(draw: st.DrawFn, key: str) -> Session:
    notes = [
        {"id": f"n{key}{n}", "kind": draw(st.sampled_from(["expected", "assumed"])), "text": draw(TEXTS)} for n in "12"
    ]
    entry = entry_at("14:32", draw(TEXTS), actor="Ana", outcome=draw(TEXTS), notes=notes)
    incident = {"services": [draw(st.sampled_from(["payments", "Kasse"]))], "severity": "SEV-2"}
    learnings = [{"id": "l00001", "text": draw(TEXTS), "topic": draw(st.sampled_from(["", "backups"]))}]
    return session_of(entry, id=key, title=draw(TEXTS), incident=incident, learnings=learnings)


def scanned(documents: Mapping[str, Session], text: str, kinds: tuple[str, ...] = KINDS) -> set[str]:
    """Return the names of the sessions that fit, read one by one."""
    query = query_of(text)
    return {
        name
        for name, session in documents.items()
        if query.fits(list(words(piece.text)) for piece in pieces(session) if piece.kind in kinds)
    }


ACTS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(["write", "write", "remove", "break", "ask"])), max_size=12
)


@settings(max_examples=25)
@given(st.data())
def test_index_answers_like_a_scan_of_all_documents(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        places = places_in(Path(folder))
        library, documents = Library(places), dict[str, Session]()
        for name, act in [*data.draw(ACTS), ("a", "ask")]:
            path = places.sessions / f"{name}.toml"
            if act == "write":
                documents[name] = data.draw(small(f"sess0{name}"))
                put(places, documents[name], name)
            elif act in ("remove", "break"):
                documents.pop(name, None)
                path.unlink(missing_ok=True)
                if act == "break" and places.sessions.is_dir():
                    path.write_text('id = "cache cold warm')
            else:
                text = data.draw(QUERIES)
                kinds = data.draw(st.sampled_from([KINDS, ("assumed",), ("entry", "learning")]))
                filters = Filters(kinds=() if kinds == KINDS else kinds)
                assert names(found(library, text, filters)) == scanned(documents, text, kinds)
        library.close()


@settings(max_examples=30)
@given(st.lists(sessions(), max_size=3, unique_by=lambda one: one.id), st.data())
def test_every_text_of_any_session_is_found(made: list[Session], data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        places = places_in(Path(folder))
        for number, session in enumerate(made):
            put(places, session, f"s{number}")
        library = Library(places)
        for number, session in enumerate(made):
            for piece in pieces(session):
                held = [word.folded for word in words(piece.text)]
                if held:
                    word = data.draw(st.sampled_from(held))
                    results = {one.listed.name: one for one in found(library, f'"{word}"')}
                    assert any(hit.piece == piece for hit in results[f"s{number}"].hits)
                    assert all(a < b <= len(hit.piece.text) for hit in results[f"s{number}"].hits for a, b in hit.spans)
        library.close()


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return places_in(tmp_path)


def cold(key: str = "story2", what: str = "the cache was cold") -> Session:
    return session_of(entry_at("14:32", what), id=key)


def test_a_document_is_read_again_only_when_it_changed(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(places, cold())
    os.utime(path, (1, 1))
    library = Library(places)
    assert names(found(library, "cold")) == {"story2"}
    read: list[Path] = []

    def noting(raw: bytes, path: Path) -> Session:
        read.append(path)
        return read_document(raw, path)

    monkeypatch.setattr("bpm_tui.library.reading.read_document", noting)
    assert names(found(library, "cold")) == {"story2"}
    assert read == []
    put(places, cold(what="the cache was warm"))
    assert names(found(library, "cold")) == set()
    assert names(found(library, "warm")) == {"story2"}
    assert read
    library.close()


def test_a_change_of_the_same_size_in_the_same_instant_is_seen(places: Places) -> None:
    path = put(places, cold())
    before = path.stat()
    library = Library(places)
    assert names(found(library, "cold")) == {"story2"}
    path.write_bytes(path.read_bytes().replace(b"cold", b"warm"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert names(found(library, "cold")) == set()
    library.close()


def test_a_broken_document_is_named_and_the_others_are_searched(places: Places) -> None:
    put(places, cold())
    (places.sessions / "bad.toml").write_text('id = "x1\ntitle = "cold"')
    (places.sessions / "other.toml").write_text('[tool]\nname = "cold"')
    library = Library(places)
    answer = library.search(query_of("cold"), Filters(), 10)
    assert names(answer.results) == {"story2"}
    assert [(one.file.name, one.line) for one in answer.problems] == [("bad.toml", 1)]
    library.close()


def test_recordings_are_not_searched(places: Places) -> None:
    put(places, cold())
    (places.sessions / "story2.recording.toml").write_text('[[edit]]\ntext = "deleted word"\n')
    (places.sessions / "gone.recording.toml").write_text('[[mark]]\nsession = "gone99"\ntext = "deleted word"\n')
    library = Library(places)
    assert found(library, "deleted") == []
    assert b"deleted" not in library.database.file.read_bytes()
    library.close()


def test_index_is_private(places: Places) -> None:
    put(places, cold())
    library = Library(places)
    library.refresh()
    kept = list(places.indexes.iterdir())
    assert len(kept) >= 1
    assert {stat.S_IMODE(file.stat().st_mode) for file in kept} == {0o600}
    library.close()


def ruin(file: Path) -> None:
    file.write_bytes(b"this is no database" * 999)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def foreign(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE made (by TEXT)")
        other.execute("INSERT INTO made VALUES ('something else')")
    other.close()


@pytest.mark.parametrize("spoil", [ruin, cut, foreign])
def test_a_spoilt_index_is_built_again_and_said(places: Places, spoil: Callable[[Path], None]) -> None:
    put(places, cold())
    Library(places).refresh()
    for file in places.indexes.glob("*-*"):
        file.unlink()
    spoil(places.index_of(places.sessions))
    library = Library(places)
    assert names(found(library, "cold")) == {"story2"}
    (note,) = library.notes()
    assert note.startswith("the index of the sessions was built again")
    assert names(found(library, "cold")) == {"story2"}
    assert library.notes() == []
    library.close()


def test_a_deleted_index_is_built_again_without_a_word(places: Places) -> None:
    put(places, cold())
    library = Library(places)
    assert names(found(library, "cold")) == {"story2"}
    for file in places.indexes.iterdir():
        file.unlink()
    assert names(found(library, "cold")) == {"story2"}
    assert library.notes() == []
    assert places.index_of(places.sessions).exists()
    library.close()


def test_where_no_index_can_be_kept_every_session_is_read_and_said(places: Places) -> None:
    put(places, cold())
    places.state.write_text("a file where the folder should be")
    library = Library(places)
    assert names(found(library, "cold")) == {"story2"}
    (note,) = library.notes()
    assert note.startswith("the index of the sessions cannot be kept")
    put(places, cold(what="warm"))
    assert names(found(library, "cold")) == set()
    assert library.notes() == []
    library.close()


def test_two_may_index_at_once_and_neither_is_wrong(places: Places) -> None:
    one, two = Library(places), Library(places)
    for what in ("cold", "warm", "cold", "hot"):
        put(places, cold(what=what))
        for library in (one, two):
            for word in ("cold", "warm", "hot"):
                assert names(found(library, word)) == ({"story2"} if word == what else set())
    one.close()
    two.close()


def test_an_interrupted_scan_keeps_what_it_read(places: Places) -> None:
    for number in range(250):
        os.utime(put(places, cold(f"s{number:05}")), (1, 1))

    def stop(done: int, of: int) -> None:
        assert (done, of) == (100, 250)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Library(places, stop).refresh()
    told: list[tuple[int, int]] = []
    library = Library(places, lambda done, of: told.append((done, of)))
    assert len(found(library, "cold")) == 250
    assert told[0][1] == 150
    library.close()


def test_a_folder_that_is_not_there_holds_nothing(places: Places) -> None:
    assert files_of(places.sessions) == {}
    library = Library(places)
    assert found(library, "cold") == []
    library.close()


def test_filters_keep_what_fits(places: Places) -> None:
    put(
        places,
        session_of(
            id="pay001", incident={"services": ["Payments"], "severity": "SEV-2", "started": "2026-03-01T10:00+00:00"}
        ),
    )
    put(
        places,
        session_of(id="kas001", status="draft", incident={"services": ["kasse"], "started": "2026-02-01T10:00+00:00"}),
    )
    library = Library(places)
    for labels, expected in [
        ((("service", "payments"),), {"pay001"}),
        ((("service", "KASSE"), ("status", "Draft")), {"kas001"}),
        ((("severity", "sev 2"),), {"pay001"}),
        ((("service", "payments"), ("status", "draft")), set()),
    ]:
        assert names(found(library, "outage", Filters(labels=labels))) == expected
        assert names(found(library, "", Filters(labels=labels))) == expected
    library.close()
