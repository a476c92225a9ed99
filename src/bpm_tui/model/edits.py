"""The one door: every change to a session is an edit, applied by ``apply`` and taken back by ``invert``.

Annotations are real types here, as in ``session``.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, TypeAdapter, ValidationError

from bpm_tui.model.items import Item, Part, Text
from bpm_tui.model.session import (
    Entry,
    FollowUp,
    Learning,
    ListName,
    Meeting,
    Note,
    Parked,
    Participant,
    Phase,
    Session,
    Signal,
)

LISTS: dict[str, type[Item]] = {
    "meetings": Meeting,
    "entries": Entry,
    "learnings": Learning,
    "follow_ups": FollowUp,
    "parked": Parked,
}
"""The session's own lists and what they hold."""

INNER_LISTS: dict[str, tuple[str, type[Item]]] = {
    "notes": ("entries", Note),
    "signals": ("entries", Signal),
    "participants": ("meetings", Participant),
    "phases": ("meetings", Phase),
}
"""The lists inside an item: the list the item is in, and what they hold."""

SINGLES = ("session", "incident")
"""The parts that are changed but never added: the session's own fields and the incident."""

UNSTAMPED = datetime.fromtimestamp(0, UTC)


class EditError(ValueError):
    """An edit does not fit the session it is applied to; the message says why."""


class Edit(BaseModel):
    """One change. ``step`` is shared by edits made by one act, ``undoes`` names the edit taken back.

    ``where`` is the list ("entries", "notes", …, or "session" and "incident" for their own fields),
    ``of`` the id of the entry or meeting that an inner list belongs to, ``item`` the id of what is changed.
    ``after`` is the id of the item before it, empty for the first place.
    ``id``, ``when`` and ``by`` are put on by whoever keeps the recording.
    """

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)

    id: str = ""
    when: datetime = UNSTAMPED
    by: Text = ""
    step: str = ""
    undoes: str = ""
    where: ListName = ""
    of: str = ""
    item: str = ""


class Add(Edit):
    """Put a new item, given as plain data without its id, after another."""

    what: Literal["add"] = "add"
    after: str = ""
    value: dict[str, Any] = Field(default_factory=dict)


class Remove(Edit):
    """Take an item out; where it stood and what it was are kept for the way back."""

    what: Literal["remove"] = "remove"
    after: str = ""
    value: dict[str, Any] = Field(default_factory=dict)


class Change(Edit):
    """Change fields: plain data before and after; a field in only one of the two is at its default in the other."""

    what: Literal["change"] = "change"
    was: dict[str, Any] = Field(default_factory=dict)
    now: dict[str, Any] = Field(default_factory=dict)


class Move(Edit):
    """Put an item after another one of its list."""

    what: Literal["move"] = "move"
    was_after: str = ""
    after: str = ""


class OtherEdit(Edit):
    """An edit of a kind that this version does not know: carried through, changes nothing."""

    what: str


_KINDS = {"add", "remove", "change", "move"}


def _kind(value: Any) -> str:
    what = value.get("what") if isinstance(value, Mapping) else value.what
    return what if isinstance(what, str) and what in _KINDS else "other"


AnyEdit = Annotated[
    Annotated[Add, Tag("add")]
    | Annotated[Remove, Tag("remove")]
    | Annotated[Change, Tag("change")]
    | Annotated[Move, Tag("move")]
    | Annotated[OtherEdit, Tag("other")],
    Discriminator(_kind),
]
_ANY_EDIT: TypeAdapter[Edit] = TypeAdapter(AnyEdit, config=ConfigDict(defer_build=True))


def read_edit(data: Mapping[str, Any]) -> Edit:
    """Return the edit that plain data describes; an unknown kind becomes an ``OtherEdit``.

    Raises:
        pydantic.ValidationError: a field is missing or of the wrong type.
    """
    return _ANY_EDIT.validate_python(data)


def fold(session: Session, edits: Iterable[Edit]) -> Session:
    """Apply edits in order and return the last session."""
    for edit in edits:
        session = apply(session, edit)
    return session


