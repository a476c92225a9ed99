r"""The markers of a typed line, and how a text is written so that none of it is taken for one.

A backslash before a marker makes it text. Backslashes elsewhere are text too, as on the command lines of Windows:
only a run of them right before something that could be a marker is halved.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from bpm_tui.model.escapes import HIDDEN, SEQUENCE, shown, who_at

SPACES = " \u00a0\u202f"
"""What stands between words: a key held too long makes a no-break space, and French has one before a colon."""
_SPACE = f"[{SPACES}]"
ARROW = "=>"
WHO = "@"

_PLACE = rf"(?:\A|(?<=[\s\S]{_SPACE}))"  # the start, or after a space that is not itself at the start
_RUN = r"(?<!\\)"  # only where a run of backslashes begins: trying again inside of it would take its length squared
_ENDS_IN_SEMICOLON = re.compile(rf"{_RUN}(\\*);\Z")
_ENDS_IN_SLASHES = re.compile(rf"{_RUN}\\+\Z")


@dataclass(frozen=True)
class Marks:
    """The markers of one kind of line.

    ``names`` are followed by a colon, ``bare`` by a value that begins like the pattern ``bare_value``; ``special`` is a
    pattern of what has another meaning at the line's start; ``signs`` are those of ``=>`` and ``@`` that count.
    ``before_who`` are the names whose value may have ``@who`` right behind it, as the text may.
    """

    names: tuple[str, ...]
    bare: tuple[str, ...] = ()
    bare_value: str = "(?!)"
    special: str = "(?!)"
    signs: tuple[str, ...] = ()
    before_who: tuple[str, ...] = ()

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """A named marker, where one may stand, with the spaces after it."""
        named = rf"(?P<name>{_any(self.names)}){_SPACE}*:"
        unnamed = rf"(?P<bare>{_any(self.bare)}){_SPACE}+(?={self.bare_value})"
        return re.compile(rf"(?:{named}|{unnamed}){_SPACE}*", re.IGNORECASE)

    @cached_property
    def candidate(self) -> re.Pattern[str]:
        """What may be a marker or an escaped character, with the run of backslashes before it."""
        return re.compile(self._candidate, re.IGNORECASE)

    @cached_property
    def to_escape(self) -> re.Pattern[str]:
        """What has to be written differently inside a text."""
        return re.compile(rf"{_RUN}(?P<slashes4>\\*)(?P<hidden>{HIDDEN}|\A\s|\s\Z)|{self._candidate}", re.IGNORECASE)

    @cached_property
    def escaped_head(self) -> re.Pattern[str]:
        """Backslashes at the line's start before something that has another meaning there."""
        return re.compile(rf"\\++(?={self.special}|{self._opens})", re.IGNORECASE)

    @cached_property
    def escaped_outcome(self) -> re.Pattern[str]:
        """Backslashes at the outcome's start before a marker."""
        return re.compile(rf"\\++(?={self._opens})", re.IGNORECASE)

    @property
    def _opens(self) -> str:
        return rf"{_any(self.names)}{_SPACE}*:|{_any(self.bare)}{_SPACE}+{self.bare_value}"

    @property
    def _candidate(self) -> str:
        after = self._opens + (rf"|\\*{ARROW}" if ARROW in self.signs else "")
        return (
            rf"{_RUN}(?P<slashes1>\\*)(?P<semicolon>;)(?={_SPACE}*(?:{after}))"
            rf"|{_RUN}(?P<slashes2>\\+)(?P<sequence>{SEQUENCE})"
            rf"|{_PLACE}(?P<slashes3>\\*)(?P<sign>{_any(self.signs)})"
        )

    def is_end(self, line: str, at: int) -> bool:
        """Say whether a field may end at a column: nothing or a marker comes after it."""
        rest = line[at:].lstrip(SPACES)
        if ARROW in self.signs and rest.startswith(ARROW):
            return True
        return not rest or (rest[0] == ";" and self.opening.match(rest[1:].lstrip(SPACES)) is not None)

    def is_end_but_who(self, line: str, at: int) -> bool:
        """Say whether a field may end at a column with nothing but ``@who`` between it and that end."""
        name_at = at + len(line[at:]) - len(line[at:].lstrip(SPACES))
        name = who_at(line, name_at) if name_at > at else None
        return name is not None and self.is_end(line, name.end)


def slashes_of(candidate: re.Match[str]) -> str:
    """Return the run of backslashes that a candidate begins with."""
    return next((run for name, run in candidate.groupdict().items() if name.startswith("slashes") and run), "")


def escape(text: str, marks: Marks, *, signs_are_text: Collection[str] = ()) -> str:
    """Return a text escaped so that no part of it is read as a marker inside a line."""
    return marks.to_escape.sub(lambda found: _escaped(found, marks, signs_are_text), text)


def escape_head(text: str, marks: Marks) -> str:
    """Return the line's first text, escaped; what is special there is left to the caller to escape by a backslash."""
    return _with_head(escape(text, marks), marks, marks.escaped_head)


def escape_outcome(text: str, marks: Marks) -> str:
    """Return an outcome, escaped: after ``=>`` a marker would count."""
    return _with_head(escape(text, marks, signs_are_text=(ARROW,)), marks, marks.escaped_outcome)


def with_field(line: str, name: str, value: str, marks: Marks) -> str:
    """Return a line with one more field, whose value is escaped already or needs no escaping."""
    sign = f"{name} " if name == ARROW or name in marks.bare else f"{name}: "
    if not line or line.endswith(tuple(SPACES)):
        return f"{line}{sign}{value}"
    if name == ARROW:
        return _ENDS_IN_SEMICOLON.sub(lambda found: f"{found[1] * 2}\\;", line) + f" {sign}{value}"
    return _ENDS_IN_SLASHES.sub(lambda found: found[0] * 2, line) + f"; {sign}{value}"


def _with_head(written: str, marks: Marks, escaped: re.Pattern[str]) -> str:
    inner = marks.candidate.match(written)
    if inner and slashes_of(inner):
        return written
    return f"\\{written}" if marks.opening.match(written) or escaped.match(written) else written


def _escaped(found: re.Match[str], marks: Marks, signs_are_text: Collection[str]) -> str:
    groups, slashes = found.groupdict(), slashes_of(found) * 2
    if groups["hidden"]:
        return f"{slashes}\\{shown(groups['hidden'])}"
    if groups["sequence"]:
        return f"{slashes}{groups['sequence']}"
    sign = groups["sign"] or ";"
    is_text = sign in signs_are_text or (sign == WHO and not _counts_as_who(found, marks))
    is_text = is_text or (sign == ";" and ARROW in signs_are_text and not marks.is_end(found.string, found.end() - 1))
    return f"{slashes}{sign}" if is_text else f"{slashes}\\{sign}"


def _counts_as_who(found: re.Match[str], marks: Marks) -> bool:
    text, at = found.string, found.end() - 1
    if text.startswith('"', at + 1):  # the quote may close in what follows this text
        return True
    name = who_at(text, at)
    return name is not None and (found.start() == 0 or marks.is_end(text, name.end))


def _any(words: tuple[str, ...]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in words) + ")" if words else "(?!)"
