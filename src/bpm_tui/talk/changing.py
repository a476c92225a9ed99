"""The commands that change what is there: edit, delete and settle, an entry or a numbered item."""

from __future__ import annotations

from collections.abc import Iterator

from bpm_tui.actions import lists, timeline
from bpm_tui.actions.context import Context, LineError, Selection, Target
from bpm_tui.actions.entries import Cell, ChangedEntry
from bpm_tui.actions.items import ChangedItem
from bpm_tui.actions.topics import ItemOfTopic
from bpm_tui.talk.command import Command, Talk, first_word

_WHERE = {
    "note": "notes",
    "signal": "signals",
    "learning": "learnings",
    "follow-up": "follow_ups",
    "topic": "parked",
}
_CELLS = ("time", "actor", "what", "outcome")


def _edit(talk: Talk, text: str) -> Iterator[str]:
    word, rest = first_word(text)
    if word in _WHERE:
        target, said = _target(talk, word, rest)
        yield from _changed(talk, ChangedItem(target.where, target.item, target.of), said)
        return
    entry = talk.meeting.context().entry
    if word in _CELLS:
        yield from _changed(talk, Cell(entry.id, word), rest)
    elif word in ("", "entry"):
        yield from _changed(talk, ChangedEntry(entry.id), rest)
    else:
        raise LineError(f"say what to edit: entry, {', '.join(_CELLS)}, or {', '.join(_WHERE)} and its number")


def _changed(talk: Talk, mode: Cell | ChangedEntry | ChangedItem, text: str) -> Iterator[str]:
    """Change it to the text; a text that begins with + is added to what is there."""
    if text.startswith("+ "):
        text = f"{mode.start(talk.meeting.context())}{_joint(text[2:])}"
    yield from talk.prompt.take(mode, text)


def _joint(text: str) -> str:
    return text if text.startswith(";") else f" {text}"


def _delete(talk: Talk, text: str) -> Iterator[str]:
    word, rest = first_word(text)
    if word and word not in _WHERE and word != "entry":
        raise LineError(f"say what to delete: entry, or {', '.join(_WHERE)} and its number")
    context = _selecting(talk, _target(talk, word, rest)[0]) if word in _WHERE else talk.meeting.context()
    yield from talk.prompt.carry_out(timeline.delete(context))


def _settle(talk: Talk, text: str) -> Iterator[str]:
    word, rest = first_word(text)
    if word not in ("follow-up", "topic"):
        raise LineError("say what to settle: follow-up or topic, and its number")
    yield from talk.prompt.carry_out(lists.settle(_selecting(talk, _target(talk, word, rest)[0])))


def _turn(talk: Talk, text: str) -> Iterator[str]:
    """Let a parked topic become a follow-up or a learning."""
    number, into = first_word(text)
    target, _ = _target(talk, "topic", number)
    where = _WHERE.get(into, "")
    if where not in ("learnings", "follow_ups"):
        raise LineError("say the number of the topic, and what it becomes: learning or follow-up")
    topic = talk.meeting.session.parked[target.item]
    yield from talk.prompt.open(ItemOfTopic(where, topic.entry, topic.id))


def _target(talk: Talk, word: str, text: str) -> tuple[Target, str]:
    """Return the item that a kind and a number mean, and the text behind the number."""
    where = _WHERE[word]
    ids = talk.meeting.numbered(where)
    number, rest = first_word(text)
    if not ids:
        raise LineError(f"there is no {word} {'on this entry' if where in ('notes', 'signals') else 'yet'}")
    if not number.isdecimal() or not 1 <= int(number) <= len(ids):
        raise LineError(f"say the number of the {word}: 1 to {len(ids)}")
    of = talk.meeting.selected_id if where in ("notes", "signals") else ""
    return Target(where, of, ids[int(number) - 1]), rest


def _selecting(talk: Talk, target: Target) -> Context:
    pane: Selection = Selection(
        pane="lanes" if target.of else "lists", shown=tuple(talk.meeting.session.entries), row=target
    )
    return talk.meeting.context(pane)


CHANGING = (
    Command("edit", "WHAT", "Change the entry, its time, actor, what or outcome, or an item, as in follow-up 2", _edit),
    Command("delete", "WHAT", "Delete the entry, or an item, as in note 1", _delete),
    Command("settle", "WHAT", "Follow-up: open, done, dropped. Topic: settled", _settle),
    Command("turn", "NUMBER KIND", "Make a parked topic a learning or a follow-up", _turn),
)
