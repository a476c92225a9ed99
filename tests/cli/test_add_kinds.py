"""``bpm add --as``: every kind of item, in place or handed over, with its id as the answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bpm_tui.model.session import Entry
from bpm_tui.storage.session.keeper import Keeper
from tests.cli.running import Run, made, session_at


@pytest.fixture
def path(run: Run, tmp_path: Path) -> Path:
    """Return a session with two entries."""
    path = made(tmp_path)
    run("add", "payments", "14:32 Ana: restarted payments", "14:40 Ben: looked")
    return path


def entry(path: Path, place: int = 0) -> Entry:
    return list(session_at(path).entries.values())[place]


def test_each_kind_is_read_by_the_grammar_of_its_line(run: Run, path: Path) -> None:
    for kind, on, line in (
        ("note", "14:32", "assumed: the cache was warm @Ana"),
        ("note", entry(path).id, "the graph was flat: it always is"),
        ("signal", "14:32", "missed: queue graph flat; where: dashboard; reason: nobody awake"),
        ("learning", "14:40", "a restart empties the buffer @Ben; kind: surprised"),
        ("follow-up", "14:40", "raise the limit @Ana; due: 2030-01-01"),
        ("parked", "14:40", "who may change limits? @Dee"),
    ):
        done = run("add", "payments", "--as", kind, "--on", on, line)
        assert (done.exit_code, done.stderr) == (0, "")
        assert done.stdout.startswith(f"added as {kind} ")
    session, (first, second) = session_at(path), session_at(path).entries.values()
    assert [(one.kind, one.text, one.by) for one in first.notes.values()] == [
        ("assumed", "the cache was warm", "Ana"),
        ("known", "the graph was flat: it always is", ""),
    ]
    assert [(one.state, one.what, one.where, one.reason) for one in first.signals.values()] == [
        ("missed", "queue graph flat", "dashboard", "nobody awake")
    ]
    assert [(one.kind, one.by, one.entry) for one in session.learnings.values()] == [("surprised", "Ben", second.id)]
    assert [(one.owner, one.due, one.origin) for one in session.follow_ups.values()] == [
        ("Ana", "2030-01-01", second.id)
    ]
    assert [(one.text, one.by, one.entry) for one in session.parked.values()] == [
        ("who may change limits?", "Dee", second.id)
    ]


@pytest.mark.parametrize("is_open", [False, True])
def test_json_answers_with_the_ids_that_they_have_in_the_end(run: Run, path: Path, is_open: bool) -> None:
    keeper = Keeper.open(path, threaded=False) if is_open else None
    said = run("add", "payments", "--as", "note", "--on", "14:32", "--json", "one", "two").stdout.splitlines()
    said += run("add", "payments", "--json", "14:50 Ben: rolled back").stdout.splitlines()
    if keeper:
        keeper.close()
        run("add", "payments", "14:55 Ana: all clear")  # whoever comes next takes in what waits
    answers = [json.loads(line) for line in said]
    assert [one["handed_over"] for one in answers] == [is_open] * 3
    assert {one["session"] for one in answers} == {session_at(path).id}
    assert [one["id"] for one in answers[:2]] == list(entry(path).notes)
    assert entry(path, 2).id == answers[2]["id"]


def test_the_meeting_hears_from_whom_it_comes(run: Run, path: Path) -> None:
    keeper = Keeper.open(path, threaded=False)
    run("add", "payments", "--as", "learning", "--by", "Dee", "support sees it first")
    keeper.close()
    run("add", "payments", "15:00 end")
    recording = path.with_suffix(".recording.toml").read_text()
    assert 'by = "Dee"' in recording
    assert [one.text for one in session_at(path).learnings.values()] == ["support sees it first"]


def test_a_key_adds_an_item_once(run: Run, path: Path) -> None:
    for _ in range(2):
        done = run("add", "payments", "--as", "learning", "--id", "bot-1", "once")
    assert "1 line already there" in done.stderr
    assert [one.text for one in session_at(path).learnings.values()] == ["once"]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--as", "note", "text"], "needs an entry"),
        (["--as", "signal", "--on", "03:33", "text"], "no entry has the id or the time '03:33'"),
        (["--as", "hunch", "text"], "hunch"),
    ],
)
def test_what_cannot_be_added_changes_nothing(run: Run, path: Path, arguments: list[str], problem: str) -> None:
    before = path.read_bytes()
    done = run("add", "payments", *arguments)
    assert done.exit_code == 2
    assert problem in done.stderr
    assert path.read_bytes() == before
