"""Every document of a folder, read: for questions that need whole sessions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bpm_tui.model.session import Session
from bpm_tui.storage.disk.problems import BadFileError, Problem
from bpm_tui.storage.disk.regular import read_regular
from bpm_tui.storage.folder.listing import documents
from bpm_tui.storage.session.document import read_document


class Document(NamedTuple):
    """One session and where it is."""

    path: Path
    session: Session


def read_all(folder: Path) -> Iterator[Document | Problem]:
    """Yield every session of a folder, or what is wrong with its document; one that is gone by then is passed over."""
    for path in documents(folder):
        try:
            yield Document(path, read_document(read_regular(path), path))
        except FileNotFoundError:
            continue
        except BadFileError as error:
            yield error.problems[0]
        except OSError as error:
            yield Problem(path, 1, 1, f"cannot be read: {error.strerror}")
