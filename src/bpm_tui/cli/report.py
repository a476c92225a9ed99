"""Output of the commands: lines for people, with every control character made visible, and JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from bpm_tui.model.visible import visible
from bpm_tui.model.words import counted

if TYPE_CHECKING:  # a command loads only what it needs
    from bpm_tui.storage.disk.problems import Problem
    from bpm_tui.storage.folder.listing import Listed
    from bpm_tui.storage.handover.add_lines import LinesAdded
    from bpm_tui.storage.session.recording import RecordingItem
    from bpm_tui.storage.user.themes import Theme

_WORTH_TELLING = 500
"""The size of files that take so long to read that progress is shown."""


def say(text: str, file: TextIO | None = None) -> None:
    """Print text, line by line made visible, in whatever the stream can encode."""
    stream = file or sys.stdout
    encoding = stream.encoding or "utf-8"
    for line in text.split("\n"):
        stream.write(visible(line).encode(encoding, "backslashreplace").decode(encoding) + "\n")


def warn(text: str) -> None:
    """Print text to standard error, after what was printed so far."""
    sys.stdout.flush()
    say(text, sys.stderr)


def say_path(path: Path) -> None:
    """Print a path: for a program byte by byte as it is, for a person made visible."""
    if sys.stdout.isatty():
        say(str(path))
    else:
        write_bytes(str(path).encode("utf-8", "surrogateescape") + b"\n")


def progress(doing: str) -> Callable[[int, int], None]:
    """Return a callback that shows progress on standard error; it does nothing if that is not a terminal."""

    def tell(done: int, of: int) -> None:
        if sys.stderr.isatty() and of > _WORTH_TELLING:
            sys.stderr.write(f"\r{doing}: {done} of {of}" if done < of else "\r\x1b[K")
            sys.stderr.flush()

    return tell


def write_bytes(data: bytes) -> None:
    """Write bytes to standard output as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def say_json(data: Mapping[str, Any]) -> None:
    """Print one JSON object on one line, in ASCII, so that no terminal and no encoding can spoil it."""
    say(json.dumps(data, default=_plain))


def _plain(value: Any) -> str:
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def table(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield rows as lines with their columns under each other; what cannot be seen is made visible."""
    shown = [tuple(map(visible, row)) for row in rows]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def session_rows(sessions: Iterable[Listed], *, hide_titles: bool) -> Iterator[tuple[str, ...]]:
    """Yield what the list shows of each session."""
    for each in sessions:
        counts = ", ".join(
            (
                counted(each.entries, "entry", "entries"),
                counted(each.learnings, "learning"),
                counted(each.open_follow_ups, "open follow-up"),
            )
        )
        said = f"cannot be read: {each.problem.message}" if each.problem else counts
        title = "" if hide_titles else each.title
        yield (each.name, each.status or "broken", each.severity, each.incident, title, said)


def session_data(listed: Listed) -> dict[str, Any]:
    """Return a session of the list as data for programs."""
    problem = str(listed.problem) if listed.problem else None
    return listed._asdict() | {"path": str(listed.path), "name": listed.name, "problem": problem}


def problem_data(problem: Problem) -> dict[str, Any]:
    """Return a finding as data for programs."""
    return problem._asdict() | {"file": str(problem.file)}


def theme_rows(themes: Iterable[Theme], chosen: str) -> Iterator[tuple[str, ...]]:
    """Yield a line for each theme; the one in use has a star."""
    for theme in themes:
        ground = "the terminal's own" if theme.ansi else "dark" if theme.dark else "light"
        use = "for a projector" if theme.projector else ""
        yield ("*" if theme.name == chosen else "", theme.name, theme.title, ground, use)


def theme_data(theme: Theme, chosen: str) -> dict[str, Any]:
    """Return a theme as data for programs."""
    names = ("name", "title", "dark", "projector", "ansi")
    return {name: getattr(theme, name) for name in names} | {"in_use": theme.name == chosen}


def added_lines(result: LinesAdded) -> Iterator[str]:
    """Yield what was added and where, a line for each entry."""
    from bpm_tui.model.line.entry import print_entry  # noqa: PLC0415

    known: list[str] = []
    done = "handed over as" if result.handed else "added as"
    for added in result.lines:
        text, before = print_entry(added.entry, result.times, known), added.before
        where = f"after {_short(': '.join(filter(None, (before.actor, before.what))))}" if before else "first"
        yield f"{done} entry {added.place} of {added.among}, {where}: {text}"


def remarks(result: LinesAdded) -> Iterator[str]:
    """Yield what was uncertain about the lines: the zone, implied days, ambiguous times."""
    from bpm_tui.model.line.add import other_day  # noqa: PLC0415
    from bpm_tui.model.times.zones import zone_name  # noqa: PLC0415
    from bpm_tui.storage.user.zones import is_zone  # noqa: PLC0415

    if result.lines and not is_zone(result.session.incident.timezone):
        yield f"the session has no time zone; times are read in {zone_name(result.times.zone)}"

    times = result.times
    for added in result.lines:
        if day := other_day(added, times):
            yield f"no day given, so it is dated {day}; type a day to change that"
        if added.quick.time_may_be_text:
            typed = added.quick.parts[0].value
            yield f"four digits are read as the time {typed}; put a backslash before them to keep them as text"
        yield from added.quick.remarks
        times = added.times(times)


def log_lines(items: Iterable[tuple[RecordingItem, str]], zone: tzinfo) -> Iterator[str]:
    """Yield each item of a recording with when, by whom, and what in words."""
    for item, words in items:
        by = f" {item.by}:" if item.by else ""
        yield f"{item.when.astimezone(zone):%Y-%m-%d %H:%M:%S}{by} {words}"


def log_data(item: RecordingItem, words: str) -> dict[str, Any]:
    """Return an item of a recording as data for programs: all of it, and the words."""
    from bpm_tui.storage.session.recording import Mark  # noqa: PLC0415

    kind = "mark" if isinstance(item, Mark) else "edit"
    return {"type": kind} | {name: value for name, value in item if value not in ("", None)} | {"words": words}


def _short(text: str) -> str:
    return text if len(text) <= 50 else f"{text[:49]}…"
