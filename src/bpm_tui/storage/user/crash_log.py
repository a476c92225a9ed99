"""Errors of the program itself, written down for whoever fixes them."""

from __future__ import annotations

import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from bpm_tui.storage.disk.files import NEW_MODE
from bpm_tui.storage.disk.small_files import append_small
from bpm_tui.storage.user.places import Places

FILE = "errors.txt"
_FORMER = "mishaps.txt"
"""The former name of the file, which everybody could read."""
_MOST = 256 * 1024
"""In bytes; a larger file starts again from empty."""


def write_error(places: Places, error: BaseException, now: datetime) -> Path:
    """Append where in the program an error came from and its kind, but no user's text; return the file.

    The file is for its owner alone. A file with the former name is continued.
    """
    file = places.state / FILE
    with suppress(Exception):  # whatever goes wrong here, the program has a bigger problem
        _go_on_with(places.state / _FORMER, file)
        written = "".join([f"{now.isoformat()}\n", *_frames(error), "\n"])
        append_small(file, written.encode("utf-8", "backslashreplace"), most=_MOST)
    return file


def last_words(error: BaseException, file: Path) -> str:
    """Return what to print when an error ends the program: not a word of a session, nor of the error's own."""
    return (
        f"bpm: something went wrong in the program ({type(error).__name__}), and it had to end. "
        f"What was saved is safe. {file} says where in the program it happened; please send us that file."
    )


def _go_on_with(former: Path, file: Path) -> None:
    if former.exists() and not file.exists():
        former.replace(file)
        file.chmod(NEW_MODE)


def _frames(error: BaseException) -> list[str]:
    """Return places in the program and kinds of errors, each error after the one it came from; no message, no value."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    places = traceback.format_tb(error.__traceback__)
    return [*(_frames(before) if before else ()), *places, f"{type(error).__name__}\n"]
