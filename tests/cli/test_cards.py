"""An account form goes out and comes back as cards; the inbox lists what waits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Run, made


@pytest.fixture
def form(run: Run, tmp_path: Path) -> Path:
    """Return a form that was filled in badly: a wrong time, and an answer above its heading."""
    made(tmp_path)
    done = run("account", "payments", "--for", "Ana", "--to", str(tmp_path / "ana.txt"))
    assert (done.exit_code, done.stdout) == (0, f"{tmp_path / 'ana.txt'}\n")
    text = (tmp_path / "ana.txt").read_text()
    text = text.replace("== What would you like", "14:32 I restarted\n25:99 it was late\n\n== What would you like")
    back = tmp_path / "back.txt"
    back.write_bytes(
        "\r\n".join(f"> {line}" for line in f"{text}Who may change the limit?".split("\n")).encode("utf-16")
    )
    return back


def test_a_form_comes_back_as_cards_that_wait_first(run: Run, tmp_path: Path, form: Path) -> None:
    (tmp_path / "notes.md").write_text("# Timeline\n\n- 2026-11-20 14:28 pager rang\n")
    for file in (tmp_path / "notes.md", form, form):
        assert run("import", str(file), "--into", "payments").exit_code == 0
    listed = [json.loads(line) for line in run("inbox", "payments", "--json").stdout.splitlines()]
    assert [(one.get("card"), one["at_text"], one["text"], one["actor"]) for one in listed] == [
        ("account", "14:32", "I restarted", "Ana"),
        ("account", "", "25:99 it was late", "Ana"),
        ("otherwise", "", "Who may change the limit?", "Ana"),
        (None, "2026-11-20 14:28", "pager rang", ""),
    ]
    done = run("inbox", "payments")
    assert done.stdout.splitlines()[0] == "[account] 14:32 Ana: I restarted"
    assert "4 items waiting, 3 cards among them" in done.stderr


def test_a_form_on_standard_output(run: Run, tmp_path: Path) -> None:
    made(tmp_path)
    assert run("account", "payments", "--for", "Ana").stdout.splitlines()[:3] == [
        "bpm account form 1", "About: Payments outage", "From: Ana",
    ]  # fmt: skip


@pytest.mark.usefixtures("form")
def test_a_form_never_replaces_one_that_may_be_filled_in(run: Run, tmp_path: Path) -> None:
    before = (tmp_path / "ana.txt").read_bytes()
    done = run("account", "payments", "--for", "Ben", "--to", str(tmp_path / "ana.txt"))
    assert done.exit_code == 2
    assert "is there already and may be filled in" in done.stderr
    assert (tmp_path / "ana.txt").read_bytes() == before
