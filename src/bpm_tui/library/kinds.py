"""What a text that can be found may be; by itself, so that the command line can name the kinds without the model."""

from __future__ import annotations

KINDS = (
    "session", "entry", "expected", "assumed", "known", "hindsight",
    "signal", "learning", "follow-up", "parked", "link",
)  # fmt: skip
"""``session`` is the title and what is said of the incident."""
