from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.running import made, session_at
from tests.pseudo_terminal import isolated

Run = Callable[..., Result]


@pytest.fixture
def session(tmp_path: Path, run: Run) -> Path:
    path = made(tmp_path, "Payments outage", "--participant", "Ana")
    added = run(
        "add", str(path), "14:32 Ana: asked @ben about #12 => fixed; hindsight: the pool limit", "14:40 pager: rang"
    )
    assert added.exit_code == 0
    return path


def config(tmp_path: Path, text: str) -> None:
    folder = Path(dict(isolated(tmp_path))["XDG_CONFIG_HOME"]) / "bpm-tui"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text(text)


@pytest.mark.parametrize(
    ("options", "there", "ending"),
    [
        (["--wiki", "github"], "#&#8203;12", ".md"),
        (["--wiki", "github", "--mentions"], "asked @ben about #12", ".md"),
        (["--format", "html"], "<!DOCTYPE html>", ".html"),
        (["--format", "mediawiki"], "{|", ".wiki"),
        (["--format", "json"], '"kind": "bpm-tui session"', ".json"),
        (["--format", "csv"], "id,at,known at", ".csv"),
        (["--template", "announcement"], "# You are invited", ".md"),
        (["--names", "roles"], "| responder |", ".md"),
        (["--part", "timeline"], "## Timeline", ".md"),
    ],
)
def test_every_option_shows(run: Run, session: Path, options: list[str], there: str, ending: str) -> None:
    done = run("export", str(session), "--to", "-", *options)
    assert done.exit_code == 0
    assert there in done.stdout
    written = Path(run("export", str(session), *options).stdout.strip())
    assert written.suffix == ending
    assert written.read_bytes().decode() == done.stdout_bytes.decode()


def test_lanes_and_names_keep_what_is_private(run: Run, session: Path) -> None:
    done = run("export", str(session), "--to", "-", "--lanes", "known", "--names", "none")
    assert "pool limit" not in done.stdout
    assert "Ana" not in done.stdout
    assert "not replaced: @ben, pager" in done.stderr


def test_what_the_coach_marked_is_said_of_what_goes_out(run: Run, session: Path) -> None:
    assert "coach" not in run("export", str(session)).stderr
    run("add", str(session), "14:50 Ben: read the log => he should have looked; hindsight: we should have known")
    done = run("export", str(session))
    assert f"the coach marked 2 sentences: bpm coach {session} lists what it found" in done.stderr
    assert "the coach marked 1 sentence:" in run("export", str(session), "--lanes", "known").stderr
    assert "coach" not in run("export", str(session), "--part", "follow-ups").stderr


def test_the_settings_say_what_is_usual_and_options_what_is_not(run: Run, session: Path, tmp_path: Path) -> None:
    config(tmp_path, 'wiki = "gitlab"\nexport_format = "html"\nexport_template = "summary"\n')
    assert "<!DOCTYPE html>" in run("export", str(session), "--to", "-").stdout
    assert "## Timeline" in run("export", str(session), "--to", "-", "--wiki", "azure", "--template", "full").stdout
    assert json.loads(run("export", str(session), "--to", "-", "--format", "json").stdout)["format"] == 1
    config(tmp_path, 'wiki = "gitlub"\n')
    told = run("export", str(session), "--to", "-")
    assert "config.toml:1:" in told.stderr
    assert "expected one of neutral, github" in told.stderr
    assert told.stdout.startswith("# Payments outage")


def test_a_template_that_is_wrong_is_told_with_file_and_line(run: Run, session: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.jinja"
    mine.write_text("\n{{ entrys }}")
    done = run("export", str(session), "--template", str(mine))
    assert done.exit_code == 2
    assert f"{mine}:2:1: 'entrys' is undefined" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "name a session, or all of them with --all"),
        (["payments", "--all", "x"], "name a session, or all of them"),
        (["payments", "--wiki", "github", "--format", "html"], "--wiki is for Markdown"),
        (["payments", "--format", "csv", "--template", "summary"], "has no layout"),
        (["payments", "--wiki", "jira"], "'jira' is not one of"),
        (["--all", "x", "--format", "csv"], "has no pages"),
        (["--all", "x", "--to", "y"], "leave out --to and --since"),
        (["payments", "--since", "draft", "--part", "timeline"], "leave out --template and --part"),
        (["payments", "--since", "meeting 9"], "there is no meeting 9"),
        (["payments", "--since", "start", "--format", "csv"], "has no pages"),
    ],
)
def test_wrong_usage_is_told(run: Run, session: Path, arguments: list[str], message: str) -> None:
    done = run("export", *arguments)
    assert done.exit_code == 2
    assert message in done.stderr
    assert session_at(session).title == "Payments outage"


