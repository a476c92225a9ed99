"""The line for working on the entries shown or picked: filter, shift, read in another zone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bpm_tui.actions.context import Context, LineError
from bpm_tui.actions.mode import Mode, Outcome, zone_named
from bpm_tui.model import retime


@dataclass(frozen=True, slots=True)
class Filter(Mode):
    """Words that an entry must hold to be shown."""

    FILTERS: ClassVar[bool] = True
    prompt: ClassVar[str] = "/"
    hint: ClassVar[str] = "shows entries with all these words; enter keeps the filter, esc clears it"
    words: str = ""

    def start(self, context: Context) -> str:
        """Return the words in force."""
        return self.words

    def commit(self, text: str, context: Context) -> Outcome:
        """Leave the filter as it is."""
        return Outcome()


@dataclass(frozen=True, slots=True)
class Shift(Mode):
    """Minutes to shift the picked entries by."""

    prompt: ClassVar[str] = "shift >"
    hint: ClassVar[str] = "minutes or h:mm, such as -60 or +1:30"
    entries: tuple[str, ...] = ()

    def commit(self, text: str, context: Context) -> Outcome:
        """Shift the times, and move what changes its place."""
        try:
            minutes = retime.read_shift(text)
        except ValueError as error:
            raise LineError(str(error)) from error
        return Outcome(retime.shift(context.session, self.entries, minutes), f"shifted by {text.strip()}")


@dataclass(frozen=True, slots=True)
class Reread(Mode):
    """The zone that the picked entries' clock times are in."""

    prompt: ClassVar[str] = "zone >"
    hint: ClassVar[str] = "a zone's name, such as UTC, Europe/Copenhagen or America/New_York"
    entries: tuple[str, ...] = ()

    def commit(self, text: str, context: Context) -> Outcome:
        """Read the clock times again in the zone."""
        zone = zone_named(text.strip())
        remarks = retime.reread_remarks(context.session, self.entries, context.zone, zone)
        edits = retime.reread(context.session, self.entries, context.zone, zone)
        return Outcome(edits, " · ".join((f"read as {text.strip()}", *remarks)))


def read_as_utc(context: Context) -> Outcome:
    """Read the clock times of the picked entries again as UTC."""
    return Reread(context.entries()).commit("UTC", context)


def read_in_zone(context: Context) -> Outcome:
    """Open the line for the zone that they are in."""
    return Outcome(then=Reread(context.entries()))


def shift(context: Context) -> Outcome:
    """Open the line for the minutes to shift them by."""
    return Outcome(then=Shift(context.entries()))


def filter_by(words: str) -> Outcome:
    """Open the line for the words that an entry must hold."""
    return Outcome(then=Filter(words))
