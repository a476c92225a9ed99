from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest

from bpm_tui.exchange.importing.importer import reading
from tests.cli.running import Run, made, process, session_at
from tests.exchange.importing.samples import SAMPLES, slack_zip, written
from tests.pseudo_terminal import PseudoTerminal, isolated

NOTES = "# 2026-11-20\n\n## Timeline (UTC)\n\n- 14:32 @ana restarted **payments**\n- 14:?? nobody knew\n- later\n"


def previewed(run: Run, *arguments: str) -> list[dict[str, Any]]:
    done = run("import", "--preview", *arguments)
    assert done.exit_code == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def steps_of(run: Run) -> set[str]:
    lines = map(json.loads, run("log", "payments", "--json").stdout.splitlines())
    return {line["step"] for line in lines if line.get("step")}


def many_days(file: Path, days: int, messages: int = 50) -> Path:
    def message(number: int) -> dict[str, str]:
        return {
            "type": "message",
            "user": "U1",
            "text": f"message {number} " + "x" * 200,
            "ts": f"{1795181520 + number}.0",
        }

    return slack_zip(
        file,
        {
            f"ch-{day % 7}/2026-{1 + day // 28:02}-{1 + day % 28:02}.json": [
                message(day * messages + n) for n in range(messages)
            ]
            for day in range(days)
        },
    )


def test_a_preview_prints_what_was_found_and_touches_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "outage.md").write_text(NOTES)
    before = sorted(tmp_path.rglob("*"))
    first, second, third = previewed(run, str(tmp_path / "outage.md"))
    assert first == {
        "at": "2026-11-20T14:32+00:00",
        "at_text": "14:32",
        "precision": "minute",
        "actor": "@ana",
        "text": "@ana restarted **payments**",
        "source": {"file": str(tmp_path / "outage.md"), "line": 5},
    }
    assert (second["at"], second["precision"], second["mark"]) == ("2026-11-20T14+00:00", "hour", "about")
    assert (third["at"], third["text"], third["remark"]) == (None, "later", "no time is stated")
    assert sorted(tmp_path.rglob("*")) == before


def test_what_is_previewed_is_imported_from_there_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "outage.md").write_text(NOTES)
    printed = run("import", "--preview", str(tmp_path / "outage.md")).stdout
    again = run("import", "--preview", "-", given=printed).stdout
    assert [{**json.loads(line), "source": 0} for line in again.splitlines()] == [
        {**json.loads(line), "source": 0} for line in printed.splitlines()
    ]


