"""Where things are kept: the user's settings, the app's own state, the sessions, and what comes with the app."""

from __future__ import annotations

import glob
import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

APP = "bpm-tui"
SESSIONS_VARIABLE = "BPM_SESSIONS"

_SAFE_NAME = re.compile(r"[a-z0-9]{1,40}")
_PACKAGE = Path(__file__).parents[2]


class Places(NamedTuple):
    """The folders of one user; none of them need exist.

    ``config`` is the user's, where the app writes nothing but the user's own phrases for the coach; ``state`` is the
    app's own, ``sessions`` is the library.
    """

    config: Path
    state: Path
    sessions: Path

    @property
    def config_file(self) -> Path:
        """The user's settings."""
        return self.config / "config.toml"

    @property
    def themes(self) -> Path:
        """The user's own themes."""
        return self.config / "themes"

    @property
    def templates(self) -> Path:
        """The user's own layouts of exports."""
        return self.config / "templates"

    def private(self, what: str, session_id: str, ending: str = ".toml") -> Path:
        """Return a file of the app's own about a session, such as its ``guesses``; most sessions have none."""
        return self.state / what / f"{file_name_for(session_id)}{ending}"

    def inbox(self, session_id: str) -> Path:
        """Return the file of a session's inbox."""
        return self.private("inbox", session_id, ".jsonl")

    @property
    def indexes(self) -> Path:
        """The folder of the search indexes; every file in it can be deleted."""
        return self.state / "library"

    def index_of(self, folder: Path) -> Path:
        """Return the file of the index of a folder of sessions."""
        return self.indexes / f"{hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:32]}.db"

    def all_private(self, session_id: str) -> list[Path]:
        """Return all such files that there are, also what killed processes left of them."""
        name = glob.escape(file_name_for(session_id))
        return sorted(file for start in ("", ".") for file in self.state.glob(f"*/{start}{name}.*"))


def places(sessions: str | Path | None = None, environment: Mapping[str, str] = os.environ) -> Places:
    """Return where things are: ``sessions`` (the option) wins over ``BPM_SESSIONS``, that over the usual folder.

    The other folders are the system's usual ones; on Linux ``XDG_CONFIG_HOME``, ``XDG_STATE_HOME`` and
    ``XDG_DATA_HOME`` move them.
    """
    import platformdirs  # noqa: PLC0415  costs 10 ms that --help need not pay

    folders = platformdirs.PlatformDirs(APP, appauthor=False)
    chosen = sessions or environment.get(SESSIONS_VARIABLE)
    library = typed_path(chosen) if chosen else folders.user_data_path / "sessions"
    return Places(folders.user_config_path, folders.user_state_path, library.absolute())


def shipped_themes() -> Path:
    """Return the folder of the themes that come with the app: in the package, or beside the source it runs from."""
    inside = _PACKAGE / "themes"
    return inside if inside.is_dir() else _PACKAGE.parents[1] / "themes"


def shipped(folder: str, name: str) -> Path:
    """Return a file that comes with the app: ``questions.toml`` of ``content``, or one of ``demo``."""
    return _PACKAGE / folder / name


def typed_path(text: str | Path) -> Path:
    """Return a path as a person typed it, ``~`` being home; the home of nobody stays as it is."""
    return Path(os.path.expanduser(text))  # noqa: PTH111 - the other way raises where nobody has that name


def file_name_for(session_id: str) -> str:
    """Return a session's id as a file name; an id that somebody wrote by hand cannot lead out of the folder."""
    if _SAFE_NAME.fullmatch(session_id):
        return session_id
    return hashlib.sha256(session_id.encode("utf-8", "backslashreplace")).hexdigest()
