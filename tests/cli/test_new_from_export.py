"""A session that begins as an export of another one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.running import made, session_at

Run = Callable[..., Result]


@pytest.fixture
def session(tmp_path: Path, run: Run) -> Path:
    path = made(tmp_path, "Payments outage", "--participant", "Ana", "--incident", "INC-1", "--service", "payments")
    lines = (
        "14:32 Ana: restarted | payments => errors halved; assumed: warm; hindsight: the pool limit",
        "14:?? pager: rang",
    )
    assert run("add", str(path), *lines).exit_code == 0
    return path


@pytest.mark.parametrize("options", [["--wiki", "gitlab"], ["--wiki", "obsidian"], ["--format", "json"]])
def test_an_export_comes_back_as_the_same_session(run: Run, session: Path, options: list[str]) -> None:
    page = run("export", str(session), *options).stdout.strip()
    again = run("new", "Payments outage", "--from", page, "--severity", "SEV-3")
    assert again.exit_code == 0, again.stderr
    was, now = session_at(session), session_at(Path(again.stdout.splitlines()[-1]))
    assert now.id != was.id
    assert (now.incident.id, now.incident.services, now.incident.severity) == ("INC-1", ("payments",), "SEV-3")
    assert now.incident.started == was.incident.started
    assert now.incident.timezone == "Europe/Copenhagen"
    for old, new in zip(was.entries.values(), now.entries.values(), strict=True):
        assert (new.at, new.actor, new.what, new.outcome) == (old.at, old.actor, old.what, old.outcome)
        assert sorted((note.kind, note.text) for note in new.notes.values()) == sorted(
            (note.kind, note.text) for note in old.notes.values()
        )
    assert [one.name for meeting in now.meetings.values() for one in meeting.participants.values()] == ["Ana"]
    assert run("export", str(session), "--to", "-").stdout.replace("SEV-3", "") == run(
        "export", again.stdout.splitlines()[-1], "--to", "-"
    ).stdout.replace("- **Severity:** SEV-3\n", "")


def test_lines_may_come_on_top_of_a_page_and_two_pages_may_not(run: Run, session: Path, tmp_path: Path) -> None:
    page = run("export", str(session)).stdout.strip()
    more = tmp_path / "more.txt"
    more.write_text("14:50 Ben: went home\n")
    again = run("new", "More", "--from", page, "--from", str(more))
    assert [entry.actor for entry in session_at(Path(again.stdout.splitlines()[-1])).entries.values()] == [
        "Ana",
        "pager",
        "Ben",
    ]
    twice = run("new", "Two", "--from", page, "--from", page)
    assert twice.exit_code == 2
    assert "a session starts from one" in twice.stderr


def test_a_broken_export_is_told_with_its_place(run: Run, session: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"kind": "bpm-tui session",\n"session": {"id": 3')
    done = run("new", "Broken", "--from", str(broken))
    assert done.exit_code == 2
    assert "broken.json:2:1: not JSON" in done.stderr
    assert len(list(session.parent.glob("*.toml"))) == 2