def test_items_come_into_the_inbox_once_and_not_into_the_timeline(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    (tmp_path / "outage.md").write_text(NOTES)
    done = run("import", str(tmp_path / "outage.md"), "--into", "payments")
    assert done.stdout == "2026-11-20-payments-outage: 3 new items in the inbox, 0 already there\n" + (
        "to review them, open the session with bpm payments and press v i\n"
    )
    shutil.copy(tmp_path / "outage.md", tmp_path / "copy.md")
    done = run("import", str(tmp_path / "copy.md"), "--into", "payments")
    assert done.stdout == "2026-11-20-payments-outage: 0 new items in the inbox, 3 already there\n"
    assert not session_at(path).entries
    assert "restarted" not in run("export", "payments", "--to", "-").stdout


def test_all_can_be_taken_at_once_and_in_one_step(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    (tmp_path / "outage.md").write_text(NOTES)
    before = steps_of(run)
    done = run("import", str(tmp_path / "outage.md"), "--into", "payments", "--take-all")
    assert done.exit_code == 0
    assert len(steps_of(run) - before) == 1
    assert "3 items added to the timeline" in done.stdout
    entries = list(session_at(path).entries.values())
    assert [(each.at.stored() if each.at else "", each.actor, each.what) for each in entries] == [
        ("2026-11-20T14:00+00:00/2026-11-20T14:59+00:00", "", "nobody knew"),
        ("", "", "later"),
        ("2026-11-20T14:32+00:00", "ana", "restarted payments"),
    ]
    assert entries[2].source == "outage.md:5"
    assert "0 items added" in run("import", str(tmp_path / "outage.md"), "--into", "payments", "--take-all").stdout


def test_a_new_session_begins_with_an_import(run: Run, tmp_path: Path) -> None:
    export = slack_zip(tmp_path / "export.zip")
    done = run("new", "Payments outage", "--from", str(export))
    assert done.exit_code == 0
    assert "4 items in the inbox" in done.stdout
    assert not session_at(Path(done.stdout.splitlines()[-1])).entries
    done = run("new", "Another", "--from", str(written("github.json", tmp_path)), "--take-all")
    entries = session_at(Path(done.stdout.splitlines()[-1])).entries.values()
    assert [each.what for each in entries] == ["opened: Payments down It is. Very.", "gone", "buy"]


def test_chat_without_a_day_is_read_near_the_start_when_it_is_taken(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    run("import", str(written("chat.txt", tmp_path)), "--into", "payments", "--take-all")
    assert [each.at.stored() for each in session_at(path).entries.values() if each.at] == [
        "2026-11-20T14:32+01:00",
        "2026-11-20T14:33+01:00",
        "2026-11-20T14:40+01:00",
    ]


def test_the_log_of_a_repository_comes_in_between_two_moments(run: Run, tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    repository.mkdir()

    def git(*arguments: str, at: str = "2026-11-20T14:00:00+01:00") -> None:
        dates = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
        person = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "init.defaultBranch=main")
        command = ["git", "-C", str(repository), *person, *arguments]
        subprocess.run(command, env=isolated(tmp_path, **dates), check=True, capture_output=True)

    git("init")
    git("commit", "--allow-empty", "-m", "Old", at="2026-11-01T14:00:00+01:00")
    git("checkout", "-b", "pool")
    git("commit", "--allow-empty", "-m", "Raise the pool\n\nIt was 10.")
    git("checkout", "main")
    git("merge", "--no-ff", "pool", "-m", "Merge pool", at="2026-11-20T14:05:00+01:00")
    git("tag", "v2.4")
    items = previewed(
        run, "--git", str(repository), "--since", "2026-11-20T00:00:00Z", "--until", "2026-11-21T00:00:00Z"
    )
    assert [(item["at"], item["actor"], item["text"]) for item in items] == [
        ("2026-11-20T14:00:00+01:00", "Ana", "committed: Raise the pool"),
        ("2026-11-20T14:05:00+01:00", "Ana", "merged: Merge pool (tag v2.4)"),
    ]
    assert items[0]["more"] == "It was 10."
    done = run("import", "--preview", "--git", str(tmp_path / "nowhere"))
    assert done.exit_code == 2
    assert "nowhere" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["import"], "there is no FILE"),
        (["import", "--preview", "--git", ".", "--since", "rubbish"], "--since 'rubbish' is not read as a time"),
        (["import", "--preview", "--since", "2026-11-20", "x.md"], "--since and --until go with --git"),
        (["import", "x.md"], "--into SESSION"),
        (["import", "--preview", "nowhere.md"], "nowhere.md: No such file"),
        (["import", "--preview", "{home}/bad.json"], "bad.json:2: not JSON"),
        (["import", "--preview", "{home}/bad.json", "--format", "slak"], "did you mean slack?"),
        (["import", "--preview", "{home}/a.csv", "--columns", "time"], "--columns looks like"),
        (["import", "--preview", "{home}/a.csv", "--columns", "time=Nope"], "there is no column 'Nope'"),
        (["import", "--into", "nothing", "{home}/a.csv"], "nothing"),
        (["import", "--preview", "{home}/image.png"], "not recognised"),
    ],
)
def test_what_cannot_be_imported_is_named(run: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    (tmp_path / "bad.json").write_text('{"text": "x", "at": 1,\n')
    (tmp_path / "a.csv").write_text("When,What\n14:32,x\n")
    (tmp_path / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0")
    done = run(*(part.replace("{home}", str(tmp_path)) for part in arguments))
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_what_a_terminal_would_obey_is_printed_as_ascii(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes("14:32 \x1b]0;owned\x07 \u202e caf\xe9\n".encode())
    done = process(tmp_path, "import", "--preview", "x.txt")
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert b"\x1b" not in done.stdout


def test_memory_does_not_grow_with_the_size_of_an_export(tmp_path: Path) -> None:
    file = many_days(tmp_path / "export.zip", 100)
    with zipfile.ZipFile(file) as archive:
        size = sum(each.file_size for each in archive.infolist())
    with reading(str(file)) as found:  # what is loaded once, and kept, counts for nothing
        assert sum(1 for _ in found.items) == 100 * 50
    tracemalloc.start()
    with reading(str(file)) as found:
        assert sum(1 for _ in found.items) == 100 * 50
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < size / 5


def test_a_long_import_shows_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    path = made(tmp_path)
    many_days(tmp_path / "export.zip", 330, 150)
    command = [sys.executable, "-m", "bpm_tui", "import", str(tmp_path / "export.zip"), "--into", str(path)]
    with PseudoTerminal(command, env=isolated(tmp_path), cwd=tmp_path) as terminal:
        assert terminal.wait_until(lambda: b"of 330 files" in terminal.raw)
        terminal.write(b"\x03")
        assert terminal.wait() == 130
        assert b"stopped: nothing was imported" in terminal.raw
    assert [each.suffix for each in (tmp_path / "state" / "bpm-tui" / "inbox").iterdir()] == [".lock"]


def test_every_sample_comes_into_one_inbox(run: Run, tmp_path: Path) -> None:
    made(tmp_path)
    files = [str(written(name, tmp_path)) for name in SAMPLES]
    first, again = (run("import", *files, "--into", "payments") for _ in range(2))
    assert first.exit_code == again.exit_code == 0
    assert "0 new items" in again.stdout


def test_a_transcript_counts_from_the_start_that_is_given(run: Run, tmp_path: Path) -> None:
    made(tmp_path)
    file = str(written("meeting.vtt", tmp_path))
    told = run("import", file, "--starts", "2026-11-20T14:30+01:00", "--preview")
    assert [json.loads(line)["at"] for line in told.stdout.splitlines()] == [
        "2026-11-20T14:30:01+01:00",
        "2026-11-20T14:31:10+01:00",
    ]
    assert run("import", file, "--starts", "2026-11-20 14:30", "--into", "payments").exit_code == 0
    assert "0 new items" in run("import", file, "--into", "payments").stdout
    refused = run("import", file, "--starts", "soon", "--preview")
    assert refused.exit_code == 2
    assert "--starts 'soon' is not read as a time; type it like '2026-11-20 14:32'" in refused.stderr
