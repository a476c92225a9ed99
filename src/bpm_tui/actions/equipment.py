"""What whoever leads a meeting works with, on a screen or without one: places, settings, content and the clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from bpm_tui.storage.disk.problems import Problem
from bpm_tui.storage.session.clock_and_ids import utc_now
from bpm_tui.storage.user.config import Config, load_config
from bpm_tui.storage.user.content import load
from bpm_tui.storage.user.places import Places, places
from bpm_tui.storage.user.zones import local_zone

if TYPE_CHECKING:
    from pydantic import BaseModel

    from bpm_tui.facilitation.agenda import Agendas
    from bpm_tui.facilitation.coach import Coach
    from bpm_tui.facilitation.cues import CueBook
    from bpm_tui.facilitation.ground_rules import GroundRules
    from bpm_tui.facilitation.hints import HintBook
    from bpm_tui.facilitation.questions import Questions
    from bpm_tui.library.echo_words import EchoBook


Loaded = TypeVar("Loaded")
Content = TypeVar("Content", bound="BaseModel")


@dataclass
class Equipment:
    """Everything is read when it is first asked for, so that nobody waits for what is not needed."""

    places: Places = field(default_factory=places)
    now: Callable[[], datetime] = utc_now
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def config(self) -> Config:
        """The user's settings; errors in them are added to the problems."""
        return self._noted(*load_config(self.places))

    @cached_property
    def zone(self) -> str:
        """The zone of times where a session names none: the user's, else the machine's."""
        return self.config.timezone or local_zone()

    @cached_property
    def questions(self) -> Questions:
        """The questions, the user's over ours."""
        from bpm_tui.facilitation.questions import Questions  # noqa: PLC0415 (the first frame asks nothing)

        return self._content("questions", Questions)

    @cached_property
    def coach(self) -> Coach:
        """The coach, with the user's words and rules over ours, and the phrases that were added."""
        from bpm_tui.storage.user.coach_content import load_coach  # noqa: PLC0415 (the first frame coaches nobody)

        return self._noted(*load_coach(self.places.config))

    @property
    def has_coach(self) -> bool:
        """Whether the coach was read already."""
        return "coach" in vars(self)

    @property
    def has_agendas(self) -> bool:
        """Whether the agendas were read already."""
        return "agendas" in vars(self)

    @cached_property
    def agendas(self) -> Agendas:
        """The agendas, the user's over ours."""
        from bpm_tui.facilitation.agenda import Agendas  # noqa: PLC0415 (the first frame begins no meeting)

        return self._content("agendas", Agendas)

    @cached_property
    def cues(self) -> CueBook:
        """The cues for whoever leads the meeting, the user's over ours."""
        from bpm_tui.facilitation.cues import CueBook  # noqa: PLC0415 (the first frame cues nothing)

        return self._content("cues", CueBook)

    @cached_property
    def hints(self) -> HintBook:
        """The hints on follow-ups, the user's over ours."""
        from bpm_tui.facilitation.hints import HintBook  # noqa: PLC0415 (the first frame writes no follow-up)

        return self._content("hints", HintBook)

    @cached_property
    def ground_rules(self) -> GroundRules:
        """The ground rules, the user's over ours."""
        from bpm_tui.facilitation.ground_rules import GroundRules  # noqa: PLC0415 (shown when somebody asks)

        return self._content("ground_rules", GroundRules)

    @cached_property
    def echo_book(self) -> EchoBook:
        """The words that make two sessions alike, the user's over ours."""
        from bpm_tui.library.echo_words import echo_book  # noqa: PLC0415 (looked for after the first frame)

        return self._noted(*load("echoes", echo_book, self.places.config))

    def _content(self, name: str, kind: type[Content]) -> Content:
        return self._noted(*load(name, kind.model_validate, self.places.config))

    def _noted(self, read: Loaded, problems: Sequence[Problem]) -> Loaded:
        self.problems += problems
        return read
