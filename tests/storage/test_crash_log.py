"""Where the program went wrong is written down for its owner alone, without a word of what was typed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bpm_tui.storage.user.crash_log import last_words, write_error
from bpm_tui.storage.user.places import Places

NOW = datetime(2026, 11, 20, 14, 32, tzinfo=UTC)
PRIVATE = "Ana's private words"


def at(folder: Path) -> Places:
    return Places(folder / "config", folder / "state", folder / "sessions")


def caught() -> Exception:
    """Return an error that came of another one."""
    try:
        try:
            raise KeyError(PRIVATE)
        except KeyError as error:
            raise ValueError(PRIVATE + str(error)) from error
    except ValueError as error:
        return error


def test_file_says_where_and_what_kind_but_not_what_was_typed(tmp_path: Path) -> None:
    file = write_error(at(tmp_path), caught(), NOW)
    text = file.read_text()
    assert text.index("\nKeyError\n") < text.index("\nValueError\n")
    assert text.count("test_crash_log.py") == 2
    assert PRIVATE not in text
    assert PRIVATE not in last_words(caught(), file)
    assert file.stat().st_mode & 0o777 == 0o600


def test_file_of_the_former_name_goes_on_and_is_nobody_elses_any_more(tmp_path: Path) -> None:
    former = tmp_path / "state" / "mishaps.txt"
    former.parent.mkdir()
    former.write_text("an earlier one\n")
    former.chmod(0o644)
    file = write_error(at(tmp_path), caught(), NOW)
    assert file.name == "errors.txt"
    assert file.read_text().startswith("an earlier one\n2026-11-20")
    assert file.stat().st_mode & 0o777 == 0o600
    assert not former.exists()


def test_file_does_not_grow_for_ever(tmp_path: Path) -> None:
    file = write_error(at(tmp_path), caught(), NOW)
    file.write_text("x" * 300_000)
    write_error(at(tmp_path), caught(), NOW)
    assert file.stat().st_size < 10_000


def test_disk_that_refuses_makes_nothing_worse(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    write_error(at(tmp_path), caught(), NOW)
