"""How well the coach finds what it should: ``python -m benchmarks.coaching LABELLED.tsv… [--documents PAGE.md…]``.

A labelled file has one sentence a line with a header: text, label and field, separated by tabs and not quoted; the
label is a category or ``none``. Other columns group the figures: ``subtype`` or whichever are named with ``--by``; a
file with columns text and subtype alone, given with ``--subtypes``, adds them. Documents are Markdown pages without
labels: every flag is printed to be read and judged, with how many there are to a hundred sentences.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from bpm_tui.facilitation.coach import CATEGORIES, FIELDS, Coach, Field
from bpm_tui.facilitation.coach.pages import passages
from bpm_tui.facilitation.coach.text import sentences
from bpm_tui.storage.disk.toml_places import place_at
from bpm_tui.storage.user.coach_content import load_coach

NONE = "none"
LEAST = 3
"""A sentence has more words than this."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled sentence and what the coach called it."""

    text: str
    label: str
    got: str
    group: str


@dataclass(frozen=True, slots=True)
class Score:
    """How often something was rightly found, wrongly found and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 1 where nothing is there."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f}  recall {self.recall:.3f}  F1 {self.f1:.3f}"
            f"  ({self.right} right, {self.wrong} wrong, {self.missed} missed)"
        )


def judged(coach: Coach, file: Path, subtypes: dict[str, str], by: str) -> Iterator[Judged]:
    """Yield the sentences of a labelled file, judged; of several findings the first category counts."""
    for row in rows(file):
        field = row.get("field", "outcome")
        found = coach.find(row["text"], _field(field))
        got = min((each.category for each in found), key=CATEGORIES.index, default=NONE)
        yield Judged(row["text"], row["label"], got, row.get(by) or subtypes.get(row["text"], ""))


def rows(file: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a file of tab-separated columns, by the names in its first line."""
    head, *lines = file.read_text(encoding="utf-8").splitlines()
    names = head.split("\t")
    for line in lines:
        if line.strip():
            yield dict(zip(names, line.split("\t"), strict=True))


def flagged_or_not(all_judged: Iterable[Judged]) -> Score:
    """Return how well what is to be flagged was told from what is not."""
    return _score((each.label != NONE, each.got != NONE) for each in all_judged)


def in_category(all_judged: Iterable[Judged], category: str) -> Score:
    """Return how well one category was found."""
    return _score((each.label == category, each.got == category) for each in all_judged)


def _score(pairs: Iterable[tuple[bool, bool]]) -> Score:
    counted = Counter(pairs)
    return Score(counted[True, True], counted[False, True], counted[True, False])


def _field(name: str) -> Field:
    return next((field for field in FIELDS if field == name), "outcome")


def report(found: Sequence[Judged], *, misses: bool) -> Iterator[str]:
    """Yield the figures, line by line."""
    yield f"flagged or not       {flagged_or_not(found)}"
    for category in CATEGORIES:
        yield f"{category:20} {in_category(found, category)}"
    groups = sorted({each.group for each in found if each.group})
    if groups:
        yield "share called as labelled, by subtype:"
    for group in groups:
        of = [each for each in found if each.group == group]
        right = sum(each.got == each.label for each in of)
        yield f"  {group:32} {right:4} of {len(of)}"
    for each in found if misses else ():
        if each.label != each.got:
            yield f"  {each.label} but called {each.got}: {each.text}"


def read(coach: Coach, page: Path) -> tuple[int, list[str]]:
    """Return how many sentences a page has, and every flag as a line to be read."""
    text, many, flags = page.read_text(encoding="utf-8", errors="replace"), 0, []
    for passage in passages(text):
        many += sum(len(tokens) > LEAST for tokens in sentences(passage.text))
        for each in coach.find(passage.text, passage.field):
            around = " ".join(passage.text[max(each.start - 90, 0) : each.end + 70].split())
            line = place_at(text, passage.start + each.start).line
            flags.append(f"{page.name}:{line} {each.category} ({each.rule}) “{each.phrase}” in: {around}")
    return many, flags


def speed(coach: Coach, texts: Sequence[str], size: int = 500) -> float:
    """Return the milliseconds that a text of ``size`` characters takes, made of these sentences."""
    text = " ".join(texts)
    pieces = [text[at : at + size] for at in range(0, max(len(text) - size, 1), size)]
    coach.find(text[:size], "known")
    started = perf_counter()
    for piece in pieces:
        coach.find(piece, "known")
    return (perf_counter() - started) * 1000 / len(pieces)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("labelled", nargs="*", type=Path, help="files of labelled sentences")
    parser.add_argument("--documents", nargs="*", type=Path, default=[], help="Markdown pages to read")
    parser.add_argument("--subtypes", type=Path, help="a file with the subtype of each text")
    parser.add_argument("--by", default="subtype", help="the column to group by")
    parser.add_argument("--misses", action="store_true", help="print every sentence called other than labelled")
    chosen = parser.parse_args()
    started = perf_counter()
    coach, problems = load_coach(Path())
    print(f"words and rules read in {(perf_counter() - started) * 1000:.0f} ms", *map(str, problems))
    subtypes = {row["text"]: row[chosen.by] for row in rows(chosen.subtypes)} if chosen.subtypes else {}
    together: list[Judged] = []
    for file in chosen.labelled:
        found = list(judged(coach, file, subtypes, chosen.by))
        together += found
        print(f"\n{file.name}: {len(found)} sentences", *report(found, misses=chosen.misses), sep="\n")
    if len(chosen.labelled) > 1:
        print(f"\nall together: {len(together)} sentences", *report(together, misses=False), sep="\n")
    if together:
        print(f"\n500 characters take {speed(coach, [each.text for each in together]):.2f} ms")
    if chosen.documents:
        _read_all(coach, chosen.documents)


def _read_all(coach: Coach, documents: Iterable[Path]) -> None:
    many, flags = 0, list[str]()
    for page in documents:
        found = read(coach, page)
        many, flags = many + found[0], flags + found[1]
    print("", *flags, sep="\n")
    print(f"\n{len(flags)} flags in {many} sentences: {100 * len(flags) / max(many, 1):.2f} to a hundred")


if __name__ == "__main__":
    main()
