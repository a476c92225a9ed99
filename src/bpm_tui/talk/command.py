"""What a command of the talk is, and how one is found by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bpm_tui.actions.context import LineError
from bpm_tui.talk.meeting import TalkedMeeting
from bpm_tui.talk.prompt import Prompt

SIGN = "/"
"""What a command begins with. Two of them begin a text with one."""


class Talk(NamedTuple):
    """What a command works with."""

    meeting: TalkedMeeting
    prompt: Prompt


Run = Callable[[Talk, str], Iterator[str]]
"""Does what a command says with the text behind it, and yields what to say."""


class Command(NamedTuple):
    """A command: its name, what may stand behind it, what it does, and the function that does it."""

    name: str
    takes: str
    help: str
    run: Run


def split(line: str) -> tuple[str, str] | None:
    """Return the name and the text of a command; nothing if the line is an answer."""
    if not line.startswith(SIGN) or line.startswith(SIGN * 2):
        return None
    name, _, text = line.removeprefix(SIGN).partition(" ")
    return name, text.strip()


def as_answer(line: str) -> str:
    """Return the text of a line that is an answer."""
    return line.removeprefix(SIGN) if line.startswith(SIGN * 2) else line


def called(commands: Sequence[Command], name: str) -> Command:
    """Return the command that a name, or the beginning of just one, means.

    Raises:
        LineError: there is none, or there are several.
    """
    wanted = name.casefold()
    found = [one for one in commands if one.name == wanted] or [one for one in commands if one.name.startswith(wanted)]
    if len(found) == 1 and wanted:
        return found[0]
    if found and wanted:
        raise LineError(f"/{name} may be {' or '.join(SIGN + one.name for one in found)}")
    raise LineError(f"there is no command /{name}; /help lists them, and a text that begins with / begins with two")


def first_word(text: str) -> tuple[str, str]:
    """Return the first word of a text in lower case, and the rest."""
    word, _, rest = text.partition(" ")
    return word.casefold(), rest.strip()
