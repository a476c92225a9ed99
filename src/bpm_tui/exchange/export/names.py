"""Names in an export: as they were typed, as roles, or not at all, in every field and inside free text alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bpm_tui.exchange.export.mentions import handles, seems_person, told_of
from bpm_tui.exchange.export.page.visible_text import shown
from bpm_tui.model.session import Names, Session

SOMEBODY = "somebody"
"""Stands in a sentence where a name stood."""
NO_ROLE = "responder"
_LONGEST_ROLE = 30
"""A longer role is a description, not a name."""

_NAMED = ("by", "owner", "facilitator", "note_taker", "name")
"""Fields that only hold the name of a person; an actor may also be a system."""
_KEPT = frozenset(
    (
        *("id", "format", "names", "status", "kind", "state", "type", "entry", "origin", "follow_up", "timezone"),
        *("started", "detected", "mitigated", "resolved", "at", "known_at", "held", "ended", "since"),
        *("links", "ticket", "services", "severity", "near_miss", "result"),
    )
)
"""Fields that hold no words of people, or that would be of no use if they were changed."""
_ORDINARY = frozenset(
    (
        *("art", "bill", "bob", "chase", "cliff", "dawn", "dean", "don", "drew", "faith", "frank", "gene", "grace"),
        *("grant", "guy", "hope", "iris", "ivy", "jack", "joy", "june", "lane", "mark", "max", "may", "miles"),
        *("olive", "page", "pat", "penny", "ray", "red", "reed", "rich", "rob", "rose", "sue", "sunny", "van"),
        *("victor", "wade", "will"),
    )
)
"""Names that are words as well: in a sentence they need a capital to count as a name."""
_GROUP = re.compile(
    r"\b(?:team|teams|squad|crew|group|support|ops|engineering|department|everybody|everyone|all|nobody|tbd)\b",
    re.IGNORECASE,
)
"""An owner with such a word in it is not one person."""
_BETWEEN_NAMES = re.compile(r"(?:(?<!\s)\s++)?(?:[,;&/+]|(?<=\s)(?:and|og|und|och|et|y)(?=\s))\s*+")
_ADDRESS = re.compile(r"(?i:https?|ftp)://\S+")


@dataclass(frozen=True, slots=True)
class Renamed:
    """A session under other names, and who or what is still named in it: systems, and people who take no part."""

    session: Session
    kept: tuple[str, ...] = ()


def renamed(session: Session, names: Names, people: People | None = None) -> Renamed:
    """Return a session with its people as ``names`` says: unchanged, by role, or not at all.

    ``people`` are given where several sessions have to call them the same.

    People are whoever takes part, leads, takes notes, owns something, or said something; all other actors are kept.
    """
    if names == "typed":
        return Renamed(session)
    people = people or People(session)
    data = _told(session.stored(), people, hidden=names == "none")
    return Renamed(
        Session.model_validate(data), tuple(sorted({*_actors(session, people), *strangers(session, people)}))
    )


def strangers(session: Session, people: People | None = None) -> tuple[str, ...]:
    """Return who seems to be a person but is not one of the session's people, so that ``names`` does not cover them.

    They are named as actors, by a handle such as ``@jonas``, or in a text; each once, in the order of the session.
    """
    people = people or People(session)
    found: dict[str, str] = {}
    for key, text in _texts(session.stored()):
        named = _actor_parts(text) if key == "actor" else told_of(text)
        for name in (*(f"@{handle}" for handle in handles(text)), *filter(seems_person, named)):
            if people.in_text(name, hidden=False) == name and not _GROUP.search(name):
                found.setdefault(name.lstrip("@").casefold(), name)
    return tuple(found.values())


def _actors(session: Session, people: People) -> Iterator[str]:
    """Yield the actors that are kept, also those who acted together with people."""
    for actor in {shown(entry.actor) for entry in session.entries.values()} - {""}:
        if people.in_text(actor, hidden=False) == actor:
            yield actor
        else:
            yield from (part for part in _actor_parts(actor) if people.in_text(part, hidden=False) == part)


def _actor_parts(actor: str) -> Iterator[str]:
    return filter(None, (shown(part).strip() for part in _BETWEEN_NAMES.split(actor)))


def _texts(data: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a session that people wrote, without web addresses, and the name of its field."""
    if isinstance(data, dict):
        for name, held in data.items():
            yield from _texts(held, name)
    elif isinstance(data, list):
        for each in data:
            yield from _texts(each, key)
    elif isinstance(data, str) and key not in _KEPT:
        yield key, _ADDRESS.sub(" ", shown(data))


