"""Every session as a page in one folder, with an index of the sessions and of what is still to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bpm_tui.exchange.errors import ExchangeError
from bpm_tui.exchange.export.export import Exported, ExportError, Manner, export, writer_for
from bpm_tui.exchange.export.page.blocks import Block, Facts, Heading, Items, ListItem, Paragraph
from bpm_tui.exchange.export.page.record import Record, is_to_do
from bpm_tui.exchange.export.save import save_export
from bpm_tui.exchange.export.sections.lists import follow_up_details
from bpm_tui.exchange.export.writers.writer import Writer
from bpm_tui.model.edits import EditError
from bpm_tui.model.session import Session
from bpm_tui.storage.disk.problems import StorageError
from bpm_tui.storage.disk.regular import read_regular
from bpm_tui.storage.folder.listing import Listed, list_sessions
from bpm_tui.storage.session.file_names import name_of

INDEX = "index"
TITLE = "Postmortems"
SAID = "This page is written by bpm export --all, and written again the next time."


@dataclass
class LibraryPages:
    """What was done: the files that are new or changed, how many pages there are, and what could not be exported.

    ``kept`` and ``marked`` are by the names of the sessions: the actors that seem no people, and how many
    sentences the coach marked.
    """

    written: list[Path] = field(default_factory=list)
    pages: int = 0
    problems: list[str] = field(default_factory=list)
    kept: dict[str, tuple[str, ...]] = field(default_factory=dict)
    marked: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Page:
    listed: Listed
    done: Exported
    marked: int


@dataclass(frozen=True, slots=True)
class Reading:
    """How a session is read from its document, and how many sentences of one are marked by the coach."""

    read: Callable[[Path], Session]
    marked: Callable[[Session], int]


def export_library(
    sessions: Path, folder: Path, manner: Manner, templates: Path | None, reading: Reading
) -> LibraryPages:
    """Write a page for every session, named like its file, and an index; files that would not change are left alone.

    Nothing is ever removed. A session that cannot be read is among the problems.

    Raises:
        ExportError: the format has no pages, or the folder has an index that somebody else wrote.
        OSError: the folder cannot be written.
    """
    writer = writer_for(manner)
    index = folder / f"{INDEX}{writer.ending}"
    _check(index, writer)
    done = LibraryPages()
    folder.mkdir(parents=True, exist_ok=True)
    entries: list[ListItem] = []
    to_do: list[ListItem] = []
    for page in _pages(sessions, manner, templates, reading, done):
        name = name_of(page.listed.path)
        _write(folder / f"{name}{writer.ending}", page.done.text, done)
        # Only what the index needs is kept: all sessions at once would not fit into the memory.
        entries.append(_entry(page))
        to_do += _to_do(page)
        done.kept |= {name: page.done.kept} if page.done.kept else {}
        done.marked |= {name: page.marked} if page.marked else {}
    _write(index, writer.document(TITLE, writer.body(_index(entries, to_do))), done)
    done.pages = len(entries)
    return done


def _pages(
    sessions: Path, manner: Manner, templates: Path | None, reading: Reading, done: LibraryPages
) -> Iterable[_Page]:
    for listed in list_sessions(sessions):
        if listed.name == INDEX:
            done.problems.append(f"{listed.path}: not exported: its page would take the place of the index")
            continue
        try:
            session = reading.read(listed.path)
            yield _Page(listed, export(session, manner, templates), reading.marked(session))
        except (ExchangeError, StorageError, EditError) as error:
            done.problems.append(f"{listed.name}: not exported: {error}")
        except OSError as error:
            done.problems.append(f"{listed.name}: not exported: {error.strerror or error}")


def _index(entries: Sequence[ListItem], to_do: Sequence[ListItem]) -> Iterable[Block]:
    yield Heading(1, TITLE)
    yield Paragraph(SAID)
    yield Facts((("Sessions", str(len(entries))), ("Open follow-ups", str(len(to_do)))))
    if to_do:
        yield Heading(2, "Still to do")
        yield Items(tuple(to_do))
    if entries:
        yield Heading(2, "All sessions")
        yield Items(tuple(entries))


def _entry(page: _Page) -> ListItem:
    session = page.done.session
    details = (
        ("Incident", session.incident.id),
        ("Severity", session.incident.severity),
        ("Status", session.status),
    )
    day = page.listed.day.isoformat()
    return ListItem(f"{day} {session.title or 'Untitled postmortem'}", details, to=page.listed.name)


def _to_do(page: _Page) -> Iterable[ListItem]:
    record = Record(page.done.session)
    for one in page.done.session.follow_ups.values():
        if is_to_do(one):
            details = follow_up_details(record, one)[:-1]
            where = ("Postmortem", page.done.session.title or page.listed.name)
            yield ListItem(one.text, (*details, where), box="open", to=page.listed.name)


def _check(index: Path, writer: Writer) -> None:
    """Refuse to write over somebody else's index.

    Raises:
        ExportError: there is one.
    """
    if index.exists() and writer.text(SAID) not in read_regular(index).decode("utf-8", "replace"):
        raise ExportError(f"{index} was not written by bpm export --all; choose another folder, or move it away")


def _write(path: Path, text: str, done: LibraryPages) -> None:
    try:
        same = read_regular(path) == text.encode()
    except FileNotFoundError:
        same = False
    if not same:
        save_export(path, text)
        done.written.append(path)
