"""The cues of a transcript: WebVTT as Zoom, Teams and Meet write it, and its relatives SubRip and SBV."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_CLOCK = r"(?:(?P<{0}h>\d{{1,4}}):)?(?P<{0}m>\d{{1,2}}):(?P<{0}s>\d{{2}})[.,]\d{{1,6}}"
_TIMING = re.compile(
    rf"[ \t]*{_CLOCK.format('from_')}(?:[ \t]*-->[ \t]*|,){_CLOCK.format('to_')}(?:[ \t].*)?", re.IGNORECASE
)
_VOICE = re.compile(r"<v(?:\.[\w.-]*)?[ \t]+(?P<name>[^<>\n]{1,200})>")
_TAG = re.compile(r"</?[a-zA-Z\d][^<>\n]{0,200}>")
_SPEAKER = re.compile(r"(?P<name>[^\W\d_][\w.'’() -]{0,60}?) ?: +(?=\S)")
_HIDDEN = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)\b")


@dataclass(frozen=True, slots=True)
class Cue:
    """What was said from one second of a recording to another; ``line`` is where it stands in the file, from 1."""

    line: int
    begins: int
    ends: int
    text: str
    speaker: str = ""


def is_timing(line: str) -> bool:
    """Tell whether a line says from when to when a cue is."""
    return _TIMING.fullmatch(line) is not None


@dataclass(frozen=True, slots=True)
class Transcript:
    """The cues of a transcript in its order, and its lines that belong to none, by their number from 1."""

    cues: list[Cue]
    left: list[tuple[int, str]]


def transcript_of(text: str) -> Transcript:
    """Read a transcript. Names before a colon are speakers if most cues begin with one."""
    found = Transcript([], [])
    lines = text.split("\n")
    place = 0
    while place < len(lines):
        block = place
        while place < len(lines) and lines[place].strip():
            place += 1
        _take(lines[block:place], block + 1, found)
        place += 1
    named = [_SPEAKER.match(cue.text) for cue in found.cues]
    if sum(map(bool, named)) * 2 >= len(found.cues):
        for number, (cue, name) in enumerate(zip(found.cues, named, strict=True)):
            if name and not cue.speaker:
                found.cues[number] = replace(cue, speaker=name["name"].strip(), text=cue.text[name.end() :])
    return found


def _take(block: list[str], line: int, into: Transcript) -> None:
    """Take in lines without a blank one between them: cues, each perhaps under its number, or something else."""
    timed = [(place, timing) for place, each in enumerate(block) if (timing := _TIMING.fullmatch(each))]
    if not timed:
        if block and not _HIDDEN.match(block[0].lstrip("\ufeff")):
            into.left.extend((line + place, each) for place, each in enumerate(block))
        return
    ends = [place for place, _ in timed[1:]] + [len(block)]
    for (place, timing), end in zip(timed, ends, strict=True):
        said = "\n".join(block[place + 1 : end])
        into.cues.extend(_voices(said, line + place + 1, _seconds(timing, "from_"), _seconds(timing, "to_")))


def _voices(said: str, line: int, begins: int, ends: int) -> Iterator[Cue]:
    """Yield what each of the voices in a cue says."""
    first, *voices = _VOICE.split(said)
    for speaker, words in [("", first), *zip(voices[::2], voices[1::2], strict=True)]:
        if text := " ".join(_unescaped(_TAG.sub("", words)).split()):
            yield Cue(line, begins, ends, text, _unescaped(speaker).strip())


def _seconds(timing: re.Match[str], which: str) -> int:
    return int(timing[f"{which}h"] or 0) * 3600 + int(timing[f"{which}m"]) * 60 + int(timing[f"{which}s"])


def _unescaped(text: str) -> str:
    from html import unescape  # noqa: PLC0415 - a table of two thousand names that few texts need

    return unescape(text) if "&" in text else text
