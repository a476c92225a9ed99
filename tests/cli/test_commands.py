from __future__ import annotations

import json
from pathlib import Path

import pytest

import bpm_tui.cli.group
import bpm_tui.cli.main
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.user.places import Places
from tests.cli.running import Run, made, session_at

SHOWN: list[tuple[str, Path | None]] = []


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Path | None]]:
    """What would have been shown, instead of showing it."""
    import bpm_tui.tui.start  # noqa: PLC0415 - few tests need it

    shown: list[tuple[str, Path | None]] = []

    def session(path: Path, _: Places) -> int:
        shown.append(("session", path))
        return 3

    def other(name: str) -> object:
        def show(_: Places) -> int:
            shown.append((name, None))
            return 0

        return show

    for module in (bpm_tui.cli.main, bpm_tui.cli.group):
        monkeypatch.setattr(module, "ready_for_the_screen", lambda: None)
    monkeypatch.setattr(bpm_tui.tui.start, "run_session", session)
    monkeypatch.setattr(bpm_tui.tui.start, "run_sessions", other("sessions"))
    monkeypatch.setattr(bpm_tui.tui.start, "run_demo", other("demo"))
    return shown


def test_a_word_that_is_not_a_command_opens_a_session(
    run: Run, tmp_path: Path, screen: list[tuple[str, Path | None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path)
    command = path.with_name("demo.toml")
    command.write_text(path.read_text().replace(session_at(path).id, "demo00"))
    monkeypatch.chdir(path.parent)
    for word in ("payments", "2026-11-20-payments-outage", str(path), path.name):
        assert run(word).exit_code == 3
    assert run("demo").exit_code == 0
    assert run("./demo").exit_code == 3
    assert run().exit_code == 0
    opened = [("session", path)] * 3 + [("session", Path(path.name)), ("demo", None), ("session", Path("demo.toml"))]
    assert screen == [*opened, ("sessions", None)]


def test_a_new_session_can_be_opened_at_once(run: Run, screen: list[tuple[str, Path | None]]) -> None:
    done = run("new", "Payments outage", "--open")
    assert done.exit_code == 3
    assert screen == [("session", Path(done.stdout.splitlines()[-1]))]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["exprot", "payments"], "did you mean bpm export?"),
        (["lst"], "did you mean bpm list?"),
        (["frobnicate", "x"], "bpm --help shows all"),
        (["rewind", "payments"], "there is no command 'rewind'"),
        (["export", "nothing"], "there is no session 'nothing'"),
        (["export", "paymets"], "payments-outage"),
        (["export", "./2026.toml"], "there is no session"),
        (["list", "--jsno"], "--json"),
        (["--sesions", "x", "list"], "--sessions"),
        (["export", "a" * 5000], "there is no session"),
        (["mv", "payments", "a" * 300], "name too long"),
    ],
)
def test_wrong_usage_says_what_is_likely_meant(run: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    made(tmp_path)
    done = run(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_several_sessions_that_fit_are_named(run: Run, tmp_path: Path) -> None:
    made(tmp_path, "Payments outage")
    made(tmp_path, "Payments again")
    done = run("export", "payments")
    assert done.exit_code == 2
    assert "2026-11-20-payments-outage  Payments outage" in done.stderr
    assert "2026-11-20-payments-again  Payments again" in done.stderr


def test_the_list_tells_of_good_and_broken_sessions(run: Run, tmp_path: Path) -> None:
    assert "bpm new TITLE" in run("list").stderr
    path = made(tmp_path, "Payments \x1b[31moutage", "--severity", "SEV-2")
    path.with_name("broken.toml").write_text("format = 1\nid = \n")
    shown = run("list").stdout
    assert "Payments ␛[31moutage" in shown
    assert "cannot be read: not TOML" in shown
    told = {each["name"]: each for each in map(json.loads, run("list", "--json").stdout.splitlines())}
    assert told[path.stem]["title"] == "Payments \x1b[31moutage"
    assert told[path.stem]["path"] == str(path)
    assert told[path.stem]["entries"] == 0
    assert ":2:6:" in told["broken"]["problem"]


def test_the_folder_of_sessions_can_be_chosen(run: Run, tmp_path: Path) -> None:
    path = Path(run("--sessions", str(tmp_path / "other"), "new", "Elsewhere").stdout.strip())
    assert path.parent == tmp_path / "other"
    assert run("list").stdout == ""
    told = json.loads(run("--sessions", str(tmp_path / "other"), "paths", "--json").stdout)
    assert told["sessions"] == str(tmp_path / "other")
    assert told["settings"] == str(tmp_path / "config" / "bpm-tui" / "config.toml")


def test_themes_are_listed_and_a_bad_one_is_named(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "bpm-tui" / "themes"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('name = "mine"\n')
    done = run("themes", "--json")
    assert done.exit_code == 0
    themes = [json.loads(line) for line in done.stdout.splitlines()]
    assert [theme["name"] for theme in themes if theme["in_use"]] == ["dusk"]
    assert {theme["projector"] for theme in themes} == {True, False}
    assert "mine.toml:1:1" in done.stderr
    assert run("themes").stdout.startswith("*  dusk")


def test_an_export_goes_where_it_is_told_and_replaces_only_exports(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    folder = tmp_path / "wiki"
    folder.mkdir()
    beside, inside = (Path(run("export", "payments", *to).stdout.strip()) for to in ([], ["--to", str(folder)]))
    assert beside == path.parent / "2026-11-20-payments-outage.md"
    assert inside == folder / beside.name
    assert beside.read_text() == inside.read_text() == run("export", "payments", "--to", "-").stdout
    inside.write_text("old")
    inside.chmod(0o644)
    link = tmp_path / "link.md"
    link.symlink_to(inside)
    assert run("export", "payments", "--to", str(link)).exit_code == 0
    assert link.is_symlink()
    assert inside.read_text() == beside.read_text()
    assert inside.stat().st_mode & 0o777 == 0o644
    for itself in (path, path.with_name(f"{path.stem}.recording.toml")):
        before = itself.read_bytes()
        assert run("export", "payments", "--to", str(itself)).exit_code == 2
        assert itself.read_bytes() == before
    missing = run("export", "payments", "--to", str(tmp_path / "nowhere" / "x.md"))
    assert missing.exit_code == 2
    assert f"{tmp_path / 'nowhere'}: there is no such folder" in missing.stderr


def test_an_export_holds_what_the_document_does_not_have_yet(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    keeper = Keeper.open(path, threaded=False)
    keeper.commit(_title(keeper))
    keeper.work()
    assert "Payments outage" in path.read_text()
    assert run("export", "payments", "--to", "-").stdout.startswith("# Another title\n")
    keeper.close()


def _title(keeper: Keeper) -> list[bpm_tui.model.edits.Edit]:
    from bpm_tui.model.editing import changing  # noqa: PLC0415

    return list(changing(keeper.session, "session", title="Another title"))


def test_the_log_reads_like_a_story(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    run("add", "payments", "14:32 Ana: restarted payments; assumed: warm \x1b[31m")
    keeper = Keeper.open(path, threaded=False, by="Ana")
    keeper.commit(_title(keeper))
    keeper.undo()
    keeper.mark("phase", name="timeline")
    keeper.close()
    lines = [line[20:] for line in run("log", "payments").stdout.splitlines()]
    assert lines[0] == "bpm: the recording begins"
    assert [line for line in lines if "document written" not in line][3:] == [
        "bpm: added entry 20 Nov 14:32 Ana: restarted payments; assumed: warm ␛[31m",
        "Ana: changed session: title “Payments outage” → “Another title”",
        "Ana: took back: changed session: title “Another title” → “Payments outage”",
        "Ana: phase began: timeline",
    ]


def test_a_document_alone_has_no_log_yet(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path)
    path.with_name(f"{path.stem}.recording.toml").unlink()
    done = run("log", "payments")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "starts when the session is opened" in done.stderr
