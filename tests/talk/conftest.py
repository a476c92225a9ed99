"""What the talks share."""

from __future__ import annotations

import pytest

from tests.tui.meetings import Room


@pytest.fixture
def room() -> Room:
    """Return a room to hold meetings in, with folders of its own and a clock that stands still."""
    return Room()
