"""The replay in words and bars: where it is, what was done last, and what stands out in the panes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo

from rich.cells import cell_len

from bpm_tui.facilitation.clock import digits
from bpm_tui.model.edits import Add, Change, Edit, Move, Remove
from bpm_tui.model.session import Session
from bpm_tui.model.times.zones import date_text, local
from bpm_tui.model.words import noun
from bpm_tui.storage.replay.film import Chapter, Film, Frame, entry_of
from bpm_tui.storage.session.recording import Mark
from bpm_tui.views.panes import PaneRow
from bpm_tui.views.spans import Line, Span, fit, head, seen
from bpm_tui.views.steps import label_of
from bpm_tui.views.timeline import ALTERED

_DID = {Add: "added", Remove: "deleted", Move: "moved"}
_LABEL = 90
_DONE, _TO_DO, _HEAD, _PHASE = "━", "─", "●", "╷"


def state(*, playing: bool, speed: int, skipping: bool, timed: bool) -> Line:
    """Return whether it plays, how fast, and whether silences are skipped."""
    line: Line = [(" ▶ " if playing else " ‖ ", "strong"), (f"{speed}× ", "accent" if playing else "text")]
    return [*line, ("no silences ", "muted")] if skipping and timed else line


def passed(offset: float, length: float) -> str:
    """Return how much of the meeting is over: ``33:48 of 1:00:00``; the film cuts the days before it short."""
    return "before the meeting " if offset < 0 else f"{digits(int(offset))} of {digits(int(length))} "


def track(film: Film, offsets: Sequence[float], offset: float, width: int) -> Line:
    """Return the bar in ``width`` cells: the names of the phases where they began, and where the film is."""
    signs = [_TO_DO] * width
    length = offsets[-1] or 1.0
    at = min(int(offset / length * (width - 1)), width - 1)
    for place in range(at):
        signs[place] = _DONE
    named = _named(signs, [(chapter, int(offsets[chapter.place] / length * (width - 1))) for chapter in film.chapters])
    named[at] = _HEAD
    return [("".join(named[:at]), "accent"), (_HEAD, "strong"), ("".join(named[at + 1 :]), "muted")]


def _named(signs: list[str], chapters: Sequence[tuple[Chapter, int]]) -> list[str]:
    """Write each phase's name where it begins, as much as fits before the next one."""
    found = list(signs)
    ends = [start for _, start in chapters[1:]] + [len(signs)]
    for (chapter, start), end in zip(chapters, ends, strict=False):
        if start >= len(signs) or not chapter.name:
            continue
        found[start] = _PHASE
        name = seen(chapter.name, _LABEL)
        room = end - start - 2
        if name.isascii() and room >= min(len(name), 3):
            text = head(name, room)
            found[start + 1 : start + 1 + len(text)] = list(text)
    return found


def offset_at(cell: int, width: int, length: float) -> float:
    """Return the second of the film at a cell of the bar."""
    return length * min(max(cell, 0), width - 1) / max(width - 1, 1)


def when(at: datetime | None, zone: tzinfo) -> str:
    """Return the meeting's clock, with the day."""
    if at is None:
        return ""
    there = local(at, zone)
    return f"{there:%a} {date_text(there)} {there:%H:%M:%S}"


def happened(frame: Frame | None, before: Session, after: Session) -> Line:
    """Return what was done or marked last, and by whom."""
    if frame is None:
        return [("the beginning", "muted")]
    by: list[Span] = [(f"{seen(frame.by, _LABEL)} · ", "muted")] if frame.by else []
    if frame.mark is not None:
        return [*by, (_marked(frame.mark, after), "text")]
    # What was deleted has its words in the session before.
    return [*by, (f"{ALTERED} {_edited(frame.edits, before, after)}", "changed")]


def _marked(mark: Mark, session: Session) -> str:
    entry = session.entries.get(entry_of(mark))
    what = f"“{seen(entry.what, _LABEL)}”" if entry else "an entry"
    text = seen(str(mark.field("text") or mark.field("name") or ""), _LABEL * 2)
    said = {
        "phase": f"the phase {text} starts",
        "discussing": f"the room turns to {what}",
        "question": f"asked: {text}",
        "veil": "hindsight is shown" if mark.field("lifted") else "hindsight is hidden again",
        "pause": "the clock is paused" if mark.field("paused") else "the clock is running again",
        "left": f"the session was left at {what}",
    }
    return said.get(mark.what) or f"mark: {seen(mark.what, _LABEL)}"


def _edited(edits: Sequence[Edit], before: Session, after: Session) -> str:
    told = [edit for edit in edits if edit.where not in ("phases", "session")] or list(edits)
    shown = told[0]
    words = f"{'undone: ' if shown.undoes else ''}{_edit(shown, before if isinstance(shown, Remove) else after)}"
    more = len({(edit.where, edit.item) for edit in told}) - 1
    return f"{words}, and {more} more" if more else words


def _edit(edit: Edit, session: Session) -> str:
    label = label_of(edit, session, _LABEL)
    kind = seen(noun(edit.where), _LABEL)
    if isinstance(edit, Add) and edit.where == "meetings":
        return "the meeting starts"
    if isinstance(edit, Change) and edit.where == "meetings" and edit.now.get("ended"):
        return "the meeting ends"
    if isinstance(edit, Change) and edit.where == "phases":
        return f"the clock of {label} {'runs' if edit.now.get('since') else 'stops'}"
    if isinstance(edit, (Add, Remove)) and edit.where == "notes":
        kind = seen(str(edit.value.get("kind", "known")), _LABEL)
    named = f"{kind}{f' “{label}”' if label else ''}"
    if isinstance(edit, Change):
        return f"changed {_fields({**edit.was, **edit.now})} of {named}"
    return f"{_DID.get(type(edit), 'made a change this version does not know to')} {named}"


def _fields(changed: Mapping[str, object]) -> str:
    return ", ".join(seen(name, _LABEL).replace("_", " ") for name in changed)


# What stands out.


def touched(frame: Frame | None) -> frozenset[str]:
    """Return the ids of the items that the last frame was about, and of the entries they are in."""
    edits = frame.edits if frame else ()
    return frozenset(key for edit in edits for key in (edit.item, edit.of) if key)


def column_of(frame: Frame | None) -> str:
    """Return the column of the timeline that the last frame changed, empty if it was no single one."""
    columns = {"at": "time", "known_at": "time", "actor": "actor", "what": "what", "outcome": "outcome",
               "otherwise": "outcome", "expected": "expected", "assumed": "assumed"}  # fmt: skip
    for edit in frame.edits if frame else ():
        if edit.where == "signals":
            return "signals"
        if isinstance(edit, Add) and edit.where == "notes":
            return columns.get(str(edit.value.get("kind", "")), "")
        if isinstance(edit, Change) and edit.where == "entries":
            return next((columns[name] for name in edit.now if name in columns), "")
    return ""


def marked(rows: Iterable[PaneRow], changed: frozenset[str]) -> list[PaneRow]:
    """Return the rows of a pane, those that show a change in its colour and after its sign."""
    return [_marked_row(row) if row.item and row.item.id in changed else row for row in rows]


def _marked_row(row: PaneRow) -> PaneRow:
    (label, _), *rest = row.lines[0]
    room = cell_len(label) - cell_len(ALTERED) - 1
    first = f"{fit(label.rstrip(), room)}{ALTERED} " if room >= 0 else label
    lines = [[(first, "changed"), *rest], *row.lines[1:]]
    return row._replace(lines=tuple([(text, "changed") for text, _ in line] for line in lines))
