"""What the two files of a session are called."""

from __future__ import annotations

from pathlib import Path

DOCUMENT = ".toml"
"""How a document's name ends."""
RECORDING = ".recording.toml"
"""How a recording's name ends."""


def bare_name(file_name: str) -> str:
    """Return the name of a document or a recording without its ending."""
    return file_name.removesuffix(RECORDING).removesuffix(DOCUMENT)


def name_of(path: Path) -> str:
    """Return a session's name, by which the command line calls it, from the path of either file."""
    return bare_name(path.name)


def is_recording(path: Path | str) -> bool:
    """Say whether a path or a file's name is that of a recording."""
    return str(path).endswith(RECORDING)


def recording_path(document: Path) -> Path:
    """Return where the recording of a document is."""
    return document.with_name(document.name.removesuffix(DOCUMENT) + RECORDING)


def document_path(recording: Path) -> Path:
    """Return where the document of a recording is."""
    return recording.with_name(recording.name.removesuffix(RECORDING) + DOCUMENT)


def handover_folder(document: Path) -> Path:
    """Return the folder of what other processes hand over to whoever has a document open."""
    return document.with_name(f".{name_of(document)}.handover")
