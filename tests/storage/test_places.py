from __future__ import annotations

import string
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.storage.user import places as paths
from bpm_tui.storage.user.places import file_name_for, places, shipped, shipped_themes

linux = pytest.mark.skipif(sys.platform != "linux", reason="the XDG variables are those of Linux")


@linux
def test_the_usual_places_follow_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for kind in ("CONFIG", "STATE", "DATA"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))
    found = places(environment={})
    assert found.config_file == tmp_path / "CONFIG/bpm-tui/config.toml"
    assert found.themes == tmp_path / "CONFIG/bpm-tui/themes"
    assert found.state == tmp_path / "STATE/bpm-tui"
    assert found.sessions == tmp_path / "DATA/bpm-tui/sessions"


def test_the_option_wins_over_the_variable_and_that_over_the_usual_folder(tmp_path: Path) -> None:
    environment = {"BPM_SESSIONS": str(tmp_path / "team")}
    assert places(environment=environment).sessions == tmp_path / "team"
    assert places(tmp_path / "mine", environment).sessions == tmp_path / "mine"
    assert places(environment={"BPM_SESSIONS": ""}).sessions == places(environment={}).sessions


def test_a_relative_folder_is_meant_from_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert places("team").sessions == tmp_path / "team"
    assert places("~/team").sessions == tmp_path / "home/team"


def test_asking_where_things_are_makes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    places(tmp_path / "sessions")
    assert list(tmp_path.iterdir()) == []


def test_what_is_shipped_is_found() -> None:
    assert list(shipped_themes().glob("*.toml"))
    assert shipped("content", "questions.toml").parts[-3:] == ("bpm_tui", "content", "questions.toml")


def test_an_id_as_we_make_them_is_its_own_file_name() -> None:
    assert file_name_for("k3f9a2") == "k3f9a2"


@given(st.text(), st.text())
def test_no_id_leads_out_of_the_folder_and_no_two_meet(one: str, two: str) -> None:
    assert set(file_name_for(one)) <= set(string.ascii_lowercase + string.digits)
    assert (file_name_for(one) == file_name_for(two)) == (one == two)


def test_themes_inside_the_package_are_those_of_a_wheel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = tmp_path / "src/bpm_tui"
    package.mkdir(parents=True)
    monkeypatch.setattr(paths, "_PACKAGE", package)
    assert shipped_themes() == tmp_path / "themes"
    (package / "themes").mkdir()
    assert shipped_themes() == package / "themes"


def test_asking_for_paths_settings_and_themes_loads_nothing_heavy() -> None:
    program = (
        "import sys\nfrom bpm_tui.storage.user import places, config, themes, content\n"
        "print({'pydantic', 'textual', 'rich', 'platformdirs', 'tomli_w'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("set()\n", "")
