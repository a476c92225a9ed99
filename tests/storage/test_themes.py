from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import tomli
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bpm_tui.storage.user.places import shipped_themes
from bpm_tui.storage.user.theme_contrast import contrast, linear
from bpm_tui.storage.user.themes import DEFAULT, PAIRS, ROLES, Theme, hard_to_read, load_themes

OURS = load_themes(Path("nowhere"))[0]
COLOURED = [theme for theme in OURS.values() if not theme.ansi]
GOOD = (shipped_themes() / f"{DEFAULT}.toml").read_text()

Matrix = tuple[tuple[float, float, float], ...]
# How light is seen without one kind of cone (Machado, Oliveira and Fernandes, 2009), in linear sRGB.
PROTANOPIA: Matrix = (
    (0.152286, 1.052583, -0.204868),
    (0.114503, 0.786281, 0.099216),
    (-0.003882, -0.048116, 1.051998),
)
DEUTERANOPIA: Matrix = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)
ALL_CONES: Matrix = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
EYES = {"all cones": ALL_CONES, "protanopia": PROTANOPIA, "deuteranopia": DEUTERANOPIA}


def mix(weights: tuple[float, float, float], light: Sequence[float]) -> float:
    return sum(weight * level for weight, level in zip(weights, light, strict=True))


