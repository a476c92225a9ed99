"""bpm search: what is found, how it is told, and how it ends."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from bpm_tui.model.editing import removing
from bpm_tui.storage.session.keeper import Keeper
from tests.cli.running import Run, made
from tests.cli.test_hostile import ACTS, WORDS

ENTRY = "14:32 Ana: restarted payments => 500s halved; assumed: the cache was warm"


@pytest.fixture
def payments(run: Run, tmp_path: Path) -> Path:
    path = made(tmp_path, "Payments outage", "--severity", "SEV-2", "--service", "payments")
    assert run("add", str(path), ENTRY).exit_code == 0
    return path


def test_a_session_is_found_by_another_form_of_its_words(run: Run, payments: Path) -> None:
    done = run("search", "restarting", "caches")
    assert done.exit_code == 0
    head, *hits = done.stdout.splitlines()
    assert head == "2026-11-20  2026-11-20-payments-outage  SEV-2  draft  Payments outage"
    assert hits == [
        "    entry     Ana: restarted payments → 500s halved",
        "    assumed   the cache was warm",
    ]
    (entry, assumed) = map(json.loads, run("search", "restarting", "caches", "--json").stdout.splitlines())
    assert {key: assumed[key] for key in ("schema_version", "path", "title", "kind", "at", "text")} == {
        "schema_version": 1,
        "path": str(payments),
        "title": "Payments outage",
        "kind": "assumed",
        "at": "2026-11-20T14:32+01:00",
        "text": "the cache was warm",
    }
    assert assumed["entry"] == entry["id"] == entry["entry"]
    assert assumed["session"] == entry["session"]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (["cache"], 0),
        (["cache", "--in", "assumed"], 0),
        (["cache", "--in", "entry"], 1),
        (["cache", "-warm"], 1),
        (["cache", "-hot"], 0),
        (['"cache was"'], 0),
        (['"caches was"'], 1),
        (["rest*"], 0),
        (["--service", "Payments"], 0),
        (["cache", "--service", "checkout"], 1),
        (["cache", "--severity", "sev-2", "--status", "draft"], 0),
        (["cache", "--topic", "backups"], 1),
        (["cache", "--since", "2026-11-20", "--until", "2026-11-20"], 0),
        (["cache", "--since", "2026-11-21"], 1),
        (["cache", "--until", "2026-11"], 0),
        (["cache", "--until", "2026-10"], 1),
        (["***"], 1),
        (["AND", "("], 1),
        ([], 2),
        (["cache", "--since", "whenever"], 2),
        (["cache", "--limt", "3"], 2),
        (["cache", "--limit", "0"], 2),
        (["cache", "--in", "title"], 2),
    ],
    ids=str,
)
def test_exit_status_says_whether_something_was_found(run: Run, payments: Path, asked: list[str], status: int) -> None:
    assert payments.exists()
    done = run("search", *asked)
    assert done.exit_code == status, done.stderr
    assert bool(done.stdout) == (status == 0)
    assert bool(done.stderr) == (status == 2 or asked == ["***"])


def test_deleted_words_are_in_no_answer(run: Run, payments: Path) -> None:
    assert run("search", "cache").exit_code == 0
    keeper = Keeper.open(payments, threaded=False)
    keeper.commit([removing(keeper.session, "entries", next(iter(keeper.session.entries)))])
    keeper.close()
    assert run("search", "cache").exit_code == 1
    assert run("search", "restarted").exit_code == 1


def test_forget_deletes_the_index(run: Run, payments: Path, tmp_path: Path) -> None:
    assert run("search", "cache").exit_code == 0
    keeper = Keeper.open(payments, threaded=False)
    keeper.commit([removing(keeper.session, "entries", next(iter(keeper.session.entries)))])
    keeper.close()
    assert run("forget", str(payments), "--yes").exit_code == 0
    held = [file for file in tmp_path.rglob("*") if file.is_file() and b"cache" in file.read_bytes().lower()]
    assert held == []
    assert run("search", "cache").exit_code == 1


def test_hidden_titles_are_not_printed(run: Run, payments: Path) -> None:
    config = Path(run("paths").stdout.split("settings")[1].split("\n")[0].strip())
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text("hide_titles = true\n")
    done = run("search", "cache")
    assert payments.stem in done.stdout
    assert "Payments outage" not in done.stdout
    assert "cache" not in done.stdout


def test_a_broken_document_is_named_and_the_rest_is_searched(run: Run, payments: Path) -> None:
    for number in range(7):
        payments.with_name(f"broken{number}.toml").write_text('id = "x\n')
    done = run("search", "cache")
    assert done.exit_code == 0
    lines = done.stderr.splitlines()
    assert len(lines) == 6
    assert lines[0].startswith(f"not searched: {payments.with_name('broken0.toml')}:1:")
    assert lines[-1] == "not searched: 2 more that cannot be read; bpm list names them"


@pytest.mark.parametrize("word", WORDS, ids=range(len(WORDS)))
def test_hostile_text_acts_in_no_result(run: Run, tmp_path: Path, word: str) -> None:
    path = made(tmp_path, f"findme {word}", "--service", word, "--severity", word)
    path.with_name("bad\x1b[31m.toml").write_bytes(b'id = "x\n')
    run("add", str(path), f"14:32 findme {' '.join(word.splitlines())}: {' '.join(word.splitlines())}")
    for asked in (["findme"], ["findme", "--json"], [word], [f'"{word}'], ["-" + word], ["findme", "--service", word]):
        done = run("search", *asked)
        assert done.exit_code in (0, 1, 2)
        for text in (done.stdout, done.stderr):
            assert not ACTS.search(text)


def test_a_folder_that_cannot_be_read_is_an_error(run: Run) -> None:
    folder = Path(run("paths").stdout.splitlines()[0].split(maxsplit=1)[1])
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("no folder")
    done = run("search", "cache")
    assert done.exit_code == 2
    assert "Not a directory" in done.stderr
    assert os.fspath(folder) in done.stderr


def test_similar_says_what_is_shared_and_what_is_open(run: Run, payments: Path) -> None:
    text = "the cache was warm and payments restarted"
    done = run("similar", "-", given=text)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0].startswith(f"2026-11-20  {payments.stem}")
    assert "the words" in done.stdout
    (told,) = map(json.loads, run("similar", "-", "--json", given=text).stdout.splitlines())
    assert told.keys() == {"schema_version", "session", "path", "title", "score", "shared", "open_follow_ups"}
    assert run("similar", "payments").exit_code == 1
    assert run("similar", "-", given="zzz").exit_code == 1
    assert run("similar", "nosuch").exit_code == 2
    assert run("similar", "-", given=payments.read_bytes()).exit_code == 0


@pytest.mark.parametrize("word", WORDS[::4], ids=range(len(WORDS[::4])))
def test_hostile_text_acts_in_no_echo(run: Run, tmp_path: Path, word: str) -> None:
    path = made(tmp_path, f"findme {word}", "--service", word, "--severity", word)
    run("add", str(path), f"14:32 findme {' '.join(word.splitlines())}: capacitor {' '.join(word.splitlines())}")
    for asked in (["similar", "-"], ["similar", "-", "--json"]):
        done = run(*asked, given=f"findme capacitor {word}")
        assert done.exit_code == 0
        assert not ACTS.search(done.stdout + done.stderr)
