"""Guesses come back as they were kept, apart from the session, and a spoilt file stops nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.storage.private.guesses import Guess, guesses, guesses_file, keep_guesses
from bpm_tui.storage.user.places import Places
from tests import strategies as s

WHEN = datetime(2026, 11, 20, 14, tzinfo=UTC)


@given(st.lists(st.builds(Guess, s.ids(), s.texts(), st.just(WHEN), st.just(WHEN)), max_size=4), s.texts())
def test_what_is_kept_comes_back(tmp_path_factory: pytest.TempPathFactory, kept: list[Guess], session: str) -> None:
    places = Places(Path(), tmp_path_factory.mktemp("state"), Path())
    keep_guesses(places, session, kept)
    assert guesses(places, session) == kept
    assert guesses_file(places, session).stat().st_mode & 0o077 == 0


def test_a_spoilt_file_holds_nothing(tmp_path: Path) -> None:
    places = Places(tmp_path, tmp_path, tmp_path)
    assert guesses(places, "film22") == []
    keep_guesses(places, "film22", [])
    guesses_file(places, "film22").write_text("[[guess]]\ntext = 3\n[[guess]]\n")
    assert guesses(places, "film22") == []
    guesses_file(places, "film22").write_text("guess = [1, 2")
    assert guesses(places, "film22") == []
