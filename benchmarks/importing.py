"""How well timelines are imported: found entries against timelines that people read out of the same documents.

    python -m benchmarks.importing --gold DIR --documents DIR [--counts INDEX.tsv] [--show NAME]

``--gold`` holds a ``.jsonl`` for each document (``at``, ``text``, ``line`` …) and an ``INDEX.tsv`` with their sources.
An entry counts when its time, as far as the gold states it, and the first words of its text agree.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bpm_tui.exchange.importing.importer import reading
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.model.inbox.imported_item import Found

WORDS = 5
"""How many words of the text must agree."""


@dataclass(frozen=True, slots=True)
class Score:
    """How many entries agree, of how many that were found and how many there are."""

    hits: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """Which share of what was found is right."""
        return self.hits / self.found if self.found else float(not self.gold)

    @property
    def recall(self) -> float:
        """Which share of what is there was found."""
        return self.hits / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def agrees(found: Found, gold: dict[str, Any]) -> bool:
    """Tell whether an item is the entry of the gold: the same time as far as it is stated, the same first words."""
    return _same_time(found, gold) and _words(found.text)[:WORDS] == _words(gold["text"])[:WORDS]


def score(found: list[Found], gold: list[dict[str, Any]]) -> tuple[Score, list[dict[str, Any]], list[Found]]:
    """Return the score, the entries that were missed, and the items that agree with none; each counts once."""
    left, missed = list(found), []
    for entry in gold:
        hit = next((item for item in left if agrees(item, entry)), None)
        if hit is None:
            missed.append(entry)
        else:
            left.remove(hit)
    return Score(len(gold) - len(missed), len(found), len(gold)), missed, left


def items_of(file: Path) -> list[Found]:
    """Return the items of a document."""
    with reading(str(file)) as read:
        return list(read.items)


def main() -> int:
    """Print the figures; the exit status is 1 if a document is not imported, or if the counts are off by 5 percent."""
    asked = _arguments()
    status = 0
    for name, file, gold in _gold(asked.gold, asked.documents):
        figures, missed, extra = score(items_of(file), gold)
        print(f"{figures.precision:6.3f} {figures.recall:6.3f} {figures.f1:6.3f}  {figures.gold:3}  {name}")
        if asked.show and asked.show in name:
            for entry in missed:
                print(f"    missed {entry['line']}: {entry['at']} {entry['text'][:70]}")
            for item in extra:
                print(f"    extra  {item.source.line}: {item.at} [{item.at_text}] {item.text[:70]} ({item.remark})")
    if asked.counts:
        status = _count(asked.counts, asked.documents, show=asked.show)
    return status


def _count(index: Path, documents: Path, *, show: str) -> int:
    there = found = off = 0
    failed = 0
    for row in _rows(index):
        file = documents / row["local_path"]
        try:
            count = len(items_of(file))
        except ImportProblem as problem:
            failed += 1
            print(f"not imported: {problem}")
            continue
        expected = int(row["n_timeline_entries"]) + int(row["n_untimed_items"] or 0)
        there, found, off = there + expected, found + count, off + abs(expected - count)
        if count != expected or (show and show in row["local_path"]):
            print(f"{count:4} of {expected:4}  {row['local_path']}")
    print(f"{found} items in documents with {there} entries; {off} off in sum, {failed} documents not imported")
    return int(failed > 0 or abs(found - there) * 20 > there)


def _same_time(found: Found, gold: dict[str, Any]) -> bool:
    if gold["at"] is None:
        return True
    if found.at is None:
        return False
    stated, said = _parts(gold["at"]), _parts(found.at)
    return said[0].startswith(stated[0]) and (not stated[1] or stated[1] == said[1])


def _parts(at: str) -> tuple[str, str]:
    """Return local time and offset of an ISO time."""
    found = re.fullmatch(r"(.{10}(?:T[\d:]+)?)([+-]\d\d:\d\d|Z)?", at)
    return (found[1], found[2] or "") if found else (at, "")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _gold(folder: Path, documents: Path) -> Iterator[tuple[str, Path, list[dict[str, Any]]]]:
    for row in _rows(folder / "INDEX.tsv"):
        lines = (folder / row["gold_file"]).read_text("utf-8").splitlines()
        source = documents / row["source"].removeprefix("postmortems/")
        yield row["gold_file"], source, [json.loads(line) for line in lines if line.strip()]


def _rows(index: Path) -> list[dict[str, str]]:
    with index.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How well timelines are imported.")
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--counts", type=Path, help="a table with local_path and n_timeline_entries of each document")
    parser.add_argument("--show", default="", metavar="NAME", help="list what differs in documents of this name")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