class People:
    """Everybody in some sessions, each with a role that stays the same throughout."""

    def __init__(self, *sessions: Session) -> None:
        names: dict[str, str] = {}
        roles: dict[str, list[str]] = {}
        for told, role in (each for session in sessions for each in _found(session)):
            for one in _BETWEEN_NAMES.split(told):
                name = " ".join(shown(one).lstrip("@").split())
                if name and name.casefold() not in names:
                    names[name.casefold()] = name
                    roles.setdefault(_short(role), []).append(name.casefold())
        self._roles = _numbered(roles)
        self._parts: dict[str, set[str]] = {}
        for key, name in names.items():
            for part in name.split():
                if len(part) > 1 and not part.islower() and part.replace("-", "").isalpha():
                    self._parts.setdefault(part.casefold(), set()).add(self._roles[key])

    def of(self, name: str) -> str:
        """Return somebody's role; empty if nobody has this name."""
        return self._by_call.get(_key(shown(name).lstrip("@")), "")

    def in_text(self, text: str, *, hidden: bool) -> str:
        """Return a text with every name in it replaced; web addresses stay as they are."""
        if not self._by_call or not text:
            return text
        kept = list(_ADDRESS.finditer(text))
        parts, end = [], 0
        for address in kept:
            parts += [self._replaced(text[end : address.start()], hidden=hidden), address[0]]
            end = address.end()
        return "".join((*parts, self._replaced(text[end:], hidden=hidden)))

    def _replaced(self, text: str, *, hidden: bool) -> str:
        return self._calls.sub(lambda found: self._word(found, hidden=hidden), text)

    def _word(self, found: re.Match[str], *, hidden: bool) -> str:
        name = found["name"]
        if not found["at"] and name.islower() and name in _ORDINARY:
            return found[0]
        return SOMEBODY if hidden else self._by_call.get(_key(name), NO_ROLE)

    @cached_property
    def _by_call(self) -> Mapping[str, str]:
        """Roles by everything people are called: whole names, and the parts of a name that only one of them has."""
        alone = {part: next(iter(roles)) for part, roles in self._parts.items() if len(roles) == 1}
        return alone | self._roles

    @cached_property
    def _calls(self) -> re.Pattern[str]:
        longest_first = sorted(self._by_call, key=len, reverse=True)
        names = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first)
        return re.compile(rf"(?<!\w)(?P<at>@?)(?P<name>{names})(?!\w)", re.IGNORECASE)


def _numbered(roles: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return everybody's role, with a number where several have the same one."""
    return {
        name: role if len(names) == 1 else f"{role} {number}"
        for role, names in roles.items()
        for number, name in enumerate(names, 1)
    }


def _found(session: Session) -> Iterator[tuple[str, str]]:
    """Yield everybody's name and role, in the order in which roles are numbered."""
    for meeting in session.meetings.values():
        for one in meeting.participants.values():
            yield one.name, one.role
    for meeting in session.meetings.values():
        yield meeting.facilitator, "facilitator"
        yield meeting.note_taker, "note taker"
    for entry in session.entries.values():
        for note in entry.notes.values():
            yield note.by, ""
    yield from ((name, "") for name in _said_or_owned(session))


def _said_or_owned(session: Session) -> Iterable[str]:
    yield from (one.by for one in session.learnings.values())
    yield from (one.owner for one in session.follow_ups.values() if not _GROUP.search(one.owner))
    yield from (one.by for one in session.parked.values())


def _short(role: str) -> str:
    words = " ".join(shown(role).split())
    return words if 0 < len(words) <= _LONGEST_ROLE else NO_ROLE


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _told(data: Any, people: People, *, hidden: bool, key: str = "") -> Any:
    if isinstance(data, dict):
        told = {name: _told(held, people, hidden=hidden, key=name) for name, held in data.items()}
        return told | {"role": ""} if "name" in data and "role" in data else told
    if isinstance(data, list):
        return [_told(each, people, hidden=hidden, key=key) for each in data]
    if not isinstance(data, str) or key in _KEPT:
        return data
    whole = people.of(data) if key in _NAMED or key == "actor" else ""
    if whole:
        return "" if hidden else whole
    return people.in_text(data, hidden=hidden)
