"""The conversation: each line is a command or an answer, and what to say comes back in short lines."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from bpm_tui.actions.context import LineError
from bpm_tui.exchange.errors import ExchangeError
from bpm_tui.model.edits import EditError
from bpm_tui.storage.disk.problems import StorageError
from bpm_tui.talk.adding import ADDING
from bpm_tui.talk.changing import CHANGING
from bpm_tui.talk.command import SIGN, Command, Talk, as_answer, called, first_word, split
from bpm_tui.talk.leading import LEADING
from bpm_tui.talk.looking import LOOKING
from bpm_tui.talk.meeting import TalkedMeeting
from bpm_tui.talk.prompt import Prompt
from bpm_tui.talk.spoken import greeting
from bpm_tui.talk.words import sentence, with_commands


class Quit(Exception):  # noqa: N818 (nothing went wrong)
    """Somebody wants to leave."""


class RefusedError(Exception):
    """A line could not be carried out; the message says why. Nothing was changed."""


class Conversation:
    """Takes lines and yields what to say."""

    def __init__(self, meeting: TalkedMeeting) -> None:
        self.meeting = meeting
        self.prompt = Prompt(meeting)
        self._back = ""
        """The half-typed line that came back, until it is dealt with."""

    def opening(self) -> Iterator[str]:
        """Yield what session this is, what the files have to say, and what was half typed."""
        yield from greeting(self.meeting.session)
        yield from map(sentence, self.meeting.keeper.notices)
        yield f"A command begins with {SIGN}. /help lists them. Any other line answers the prompt"
        left = self.meeting.half_typed.left(self.meeting.context)
        if left:
            self._back = left[1]
            yield "Your unfinished line is back"
            yield from self.prompt.open(left[0], left[1])

    def hear(self, line: str) -> Iterator[str]:
        """Do what a line says, and yield what came of it.

        Raises:
            Quit: it says so.
            RefusedError: it could not be carried out.
        """
        try:
            command = split(line)
            if command is None:
                yield from self.prompt.answer(as_answer(line))
            else:
                name, text = command
                yield from called(COMMANDS, name).run(Talk(self.meeting, self.prompt), text)
        except (LineError, EditError, ExchangeError, StorageError, ValidationError, OSError) as problem:
            raise RefusedError(sentence(with_commands(str(problem)))) from problem

    def settle(self) -> None:
        """Forget the half-typed line that came back, once a line was heard."""
        self._back = ""
        self.meeting.half_typed.keep(None, "", 0, self.meeting.now())

    def keep(self, unfinished: str) -> None:
        """Keep what was half typed when the talk ended, or what came back and nobody touched."""
        text = unfinished or self._back
        self.meeting.half_typed.keep(self.prompt.mode if text else None, text, len(text), self.meeting.now())


def _help(_: Talk, text: str) -> Iterator[str]:
    wanted, _rest = first_word(text.removeprefix(SIGN))
    for command in [called(COMMANDS, wanted)] if wanted else COMMANDS:
        yield f"{SIGN}{' '.join(filter(None, (command.name, command.takes)))}: {command.help}"
    if not wanted:
        yield "A line without a command answers the prompt. A text that begins with / begins with two"
        yield "The beginning of a name will do, as in /foll"


def _stop(talk: Talk, _: str) -> Iterator[str]:
    if talk.prompt.mode is None:
        raise LineError("nothing is open")
    talk.prompt.shut()
    yield "Left"


def _quit(_talk: Talk, _: str) -> Iterator[str]:
    raise Quit
    yield ""


COMMANDS: tuple[Command, ...] = (
    *ADDING,
    *CHANGING,
    *LOOKING,
    *LEADING,
    Command("stop", "", "Leave the prompt that is open, without an answer", _stop),
    Command("help", "COMMAND", "Hear the commands", _help),
    Command("quit", "", "Leave; everything is saved", _quit),
)
"""All commands, in the order in which help lists them."""
