"""A zone as people call it."""

from __future__ import annotations

import pytest

from bpm_tui.exchange.export.export import Manner, export
from bpm_tui.model.session import Incident, Session
from bpm_tui.storage.user import zones
from bpm_tui.storage.user.zones import close_zones, is_zone, zone_called


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


@pytest.mark.parametrize("name", ["a." * 5000, "/" * 5000, "../../etc/passwd", "\0", "é", "a/" * 5000])
def test_what_cannot_be_a_name_is_not_a_zone_and_raises_nothing(name: str) -> None:
    assert not is_zone(name)
    assert zone_called(name) == ""
    assert close_zones(name) == []
    incident = Incident(timezone=name)
    assert "unknown here" in export(Session(id="s", incident=incident), Manner()).text


def test_zones_are_listed_once_for_a_whole_page(monkeypatch: pytest.MonkeyPatch) -> None:
    listed: list[set[str]] = []

    def listing() -> set[str]:
        listed.append({"UTC", "Europe/Zurich"})
        return listed[-1]

    monkeypatch.setattr("zoneinfo.available_timezones", listing)
    zones._all_zones.cache_clear()
    zones._by_plain_name.cache_clear()
    try:
        assert [zone_called("Zurich"), zone_called("Ana"), zone_called("zurich")] == [
            "Europe/Zurich",
            "",
            "Europe/Zurich",
        ]
    finally:
        zones._all_zones.cache_clear()
        zones._by_plain_name.cache_clear()
    assert len(listed) == 1
