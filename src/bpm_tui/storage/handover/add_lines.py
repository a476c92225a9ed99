"""Lines of quick entry from outside of the screen: put in now, or handed to whoever has the session open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bpm_tui.model.line.add import AddedLine
from bpm_tui.model.session import Session
from bpm_tui.model.times.parse import Context
from bpm_tui.storage.handover.give import Giving, give_or_hand_over
from bpm_tui.storage.handover.lines import read_lines
from bpm_tui.storage.session.ids import Ids


@dataclass(frozen=True, slots=True)
class LinesAdded:
    """The result of adding lines. ``handed`` says that they wait for another process, which will see ``lines``.

    ``times`` are what the first was read against, ``session`` is the one they were added to, ``notices`` what was
    noticed at the opening. ``before`` is how many lines were in already, from an earlier try with the same key.
    """

    session: Session
    times: Context
    lines: Sequence[AddedLine]
    handed: bool = False
    notices: tuple[str, ...] = ()
    before: int = 0


def add_or_hand_over(
    path: Path, lines: Sequence[str], *, by: str, when: datetime, zone: str, key: str = ""
) -> LinesAdded:
    """Add lines to a session, or leave them for the process that has it open; they are on the disk on return.

    Empty lines are nothing. A ``key`` makes it harmless to try again.

    Raises:
        BadFileError: a file of the session cannot be read.
        NotSavedError: the session's files cannot be written.
        OSError: a file cannot be read, or the lines cannot be left for somebody else.
    """
    parts = [line for line in lines if line.strip()]
    given = give_or_hand_over(path, Giving(lambda _session, _new_id: parts, by, when, zone, key))
    missing = [part for part in given.parts if isinstance(part, str)]
    # As they were read there: the same session, the same lines, only other ids.
    times, read = read_lines(given.session, missing, when, zone, Ids().new)
    return LinesAdded(given.session, times, read, given.handed, given.notices, given.before)
