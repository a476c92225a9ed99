"""Who acted, at the start of a line: ``@Ana``, ``@"two words"`` or ``Ana:``, and the names that may complete it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bpm_tui.model.escapes import HIDDEN, Quoted, who, who_at

_WORD = r"[\w][\w.&'’/-]*"
_BEFORE_COLON = re.compile(rf"(?P<name>{_WORD}(?: {_WORD}){{0,2}}):(?=\s|$)")
_SEVERAL = re.compile(r"(?P<names>[^:;@\\]{3,80}?):(?=\s|$)")
_AND = re.compile(r",\s|\s(?:and|&|\+)\s")
_NAME = re.compile(rf"{_WORD}(?: {_WORD}){{0,2}}")
_VERB = re.compile(r"[a-z]+(?:ed|ing)")
_NO_KNOWN_NAME = re.compile(rf"[:\\]|{HIDDEN}|\A\s|\s\Z|\A\Z")
_OPENERS = """
a after also an and another answer assumed because before but cause conclusion context details error errors example
expected first fix hindsight http https idea if impact info it known learned next note notes now only plan problem
question reason result root second so status step still summary that the then this todo update warning we what when
where why
"""
_NO_ACTORS = frozenset(_OPENERS.split())
_TYPED_NAME = re.compile(r'(?:(?<=\s)|(?<=^))@(?P<quote>"?)(?P<part>[^"@;]*)\Z')
_TYPED_WORDS = re.compile(r"[^\s:;@]+(?: [^\s:;@]+){0,2}")


@dataclass(frozen=True, slots=True)
class Completion:
    """Names that may replace the line from ``start`` to ``end``, the likely ones first."""

    start: int
    end: int
    names: tuple[str, ...] = ()
    with_colon: bool = False

    def applied(self, line: str, name: str) -> tuple[str, int]:
        """Return the line with a name put in, and where the cursor goes."""
        text = f"{name}: " if self.with_colon else f"{who(name)} "
        rest = line[self.end :].removeprefix(" ")
        return f"{line[: self.start]}{text}{rest}", self.start + len(text)


def actor_at(line: str, start: int, known: Iterable[str] = ()) -> Quoted | None:
    """Return the actor that a line names at a column, and where the text goes on; nothing if there is no actor.

    Before a colon stands an actor if it is known, or if it is one to three words that neither are a common start of a
    sentence ("note", "root cause") nor a lower-case verb ("restarted", "waiting"). Several stand there ("Ana, Ben and
    Cem") if each is known, or such words that begin with a capital.
    """
    if (found := who_at(line, start)) is not None:
        return found
    known = [name for name in known if not _NO_KNOWN_NAME.search(name)]
    for name in sorted(known, key=lambda name: (-len(name), name)):
        end = start + len(name)
        if line[start:end].casefold() == name.casefold() and re.compile(r":(?=\s|$)").match(line, end):
            return Quoted(_as_known(line[start:end], known), end + 1)
    words = _BEFORE_COLON.match(line, start)
    if words is not None and all(_may_name(word) for word in words["name"].split(" ")):
        return Quoted(words["name"], words.end())
    several = _SEVERAL.match(line, start)
    if several is not None and _are_names(_AND.split(several["names"]), known):
        return Quoted(several["names"], several.end())
    return None


def complete(line: str, cursor: int, known: Iterable[str], text_start: int = 0) -> Completion | None:
    """Return the names that may complete what is typed before the cursor.

    That is ``@`` and what follows it anywhere, or the first words of the text, which begins at ``text_start``.
    """
    before = line[:cursor]
    found = _TYPED_NAME.search(before)
    if found:
        return _completion(found.start(), cursor, found["part"], known, with_colon=False)
    words = before[text_start:].lstrip()
    if not _TYPED_WORDS.fullmatch(words):
        return None
    return _completion(cursor - len(words), cursor, words, known, with_colon=True)


def _completion(start: int, end: int, part: str, known: Iterable[str], *, with_colon: bool) -> Completion | None:
    part = part.casefold()
    begins = sorted({name for name in known if name.casefold().startswith(part)}, key=str.casefold)
    inside = sorted({name for name in known if f" {part}" in name.casefold()}, key=str.casefold)
    names = tuple(dict.fromkeys([*begins, *inside]))
    return Completion(start, end, names, with_colon) if names else None


def _are_names(parts: list[str], known: Iterable[str]) -> bool:
    """Say whether these are several names, each of which would hardly be anything else."""
    folded = {name.casefold() for name in known}
    return len(parts) > 1 and all(part.casefold() in folded or _is_capital_name(part) for part in parts)


def _is_capital_name(part: str) -> bool:
    return part[:1].isupper() and bool(_NAME.fullmatch(part)) and all(map(_may_name, part.split(" ")))


def _may_name(word: str) -> bool:
    return not (word.lower() in _NO_ACTORS or _VERB.fullmatch(word) or word.isdecimal())


def _as_known(typed: str, known: Iterable[str]) -> str:
    same = sorted(name for name in known if name.casefold() == typed.casefold())
    return typed if typed in same else same[0]
