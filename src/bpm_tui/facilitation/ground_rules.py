"""The ground rules of a meeting, as written in ``ground_rules.toml``."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class GroundRules(BaseModel):
    """A title, and the rules in the order in which they are read out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Annotated[str, Field(min_length=1)]
    rules: Annotated[tuple[Annotated[str, Field(min_length=1)], ...], Field(min_length=1)]
