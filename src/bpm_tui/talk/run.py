"""A whole talk about one session: from opening its files to letting go of them, with nothing lost in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from bpm_tui.actions.equipment import Equipment
from bpm_tui.exchange.errors import ExchangeError
from bpm_tui.storage.disk.problems import BadFileError
from bpm_tui.storage.handover.take_in import take_left_over
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.talk.conversation import Conversation, Quit, RefusedError
from bpm_tui.talk.incoming import Lines
from bpm_tui.talk.meeting import TalkedMeeting
from bpm_tui.talk.outside import Files, Outside

REFUSED = 2
"""The exit status when a line could not be carried out, or not everything is saved."""
_PATIENCE = 2.0
"""In seconds; how long to wait for the disk before the next line."""


class TakenError(ExchangeError):
    """Somebody else has the session open."""


class Voice(NamedTuple):
    """How to say something, how to prompt for the next line, and how to say what went wrong."""

    say: Callable[[str], None]
    ask: Callable[[str], None]
    refuse: Callable[[str], None]


def talk(path: Path, services: Equipment, lines: Lines, voice: Voice) -> int:
    """Lead a session by question and answer, and return the exit status: a signal's, or 2 if a line was refused.

    Raises:
        BadFileError: the session cannot be read.
        FileNotFoundError: there is no such session.
        TakenError: somebody else has it open.
    """
    files = Files()
    keeper = Keeper.open(path, now=services.now, listener=files)
    if keeper.read_only:
        keeper.close()
        raise TakenError(f"{path.name} is open in another bpm; bpm add hands over to it, bpm follow shows it")
    round_ = Round(keeper, services, files, voice)
    lines.meanwhile = round_.outside.look
    try:
        round_.hear_all(lines)
    finally:
        round_.leave(lines.unfinished())
    if lines.ended_by:
        return 128 + lines.ended_by
    return REFUSED if keeper.state.not_saved or (round_.refused and not lines.is_terminal) else 0


class Round:
    """Hears line after line."""

    def __init__(self, keeper: Keeper, services: Equipment, files: Files, voice: Voice) -> None:
        self._keeper, self._services, self._files, self._voice = keeper, services, files, voice
        self.outside = Outside(keeper, files, services.zone)
        self._conversation = Conversation(TalkedMeeting(keeper, services, self.outside))
        self.refused = 0
        self._error = ""
        self._asked = ""

    def hear_all(self, lines: Lines) -> None:
        """Say what session this is, then do what each line says until one says to leave or no more come."""
        self._say(self._conversation.opening())
        self._prompt(again=lines.is_terminal)
        for number, line in enumerate(lines, 1):
            try:
                self.outside.look()
                self._say(self._conversation.hear(line))
            except Quit:
                break
            except RefusedError as problem:
                self._refuse(str(problem), number, lines)
            self._conversation.settle()
            self._say(self.outside.news())
            self._tell_of_files()
            self._prompt(again=lines.is_terminal)

    def leave(self, unfinished: str) -> None:
        """Keep what is half typed, save everything, let go of the files, and take in what came at the last moment."""
        meeting = self._conversation.meeting
        self._conversation.keep(unfinished)
        if meeting.selected_id:
            meeting.mark("left", entry=meeting.selected_id)
        self._keeper.close()
        with suppress(BadFileError, OSError):
            take_left_over(self._keeper.path, self._services.zone)
        if self._keeper.state.not_saved:
            self._voice.refuse(f"Not saved: {self._keeper.state.error}")

    def _refuse(self, problem: str, number: int, lines: Lines) -> None:
        self.refused += 1
        if not lines.is_terminal:
            # What follows may have been meant as an answer to what was just refused.
            self._conversation.prompt.shut()
        self._voice.refuse(problem if lines.is_terminal else f"line {number}: {problem}")

    def _tell_of_files(self) -> None:
        """Say when saving begins to fail and when it works again."""
        state = self._files.wait(self._keeper, _PATIENCE)
        before, self._error = self._error, state.error
        if state.error and state.error != before:
            self._say([f"{'Not saved' if state.not_saved else 'The document was not written'}: {state.error}"])
        elif before and not state.error:
            self._say(["All is saved again"])
        found, self._services.problems = self._services.problems, []
        self._say(map(str, found))

    def _prompt(self, *, again: bool) -> None:
        """Say what is expected: before every line at a terminal, else when it changes."""
        label = self._conversation.prompt.label
        if again or label != self._asked:
            self._voice.ask(label)
        self._asked = label

    def _say(self, texts: Iterable[str]) -> None:
        for text in texts:
            self._voice.say(text)
