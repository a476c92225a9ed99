from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bpm_tui.storage.user.config import (
    Config,
    Remembered,
    chosen_theme,
    load_config,
    remember,
    remember_theme,
    remembered,
)
from bpm_tui.storage.user.places import Places
from bpm_tui.storage.user.zones import local_zone


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "config", tmp_path / "state", tmp_path / "sessions")


def write(places: Places, text: str | bytes) -> None:
    places.config.mkdir(exist_ok=True)
    places.config_file.write_bytes(text.encode() if isinstance(text, str) else text)


def complaints(places: Places) -> list[str]:
    return [str(problem).removeprefix(f"{places.config_file}:") for problem in load_config(places)[1]]


def test_without_a_file_everything_is_at_its_default(places: Places) -> None:
    assert load_config(places) == (Config(), [])


def test_every_setting_is_read(places: Places) -> None:
    write(
        places,
        'theme = "paper"\nhide_titles = true\ntimezone = "Europe/Copenhagen"\nfacilitator = "Søren"\n'
        '[keys]\nundo = "ctrl+z"\n',
    )
    expected = Config("paper", True, "Europe/Copenhagen", "Søren", {"undo": "ctrl+z"})
    assert load_config(places) == (expected, [])


def test_a_wrong_setting_is_named_with_its_place_and_the_others_are_used(places: Places) -> None:
    write(places, 'theme = 3\n  hide_titles = "no"\ntimezone = "Mars/Olympus"\nfacilitator = "Ana"\n')
    config, _ = load_config(places)
    assert config == Config(facilitator="Ana")
    assert complaints(places) == [
        "1:1: theme: expected a text in quotes, ignored",
        "2:3: hide_titles: expected true or false; using false",
        "3:1: timezone: expected a time zone such as 'Europe/Copenhagen'; using the machine's own",
    ]


def test_a_misspelt_setting_is_answered_with_the_likely_one(places: Places) -> None:
    write(places, 'them = "paper"\n')
    assert complaints(places) == ["1:1: unknown setting 'them', ignored; did you mean 'theme'?"]


def test_unknown_keys_are_named_one_by_one(places: Places) -> None:
    write(places, '[keys]\nundo = 3\nredo = "U"\n')
    assert load_config(places)[0].keys == {"redo": "U"}
    assert complaints(places) == ["2:1: keys.undo: expected a key in quotes, such as 'ctrl+y'; using its default key"]
    write(places, 'keys = "vim"\n')
    assert load_config(places)[0].keys == {}
    assert complaints(places)[0].startswith("1:1: keys: expected a table [keys]")


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"theme = \n", "1:9"),
        (b'theme = "paper"\nfacilitator = "S\xf8ren"\n', "2:17"),
        (b'\xef\xbb\xbftheme = "paper"\n"', "2:2"),
        (b"a = " + b"[" * 100_000, "1:1"),
    ],
)
def test_a_file_that_is_not_toml_gives_the_defaults_and_says_where(places: Places, content: bytes, place: str) -> None:
    write(places, content)
    assert load_config(places)[0] == Config()
    (complaint,) = complaints(places)
    assert complaint.startswith(f"{place}: ")
    assert complaint.endswith("; using the defaults")


def test_a_file_that_cannot_be_read_gives_the_defaults(places: Places) -> None:
    places.config_file.mkdir(parents=True)
    assert load_config(places)[0] == Config()
    assert complaints(places) == ["1:1: cannot be read: Is a directory; using the defaults"]


def test_a_byte_order_mark_is_passed_over(places: Places) -> None:
    write(places, b'\xef\xbb\xbftheme = "paper"\r\n')
    assert load_config(places) == (Config(theme="paper"), [])


VALUES = st.recursive(
    st.integers() | st.text("ab", max_size=3) | st.booleans() | st.datetimes() | st.floats(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=2),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from(Config._fields), VALUES))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_set_to_whatever_is_used_or_complained_about(places: Places, data: dict[str, Any]) -> None:
    write(places, tomli_w.dumps(data))
    config, problems = load_config(places)
    complained = {problem.message.partition(":")[0].partition(".")[0] for problem in problems}
    for name, value in data.items():
        assert type(getattr(config, name)) is type(getattr(Config(), name))
        assert name in complained or getattr(config, name) == value


def test_what_is_remembered_is_there_next_time_and_in_the_state_folder_only(places: Places) -> None:
    assert remembered(places) == Remembered()
    remember(places, first_run_seen=True)
    remember(places, theme="paper")
    assert remembered(places) == Remembered(theme="paper", first_run_seen=True)
    assert not places.config.exists()
    (kept,) = places.state.iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", ["theme = ", 'theme = 3\nfirst_run_seen = "yes"\nother = 1\n'])
def test_a_memory_that_was_spoilt_is_forgotten(places: Places, content: str) -> None:
    remember(places, theme="paper")
    (kept,) = places.state.iterdir()
    kept.write_text(content)
    assert remembered(places) == Remembered()


def test_the_later_word_about_the_theme_counts(places: Places) -> None:
    config = Config(theme="paper")
    assert chosen_theme(config, remembered(places)) == "paper"
    remember_theme(places, config, "night")
    assert chosen_theme(config, remembered(places)) == "night"
    assert chosen_theme(Config(theme="harbour"), remembered(places)) == "harbour"
    assert chosen_theme(Config(), Remembered()) == ""


@pytest.mark.parametrize(
    ("value", "zone"),
    [
        ("Europe/Copenhagen", "Europe/Copenhagen"),
        (":Asia/Kolkata", "Asia/Kolkata"),
        ("/usr/share/zoneinfo/America/New_York", "America/New_York"),
        ("", "UTC"),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "UTC"),
        ("Europe", "UTC"),
        ("../etc/passwd", "UTC"),
    ],
)
def test_the_variable_names_the_local_zone(value: str, zone: str, tmp_path: Path) -> None:
    assert local_zone({"TZ": value}, tmp_path) == zone


@pytest.mark.parametrize(
    "target",
    [
        "/usr/share/zoneinfo/Europe/Copenhagen",
        "../usr/share/zoneinfo/Europe/Copenhagen",
        "/var/db/timezone/zoneinfo/Europe/Copenhagen",
        "/usr/share/zoneinfo/posix/Europe/Copenhagen",
    ],
)
def test_the_link_of_the_machine_names_the_local_zone(target: str, tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc/localtime").symlink_to(target)
    assert local_zone({}, tmp_path) == "Europe/Copenhagen"


def test_a_machine_without_a_link_may_name_its_zone_in_a_file(tmp_path: Path) -> None:
    assert local_zone({}, tmp_path) == "UTC"
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc/localtime").write_bytes(b"TZif2")
    (tmp_path / "etc/timezone").write_text("Europe/Berlin\n")
    assert local_zone({}, tmp_path) == "Europe/Berlin"
    (tmp_path / "etc/timezone").write_bytes(b"\xff")
    assert local_zone({}, tmp_path) == "UTC"
