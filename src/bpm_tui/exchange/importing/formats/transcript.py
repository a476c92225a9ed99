"""Transcripts of calls: WebVTT from Zoom, Teams and Meet, SubRip and SBV."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bpm_tui.exchange.importing.payloads.payloads import addresses_in, without_tokens
from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.exchange.importing.source.sources import Bundle, Opened
from bpm_tui.exchange.importing.text.cues import is_timing, transcript_of
from bpm_tui.exchange.importing.text.left_out import listed
from bpm_tui.exchange.importing.text.turns import Turn, turns_of
from bpm_tui.model.inbox.imported_item import Found, Where

NAME = "transcript"
TITLE = "transcripts of calls (WebVTT)"

_NAMES = (".vtt", ".srt", ".sbv")
_ZOOM = re.compile(r"GMT(?P<day>\d{8})-(?P<clock>\d{6})_")
_LOOKED_AT = 200
"""Lines in which a transcript has its first cues."""


def looks_like(source: Opened) -> int:
    """Return how sure it is: lines that say from when to when something is said."""
    if isinstance(source, Bundle):
        return 0
    if source.head.lstrip("\ufeff").startswith("WEBVTT"):
        return 95
    timings = sum(map(is_timing, source.head.split("\n")[:_LOOKED_AT]))
    return 90 if timings and source.name.lower().endswith(_NAMES) else 70 if timings > 1 else 0


def read(source: Opened, asked: Asked) -> Iterator[Found]:
    """Yield what was said, speaker by speaker: an item for each turn."""
    if isinstance(source, Bundle):
        raise ImportProblem(source.name, 0, "an archive or folder; name the transcript in it")
    starts, remark = asked.starts, ""
    if starts is None and (starts := _starts_by_name(source.name)):
        remark = "counted from the start in the file's name"
    if starts is None:
        asked.told(f"{source.name}: no days and no times of day: --starts WHEN says when the recording starts")
    transcript = transcript_of(source.text)
    for turn in turns_of(transcript.cues):
        yield _found(turn, source.name, starts, remark)
    if transcript.left:
        asked.told(f"{source.name}: not part of any cue: {listed(transcript.left)}")


def _starts_by_name(name: str) -> datetime | None:
    """Return when a recording of Zoom starts, whose files are called by that."""
    found = _ZOOM.search(name.rpartition("/")[2])
    try:
        return (
            datetime.strptime(f"{found['day']}{found['clock']}", "%Y%m%d%H%M%S").replace(tzinfo=UTC) if found else None
        )
    except ValueError:
        return None


def _found(turn: Turn, file: str, starts: datetime | None, remark: str) -> Found:
    clock = f"{turn.begins // 3600:02}:{turn.begins // 60 % 60:02}:{turn.begins % 60:02}"
    text = without_tokens(" ".join(turn.texts))
    try:
        at = (starts + timedelta(seconds=turn.begins)).isoformat(timespec="seconds") if starts else None
    except OverflowError:
        at = None
    return Found(
        text=text,
        source=Where(file, turn.line),
        at=at,
        at_text=f"{clock} into the call",
        precision="second" if at else "none",
        actor=turn.speaker,
        kind="communication",
        links=addresses_in(text),
        origin=f"transcript {clock} {turn.speaker}: {text[:80]}",
        remark=remark if at else "when the call started is not known; --starts WHEN says it",
    )
