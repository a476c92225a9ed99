"""A zone as people call it."""

from __future__ import annotations

import pytest

from bpm_tui.storage.user.zones import close_zones, zone_called


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Europe/Copenhagen", "Europe/Copenhagen"),
        ("europe/copenhagen", "Europe/Copenhagen"),
        (" copenhagen ", "Europe/Copenhagen"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
        ("CET", "CET"),
        ("", ""),
        ("Atlantis", ""),
        ("Europe", ""),
        ("../../etc/passwd", ""),
    ],
)
def test_zone_is_found_by_what_people_call_it(said: str, name: str) -> None:
    assert zone_called(said) == name


def test_misspelt_zone_has_neighbours() -> None:
    assert close_zones("Europe/Copenhagn")[0] == "Europe/Copenhagen"
    assert close_zones("copenhagn")[0] == "Europe/Copenhagen"
    assert close_zones("qqqqqqqq") == []
