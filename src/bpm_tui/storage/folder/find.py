"""Which session a word on the command line means: a path, a name, or the unique part of a name or title."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from bpm_tui.storage.disk.problems import StorageError
from bpm_tui.storage.folder.listing import Listed, list_sessions
from bpm_tui.storage.session.file_names import DOCUMENT, is_recording, name_of, recording_path
from bpm_tui.storage.user.places import typed_path

_SHOWN = 8


class NoSessionError(StorageError, LookupError):
    """No session matches, or several do; ``names`` are the candidates, or similar names."""

    def __init__(self, message: str, names: Iterable[str] = ()) -> None:
        self.names = list(names)
        more = ["…"] if len(self.names) > _SHOWN else []
        super().__init__("\n  ".join([message, *self.names[:_SHOWN], *more]))


def find_session(words: str, folder: Path) -> Path:
    """Return the document that is meant.

    What has a folder in it (``./…``, ``~/…``) is a path, and so is the name of a document that is here. Otherwise
    the first of these that fits: a name; an id, or the incident's; a part of names; a part of titles. A part is
    words in any order and case. A recording stands for its document.

    Raises:
        NoSessionError: nothing fits, or several do equally.
    """
    path = typed_path(words)
    if _is_path(words) or (path.name.endswith(DOCUMENT) and _is_file(path)):
        return _document_at(path)
    sessions = list_sessions(folder)
    wanted = name_of(Path(words)).casefold() if words.strip() else ""
    for fitting in _fitting(wanted, sessions):
        if len(fitting) == 1:
            return fitting[0].path
        if fitting:
            raise NoSessionError(
                f"{words!r} matches more than one session; type more of the name:", map(_described, fitting)
            )
    raise _nothing(words, sessions, folder)


def _is_path(words: str) -> bool:
    separators = (os.sep, os.altsep) if os.altsep else (os.sep,)
    return words.startswith("~") or any(separator in words for separator in separators)


def _is_file(path: Path) -> bool:
    return os.path.isfile(path)  # noqa: PTH113 - the other way raises where a name is too long


def _document_at(path: Path) -> Path:
    if path.name and not is_recording(path) and _is_file(path):
        return path
    named = path.with_name(name_of(path) + DOCUMENT) if path.name else path
    # Without its document a session can be opened from its recording.
    if path.name and (_is_file(named) or _is_file(recording_path(named))):
        return named
    raise NoSessionError(f"there is no session {named}")


def _fitting(wanted: str, sessions: list[Listed]) -> Iterator[list[Listed]]:
    """Yield the sessions that fit in each way, the strictest way first."""
    if not wanted:
        return
    yield [each for each in sessions if each.name.casefold() == wanted]
    yield [each for each in sessions if wanted in (each.id.casefold(), each.incident.casefold())]
    yield [each for each in sessions if _holds(each.name, wanted)]
    yield [each for each in sessions if _holds(f"{each.name} {each.incident} {each.title}", wanted)]


def _holds(text: str, wanted: str) -> bool:
    return all(word in text.casefold() for word in wanted.split())


def _described(session: Listed) -> str:
    return f"{session.name}  {session.title}".rstrip()


def _nothing(words: str, sessions: list[Listed], folder: Path) -> NoSessionError:
    if words == "demo":
        return NoSessionError("there is no session 'demo'; bpm demo and bpm replay demo show the sample session")
    if not sessions:
        return NoSessionError(f"there is no session {words!r}: {folder} is empty; bpm new TITLE makes one")
    known = {text.casefold(): each for each in sessions for text in (each.title, each.incident, each.name, _slug(each))}
    near = difflib.get_close_matches(words.casefold(), known, n=3, cutoff=0.5)
    names = dict.fromkeys(_described(known[text]) for text in near)
    hint = "the closest are:" if names else "bpm list shows all"
    return NoSessionError(f"there is no session {words!r} in {folder}; {hint}", names)


def _slug(session: Listed) -> str:
    """Return the name without a date before it, which nobody types."""
    return session.name[11:] if session.name[:4].isdigit() else session.name
