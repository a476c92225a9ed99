"""Ids: six random base-32 characters, drawn again if taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from random import SystemRandom

from bpm_tui.model.edits import INNER_LISTS, LISTS
from bpm_tui.model.items import ID_ALPHABET, ID_LENGTH
from bpm_tui.model.session import Session

_RANDOM = SystemRandom()


def random_id() -> str:
    """Return an id that is most likely not taken."""
    return "".join(_RANDOM.choices(ID_ALPHABET, k=ID_LENGTH))


class Ids:
    """The ids of one session and its recording; an id given out is taken from then on."""

    def __init__(self, draw: Callable[[], str] = random_id) -> None:
        self._draw = draw
        self._taken: set[str] = set()
        self._later: list[Callable[[], Iterable[str]]] = []

    def take_later(self, ids: Callable[[], Iterable[str]]) -> None:
        """Remember ids that are in use; they are looked up when the first new one is wanted."""
        self._later.append(ids)

    def new(self) -> str:
        """Return an id that nobody has."""
        while self._later:
            self._taken.update(self._later.pop()())
        while (found := self._draw()) in self._taken:
            pass
        self._taken.add(found)
        return found


def ids_of(session: Session) -> Iterator[str]:
    """Yield the id of a session and of everything in it."""
    yield session.id
    for where in LISTS:
        for item in getattr(session, where).values():
            yield item.id
            for name, (outer, _) in INNER_LISTS.items():
                if outer == where:
                    yield from getattr(item, name)
