"""Folders of sessions to search, and the index of one."""

from __future__ import annotations

from pathlib import Path

from bpm_tui.library.library import Library
from bpm_tui.library.query import query_of
from bpm_tui.library.search import Filters, Result
from bpm_tui.model.session import Session
from bpm_tui.storage.session.document import document_text
from bpm_tui.storage.user.places import Places


def places_in(folder: Path) -> Places:
    """Return places of which the sessions are in ``sessions`` and the index below ``state``."""
    return Places(folder / "config", folder / "state", folder / "sessions")


def put(places: Places, session: Session, name: str = "") -> Path:
    """Write a session's document, and return its path."""
    places.sessions.mkdir(parents=True, exist_ok=True)
    path = places.sessions / f"{name or session.id}.toml"
    path.write_text(document_text(session), encoding="utf-8")
    return path


def found(library: Library, text: str, filters: Filters | None = None, limit: int = 1000) -> list[Result]:
    """Return what is found by a text."""
    return library.search(query_of(text), filters or Filters(), limit).results


def names(results: list[Result]) -> set[str]:
    """Return the names of the sessions that were found."""
    return {result.listed.name for result in results}
