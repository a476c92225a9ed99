"""Adding lines from outside of the screen, also while somebody has the session open."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpm_tui.storage.handover.intake import Intake
from bpm_tui.storage.handover.lines import edits_of_handed
from bpm_tui.storage.handover.spool import Spool
from bpm_tui.storage.session.keeper import Keeper
from tests.cli.running import Run, made, run_in, session_at


def entries(path: Path) -> list[str]:
    return [entry.what for entry in session_at(path).entries.values()]


def spool_of(path: Path) -> Spool:
    return Spool(path, session_at(path).id)


def test_lines_go_where_their_time_puts_them_and_one_without_after_the_line_before(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    run("add", "payments", "14:50 last", "14:30 first", "still first")
    done = run("add", "payments", "the end\n14:40 middle\n\nafter the middle")
    assert entries(path) == ["first", "still first", "middle", "after the middle", "last", "the end"]
    assert done.stdout.splitlines() == [
        "added as entry 4 of 4, after last: the end",
        "added as entry 3 of 5, after still first: 14:40 middle",
        "added as entry 4 of 6, after middle: after the middle",
    ]
    assert done.stderr == ""


@pytest.mark.parametrize("mark", ["\ufeff", "\u200e"])
def test_a_time_behind_what_is_not_seen_is_a_time(mark: str, run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    run(
        "add",
        "payments",
        "14:30 first",
        f"{mark}14:20 second",
        "14:50 third",
        f"{mark}14:40 fourth\n{mark}14:45 Ben: fifth",
    )
    assert entries(path) == ["second", "first", "fourth", "fifth", "third"]


def test_what_was_guessed_is_said(run: Run, tmp_path: Path) -> None:
    made(tmp_path)
    done = run("add", "payments", "23:58 late", "00:03 later", "0010 digits", "26 Nov 14:00 a week later", "?")
    assert done.exit_code == 0
    assert done.stderr.splitlines() == [
        "no day given, so it is dated 21 Nov 00:03; type a day to change that",
        "four digits are read as the time 00:10; put a backslash before them to keep them as text",
    ]


def test_a_session_without_a_zone_says_in_which_one_times_are_read(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    path.write_text(path.read_text().replace('timezone = "Europe/Copenhagen"\n', ""))
    done = run("add", "payments", "14:32 x")
    assert "no time zone; times are read in UTC" in done.stderr


def test_nothing_to_add_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    before = path.read_bytes()
    for lines, given in ((["-"], "\n \n"), (["  "], None), ([], None)):
        assert run("add", "payments", *lines, given=given).exit_code == 2
    assert path.read_bytes() == before


def test_what_is_added_to_a_document_that_was_renamed_while_it_is_open_comes_in(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    keeper = Keeper.open(path, threaded=False)
    path.rename(new := path.with_name("pool.toml"))
    done = run("add", "pool", "14:40 handed over")
    assert done.exit_code == 0
    assert done.stdout == "handed over as entry 1 of 1, first: 14:40 handed over\n"
    intake = Intake(Spool(keeper.path, keeper.session.id), keeper, edits_of_handed(keeper.new_id, "UTC"))
    assert [handed.lines for handed in intake.poll().handed] == [("14:40 handed over",)]
    run("add", "pool", "14:41 handed over, and closed before it was seen")
    keeper.close()
    assert run("add", "pool", "14:42 the last").exit_code == 0
    assert entries(new) == ["handed over", "handed over, and closed before it was seen", "the last"]
    assert {each.name for each in path.parent.iterdir()} == {"pool.toml", "pool.recording.toml"}


def test_while_it_is_open_elsewhere_lines_are_handed_over_and_come_in_there(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    run("add", "payments", "14:30 one")
    keeper = Keeper.open(path, threaded=False)
    done = run("add", "payments", "14:40 two", "three")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "handed over as entry 2 of 2, after one: 14:40 two",
        "handed over as entry 3 of 3, after two: three",
    ]
    assert "open elsewhere" in done.stderr
    assert "not included yet: 2 lines" in run("export", "payments", "--to", "-").stderr
    intake = Intake(spool_of(path), keeper, edits_of_handed(keeper.new_id, "UTC"))
    assert [handed.lines for handed in intake.poll().handed] == [("14:40 two", "three")]
    keeper.close()
    intake.poll()
    assert entries(path) == ["one", "two", "three"]
    assert spool_of(path).take() == []


def test_what_was_left_by_a_process_that_is_gone_comes_in_with_the_next_line(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    keeper = Keeper.open(path, threaded=False)
    run("add", "payments", "14:40 left over")
    keeper.close()
    assert entries(path) == []
    run("add", "payments", "14:50 now")
    assert entries(path) == ["left over", "now"]
    assert spool_of(path).take() == []


def test_lines_left_in_a_spoilt_file_are_told_and_kept(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    keeper = Keeper.open(path, threaded=False)
    run("add", "payments", "14:40 left over")
    keeper.close()
    (handed,) = spool_of(path).take()
    handed.file.write_text("lines = [")
    assert f"{handed.file}:1:" in run("export", "payments", "--to", "-").stderr
    assert handed.file.exists()
    done = run("add", "payments", "14:50 now")
    aside = handed.file.parent / "spoilt" / handed.file.name
    assert done.exit_code == 0
    assert f"what was handed over earlier cannot be added: {aside}:1:" in done.stderr
    assert "mend the file" in done.stderr
    assert aside.read_text() == "lines = ["
    assert entries(path) == ["now"]
    assert "cannot be read" not in run("add", "payments", "15:00 later").stderr


def test_a_session_that_nobody_can_write_is_an_error_and_takes_nothing(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    recording = path.with_name(f"{path.stem}.recording.toml")
    recording.unlink()
    recording.mkdir()
    done = run("add", "payments", "14:40 x")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert recording.name in done.stderr
    assert spool_of(path).take() == []


def polled(path: Path, keeper: Keeper) -> list[tuple[str, ...]]:
    """Return the lines that come in where a session is open, with all saved and nothing left behind."""
    intake = Intake(spool_of(path), keeper, edits_of_handed(keeper.new_id, "UTC"))
    came = intake.poll()
    keeper.flush()
    intake.poll()
    assert spool_of(path).take() == []
    return [handed.lines for handed in came.handed]


def test_somebody_with_another_state_folder_hands_over_to_the_same_writer(tmp_path: Path) -> None:
    path = made(tmp_path)
    keeper = Keeper.open(path, threaded=False)
    other = tmp_path / "somebody else"
    other.mkdir()
    assert run_in(other, "add", str(path), "14:40 from a container").exit_code == 0
    assert polled(path, keeper) == [("14:40 from a container",)]
    keeper.close()


def test_two_copies_of_a_session_do_not_take_each_others_lines(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    copy = path.with_name("copy.toml")
    copy.write_bytes(path.read_bytes())
    keeper = Keeper.open(path, threaded=False)
    run("add", str(path), "14:40 for the first")
    run("add", str(copy), "14:50 for the copy")
    assert polled(path, keeper) == [("14:40 for the first",)]
    keeper.close()
    assert (entries(path), entries(copy)) == (["for the first"], ["for the copy"])


@pytest.mark.parametrize("broken", ["", "title = ", "format = 99\n", "\0" * 300])
def test_lines_are_handed_over_although_another_program_broke_the_document(
    run: Run, tmp_path: Path, broken: str
) -> None:
    path = made(tmp_path)
    keeper = Keeper.open(path, threaded=False)
    whole = path.read_bytes()
    path.write_text(broken)
    done = run("add", str(path), "14:40 came in all the same")
    assert (done.exit_code, done.stdout) == (0, "handed over as entry 1 of 1, first: 14:40 came in all the same\n")
    path.write_bytes(whole)
    assert polled(path, keeper) == [("14:40 came in all the same",)]
    keeper.close()


def test_a_retry_with_the_same_id_adds_nothing_again(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    line = ("add", "payments", "--id", "alert-4711", "14:40 paged Ana")
    run(*line)
    again = run(*line, "14:41 and one more")
    assert entries(path) == ["paged Ana", "and one more"]
    assert "1 line came in with an earlier run of --id alert-4711" in again.stderr
    assert again.stdout == "added as entry 2 of 2, after paged Ana: 14:41 and one more\n"


def test_a_retry_is_harmless_wherever_the_first_try_got_to(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    line = ("add", "payments", "--id", "alert-4711", "14:40 paged Ana")
    keeper = Keeper.open(path, threaded=False)
    run(*line)
    run(*line)
    assert polled(path, keeper) == [("14:40 paged Ana",)]
    assert "came in with an earlier run" in run(*line).stderr
    keeper.close()
    assert run(*line).stdout == ""
    assert entries(path) == ["paged Ana"]


@pytest.mark.parametrize("key", ["", "a b", '"', "\x1b", "x" * 101])
def test_an_id_that_cannot_be_one_is_wrong_usage(run: Run, tmp_path: Path, key: str) -> None:
    path = made(tmp_path)
    assert run("add", "payments", "--id", key, "14:40 paged Ana").exit_code == 2
    assert entries(path) == []
