"""Paste timelines of written postmortems into the running app and compare the exported pages with them.

``python -m tools.paste_timeline FILE… [--keep FOLDER]`` opens, for each file, a new session in the zone and from the
day that the file names, pastes the timeline's lines in one go, exports in the app, and prints what came of them.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.exchange.reading import read_github
from tests.pseudo_terminal import isolated
from tests.terminal import Terminal
from tools.timeline_source import Written, entries, first_day, prepared, same_day, timeline_of, words_of, zone_of

BPM = Path(sys.executable).with_name("bpm")
SIZE = (160, 48)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the exported table: its day, carried on from the rows above, its time as shown, and all its words."""

    day: str
    time: str
    words: Counter[str]


@dataclass(frozen=True, slots=True)
class Compared:
    """A written entry and the row that it became, if there is one."""

    written: Written
    row: Row | None

    @property
    def same_words(self) -> bool:
        """Whether the row says all that was written, and nothing else."""
        return self.row is not None and self.row.words == Counter(self.written.words)

    @property
    def same_time(self) -> bool:
        """Whether the row is at the day and the clock time that were written."""
        if self.row is None:
            return False
        clocks = _shows(self.row, self.written)
        return (
            clocks and bool(self.written.clocks) == (":" in self.row.time) and same_day(self.written.day, self.row.day)
        )


def _shows(row: Row, written: Written) -> bool:
    return all(clock in row.time for clock in written.clocks)


def exported(lines: list[str], zone: str, started: str, folder: Path) -> str:
    """Return the page that the app exports after lines were pasted into a new session, which stays in the folder."""
    env = isolated(folder, BPM_SESSIONS=str(folder))
    options = ["--timezone", zone, *(["--started", started] if started else [])]
    made = subprocess.run([BPM, "new", "Pasted", *options], env=env, capture_output=True, text=True, check=True)
    with Terminal([BPM, made.stdout.split("\n")[-2]], env=env, size=SIZE, cwd=folder) as terminal:
        terminal.wait_for("a adds an entry")
        terminal.press("a")
        terminal.paste("\n".join(lines))
        terminal.wait_quiet()
        while "entry >" in terminal.screen_text():  # one line alone waits for enter; on an empty line enter closes it
            terminal.press("enter")
            terminal.wait_quiet()
        terminal.press("m", "e", "w")
        terminal.wait_for("saved to")
        terminal.press("q", "ctrl+q")
        terminal.wait()
    return next(folder.glob("*.md")).read_text("utf-8")


def rows_of(page: str) -> Iterator[Row]:
    """Yield the rows of an exported timeline, read by a parser of Markdown."""
    day = ""
    for when, *cells in read_github(page).below("Actor"):
        time = when.split("\n")[0]
        day = first_day(time) or day
        yield Row(day, time.removeprefix(day).strip(), Counter(words_of(" ".join(cells))))


def compare(found: list[Written], rows: list[Row]) -> Iterator[Compared]:
    """Yield each written entry with the row that shares most words with it; a row counts once."""
    left = list(rows)
    for written in found:
        words = Counter(written.words)
        best = max(left, key=lambda row: ((row.words & words).total(), _shows(row, written)), default=None)
        if best:
            left.remove(best)
        yield Compared(written, best)


def report(file: Path, keep: Path | None) -> str:
    """Return in words what came of one file."""
    text = file.read_text("utf-8")
    section = timeline_of(text)
    lines = prepared(section)
    found = entries(lines)
    zone, day = zone_of("\n".join(section)), first_day("\n".join([*section, file.name, text]))
    clock = next((clock for one in found for clock in one.clocks if clock.replace(":", "").isdigit()), "")
    with TemporaryDirectory(prefix="bpm-paste-") as home:
        folder = keep / file.stem if keep else Path(home)
        folder.mkdir(parents=True, exist_ok=True)
        rows = list(rows_of(exported(lines, zone, f"{day} {clock}".strip(), folder)))
    results = list(compare(found, rows))
    filled = len(list(filter(str.strip, lines))), len(list(filter(str.strip, section)))
    unlike = [one for one in results if not (one.same_words and one.same_time)]
    return "\n".join(
        [
            f"{file.name}: zone {zone}, from {day} {clock}; {filled[0]} of {filled[1]} lines pasted",
            f"  entries written {len(found)}, rows exported {len(rows)}, "
            f"same words {sum(one.same_words for one in results)}, same time {sum(one.same_time for one in results)}",
            *(f"  {_difference(one)}" for one in unlike),
        ]
    )


def _difference(one: Compared) -> str:
    written = f"{one.written.day} {'-'.join(one.written.clocks)} {' '.join(one.written.words)[:60]}"
    if one.row is None:
        return f"no row for: {written}"
    missing = (Counter(one.written.words) - one.row.words).elements()
    more = (one.row.words - Counter(one.written.words)).elements()
    return f"{written} | row: {one.row.day} {one.row.time} | missing: {' '.join(missing)} | more: {' '.join(more)}"


def main() -> int:
    """Paste each file and print what came of it."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else "")
    asked.add_argument("files", type=Path, nargs="+", metavar="FILE")
    asked.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the sessions and pages here")
    given = asked.parse_args()
    for file in given.files:
        print(report(file, given.keep), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
