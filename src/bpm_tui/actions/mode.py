"""What every mode of the line has, and what modes and commands return.

Kept light: the grammar behind the modes is a good part of what the app imports, and the first frame needs none of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple
from zoneinfo import ZoneInfo

from bpm_tui.actions.context import Context, LineError
from bpm_tui.model.edits import Edit, fold
from bpm_tui.model.session import Session
from bpm_tui.model.visible import visible
from bpm_tui.storage.user.zones import ZoneError, zone_meant
from bpm_tui.views.spans import Line

if TYPE_CHECKING:
    from bpm_tui.model.line.entry import Part


class Outcome(NamedTuple):
    """The result of a command or a line: edits, news for the status line, and the entry or item to select."""

    edits: Sequence[Edit] = ()
    news: str = ""
    select: str = ""
    shown: str = ""
    """An item to show; a hindsight note is shown despite the veil."""
    role: str = "text"
    """The role of the news."""
    goes_to: str = ""
    """The entry to put the cursor on if nothing changed."""
    unfiltered: bool = False
    """Whether the filter is cleared first."""
    marks: Sequence[tuple[str, Mapping[str, Any]]] = ()
    """What to mark in the recording, after the edits."""
    phrase: str = ""
    """A phrase for the user's own list of what the coach finds."""
    then: Mode | None = None
    """What the line opens for next."""
    text: str | None = None
    """The text it opens with; nothing for the mode's own text."""
    over: str = ""
    """What has come to its end, if the line closes although it was open for the next one."""


class Beneath(NamedTuple):
    """The line as it was when something else came up: its text, its cursor and its mode.

    ``opened_for`` is what it is open for again once the text is committed.
    """

    mode: Mode | None = None
    opened_for: Mode | None = None
    text: str = ""
    cursor: int = 0
    as_text: bool = False


NOTHING = Beneath()
"""The line was closed."""


@dataclass(frozen=True, slots=True)
class Mode:
    """One way of using the line."""

    KEPT: ClassVar[str] = ""
    """The name under which half-typed text is kept for this mode; empty: it is not kept."""
    BEGINS_WITH_TIME: ClassVar[bool] = False
    FILTERS: ClassVar[bool] = False
    """Whether its text is the filter of the timeline, from the first letter on."""
    GROWS: ClassVar[bool] = False
    """Whether its preview grows with the text; if it is too long, the part at the cursor is shown."""
    prompt: ClassVar[str] = ">"
    hint: ClassVar[str] = ""
    stays: ClassVar[bool] = False
    """The line stays open for the next one after enter."""

    def label(self, context: Context) -> str:
        """Return what stands before the line."""
        return self.prompt

    def start(self, context: Context) -> str:
        """Return the text that the line opens with."""
        return ""

    def asks(self, session: Session) -> tuple[str, str]:
        """Return the question that the line is open for, and a word about it; nothing if there is none."""
        return "", ""

    def uncovers(self) -> Beneath:
        """Return the mode that the line goes back to when this one is closed."""
        return NOTHING

    def earlier(self, session: Session, typed: Sequence[str]) -> list[Mode]:
        """Return the modes that load what exists into the line, the last one typed last.

        ``typed`` are the ids of the entries typed here.
        """
        return []

    def words_from(self, text: str, context: Context) -> int | None:
        """Return where a name of an actor may begin; nothing if only ``@`` names somebody."""
        return None

    def preview(self, text: str, context: Context) -> Line:
        """Return a preview of the text."""
        return [(self.hint, "muted")]

    def lines_of(self, text: str, context: Context) -> list[str]:
        """Return the lines of pasted text that this line can take; empty ones are left out."""
        from bpm_tui.model.line.add import lines_of  # noqa: PLC0415 (the first frame reads no line)

        return [line for line in lines_of(text) if line.strip()]

    def beside(self, text: str, context: Context) -> Outcome | None:
        """Return what tab does if there is no word to complete; nothing if it does nothing."""
        return None

    def commit(self, text: str, context: Context) -> Outcome:
        """Return what enter does.

        Raises:
            LineError: the text cannot be carried out.
        """
        raise NotImplementedError

    def commit_lines(self, lines: Sequence[str], context: Context) -> Iterator[Outcome]:
        """Yield what each of several lines does, each read as if the ones before it had been committed.

        Raises:
            LineError: one of them cannot be carried out.
        """
        outcome = Outcome()
        for place, line in enumerate(lines):
            if place:
                context = carried_out(context, outcome)
            outcome = self.commit(line, context)
            yield outcome


def parts_line(parts: Iterable[Part], remarks: Iterable[str]) -> Line:
    """Return what was not certain, which a narrow screen must not cut off, and what the parts of a line become."""
    line: Line = [(f"{visible(remark)}  ", "warn") for remark in remarks]
    for part in parts:
        line += [(f"{part.label} ", "muted"), (visible(part.value), "accent"), ("  ", "text")]
    return line


def remarked(label: str, value: str, remarks: Iterable[str]) -> Line:
    """Return one labelled value, and what was not certain about it."""
    return [
        (f"{label} ", "muted"),
        (visible(value), "accent"),
        *((f"  {visible(remark)}", "warn") for remark in remarks),
    ]


def zone_named(name: str) -> tzinfo:
    """Return a zone by its name.

    Raises:
        LineError: there is no such zone, or several may be meant.
    """
    try:
        return ZoneInfo(zone_meant(name))
    except ZoneError as error:
        raise LineError(str(error)) from error


def carried_out(context: Context, outcome: Outcome) -> Context:
    """Return the context as it will be after an outcome."""
    from bpm_tui.model.times.parse import reference  # noqa: PLC0415 (the first frame reads no line)

    session = fold(context.session, outcome.edits)
    entry = session.entries.get(outcome.select)
    typed_at = reference(entry.at) if entry else None
    return context._replace(
        session=session, selected=entry or context.selected, last_typed=typed_at or context.last_typed
    )


def commit_all(mode: Mode, lines: Sequence[str], context: Context) -> Outcome:
    """Return what committing several lines does, each read as if the ones before it had been committed.

    Raises:
        LineError: one of them cannot be carried out.
    """
    edits: list[Edit] = []
    said: list[str] = []
    outcome = Outcome()
    for outcome in mode.commit_lines(lines, context):
        edits += outcome.edits
        said.append(outcome.news)
    kept = [f"{len(lines)} lines kept, u takes them back"] if len(lines) > 1 else []
    return outcome._replace(edits=edits, news=" · ".join(filter(None, dict.fromkeys((*kept, *said)))))
