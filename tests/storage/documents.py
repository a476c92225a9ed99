"""Documents to list and to find."""

from __future__ import annotations

from pathlib import Path

from bpm_tui.model.session import Incident, Session
from bpm_tui.storage.session.document import document_text


def write(folder: Path, name: str, title: str = "", *, incident: str = "", key: str = "k3f9a2") -> Path:
    """Write a document into a folder, which is made, and return its path."""
    path = folder / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(document_text(Session(id=key, title=title, incident=Incident(id=incident))))
    return path