def test_what_changed_goes_out_without_what_was_deleted(run: Run, session: Path) -> None:
    done = run("export", str(session), "--since", "start", "--to", "-", "--names", "none", "--lanes", "known")
    assert done.exit_code == 0
    assert done.stdout.startswith("# *What changed* Payments outage\n\nsince the start: ")
    assert "asked @&#8203;ben about" in done.stdout
    assert "pool limit" not in done.stdout
    assert "Ana" not in done.stdout


def test_all_sessions_go_into_a_folder(run: Run, session: Path, tmp_path: Path) -> None:
    folder = tmp_path / "wiki"
    done = run("export", "--all", str(folder), "--wiki", "mkdocs")
    assert done.exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == [f"{session.stem}.md", "index.md"]
    assert "a page for 1 session and an index: 2 new or changed" in done.stderr
    assert run("export", "--all", str(folder), "--wiki", "mkdocs").stdout == ""


def test_what_was_marked_and_not_replaced_is_said_of_every_session_and_in_all(
    run: Run, session: Path, tmp_path: Path
) -> None:
    second = made(tmp_path, "Queue")
    run("add", str(session), "14:50 Ben: read the log => he should have looked")
    run("add", str(second), "15:00 @cleo: read it too => she should have looked; hindsight: we should have known")
    done = run("export", "--all", str(tmp_path / "wiki"), "--names", "roles")
    name = session.stem
    assert f"{name}: the coach marked 1 sentence: bpm coach {name} lists what it found\n" in done.stderr
    assert f"{second.stem}: the coach marked 2 sentences:" in done.stderr
    assert f"{name}: not replaced: @ben, " in done.stderr
    assert "in all, the coach marked 3 sentences in 2 sessions\n" in done.stderr
    assert "names in 2 sessions not replaced; add who is a person as a participant (m d)\n" in done.stderr
    known = run("export", "--all", str(tmp_path / "wiki"), "--lanes", "none", "--part", "follow-ups")
    assert "coach" not in known.stderr


def test_a_plain_export_loads_no_template_engine(session: Path, tmp_path: Path) -> None:
    program = "import sys\nfrom bpm_tui.cli.main import bpm\nbpm(standalone_mode=False)\nprint('jinja2' in sys.modules)"
    for template, loaded in ((), "False"), (("--template", "full"), "False"), (("--template", "summary"), "True"):
        command = [sys.executable, "-c", program, "export", str(session), *template]
        done = subprocess.run(command, env=isolated(tmp_path), capture_output=True, text=True, check=True)
        assert done.stdout.split()[-1] == loaded


def test_the_sample_goes_out_as_a_page(
    run: Run, session: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("export", "demo", "--to", "-").stdout.startswith("# ")
    page = Path(run("export", "demo").stdout.strip())
    assert page.parent == tmp_path
    assert page.read_text().startswith("# ")
    assert run("export", "demos").exit_code == 2
    session.with_name("demo.toml").write_bytes(session.read_bytes())
    assert Path(run("export", "demo").stdout.strip()).parent == session.parent


@pytest.mark.parametrize("to", ["no/page.md", "no/", "no/deeper/"])
def test_a_folder_that_is_missing_is_named(
    run: Run, session: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, to: str
) -> None:
    del session
    monkeypatch.chdir(tmp_path)
    done = run("export", "payments", "--to", to)
    assert done.exit_code == 2
    folder = tmp_path / to.removesuffix("page.md").removesuffix("/")
    assert done.stderr.strip() == f"bpm: {folder}: there is no such folder; make it first, or choose another"
    assert not (tmp_path / "no").exists()


def test_a_page_that_was_changed_by_hand_is_replaced_and_that_is_said(run: Run, tmp_path: Path) -> None:
    made(tmp_path)
    page = tmp_path / "page.md"
    said = "page.md had other content, and was replaced"
    assert said not in run("export", "payments", "--to", str(page)).stderr
    assert said not in run("export", "payments", "--to", str(page)).stderr
    page.write_text(page.read_text() + "by hand\n")
    assert said in run("export", "payments", "--to", str(page)).stderr
    assert "by hand" not in page.read_text()
