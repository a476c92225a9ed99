"""The first frame, as a terminal gets it: whole, in one synchronized update, and it loads no more than it shows."""

from __future__ import annotations

import sys
from pathlib import Path

from bpm_tui.storage.folder.demo import copy_demo
from tests.pseudo_terminal import UPDATE_END, isolated
from tests.terminal import Terminal

UPDATE_BEGIN = b"\x1b[?2026h"
SIZE = (160, 48)
LATE = {
    "bpm_tui.cli.importing",
    "bpm_tui.exchange",
    "bpm_tui.facilitation.coach",
    "bpm_tui.facilitation.questions",
    "bpm_tui.model.line.entry",
    "bpm_tui.storage.private.inbox",
    "bpm_tui.storage.private.inbox_contents",
    "bpm_tui.tui.pages.help",
    "sqlite3",
}
"""Some of what is loaded when it is first needed, on a key or a moment after the first frame."""


def test_first_thing_painted_is_the_whole_meeting_in_one_synchronized_update(tmp_path: Path) -> None:
    bpm = Path(sys.executable).with_name("bpm")
    with Terminal([bpm, copy_demo(tmp_path)], env=isolated(tmp_path), cwd=tmp_path, size=SIZE) as terminal:
        terminal.wait_for("What ")
        begins = terminal.raw.index(UPDATE_BEGIN)
        ends = terminal.raw.index(UPDATE_END)
        assert "│".encode() not in terminal.raw[:begins], "something was painted before, line by line"
        first = "\n".join(terminal.lines(ends))
    for shown in ("GitLab", "saved", "Timeline · ", "exp asm sig", "Known at the time", "Learnings", "a add"):
        assert shown in first, f"{shown!r} is not in the first frame:\n{first}"


def test_what_the_first_frame_does_not_show_is_not_loaded_for_it(tmp_path: Path) -> None:
    program = f"""
import sys
from pathlib import Path
from textual.app import App

display = App._display
def painted(self, screen, update):
    display(self, screen, update)
    if update is not None and not self._batch_count:
        late = {LATE!r}
        Path("loaded").write_text(" ".join(sorted(late & sys.modules.keys())))
        self.exit()
App._display = painted
sys.argv = ["bpm", {str(copy_demo(tmp_path))!r}]
from bpm_tui.cli.main import main
main()
"""
    with Terminal([sys.executable, "-c", program], env=isolated(tmp_path), cwd=tmp_path, size=SIZE) as terminal:
        terminal.wait()
    assert (tmp_path / "loaded").read_text() == ""
