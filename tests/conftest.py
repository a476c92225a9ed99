"""What every test shares: Hypothesis profiles, and folders and a time zone that are not the developer's own."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("dev", deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "ci", deadline=None, max_examples=50, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


def pytest_configure(config: pytest.Config) -> None:
    """Let Hypothesis describe large sessions, which it warns about, without failing the test that drew one."""
    config.addinivalue_line("filterwarnings", "ignore:Generating overly large repr")


FOLDERS = {
    "HOME": "home",
    "XDG_CONFIG_HOME": "config",
    "XDG_STATE_HOME": "state",
    "XDG_DATA_HOME": "data",
    "XDG_CACHE_HOME": "cache",
    "BPM_SESSIONS": "sessions",
}


@pytest.fixture(autouse=True)
def own_places(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Point every standard folder into a fresh one, which is returned, and the clock's zone at UTC."""
    root = tmp_path_factory.mktemp("places")
    for name, folder in FOLDERS.items():
        monkeypatch.setenv(name, str(root / folder))
        (root / folder).mkdir()
    with pytest.MonkeyPatch.context() as zone:
        zone.setenv("TZ", "UTC")
        time.tzset()
        yield root
    time.tzset()
