"""What a bot does before anybody sits down, through real processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.cli.running import made, process, session_at
from tests.exchange.reading import READERS
from tests.pseudo_terminal import isolated


def test_a_bot_makes_a_session_adds_lines_and_exports_it(tmp_path: Path) -> None:
    new = process(tmp_path, "new", "Payments outage", "--incident", "INC-2481", "--started", "2026-11-20T14:20Z")
    assert (new.returncode, new.stderr) == (0, b"")
    path = new.stdout.decode().splitlines()[-1]
    lines = b"14:32 Ana: restarted payments => 500s halved; expected: a quick drain\n\n00:03 Ben: all quiet | really\n"
    add = process(tmp_path, "add", "payments", "14:28 pager: queue depth alert", "-", given=lines)
    assert add.returncode == 0
    assert [line.partition(":")[0] for line in add.stdout.decode().splitlines()] == [
        "added as entry 1 of 1, first",
        "added as entry 2 of 2, after pager",
        "added as entry 3 of 3, after Ana",
    ]
    assert b"21 Nov 00:03" in add.stderr
    export = process(tmp_path, "export", path)
    assert export.returncode == 0
    written = Path(export.stdout.decode().strip())
    assert written.parent == Path(path).parent
    for read in READERS.values():
        assert [row[1:5] for row in read(written.read_text()).below("Outcome")] == [
            ["pager", "queue depth alert", "", ""],
            ["Ana", "restarted payments", "500s halved", "a quick drain"],
            ["Ben", "all quiet | really", "", ""],
        ]
    assert process(tmp_path, "export", path, "--to", "-").stdout == written.read_bytes()


def test_arguments_that_are_not_text_survive_visibly(tmp_path: Path) -> None:
    path = made(tmp_path)
    added = process(tmp_path, "add", "payments", b"14:32 caf\xe9 \x1b[31m\xc2\x9bred")
    assert added.returncode == 0
    assert session_at(path).entries.popitem()[1].what == "caf\\udce9 \x1b[31m\x9bred"
    outputs = [
        process(tmp_path, *command).stdout for command in (["log", "payments"], ["export", "payments", "--to", "-"])
    ]
    for output in (added.stdout, *outputs):
        assert b"caf" in output
        assert not any(byte < 32 for byte in output.replace(b"\n", b""))
        assert "\x9b" not in output.decode()
    unknown = process(tmp_path, b"\x1b]0;caf\xe9\x07")
    assert unknown.returncode == 2
    assert b"\x1b" not in unknown.stderr
    assert b"Traceback" not in unknown.stderr


def test_a_reader_that_closes_the_pipe_is_no_error(tmp_path: Path) -> None:
    path = made(tmp_path)
    (tmp_path / "many.txt").write_text("14:32 all is well\n" * 2000)
    many = process(tmp_path, "new", "Many", "--from", "many.txt", "--started", "2026-11-20 14:20")
    assert many.returncode == 0, many.stderr
    for command in (["log", "many"], ["export", "many", "--to", "-"], ["log", "--json", "many"]):
        reader, writer = os.pipe()
        with subprocess.Popen(
            [sys.executable, "-m", "bpm_tui", *command], env=isolated(tmp_path), stdout=writer, stderr=subprocess.PIPE
        ) as child:
            os.close(writer)
            os.read(reader, 10)
            os.close(reader)
            _, errors = child.communicate(timeout=60)
        assert (child.returncode, errors) == (0, b"")
    assert path.exists()


def test_nothing_that_opens_a_screen_starts_without_a_terminal(tmp_path: Path) -> None:
    made(tmp_path)
    for command in ([], ["demo"], ["payments"]):
        done = process(tmp_path, *command)
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"needs a terminal" in done.stderr


def test_bots_that_add_at_once_lose_nothing(tmp_path: Path) -> None:
    path = made(tmp_path)
    said = [f"bot {number} says {line}" for number in range(6) for line in range(3)]
    bots = [
        subprocess.Popen(
            [sys.executable, "-m", "bpm_tui", "add", str(path), *said[number * 3 : number * 3 + 3]],
            env=isolated(tmp_path),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for number in range(6)
    ]
    assert [bot.wait(60) for bot in bots] == [0] * 6
    assert sorted(entry.what for entry in session_at(path).entries.values()) == said
    assert process(tmp_path, "check", str(path)).returncode == 0


HELP = """
import sys
from bpm_tui.cli.main import main
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""


def test_help_loads_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    for arguments in (["--help"], ["add", "--help"], ["--version"]):
        done = subprocess.run(
            [sys.executable, "-c", HELP, *arguments],
            env=isolated(tmp_path),
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        loaded = done.stderr.split()
        assert "bpm_tui.cli.main" in loaded
        assert not {"pydantic", "textual", "rich", "tomli", "platformdirs"} & set(loaded)
        rooms = {name for name in loaded if name.startswith(("bpm_tui.model", "bpm_tui.storage", "bpm_tui.tui"))}
        assert rooms <= {"bpm_tui.storage", "bpm_tui.storage.user", "bpm_tui.storage.user.export_choices"}


def test_the_json_of_a_log_tells_all_of_each_edit(tmp_path: Path) -> None:
    path = made(tmp_path)
    process(tmp_path, "add", str(path), "14:32 Ana: restarted payments; assumed: warm")
    log = process(tmp_path, "log", str(path), "--json").stdout.decode().splitlines()
    items = [json.loads(line) for line in log]
    (entry,) = [item for item in items if item.get("where") == "entries"]
    assert entry["type"] == "edit"
    assert entry["what"] == "add"
    assert entry["value"]["actor"] == "Ana"
    assert entry["value"]["notes"][0]["text"] == "warm"
    assert entry["words"] == "added entry 20 Nov 14:32 Ana: restarted payments; assumed: warm"
    assert {item["type"] for item in items} == {"edit", "mark"}