def lab(colour: str, eyes: Matrix) -> tuple[float, float, float]:
    light = linear(colour)
    seen = [min(1.0, max(0.0, mix(row, light))) for row in eyes]
    x = mix((0.4124564, 0.3575761, 0.1804375), seen) / 0.95047
    y = mix((0.2126729, 0.7151522, 0.0721750), seen)
    z = mix((0.0193339, 0.1191920, 0.9503041), seen) / 1.08883
    fx, fy, fz = (level ** (1 / 3) if level > 0.008856 else 7.787 * level + 16 / 116 for level in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(theme: Theme, one: str, other: str, eyes: Matrix) -> float:
    colors = {str(role): colour for role, colour in theme.colors.items()}
    return math.dist(lab(colors[one], eyes), lab(colors[other], eyes))


def test_there_is_a_theme_for_every_room() -> None:
    assert load_themes(Path("nowhere"))[1] == []
    assert next(iter(OURS)) == DEFAULT
    assert {(theme.dark, theme.projector) for theme in COLOURED} == {
        (a, b) for a in (True, False) for b in (True, False)
    }
    assert [theme.name for theme in OURS.values() if theme.ansi] == ["terminal"]


@pytest.mark.parametrize("file", sorted(shipped_themes().glob("*.toml")), ids=lambda file: file.stem)
def test_a_theme_is_in_the_file_of_its_name_and_says_what_it_is_for(file: Path) -> None:
    assert OURS[file.stem].name == file.stem
    assert file.read_text().startswith("# ")


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
@pytest.mark.parametrize("pair", PAIRS, ids=" on ".join)
def test_every_pair_is_readable(theme: Theme, pair: tuple[str, str]) -> None:
    colors = {str(role): colour for role, colour in theme.colors.items()}
    assert contrast(colors[pair[0]], colors[pair[1]]) >= (7 if theme.projector else 4.5)


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_the_focused_pane_and_the_selected_row_stand_out(theme: Theme) -> None:
    for ground in ("ground", "panel"):
        assert contrast(theme.colors["border_focus"], theme.colors[ground]) >= 3
        assert contrast(theme.colors["cursor_ground"], theme.colors[ground]) >= (2 if theme.projector else 1.2)
    assert contrast(theme.colors["border_focus"], theme.colors["border"]) >= 2


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
@pytest.mark.parametrize("eyes", EYES.values(), ids=EYES)
def test_the_lanes_are_told_apart_by_every_eye(theme: Theme, eyes: Matrix) -> None:
    assert distance(theme, "known", "hindsight", eyes) >= 30


@pytest.mark.parametrize("eyes", EYES.values(), ids=EYES)
def test_colour_blind_viewers_tell_everything_apart_in_the_theme_made_for_them(eyes: Matrix) -> None:
    theme = OURS["blue-orange"]
    meanings = [*combinations(("good", "warn", "bad"), 2), *combinations(("known", "hindsight", "signal"), 2)]
    assert {pair: round(distance(theme, *pair, eyes)) for pair in meanings if distance(theme, *pair, eyes) < 20} == {}


def test_eyes_are_simulated_as_published() -> None:
    red_green = Theme("x", "x", True, False, False, {"good": "#5a8f3c", "bad": "#a8743a"})
    assert distance(red_green, "good", "bad", ALL_CONES) > 40
    assert distance(red_green, "good", "bad", DEUTERANOPIA) < 15
    assert distance(red_green, "good", "good", PROTANOPIA) == 0


def test_contrast_is_as_the_guidelines_define_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast("#0000ff", "#0000ff") == 1


@pytest.mark.parametrize("colour", ["red", "#fff", "", "#12345g", "1234567", "#+1+2+3"])
def test_what_is_not_a_colour_has_no_contrast(colour: str) -> None:
    with pytest.raises(ValueError, match="not a colour written #rrggbb"):
        contrast(colour, "#000000")


def test_a_users_theme_is_added_or_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(GOOD.replace('name = "dusk"', 'name = "mine"').replace("Dusk", "Mine"))
    (tmp_path / "other.toml").write_text(GOOD.replace('title = "Dusk"', 'title = "My dusk"'))
    (tmp_path / "notes.txt").write_text("not a theme")
    themes, problems = load_themes(tmp_path)
    assert problems == []
    assert (themes["mine"].title, themes["dusk"].title) == ("Mine", "My dusk")
    assert themes.keys() == {*OURS, "mine"}


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('text = "#d8dce3"', 'text = "white"', "{text}:1: text: expected a colour such as '#d9dde4'; theme skipped"),
        ('text = "#d8dce3"', "text = 3", "{text}:1: text: expected a colour such as '#d9dde4'; theme skipped"),
        ('text = "#d8dce3"', "", "{colors}:1: no colour for text; theme skipped"),
        ("muted =", "mutd =", "{muted}:1: unknown role 'mutd'; did you mean 'muted'?; theme skipped"),
        ("dark = true", 'dark = "yes"', "{dark}:1: dark: expected true or false; theme skipped"),
        ("dark = true", "", "1:1: no dark; theme skipped"),
        ("dark = true", "drak = true", "{dark}:1: unknown key 'drak'; did you mean 'dark'?; theme skipped"),
        (
            'name = "dusk"',
            'name = "My Theme"',
            "{name}:1: name: expected small letters, digits and hyphens; theme skipped",
        ),
        ("[colors]", "colors = 3\n[more]", "{colors}:1: colors: expected a table [colors]; theme skipped"),
        ("[colors]", "[colors", "{colors}:8: not TOML: Expected ']' at the end of a table declaration; theme skipped"),
        ("dark = true", "dark = true\nansi = true", "expected a colour of the terminal, such as 'default'"),
    ],
)
def test_a_bad_theme_is_named_with_its_place_and_skipped(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    file = tmp_path / "bad.toml"
    file.write_text(GOOD.replace(old, new))
    themes, problems = load_themes(tmp_path)
    assert themes == OURS
    lines = {line.partition("=")[0].strip(" []"): place for place, line in enumerate(GOOD.split("\n"), 1)}
    complaint = complaint.format_map(lines)
    assert any(complaint in str(problem) for problem in problems), problems
    assert {problem.file for problem in problems} == {file}


JUNK = st.integers() | st.text("ab#1", max_size=7) | st.booleans() | st.lists(st.integers(), max_size=2)
KEYS = st.sampled_from(["name", "title", "dark", "projector", "ansi", "colors", "other"])


@given(st.dictionaries(KEYS, JUNK | st.dictionaries(st.sampled_from(ROLES), JUNK)), st.sets(st.sampled_from(ROLES)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_theme_that_is_used_lacks_anything(tmp_path: Path, junk: dict[str, Any], gone: set[str]) -> None:
    data = tomli.loads(GOOD) | junk
    if isinstance(data["colors"], dict):
        data["colors"] = {role: colour for role, colour in data["colors"].items() if role not in gone}
    (tmp_path / "junk.toml").write_text(tomli_w.dumps(data))
    themes, problems = load_themes(tmp_path)
    assert problems or "other" not in data
    for theme in themes.values():
        assert theme.title
        assert set(theme.colors) == set(ROLES)
        assert len(hard_to_read(theme)) <= len(PAIRS)


def test_one_bad_theme_does_not_keep_the_next_from_being_used(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("")
    (tmp_path / "b.toml").write_text(GOOD.replace('name = "dusk"', 'name = "fine"'))
    (tmp_path / "c.toml").symlink_to(tmp_path / "gone.toml")
    themes, problems = load_themes(tmp_path)
    assert "fine" in themes
    assert {problem.file.name for problem in problems} == {"a.toml", "c.toml"}


def test_a_theme_that_is_hard_to_read_is_used_and_reported(tmp_path: Path) -> None:
    (tmp_path / "dim.toml").write_text(GOOD.replace("#98a1b0", "#50555e"))
    themes, (problem,) = load_themes(tmp_path)
    theme = themes["dusk"]
    assert problem.message.startswith("hard to read, with a contrast below 4.5: muted on ground (")
    assert {(ink, ground) for ink, ground, _ in hard_to_read(theme)} == {
        ("muted", ground) for ground in ("ground", "panel", "raised")
    }
    assert hard_to_read(OURS["terminal"]) == []


def test_every_role_is_used_in_a_pair_or_is_an_edge() -> None:
    assert set(ROLES) - {role for pair in PAIRS for role in pair} == {"border", "border_focus"}


def test_terminals_own_colours_are_read_on_white_as_on_black() -> None:
    """Yellow, cyan and green are too light on white, blue is too dark on black, and bright ones vary most."""
    grounds = {"cursor_ground", "cursor_text", "selection"}
    colors = {str(role): colour for role, colour in OURS["terminal"].colors.items()}
    assert {colour for role, colour in colors.items() if role not in grounds} == {"default", "red", "magenta"}
