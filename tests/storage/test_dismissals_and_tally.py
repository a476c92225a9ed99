"""Who has spoken and what was dismissed is kept for one meeting, privately, beside the session and never in it."""

from __future__ import annotations

from bpm_tui.storage.private.dismissals_and_tally import (
    dismiss,
    dismissed,
    forget_meeting,
    has_tally,
    keep_tally,
    tally,
)
from bpm_tui.storage.user.places import places


def test_tally_is_kept_for_its_meeting_alone() -> None:
    where = places()
    assert tally(where, "k3m9x2", "s1s1s1") == {}
    keep_tally(where, "k3m9x2", "s1s1s1", {"aaaaaa": 2, "bbbbbb": 1})
    assert tally(where, "k3m9x2", "s1s1s1") == {"aaaaaa": 2, "bbbbbb": 1}
    assert tally(where, "k3m9x2", "s2s2s2") == {}
    assert tally(where, "another", "s1s1s1") == {}


def test_tally_is_private_and_goes_when_it_is_forgotten() -> None:
    where = places()
    keep_tally(where, "k3m9x2", "s1s1s1", {"aaaaaa": 2})
    (file,) = (where.state / "spoken").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    forget_meeting(where, "k3m9x2")
    forget_meeting(where, "k3m9x2")
    assert tally(where, "k3m9x2", "s1s1s1") == {}
    assert not list((where.state / "spoken").iterdir())


def test_damaged_tally_counts_as_none() -> None:
    where = places()
    keep_tally(where, "k3m9x2", "s1s1s1", {"aaaaaa": 2})
    (file,) = (where.state / "spoken").iterdir()
    for spoilt in ("", "[[", "meeting = 1", 'meeting = "s1s1s1"\nspoken = 3', 'meeting = "s1s1s1"\n[spoken]\nx = "y"'):
        file.write_text(spoilt)
        assert tally(where, "k3m9x2", "s1s1s1") == {}


def test_what_was_dismissed_stays_until_it_is_forgotten() -> None:
    here = places()
    assert dismissed(here, "sess01") == frozenset()
    dismiss(here, "sess01", ["one"])
    assert dismiss(here, "sess01", ["two"]) == dismissed(here, "sess01") == {"one", "two"}
    assert dismissed(here, "other1") == frozenset()
    forget_meeting(here, "sess01")
    forget_meeting(here, "sess01")
    assert dismissed(here, "sess01") == frozenset()


def test_one_forgetting_takes_both_and_no_other_session_s() -> None:
    where = places()
    for session in ("k3m9x2", "other1"):
        keep_tally(where, session, "s1s1s1", {"aaaaaa": 2})
        dismiss(where, session, ["one"])
    forget_meeting(where, "k3m9x2")
    assert not has_tally(where, "k3m9x2")
    assert dismissed(where, "k3m9x2") == frozenset()
    assert has_tally(where, "other1")
    assert dismissed(where, "other1") == {"one"}
