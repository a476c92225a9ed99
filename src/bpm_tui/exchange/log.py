"""A recording in words: what each edit did and what each mark means, for people who read the log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from bpm_tui.model.edits import Add, Change, Edit, Move, OtherEdit, Remove
from bpm_tui.model.words import noun, time_words, value_words
from bpm_tui.storage.merge.refit import is_set_aside, kind_of
from bpm_tui.storage.session.recording import Mark, RecordingItem

_MARKS = {"recording": "the recording begins", "document": "document written"}
_SAID = {
    "phase": "phase began",
    "discussing": "discussing",
    "question": "question asked",
    "left": "left at",
}
"""Words for the marks of a meeting in the log."""
_LABEL = 60

Plain = Mapping[str, Any]


def in_words(items: Iterable[RecordingItem]) -> Iterator[tuple[RecordingItem, str]]:
    """Yield each item of a recording, from its start, with what it says in words."""
    known: dict[str, dict[str, Any]] = {}
    for item in items:
        if isinstance(item, Mark):
            yield item, _mark(item, known)
        else:
            yield item, _edit(item, known)
            _learn(item, known)


def _learn(edit: Edit, known: dict[str, dict[str, Any]]) -> None:
    """Remember the items, so that a later edit of one can name it."""
    if isinstance(edit, Add):
        known[edit.item] = {"where": edit.where} | edit.value
    elif isinstance(edit, Change) and edit.item:
        held = {key: value for key, value in known.get(edit.item, {}).items() if key not in edit.was}
        known[edit.item] = {"where": edit.where} | held | edit.now


def _mark(mark: Mark, known: Mapping[str, Plain]) -> str:
    fields = mark.model_extra or {}
    match mark.what:
        case "document" | "recording":
            return _MARKS[mark.what]
        case "veil" if "lifted" in fields:
            return "hindsight is shown" if fields["lifted"] else "hindsight is hidden again"
        case "pause" if "paused" in fields:
            return "the clock is paused" if fields["paused"] else "the clock is running again"
        case "phase" if fields.get("name"):
            return f"{_SAID['phase']}: {fields['name']}"
        case "question" if fields.get("text"):
            about = _label(str(fields.get("entry", "")), known)
            return f"{_SAID['question']}: {fields['text']}" + (f" about {about}" if about else "")
    said = (_label(str(value), known) or f"{value}" for value in fields.values())
    return ": ".join(filter(None, (_SAID.get(mark.what, mark.what), ", ".join(said))))


def _edit(edit: Edit, known: Mapping[str, Plain]) -> str:
    undone = "took back: " if edit.undoes else ""
    kind = noun(edit.where)
    of = f" of {_label(edit.of, known)}" if edit.of in known else ""
    match edit:
        case Add() | Remove():
            did = "added" if isinstance(edit, Add) else "removed"
            words = f"{did} {kind} {_text(edit.where, edit.value) or edit.item}{of}"
        case Change():
            which = f" {_label(edit.item, known) or edit.item}" if edit.item else ""
            words = f"changed {kind}{which}{of}: {'; '.join(_fields(edit))}"
        case Move():
            place = f"after {_label(edit.after, known) or edit.after}" if edit.after else "to the first place"
            words = f"moved {kind} {_label(edit.item, known) or edit.item} {place}"
        case OtherEdit() if is_set_aside(edit):
            which = _label(edit.item, known) or _label(edit.of, known) or edit.item
            words = f"set aside in a merge, because it no longer fits: {kind_of(edit)} {kind} {which}".rstrip()
        case _:
            words = f"made a change that this version does not know to {kind}"
    return undone + words


def _fields(edit: Change) -> Iterator[str]:
    for name in dict.fromkeys((*edit.was, *edit.now)):
        before, after = value_words(edit.was.get(name)), value_words(edit.now.get(name))
        yield f"{name.replace('_', ' ')} {before} → {after}"


def _label(key: str, known: Mapping[str, Plain]) -> str:
    """Return a label for an id, empty if there is none."""
    if key not in known:
        return ""
    text = _text(str(known[key]["where"]), known[key])
    return f"“{text[:_LABEL].rstrip()}…”" if len(text) > _LABEL else f"“{text}”"


def _text(where: str, value: Plain) -> str:
    texts = _TEXTS.get(where)
    return texts(value) if texts else ""


def _entry(value: Plain) -> str:
    happened = ": ".join(filter(None, (value.get("actor"), value.get("what"))))
    outcome = f"=> {value['outcome']}" if value.get("outcome") else ""
    notes = "".join(f"; {_note(note)}" for note in value.get("notes", ()))
    return " ".join(filter(None, (time_words(value.get("at", "")), happened, outcome))) + notes


def _note(value: Plain) -> str:
    by = f" ({value['by']})" if value.get("by") else ""
    return f"{value.get('kind', 'known')}: {value.get('text', '')}{by}"


def _follow_up(value: Plain) -> str:
    owner = f" @{value['owner']}" if value.get("owner") else ""
    return f"{value.get('text', '')}{owner}"


def _meeting(value: Plain) -> str:
    people = ", ".join(str(one.get("name", "")) for one in value.get("participants", ()))
    return " ".join(filter(None, (str(value.get("held", ""))[:10], f"with {people}" if people else "")))


_TEXTS: dict[str, Callable[[Plain], str]] = {
    "entries": _entry,
    "notes": _note,
    "signals": lambda value: f"{value.get('state', 'unknown')}: {value.get('what', '')}",
    "learnings": lambda value: str(value.get("text", "")),
    "follow_ups": _follow_up,
    "parked": lambda value: str(value.get("text", "")),
    "participants": lambda value: " ".join(filter(None, (value.get("name"), value.get("role")))),
    "phases": lambda value: f"{value.get('name', '')} {value.get('minutes', 0)} min",
    "meetings": _meeting,
}
