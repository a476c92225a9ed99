from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.exchange.export.page.durations import in_words, spans
from bpm_tui.model.session import Incident
from bpm_tui.model.times.moment import Moment
from tests.strategies import incidents


@pytest.mark.parametrize(
    ("started", "detected", "expected"),
    [
        ("2026-11-20T14:20Z", "2026-11-20T14:32Z", "12 minutes"),
        ("2026-11-20T14:20+01:00", "2026-11-20T14:32Z", "1 hour 12 minutes"),
        ("2026-11-20T14:20Z", "2026-11-20T14:20Z", "0 minutes"),
        ("2026-11-20T14:20:10Z", "2026-11-20T14:21:15Z", "1 minute 5 seconds"),
        ("~2026-11-20T14:20Z", "2026-11-22T14:20Z", "about 2 days"),
        ("before 2026-11-20T14:20Z", "2026-11-20T14:32Z", "at least 12 minutes"),
        ("after 2026-11-20T14:20Z", "2026-11-20T14:32Z", "at most 12 minutes"),
        ("2026-11-20T14:20Z", "before 2026-11-20T14:32Z", "at most 12 minutes"),
        ("2026-11-20T14:20Z", "after 2026-11-20T14:32Z", "at least 12 minutes"),
        ("2026-11-20T14:20Z/2026-11-20T14:30Z", "2026-11-20T14:32Z", "between 2 minutes and 12 minutes"),
        ("2026-11-20T14:20Z/2026-11-20T14:40Z", "2026-11-20T14:32Z", "at most 12 minutes"),
        ("2026-11-20 +00:00", "2026-11-20T14:32Z", "at most 14 hours 32 minutes"),
        ("before 2026-11-20T14:20Z", "before 2026-11-20T14:32Z", "not computed: the two times are too vague"),
        ("before 2026-11-20T14:20Z", "2026-11-20T14:10Z", "not computed: the two times are too vague"),
        ("2026-11-20T14:32Z", "2026-11-20T14:20Z", "not computed: “detected” lies before “started”"),
        ("2026-11-20T14:32Z", "14:??", "not computed: the time of “detected” could not be read"),
        ("0001-01-01T00:00+01:00", "2026-11-20T14:20Z", "739939 days 15 hours 20 minutes"),
    ],
)
def test_a_length_is_as_exact_as_its_moments(started: str, detected: str, expected: str) -> None:
    incident = Incident(started=Moment.from_stored(started), detected=Moment.from_stored(detected))
    assert [(span.name, span.words) for span in spans(incident)] == [("Time to detect", expected)]


@given(incidents())
def test_only_given_moments_are_measured_and_never_below_nothing(incident: Incident) -> None:
    for span in spans(incident):
        assert getattr(incident, span.start)
        assert getattr(incident, span.end)
        assert "-" not in span.words


@given(st.integers(0, 10**7))
def test_words_add_up(seconds: int) -> None:
    units = {"day": 86400, "hour": 3600, "minute": 60, "second": 1}
    said = in_words(timedelta(seconds=seconds), seconds=True).split()
    assert (
        sum(int(count) * units[unit.rstrip("s")] for count, unit in zip(said[::2], said[1::2], strict=True)) == seconds
    )
