from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bpm_tui.storage.private.half_typed import HalfTyped, clear_half_typed, half_typed, keep_half_typed
from bpm_tui.storage.user.places import Places

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "config", tmp_path / "state", tmp_path / "sessions")


@given(text=st.text(min_size=1), mode=st.sampled_from(["entry", "edit k3f9a2"]), data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_half_typed_is_there_again(places: Places, text: str, mode: str, data: st.DataObject) -> None:
    half = HalfTyped(text, data.draw(st.integers(0, len(text))), mode, NOON)
    keep_half_typed(places, "k3f9a2", half)
    assert half_typed(places, "k3f9a2") == half


def test_each_session_has_its_own_line(places: Places) -> None:
    half = HalfTyped("14:32 Ana", 3, "entry", NOON)
    keep_half_typed(places, "k3f9a2", half)
    assert half_typed(places, "m00002") is None
    clear_half_typed(places, "m00002")
    assert half_typed(places, "k3f9a2") == half
    clear_half_typed(places, "k3f9a2")
    assert half_typed(places, "k3f9a2") is None


def test_an_emptied_line_is_nothing_half_typed(places: Places) -> None:
    keep_half_typed(places, "k3f9a2", HalfTyped("14:32", 5, "entry", NOON))
    keep_half_typed(places, "k3f9a2", HalfTyped("", 0, "entry", NOON))
    assert half_typed(places, "k3f9a2") is None


def test_a_lone_surrogate_is_kept_as_its_visible_escape(places: Places) -> None:
    keep_half_typed(places, "k3f9a2", HalfTyped("caf\udce9", 4, "entry", NOON))
    kept = half_typed(places, "k3f9a2")
    assert kept is not None
    assert kept.text == r"caf\udce9"


def test_only_the_user_may_read_it(places: Places) -> None:
    keep_half_typed(places, "k3f9a2", HalfTyped("14:32", 5, "entry", NOON))
    folder = places.state / "halftyped"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [file.stat().st_mode & 0o777 for file in folder.iterdir()] == [0o600]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"text = ",
        b"\xff",
        b'text = "a"\ncursor = "b"\nmode = "entry"\nsince = 2026-11-20T12:00:00Z\n',
        b'text = "a"\ncursor = 0\nmode = "entry"\nsince = 2026-11-20T12:00:00\n',
    ],
)
def test_a_spoilt_file_is_nothing_and_no_error(places: Places, content: bytes) -> None:
    keep_half_typed(places, "k3f9a2", HalfTyped("14:32", 5, "entry", NOON))
    (file,) = (places.state / "halftyped").iterdir()
    file.write_bytes(content)
    assert half_typed(places, "k3f9a2") is None


def test_a_cursor_outside_the_text_is_brought_back(places: Places) -> None:
    keep_half_typed(places, "k3f9a2", HalfTyped("14:32", 99, "entry", NOON))
    kept = half_typed(places, "k3f9a2")
    assert kept is not None
    assert kept.cursor == 5


def test_the_last_key_that_was_kept_whole_counts(places: Places) -> None:
    for end in range(1, 6):
        keep_half_typed(places, "k3f9a2", HalfTyped("14:32"[:end], end, "entry", NOON))
    (file,) = (places.state / "halftyped").iterdir()
    file.write_bytes(file.read_bytes()[:-30])
    kept = half_typed(places, "k3f9a2")
    assert kept is not None
    assert kept.text == "14:3"


def test_the_file_does_not_grow_for_ever(places: Places) -> None:
    for number in range(8):
        keep_half_typed(places, "k3f9a2", HalfTyped(f"{number}" + "x" * 400_000, 1, "entry", NOON))
    (file,) = (places.state / "halftyped").iterdir()
    assert file.stat().st_size < 2_000_000
    kept = half_typed(places, "k3f9a2")
    assert kept is not None
    assert kept.text.startswith("7x")
