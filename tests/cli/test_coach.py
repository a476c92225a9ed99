"""``bpm coach``: findings with their places, for people and for CI."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import made, run_in

PAGE = """# Outage

Line one is fine.
Then we should
have tested it.

## Follow-ups

- Runbooks should have had an owner.
- Remind the night shift.
"""


def page(home: Path, text: str = PAGE) -> Path:
    path = home / "page.md"
    path.write_text(text)
    return path


def test_findings_are_told_with_place_reason_and_question(tmp_path: Path) -> None:
    path = page(tmp_path)
    done = run_in(tmp_path, "coach", str(path))
    assert done.exit_code == 1
    first, second = done.stdout.splitlines()
    assert first.startswith(f"{path}:4:9 counterfactual should have tested: ")
    assert first.endswith("?")
    assert " → What did you see" in first
    assert second.startswith(f"{path}:10:3 blame_person Remind the night shift: ")


def test_json_has_every_part(tmp_path: Path) -> None:
    path = page(tmp_path)
    done = run_in(tmp_path, "coach", "--json", str(path))
    first, second = map(json.loads, done.stdout.splitlines())
    assert list(first) == ["file", "line", "col", "end", "end_line", "phrase", "category", "severity", "reason", "ask"]
    assert (first["line"], first["col"], first["end_line"], first["end"]) == (4, 9, 5, 12)
    assert (second["line"], second["col"], second["end_line"], second["end"]) == (10, 3, 10, 25)
    assert first["severity"] == "warn"


def test_nothing_found_is_said_by_the_status_alone(tmp_path: Path) -> None:
    done = run_in(tmp_path, "coach", str(page(tmp_path, "All was calm.\n")))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")


def test_standard_input_and_a_field_for_all_of_it(tmp_path: Path) -> None:
    text = "We now know that the disk was full."
    done = run_in(tmp_path, "coach", "--field", "known", "-", given=text)
    assert done.stdout.startswith("-:1:4 hindsight_certainty now know: ")
    assert run_in(tmp_path, "coach", "--field", "hindsight", "-", given=text).exit_code == 0
    assert run_in(tmp_path, "coach", "--field", "other", "-", given=text).exit_code == 2


def test_a_session_is_read_field_by_field(tmp_path: Path) -> None:
    path = made(tmp_path)
    line = "14:30 Ben: restarted it => fine; known: it turned out that the disk was full; hindsight: it turned out fine"
    run_in(tmp_path, "add", str(path), line)
    done = run_in(tmp_path, "coach", str(path), path.stem)
    assert done.exit_code == 1
    found = [line.split(" ")[:2] for line in done.stdout.splitlines()]
    row = next(at for at, line in enumerate(path.read_text().splitlines(), 1) if "disk was full" in line)
    assert found == [[f"{path}:{row}:9", "hindsight_certainty"], [f"{path.stem}:{row}:9", "hindsight_certainty"]]


def test_what_cannot_be_read_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    bad = tmp_path / "bad.md"
    bad.write_bytes(b"fine\nbut \xff")
    broken = tmp_path / "broken.toml"
    broken.write_text("title = \n")
    done = run_in(tmp_path, "coach", str(tmp_path / "gone.md"), str(bad), str(broken), "nosuch", str(page(tmp_path)))
    assert done.exit_code == 2
    assert len(done.stdout.splitlines()) == 2
    assert "gone.md" in done.stderr
    assert f"{bad}:2:5: not UTF-8" in done.stderr
    assert f"{broken}:1:" in done.stderr
    assert "nosuch" in done.stderr


def test_a_user_s_own_phrase_counts_and_a_wrong_list_is_told(tmp_path: Path) -> None:
    config = tmp_path / "config" / "bpm-tui"
    config.mkdir(parents=True)
    (config / "coach_phrases.toml").write_text('phrases = ["no-brainer"]\n')
    assert "no-brainer: a phrase on your own list" in run_in(tmp_path, "coach", "-", given="A no-brainer.").stdout
    (config / "coach_phrases.toml").write_text("phrases = 3\n")
    done = run_in(tmp_path, "coach", "-", given="A no-brainer.")
    assert done.exit_code == 0
    assert "coach_phrases.toml:1:1" in done.stderr
