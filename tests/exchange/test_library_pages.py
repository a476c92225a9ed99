"""Every session as a page, and an index of them."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote

import pytest

from bpm_tui.exchange.export.export import ExportError, Format, Manner
from bpm_tui.exchange.export.library_pages import LibraryPages, Reading, export_library
from bpm_tui.model.session import Session
from bpm_tui.storage.session.document import document_text, read_document
from tests.exchange.reading import Page, read_github
from tests.exchange.sample import SAMPLE


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "sessions"
    folder.mkdir()
    put(folder, "2026-11-20-payments", SAMPLE)
    put(folder, "2026-12-01-queue (2)", Session(id="second", title="Queue | again"))
    return folder


def put(folder: Path, name: str, session: Session) -> None:
    (folder / f"{name}.toml").write_text(document_text(session))


def exported(library: Path, wiki: str = "neutral", format_: Format = "markdown") -> LibraryPages:
    manner = Manner(wiki=wiki, format=format_)
    reading = Reading(lambda path: read_document(path.read_bytes(), path), lambda session: len(session.entries))
    return export_library(library, library.parent / "wiki", manner, None, reading)


def index(library: Path) -> Page:
    return read_github((library.parent / "wiki" / "index.md").read_text())


def test_every_session_has_a_page_and_the_index_leads_to_all(library: Path) -> None:
    done = exported(library)
    folder = library.parent / "wiki"
    assert sorted(path.name for path in folder.iterdir()) == [
        "2026-11-20-payments.md",
        "2026-12-01-queue (2).md",
        "index.md",
    ]
    assert (done.pages, len(done.written), done.problems) == (2, 3, [])
    assert done.marked == {"2026-11-20-payments": len(SAMPLE.entries)}
    page = index(library)
    assert page.headings == [("h1", "Postmortems"), ("h2", "Still to do"), ("h2", "All sessions")]
    assert page.items[:2] == ["Sessions: 2", "Open follow-ups: 1"]
    assert page.items[2].startswith("[ ]")
    assert "Owner: Ana" in page.items[2]
    assert page.items[3].endswith("Queue | again\nStatus: draft")
    assert {unquote(address) for address in page.addresses} == {path.name for path in folder.iterdir()} - {"index.md"}


def test_only_what_changed_is_written_again(library: Path) -> None:
    exported(library)
    folder = library.parent / "wiki"
    (folder / "notes.md").write_text("ours")
    assert exported(library).written == []
    put(library, "2026-11-20-payments", SAMPLE.model_copy(update={"title": "Payments, again"}))
    assert [path.name for path in exported(library).written] == ["2026-11-20-payments.md", "index.md"]
    (library / "2026-12-01-queue (2).toml").unlink()
    assert [path.name for path in exported(library).written] == ["index.md"]
    assert (folder / "2026-12-01-queue (2).md").exists()
    assert (folder / "notes.md").read_text() == "ours"


def test_an_index_that_somebody_else_wrote_is_left_alone(library: Path) -> None:
    folder = library.parent / "wiki"
    folder.mkdir()
    (folder / "index.md").write_text("# Our team\n")
    with pytest.raises(ExportError, match="was not written by bpm"):
        exported(library)
    assert [path.name for path in folder.iterdir()] == ["index.md"]


def test_a_broken_session_is_told_and_the_others_go_out(library: Path) -> None:
    (library / "2026-12-02-broken.toml").write_text('format = 1\nid = "broken"\nstatus = 3\n')
    put(library, "index", SAMPLE)
    done = exported(library)
    assert done.pages == 2
    assert len(done.problems) == 2
    assert any("2026-12-02-broken" in problem for problem in done.problems)
    assert any("would take the place of the index" in problem for problem in done.problems)


@pytest.mark.parametrize(
    ("format_", "wiki", "link"),
    [
        ("markdown", "wikijs", "(2026-11-20-payments)"),
        ("markdown", "gitlab", "(2026-11-20-payments.md)"),
        ("html", "neutral", 'href="2026-11-20-payments.html"'),
        ("mediawiki", "neutral", "[[2026-11-20-payments|"),
    ],
)
def test_links_are_those_of_the_wiki(library: Path, format_: Format, wiki: str, link: str) -> None:
    done = exported(library, wiki, format_)
    found = next(path for path in done.written if path.stem == "index")
    assert link in found.read_text()


def test_data_has_no_pages(library: Path) -> None:
    with pytest.raises(ExportError, match="has no pages"):
        exported(library, format_="json")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
@pytest.mark.parametrize("name", ["index.md", "2026-11-20-payments.md"])
def test_a_pipe_in_the_folder_of_pages_is_never_waited_for(library: Path, name: str) -> None:
    (folder := library.parent / "wiki").mkdir()
    os.mkfifo(folder / name)
    with pytest.raises(OSError, match="this is not a regular file"):
        exported(library)
