"""bpm merge and bpm compare, as people and programs use them; and what bpm log says of the result."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bpm_tui.model.editing import adding, changing
from bpm_tui.model.session import Entry, Learning
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.keeper import Keeper
from tests.cli.running import Run, made, session_at


@pytest.fixture
def copies(run: Run, tmp_path: Path) -> tuple[Path, Path]:
    """One session on two machines: both changed one outcome, and each added something."""
    path = made(tmp_path)
    run("add", "payments", "14:32 Ana: restarted payments")
    other = tmp_path / "elsewhere" / "copy.toml"
    other.parent.mkdir()
    other.write_bytes(path.read_bytes())
    recording_path(other).write_bytes(recording_path(path).read_bytes())
    for document, outcome, learned in ((path, "errors halved", "l00001"), (other, "nothing", "l00002")):
        keeper = Keeper.open(document, threaded=False)
        entry = next(iter(keeper.session.entries))
        keeper.commit(changing(keeper.session, "entries", entry, outcome=outcome))
        keeper.commit([adding(keeper.session, "learnings", Learning(id=learned, text=f"learned {learned}"))])
        keeper.close()
    return path, other


def test_a_merge_lists_what_differs_and_ends_with_the_path(run: Run, copies: tuple[Path, Path], tmp_path: Path) -> None:
    to = tmp_path / "third" / "both.toml"
    to.parent.mkdir()
    done = run("merge", *map(str, copies), "--to", str(to))
    *said, path = done.stdout.splitlines()
    assert path == str(to)
    assert said[0].startswith("Two versions of the outcome of entry “20 Nov 14:32 Ana: restarted payments”.")
    assert said[0].endswith(f"(kept: {copies[0].name})")
    assert said[1].startswith("1 difference: both versions are kept")
    session = session_at(to)
    assert sorted(session.learnings) == ["l00001", "l00002"]
    assert [topic.text for topic in session.parked.values()] == [said[0].rpartition(" (kept")[0]]
    assert run("check", str(to)).exit_code == 0
    assert "learned l00002" in run("log", str(to)).stdout


def test_a_program_is_told_both_values_and_whose_they_are(run: Run, copies: tuple[Path, Path], tmp_path: Path) -> None:
    done = run("merge", *map(str, copies[::-1]), "--to", str(tmp_path / "both.toml"), "--json")
    (found,) = map(json.loads, done.stdout.splitlines())
    assert (found["kept"], found["other"]) == ("errors halved", "nothing")
    assert (found["kept_from"], found["other_from"]) == (str(copies[0]), str(copies[1]))
    assert (found["where"], found["field"]) == ("entries", "outcome")


def test_a_base_says_what_was_removed(run: Run, copies: tuple[Path, Path], tmp_path: Path) -> None:
    path, other = copies
    base = tmp_path / "base.toml"
    base.write_bytes(other.read_bytes())
    run("merge", str(path), str(other), "--base", str(base), "--to", str(path))
    assert sorted(session_at(path).learnings) == ["l00001"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("{a}", "{a}", "--to", "{new}"), "are the same file; there is nothing to merge"),
        (("{a}", "nowhere", "--to", "{new}"), "there is no session 'nowhere'"),
        (("{a}", "{b}", "--to", "{taken}"), "File exists"),
        (("{a}", "{b}"), "Missing option '--to'"),
        (("{a}", "{b}", "--base", "{broken}", "--to", "{new}"), "broken.toml:1:"),
    ],
)
def test_what_cannot_be_merged(
    run: Run, copies: tuple[Path, Path], tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    places = {"a": copies[0], "b": copies[1], "new": tmp_path / "new.toml", "taken": tmp_path / "taken.toml"}
    places |= {"broken": tmp_path / "broken.toml"}
    places["taken"].write_text("mine")
    places["broken"].write_text("= 5")
    before = {path: path.read_bytes() for path in copies}
    done = run("merge", *(one.format(**places) for one in arguments))
    assert done.exit_code == 2
    assert said in done.stderr
    assert {path: path.read_bytes() for path in copies} == before
    assert not places["new"].exists()
    assert places["taken"].read_text() == "mine"


def test_what_changed_between_two_sessions(run: Run, copies: tuple[Path, Path]) -> None:
    done = run("compare", *map(str, copies[::-1]))
    assert done.stdout.splitlines() == [
        f"from copy.toml to {copies[0].name}: 1 added, 1 changed, 1 deleted",
        "Timeline",
        "  ~ changed 14:32 Ana: restarted payments",
        "      outcome: “nothing” → “errors halved”",
        "Learnings",
        "  - deleted learned l00002",
        "  + added   learned l00001",
    ]


def test_what_changed_since_a_moment(run: Run, copies: tuple[Path, Path], tmp_path: Path) -> None:
    name = str(copies[0])
    edits = [json.loads(line) for line in run("log", name, "--json").stdout.splitlines()]
    change = next(one for one in edits if one["what"] == "change" and one["where"] == "entries")
    assert run("compare", name, "--since", change["id"]).stdout.splitlines()[0].endswith("1 added, 1 changed")
    until = run("compare", name, "--since", "start", "--until", change["id"], "--json").stdout.splitlines()
    assert [(one["kind"], one["part"]) for one in map(json.loads, until)] == [("added", "timeline")]
    page = run("compare", name, "--since", "2 h", "--to", "-").stdout
    assert page.startswith("# *What changed* Payments outage\n")
    written = run("compare", name, "--since", "2 h", "--to", str(tmp_path / "page.md"))
    assert Path(written.stdout.strip()).read_text() == page


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name two sessions, or one and --since WHEN"),
        (("payments", "--since", "draft"), "name two sessions"),
        (("--since", "draft"), "no meeting has started: there is only the draft"),
        (("--since", "whenever"), "'whenever' is not a moment in this recording"),
    ],
)
def test_what_cannot_be_compared(run: Run, copies: tuple[Path, Path], arguments: tuple[str, ...], said: str) -> None:
    done = run("compare", str(copies[0]), *arguments)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_log_is_in_the_incidents_zone_and_says_what_was_cut_short(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    keeper = Keeper.open(path, threaded=False, now=lambda: datetime(2026, 11, 20, 13, 30, tzinfo=UTC))
    keeper.commit([adding(keeper.session, "entries", Entry(id="e00001", what="alert"))])
    keeper.close()
    recording = recording_path(path)
    recording.write_bytes(recording.read_bytes() + b'[[edit]]\nid = "torn')
    done = run("log", str(path))
    assert "2026-11-20 14:30:00 added entry alert" in done.stdout.splitlines()
    assert "cut short" in done.stderr


def test_a_merge_that_was_killed_can_be_run_again(run: Run, copies: tuple[Path, Path], tmp_path: Path) -> None:
    arguments = ("merge", *map(str, copies), "--to", str(tmp_path / "both.toml"))
    assert run(*arguments).exit_code == 0
    both = tmp_path / "both.toml"
    whole = both.read_bytes(), recording_path(both).read_bytes()
    recording_path(both).unlink()
    assert run(*arguments).exit_code == 0
    assert (both.read_bytes(), recording_path(both).read_bytes()) == whole
    both.write_bytes(whole[0] + b"# mine\n")
    refused = run(*arguments)
    assert refused.exit_code == 2
    assert f"{both}: File exists" in refused.stderr
    assert both.read_bytes() == whole[0] + b"# mine\n"


def test_a_merge_into_a_missing_folder_names_it(run: Run, copies: tuple[Path, Path], tmp_path: Path) -> None:
    done = run("merge", *map(str, copies), "--to", str(tmp_path / "no" / "both.toml"))
    assert done.exit_code == 2
    assert done.stderr.strip() == f"bpm: {tmp_path / 'no'}: there is no such folder"


def test_what_was_handed_over_to_the_side_that_is_written_comes_in_first(run: Run, copies: tuple[Path, Path]) -> None:
    keeper = Keeper.open(copies[0], threaded=False)
    run("add", "payments", "14:40 handed over")
    keeper.close()
    assert run("merge", *map(str, copies), "--to", str(copies[0])).exit_code == 0
    assert "handed over" in [entry.what for entry in session_at(copies[0]).entries.values()]
    assert sorted(copies[0].parent.iterdir()) == [recording_path(copies[0]), copies[0]]
