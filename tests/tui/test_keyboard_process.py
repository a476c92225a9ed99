"""A facilitator, a note taker and a follower, each a process: the follower takes over from one that was killed."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.cli.running import made, run_in, session_at
from tests.pseudo_terminal import PseudoTerminal, isolated

GIVE_OR_TAKE = b"\x07"


def bpm(home: Path, *arguments: str | Path) -> PseudoTerminal:
    return PseudoTerminal([sys.executable, "-m", "bpm_tui", *arguments], env=isolated(home))


def shows(there: PseudoTerminal, text: str) -> bool:
    return there.wait_until(lambda: text in there.raw.decode(errors="replace"))


def test_a_follower_takes_the_place_of_a_writer_that_was_killed_in_the_middle_of_a_line(tmp_path: Path) -> None:
    path = made(tmp_path)
    assert run_in(tmp_path, "add", str(path), "14:32 Ana: restarted").exit_code == 0
    with bpm(tmp_path, path) as writer, bpm(tmp_path, "follow", path) as follower:
        assert shows(writer, "restarted")
        assert shows(follower, "restarted")
        writer.type("a14:40 Ben: half a li")
        assert shows(writer, "half")
        for kind, line in (("note", "assumed: the cache was warm"), ("signal", "missed: graph flat")):
            done = run_in(tmp_path, "add", str(path), "--as", kind, "--on", "14:32", "--by", "Dee", line)
            assert done.exit_code == 0
        recording = path.with_suffix(".recording.toml")
        assert writer.wait_until(lambda: recording.read_text().count('by = "Dee"') == 2)
        writer.kill()
        writer.wait()
        follower.write(GIVE_OR_TAKE)
        assert shows(follower, "half a li")
        follower.type("ne\r")
        assert follower.wait_until(lambda: "half a line" in recording.read_text())
        follower.write(b"\x11")
        assert follower.wait() == 0
    first, second = session_at(path).entries.values()
    assert (first.what, second.what, second.actor) == ("restarted", "half a line", "Ben")
    assert [note.text for note in first.notes.values()] == ["the cache was warm"]
    assert [signal.what for signal in first.signals.values()] == ["graph flat"]
