"""What is handed over, part by part: a line of quick entry, or the edits of one act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bpm_tui.model.editing import adding
from bpm_tui.model.edits import UNSTAMPED, Add, Change, Edit, EditError, Remove, apply, items_of, read_edit
from bpm_tui.model.items import storable
from bpm_tui.model.refit import plain_of, refitted, touched
from bpm_tui.model.session import Session
from bpm_tui.model.words import field_words, item_words, value_words
from bpm_tui.storage.disk.toml_writer import pair, value

Part = str | tuple[Edit, ...]
"""A line, which the one who takes it in reads; or edits, unstamped, which one undo takes back."""


def storable_part(part: Part) -> Part:
    """Return a part as a file holds it."""
    return storable(part) if isinstance(part, str) else tuple(map(_unstamped, part))


def part_line(part: Part) -> str:
    """Return a part as one line of a file, without fields that are empty.

    Raises:
        TypeError: an edit holds a value that no file can hold.
    """
    if isinstance(part, str):
        return pair("line", part)
    return pair("edits", [{name: data for name, data in edit if data not in ("", {}, UNSTAMPED)} for edit in part])


def read_part(data: object) -> Part:
    """Return the part that plain data is.

    Raises:
        ValueError: it is none.
    """
    match data:
        case {"line": str(line)}:
            return line
        case {"edits": list(edits)} if edits and all(isinstance(edit, Mapping) for edit in edits):
            return tuple(map(read_edit, edits))
    raise ValueError("expected a line, or edits")


def fitting(session: Session, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits of one act for the session as it is now, without those whose result is there already.

    They were made for an earlier state. Where somebody else changed the same thing since, nobody can tell which is
    meant; what only stands elsewhere now is refitted.

    Raises:
        EditError: what one is about was changed or deleted since; the message says what it would have done.
    """
    found: list[Edit] = []
    for edit in edits:
        if _is_done(session, edit):
            continue
        _check_unchanged(session, edit)
        found.append(refitted(session, edit))
        session = apply(session, found[-1])
    return tuple(found)


def _unstamped(edit: Edit) -> Edit:
    return edit.model_copy(update={"id": "", "when": UNSTAMPED, "by": "", "step": ""})


def _is_done(session: Session, edit: Edit) -> bool:
    match edit:
        case Add():
            return _is_there(session, edit)
        case Remove():
            return edit.item not in items_of(session, edit.where, edit.of)
        case Change():
            now = plain_of(session, edit)
            return all(_alike(now.get(name), edit.now.get(name)) for name in touched(edit))
    return False


def _is_there(session: Session, edit: Add | Remove) -> bool:
    """Tell whether the item is there just as the edit has it."""
    item = items_of(session, edit.where, edit.of).get(edit.item)
    return item is not None and _alike(adding(session, edit.where, item, of=edit.of).value, edit.value)


def _check_unchanged(session: Session, edit: Edit) -> None:
    if isinstance(edit, Remove) and not _is_there(session, edit):
        raise EditError(f"{item_words(edit.where, edit.value)} was changed since, and this would delete it")
    if isinstance(edit, Change):
        now = plain_of(session, edit)
        for name in touched(edit):
            _check_field(edit, name, now)


def _check_field(edit: Change, name: str, there: Mapping[str, Any]) -> None:
    ours, was, wanted = there.get(name), edit.was.get(name), edit.now.get(name)
    if not _alike(ours, was) and not _alike(ours, wanted):
        what = f"the {field_words(name)} of {item_words(edit.where, there)}"
        raise EditError(f"{what} is {value_words(ours)} since, and this would make it {value_words(wanted)}")


def _alike(one: Any, other: Any) -> bool:
    """Tell whether two values are the same in a file, whether they were computed or read."""
    match one, other:
        case dict(), dict():
            return one.keys() == other.keys() and all(_alike(data, other[name]) for name, data in one.items())
        case list(), list():
            return len(one) == len(other) and all(map(_alike, one, other))
    return one is other or (one is not None and other is not None and value(one) == value(other))
