"""Following from the command line: which screen, on which session, and what is said where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpm_tui.storage.user.places import Places
from tests.cli.running import Run, made


def test_follow_opens_the_screen_or_the_desk(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import bpm_tui.cli.follow  # noqa: PLC0415 - few tests need it
    import bpm_tui.tui.start  # noqa: PLC0415

    shown: list[tuple[Path, bool, bool]] = []

    def followed(path: Path, _: Places, *, desk: bool, exports: bool) -> int:
        shown.append((path, desk, exports))
        return 0

    monkeypatch.setattr(bpm_tui.cli.follow, "ready_for_the_screen", lambda: None)
    monkeypatch.setattr(bpm_tui.tui.start, "run_follow", followed)
    path = made(tmp_path)
    assert run("follow", "payments").exit_code == 0
    assert run("follow", "payments", "--desk").exit_code == 0
    assert run("follow", "payments", "--allow-export").exit_code == 0
    assert shown == [(path, False, False), (path, True, False), (path, False, True)]


def test_follow_needs_a_session_and_a_terminal(run: Run, tmp_path: Path) -> None:
    made(tmp_path)
    none = run("follow", "search")
    assert none.exit_code == 2
    assert "there is no session 'search'" in none.stderr
    without = run("follow", "payments")
    assert without.exit_code == 2
    assert "this needs a terminal" in without.stderr
