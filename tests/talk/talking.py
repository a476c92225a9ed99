"""A talk without a process: lines go in, what is said comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bpm_tui.actions.equipment import Equipment
from bpm_tui.model.session import Session
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.user.places import Places
from bpm_tui.talk.conversation import Conversation
from bpm_tui.talk.meeting import TalkedMeeting
from bpm_tui.talk.outside import Files, Outside


@dataclass
class Talking:
    """A conversation, and all that was said in it."""

    conversation: Conversation
    keeper: Keeper
    said: list[str] = field(default_factory=list)

    @property
    def session(self) -> Session:
        """The session as it is now."""
        return self.keeper.session

    @property
    def asks(self) -> str:
        """What the prompt asks for."""
        return self.conversation.prompt.label

    def hear(self, *lines: str) -> list[str]:
        """Say lines, and return what was answered to the last one."""
        heard: list[str] = []
        for line in lines:
            heard = list(self.conversation.hear(line))
            self.said += [f"> {line}", *heard]
        return heard


@contextmanager
def talking(path: Path, places: Places, now: Callable[[], datetime]) -> Iterator[Talking]:
    """Talk about a session."""
    services, files = Equipment(places, now), Files()
    keeper = Keeper.open(path, now=now, listener=files)
    try:
        conversation = Conversation(TalkedMeeting(keeper, services, Outside(keeper, files, services.zone)))
        yield Talking(conversation, keeper, list(conversation.opening()))
    finally:
        keeper.close()
