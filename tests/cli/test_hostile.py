"""Hostile text through every command: nothing acts on the terminal, nothing is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.running import Run, session_at
from tests.strategies import HOSTILE

WORDS = [*HOSTILE, "x" * 100_000, "\x1b]52;c;aGk=\x07", "\x9b31m", "\u202etxt.exe", "a\u200b\u2028b", "\r\ngone"]

ACTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.mark.parametrize("word", WORDS, ids=range(len(WORDS)))
def test_no_command_lets_it_act_or_loses_it(run: Run, word: str) -> None:
    new = run("new", f"T {word}", "--severity", word, "--incident", word, "--service", word, "--participant", word)
    assert new.exit_code == 0, new.stderr
    path = Path(new.stdout.splitlines()[-1])
    added = run("add", str(path), f"14:32 W: {' '.join(word.splitlines())} => {' '.join(word.splitlines())}")
    done = [
        new,
        added,
        *(run(*command) for command in (["list"], ["log", str(path)], ["export", str(path), "--to", "-"])),
    ]
    done += [
        run(word),
        run("export", word),
        run("mv", str(path), f"x/{word}"),
        run("check", f"./{word}"),
        run(word, word),
    ]
    for each in done:
        for text in (each.stdout, each.stderr):
            assert not ACTS.search(text)
        assert each.exit_code in (0, 2)
    session = session_at(path)
    stored = word.encode("utf-8", "backslashreplace").decode()
    assert session.incident.severity == stored
    assert session.title == f"T {stored}".strip()
    assert run("check", str(path)).exit_code == 0
