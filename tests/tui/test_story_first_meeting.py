"""The tutorial does what it says: its commands are run, its keys pressed and its lines typed, in their order."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner

from bpm_tui.cli.main import bpm
from bpm_tui.storage.session.document import read_document
from bpm_tui.views.footer import KEY_NAMES
from tests.tui.meetings import Room
from tests.tui.stories import Stroke, typed
from tools.docs import ROOT

PAGE = (ROOT / "docs" / "first-meeting.md").read_text(encoding="utf-8")
KEYS = {shown: key for key, shown in KEY_NAMES.items()}


def made(folder: Path) -> Path:
    """Run the commands of the page, but for the one that opens the session; return the document."""
    (shown,) = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    *commands, last = shown.splitlines()
    assert last == "bpm payments"
    for command in commands:
        done = CliRunner().invoke(bpm, ["--sessions", str(folder), *shlex.split(command)[1:]])
        assert done.exit_code == 0, done.output
    (document,) = (path for path in folder.glob("*.toml") if ".recording." not in path.name)
    return document


def strokes() -> Iterator[Stroke]:
    """Yield what the page has one press and type."""
    for key, lines in re.findall(r"<kbd>(.+?)</kbd>|^ *```type\n(.*?)^ *```", PAGE, re.DOTALL | re.MULTILINE):
        yield from typed(*map(str.strip, lines.splitlines())) if lines else [KEYS.get(key, key)]


async def test_the_first_meeting_ends_as_a_finished_session_with_its_page(room: Room, tmp_path: Path) -> None:
    document = made(tmp_path)
    *all_but_quit, last = strokes()
    assert last == "ctrl+q"
    async with room.meeting(read_document(document.read_text(encoding="utf-8")), size=(120, 40)) as held:
        await held.press(*all_but_quit)
        session, folder = held.session, held.path.parent
    assert held.whats() == [
        "queue depth alert", "restarted payments", "looked at the deploy log", "rolled back the deploy",
    ]  # fmt: skip
    restart = [*session.entries.values()][1]
    assert [note.kind for note in restart.notes.values()] == ["known", "expected", "hindsight"]
    assert [(one.state, one.reason) for one in restart.signals.values()] == [("missed", "the axis ended at 10,000")]
    assert [len(each) for each in (session.learnings, session.follow_ups, session.parked)] == [1, 1, 1]
    assert (session.status, session.closed_without) == ("finished", "")
    (page,) = folder.glob("*.md")
    assert "drains in a minute" in page.read_text(encoding="utf-8")
