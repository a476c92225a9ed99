"""The panes beside the timeline as rows: the lanes of one entry, and learnings, follow-ups and parked topics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from typing import NamedTuple

from bpm_tui.model.items import Item
from bpm_tui.model.session import Entry, FollowUp, Learning, Note, Parked, Session, Signal
from bpm_tui.model.times.show import show
from bpm_tui.views.spans import Line, fit, in_full, seen, wrap
from bpm_tui.views.veil import hidden_words


class PaneRow(NamedTuple):
    """Lines of a pane; ``item`` is what they show, a heading has none. ``where`` and ``of`` name its list."""

    lines: tuple[Line, ...]
    item: Item | None = None
    where: str = ""
    of: str = ""


def lane_rows(
    entry: Entry | None,
    zone: tzinfo,
    width: int,
    *,
    veiled: bool,
    shown: str = "",
    filtered: bool = False,
    keys: bool = True,
    whole: bool = False,
) -> list[PaneRow]:
    """Return the two lanes of an entry; a veiled hindsight lane shows only the note with the id ``shown``.

    Above them stands the entry in one line, or ``whole`` where the timeline had no room for it. Without an entry they
    say how to get one; ``filtered`` says that a filter may be why there is none. With ``keys`` they say which keys
    would add something.
    """
    if entry is None:
        none_yet = "No entry yet. a adds the first one." if keys else "No entry yet."
        said = "No entry has these words. esc shows all." if filtered else none_yet
        return [_said(said, width)]
    rows = [PaneRow(_entry_lines(entry, zone, width, whole=whole))]
    rows += [_note(note, entry, width) for note in entry.notes.values() if note.kind != "hindsight"]
    rows += [_signal(signal, entry, width) for signal in entry.signals.values()]
    if len(rows) == 1:
        rows.append(_said("no notes yet" + (" · t adds a note, s a signal" if keys else ""), width))
    return [*rows, *_origins(entry, width), *_hindsight(entry, width, veiled=veiled, shown=shown)]


def _origins(entry: Entry, width: int) -> Iterator[PaneRow]:
    """Yield where the entry's facts can be looked up, its links and its source, and its topics."""
    said = [*(("link", link) for link in entry.links), *([("source", entry.source)] if entry.source else [])]
    said += [("topic", ", ".join(entry.topics))] if entry.topics else []
    return (PaneRow(_labelled(label, text, width, "muted")) for label, text in said)


def _hindsight(entry: Entry, width: int, *, veiled: bool, shown: str) -> list[PaneRow]:
    notes = [note for note in entry.notes.values() if note.kind == "hindsight"]
    behind = [note for note in notes if veiled and note.id != shown]
    title = "Hindsight"
    if veiled:
        title += f" · {hidden_words(len(behind))}" if behind else " · hidden · h shows it"
    rows = [PaneRow((_rule(title, width, "hindsight"),))]
    return rows + [_note(note, entry, width) for note in notes if note not in behind]


def _entry_lines(entry: Entry, zone: tzinfo, width: int, *, whole: bool) -> tuple[Line, ...]:
    outcome = f"→ {entry.outcome}" if entry.outcome else ""
    known = f"(known {show(entry.known_at, zone)})" if entry.known_at and entry.known_at != entry.at else ""
    said = " ".join(filter(None, (show(entry.at, zone), known, entry.actor, entry.what, outcome)))
    lines = in_full(said, width) if whole else (fit(seen(said, width), width),)
    return tuple([(line, "strong")] for line in lines)


def _note(note: Note, entry: Entry, width: int) -> PaneRow:
    role = "hindsight" if note.kind == "hindsight" else "known"
    label = "" if note.kind == "hindsight" else note.kind
    by = f" ({note.by})" if note.by else ""
    return PaneRow(_labelled(label, note.text + by, width, role), note, "notes", entry.id)


def _signal(signal: Signal, entry: Entry, width: int) -> PaneRow:
    where = f" ({signal.where})" if signal.where else ""
    reason = f": {signal.reason}" if signal.reason else ""
    text = " · ".join((f"{signal.what or 'signal'}{where}", f"{signal.state}{reason}", *signal.topics))
    return PaneRow(_labelled("signal", text, width, "signal"), signal, "signals", entry.id)


def list_rows(
    session: Session,
    width: int,
    kinds: Iterable[str] = ("learnings", "follow_ups", "parked"),
    *,
    keys: bool = True,
) -> list[PaneRow]:
    """Return the learnings, follow-ups and parked topics, each list under its title with a count.

    With ``keys`` an empty one says which key adds something.
    """
    rows: list[PaneRow] = []
    for kind in kinds:
        items: dict[str, Item] = getattr(session, kind)
        rows.append(PaneRow((_rule(f"{TITLES[kind]} {len(items)}", width, "strong"),)))
        rows += [PaneRow(tuple(_item_lines(item, width)), item, kind) for item in items.values()]
        if not items:
            rows.append(_said(f"{_KEYS[kind]} adds one" if keys else "none yet", width))
    return rows


TITLES = {"learnings": "Learnings", "follow_ups": "Follow-ups", "parked": "Parked"}
_KEYS = {"learnings": "l", "follow_ups": "f", "parked": "p"}


def _item_lines(item: Item, width: int) -> Iterator[Line]:
    if isinstance(item, Learning):
        kind, also = item.kind if item.kind != "learned" else "", item.also_for and f"also for {item.also_for}"
        mark, tail = "·", _joined(kind, *item.topics, also, item.by)
    elif isinstance(item, FollowUp):
        mark, tail = {"open": "☐", "done": "☑", "dropped": "☒"}[item.status], _follow_up_tail(item)
    elif isinstance(item, Parked):
        two = "two versions: m o uses the other" if item.other and not item.settled else ""
        mark, tail = "✓" if item.settled else "·", _joined(two, "settled" if item.settled else "", item.by)
    else:
        mark, tail = "·", ""
    for number, text in enumerate(in_full(getattr(item, "text", ""), width - 2)):
        yield [(f"{mark} " if number == 0 else "  ", "muted"), (text, "text")]
    if tail:
        yield from ([("  " + text, "muted")] for text in in_full(tail, width - 2))


def _follow_up_tail(item: FollowUp) -> str:
    due = f"due {item.due}" if item.due else ""
    done = f"done when {item.done_when}" if item.done_when else ""
    undecided = "" if (item.owner and item.due) or item.decision or item.status != "open" else "undecided"
    check = f"check on {item.check_on}" if item.check_on else ""
    came = (f"{one.result}: {one.note}" if one.note else one.result for one in item.effects.values())
    said = (item.type or "", item.owner, due, item.ticket, item.decision, undecided, done, check, *came, *item.topics)
    return _joined(*said)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _labelled(label: str, text: str, width: int, role: str) -> tuple[Line, ...]:
    indent = 10 if label else 2
    texts = in_full(text, width - indent)
    return tuple(
        [(fit(label if number == 0 else "", indent), "muted"), (text, role)] for number, text in enumerate(texts)
    )


def _rule(title: str, width: int, role: str) -> Line:
    return [
        ("─ ", "muted"),
        (fit(title, min(len(title), width - 3)), role),
        (" " + "─" * (width - len(title) - 3), "muted"),
    ]


def _said(text: str, width: int) -> PaneRow:
    return PaneRow(tuple([(line, "muted")] for line in wrap(text, width)))