def apply(session: Session, edit: Edit) -> Session:
    """Return the session after one edit; the session given is left as it is.

    Raises:
        EditError: the edit names an item, list or field value that does not fit.
    """
    match edit:
        case Change() if edit.where in SINGLES:
            return _changed_single(session, edit)
        case Add():
            return _with_list(session, edit, _added(items_of(session, edit.where, edit.of), edit))
        case Remove():
            items = dict(items_of(session, edit.where, edit.of))
            _present(items, edit.item, edit)
            del items[edit.item]
            return _with_list(session, edit, items)
        case Change():
            items = dict(items_of(session, edit.where, edit.of))
            items[edit.item] = _changed(_present(items, edit.item, edit), edit)
            return _with_list(session, edit, items)
        case Move():
            items = dict(items_of(session, edit.where, edit.of))
            item = _present(items, edit.item, edit)
            del items[edit.item]
            return _with_list(session, edit, _inserted(items, item, edit))
    return session


def invert(edit: Edit) -> Edit:
    """Return the edit that takes this one back, unstamped, with ``undoes`` set."""
    at = {"where": edit.where, "of": edit.of, "item": edit.item, "undoes": edit.id}
    match edit:
        case Add():
            return Remove(**at, after=edit.after, value=edit.value)
        case Remove():
            return Add(**at, after=edit.after, value=edit.value)
        case Change():
            return Change(**at, was=edit.now, now=edit.was)
        case Move():
            return Move(**at, was_after=edit.after, after=edit.was_after)
    return OtherEdit(what="nothing", **at)


def items_of(session: Session, where: str, of: str = "") -> dict[str, Item]:
    """Return the list that ``where`` and ``of`` name, by id, in order.

    Raises:
        EditError: there is no such list, or no item ``of`` that owns it.
    """
    if where in LISTS:
        return _list(session, where)
    if where in INNER_LISTS:
        owners = _list(session, INNER_LISTS[where][0])
        if of not in owners:
            raise EditError(f"{where} of {of!r}: there is no such item")
        return _list(owners[of], where)
    raise EditError(f"there is no list {where!r}")


def item_type(where: str) -> type[Item]:
    """Return the type that the list ``where`` holds."""
    return LISTS[where] if where in LISTS else INNER_LISTS[where][1]


def _list(part: Part, name: str) -> dict[str, Item]:
    items: dict[str, Item] = getattr(part, name)
    return items


def _with_list(session: Session, edit: Edit, items: dict[str, Item]) -> Session:
    if edit.where in LISTS:
        return session.model_copy(update={edit.where: items})
    outer = INNER_LISTS[edit.where][0]
    owners = dict(_list(session, outer))
    owners[edit.of] = owners[edit.of].model_copy(update={edit.where: items})
    return session.model_copy(update={outer: owners})


def _added(items: dict[str, Item], edit: Add) -> dict[str, Item]:
    if not edit.item:
        raise EditError(f"add to {edit.where}: the item has no id")
    if edit.item in items:
        raise EditError(f"add to {edit.where}: {edit.item!r} is there already")
    return _inserted(items, _read(item_type(edit.where), {**edit.value, "id": edit.item}, edit), edit)


def _inserted(items: dict[str, Item], item: Item, edit: Add | Move) -> dict[str, Item]:
    if not edit.after:
        return {item.id: item, **items}
    _present(items, edit.after, edit)
    if edit.after == next(reversed(items)):
        return {**items, item.id: item}
    rest = iter(items.items())
    inserted = dict(islice(rest, list(items).index(edit.after) + 1))
    inserted[item.id] = item
    inserted.update(rest)
    return inserted


def _present(items: dict[str, Item], key: str, edit: Edit) -> Item:
    if key not in items:
        raise EditError(f"{edit.where}: there is no item {key!r}")
    return items[key]


def _changed(part: Any, edit: Change) -> Any:
    if fixed := part.framework() & (edit.was.keys() | edit.now.keys()):
        raise EditError(f"{edit.where} {edit.item}: a change cannot hold {', '.join(sorted(fixed))}")
    fields = part.fields()
    for name in edit.was.keys() - edit.now.keys():
        fields.pop(name, None)
    return _read(type(part), fields | edit.now, edit)


def _changed_single(session: Session, edit: Change) -> Session:
    if edit.where == "incident":
        return session.model_copy(update={"incident": _changed(session.incident, edit)})
    return _changed_session(session, edit)


def _changed_session(session: Session, edit: Change) -> Session:
    shell = session.model_copy(update={name: {} for name in LISTS})
    lists = {name: getattr(session, name) for name in LISTS}
    changed: Session = _changed(shell, edit)
    return changed.model_copy(update=lists)


def _read(kind: type[Any], data: dict[str, Any], edit: Edit) -> Any:
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise EditError(f"{edit.where} {edit.item}: {place}: {first['msg']}") from error
