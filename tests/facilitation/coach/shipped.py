"""The coach as it comes with the app, read once, and our own labelled sentences."""

from __future__ import annotations

from pathlib import Path

from benchmarks.coaching import Judged, judged
from bpm_tui.facilitation.coach import Coach, Field, Finding
from bpm_tui.storage.user.coach_content import load_coach

COACH: Coach = load_coach(Path("nowhere"))[0]
HERE = Path(__file__).parent


def found(text: str, field: Field = "known", *people: str) -> list[Finding]:
    """Return the findings in a text."""
    return list(COACH.find(text, field, people=people))


def ours(name: str) -> list[Judged]:
    """Return our own sentences of a file, judged."""
    return list(judged(COACH, HERE / name, {}, ""))
