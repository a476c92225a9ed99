"""Agendas, as written in ``agendas.toml``: the phases of a meeting and their minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from bpm_tui.model.session import Phase


class PlannedPhase(BaseModel):
    """A phase of an agenda: its name, its minutes, and in one line what is to be done in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(min_length=1)]
    minutes: Annotated[int, Field(ge=1, le=600)]
    says: str = ""


class Agenda(BaseModel):
    """The phases of one kind of meeting, in order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(min_length=1)]
    title: str
    phases: Annotated[tuple[PlannedPhase, ...], Field(min_length=1)]

    @property
    def minutes(self) -> int:
        """The minutes of the whole meeting."""
        return sum(phase.minutes for phase in self.phases)


class Agendas(BaseModel):
    """All agendas; the first one is the default."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    agendas: Annotated[tuple[Agenda, ...], Field(min_length=1)]

    @field_validator("agendas")
    @classmethod
    def _different(cls, agendas: tuple[Agenda, ...]) -> tuple[Agenda, ...]:
        names = [agenda.id for agenda in agendas]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two agendas have the id {twice[0]!r}")
        return agendas

    def __iter__(self) -> Iterator[Agenda]:  # type: ignore[override]
        return iter(self.agendas)

    @property
    def default(self) -> Agenda:
        """The default agenda."""
        return self.agendas[0]

    def says(self, phase: str) -> str:
        """Return what is to be done in a phase of this name; empty if no agenda says it."""
        phases = (one for agenda in self.agendas for one in agenda.phases)
        return next((one.says for one in phases if one.name == phase and one.says), "")

    def called(self, words: str) -> Agenda | None:
        """Return the agenda that a few words mean: its id, its title, or the beginning of just one of them."""
        wanted = " ".join(words.casefold().split())
        names = {name.casefold(): agenda for agenda in reversed(self.agendas) for name in (agenda.title, agenda.id)}
        if wanted in names:
            return names[wanted]
        near = {agenda.id: agenda for name, agenda in names.items() if wanted and name.startswith(wanted)}
        return next(iter(near.values())) if len(near) == 1 else None


def phases_of(agenda: Agenda, new_id: Callable[[], str]) -> list[Phase]:
    """Return the phases that a meeting with this agenda begins with, none running; ``new_id`` draws their ids."""
    return [Phase(id=new_id(), name=phase.name, minutes=phase.minutes) for phase in agenda.phases]
