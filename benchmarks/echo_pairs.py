"""How good echoes are: ``python -m benchmarks.echo_pairs PAIRS POSTMORTEMS [--others 2000]``.

PAIRS is a folder of twins, ``NAME.a.toml`` and ``NAME.b.toml``: sessions in which two people tell the same kind of
incident in their own words. POSTMORTEMS is a folder of texts, whose sentences are shuffled into the other sessions;
these have the services of the twins. Each twin is looked for with the other one.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from bpm_tui.library.echo_words import EchoBook, about, echo_book
from bpm_tui.library.echoes import announced
from bpm_tui.library.library import Library
from bpm_tui.model.session import Session
from bpm_tui.storage.folder.listing import listed
from bpm_tui.storage.session.document import document_text, read_document
from bpm_tui.storage.user.content import load
from bpm_tui.storage.user.places import Places

DAY = datetime(2026, 1, 1, 12, tzinfo=UTC)
OTHERS = 2_000
UNRELATED = 200
"""Sessions of shuffled sentences that are opened to see whether one is announced that has nothing to do with them."""
_SENTENCE = re.compile(r"[A-Z][^.!?|#*<>\[\]\n]{25,200}[.!?]")


class Twins(NamedTuple):
    """Two sessions of the same kind of incident."""

    name: str
    one: Session
    other: Session


class Figures(NamedTuple):
    """Shares of the twins, and of unrelated sessions: 0 to 1."""

    first: float
    in_five: float
    announced: float
    unrelated_announced: float


def twins_in(folder: Path) -> list[Twins]:
    """Return the pairs of a folder."""
    return [
        Twins(path.name.removesuffix(".a.toml"), *(_moved(_read(each)) for each in (path, _twin_of(path))))
        for path in sorted(folder.glob("*.a.toml"))
    ]


def sentences_in(folder: Path) -> list[str]:
    """Return the sentences of all texts below a folder."""
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.rglob("*.md")))
    return [" ".join(found.split()) for text in texts for found in _SENTENCE.findall(text)]


def shuffled(sentences: Sequence[str], services: Sequence[str], number: int, chance: random.Random) -> Session:
    """Return a session of sentences that have nothing to do with each other."""
    said = iter(chance.sample(sentences, 24))
    notes = ("assumed", "expected", "known", "hindsight")
    entries = [
        {
            "id": f"e{place:05}",
            "at": (DAY + timedelta(minutes=place)).isoformat(timespec="minutes"),
            "what": next(said),
            "notes": [{"id": f"n{place:05}", "kind": notes[place % 4], "text": next(said)}],
        }
        for place in range(8)
    ]
    return Session.model_validate(
        {
            "id": f"o{number:05}",
            "title": " ".join(next(said).split()[:7]),
            "status": "finished",
            "incident": {"services": [chance.choice(services)], "started": DAY.isoformat(), "summary": next(said)},
            "entries": entries,
            "learnings": [{"id": f"l{place:05}", "text": next(said)} for place in range(2)],
        }
    )


def measured(twins: Sequence[Twins], sentences: Sequence[str], folder: Path, others: int) -> Figures:
    """Return the figures of some twins among other sessions, whose documents are written into an empty folder."""
    chance = random.Random(1)  # noqa: S311  the same sessions each time
    places = Places(folder / "config", folder / "state", folder / "sessions")
    places.sessions.mkdir(parents=True)
    services = sorted({service for pair in twins for one in pair[1:] for service in one.incident.services}) or ["web"]
    for number in range(others):
        _write(places, shuffled(sentences, services, number, chance))
    for pair in twins:
        _write(places, pair.one)
    library, (book, _) = Library(places), load("echoes", echo_book, places.config)
    ranks = [(_rank(library, book, pair), _announces(library, book, pair.other) == pair.one.id) for pair in twins]
    strangers = (shuffled(sentences, services, others + number, chance) for number in range(UNRELATED))
    called = sum(_announces(library, book, one) is not None for one in strangers)
    library.close()
    return Figures(
        sum(rank == 1 for rank, _ in ranks) / len(ranks),
        sum(0 < rank <= 5 for rank, _ in ranks) / len(ranks),
        sum(said for _, said in ranks) / len(ranks),
        called / UNRELATED,
    )


def _rank(library: Library, book: EchoBook, pair: Twins) -> int:
    """Return the place of one twin in the list of the other; 0 if it is not in it."""
    found = library.echoes(about(pair.other), book, listed(pair.other, Path("other.toml")), 5)
    return next((place for place, echo in enumerate(found, 1) if echo.listed.id == pair.one.id), 0)


def _announces(library: Library, book: EchoBook, one: Session) -> str | None:
    echo = announced(library.echoes(about(one), book, listed(one, Path("other.toml")), 5))
    return echo.listed.id if echo else None


def _read(path: Path) -> Session:
    return read_document(path.read_bytes(), path)


def _twin_of(path: Path) -> Path:
    return path.with_name(path.name.replace(".a.toml", ".b.toml"))


def _moved(session: Session) -> Session:
    """Return the session on the day of all others, so that days tell nothing."""
    started = {"started": DAY.isoformat(timespec="minutes")}
    data = session.stored() | {"incident": session.incident.stored() | started, "status": "finished"}
    return Session.model_validate(data)


def _write(places: Places, session: Session) -> None:
    (places.sessions / f"{session.id}.toml").write_text(document_text(session), encoding="utf-8")


def _lines(figures: Figures, twins: int, others: int) -> Iterator[str]:
    yield f"{twins} pairs among {others} other sessions"
    for name, share, bound in (
        ("the twin is first", figures.first, "at least 70 %"),
        ("the twin is in the first five", figures.in_five, "at least 90 %"),
        ("the twin is announced on opening", figures.announced, "at least 60 %"),
        ("an unrelated session is announced", figures.unrelated_announced, "at most 5 %"),
    ):
        yield f"{name:36} {share:6.1%}   {bound}"


def main() -> None:
    """Measure and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("postmortems", type=Path)
    parser.add_argument("--others", type=int, default=OTHERS)
    asked = parser.parse_args()
    twins = twins_in(asked.pairs)
    with tempfile.TemporaryDirectory() as folder:
        figures = measured(twins, sentences_in(asked.postmortems), Path(folder), asked.others)
    print("\n".join(_lines(figures, len(twins), asked.others)))


if __name__ == "__main__":
    main()
