"""The one door: every change to a session is an edit, applied by ``apply`` and undone by ``invert``.

Annotations are real types here, as in ``session``.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, TypeAdapter, ValidationError

from bpm_tui.model.items import Item, Part, Text
from bpm_tui.model.session import (
    Effect,
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
    "effects": ("follow_ups", Effect),
}
"""The lists inside an item: the list the item is in, and what they hold."""

SINGLES = ("session", "incident")
"""The parts that are changed but never added: the session's own fields and the incident."""

UNSTAMPED = datetime.fromtimestamp(0, UTC)


class EditError(ValueError):
    """An edit does not fit the session it is applied to; the message says why."""


class Edit(BaseModel):
    """One change. ``step`` is shared by the edits of one act, ``undoes`` names the edit that this one undoes.

    ``where`` is the list ("entries", "notes", …, or "session" and "incident" for their own fields),
    ``of`` the id of the entry, meeting or follow-up that an inner list belongs to, ``item`` the id of what is changed.
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
    """Remove an item; its place and its value are kept, so that it can come back."""

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
    """Return the session after edits in their order; the session given is left as it is.

    Raises:
        EditError: an edit names an item, list or field value that does not fit.
    """
    draft = Draft(session)
    for edit in edits:
        draft.apply(edit)
    return draft.session


def apply(session: Session, edit: Edit) -> Session:
    """Return the session after one edit; the session given is left as it is.

    Raises:
        EditError: the edit names an item, list or field value that does not fit.
    """
    return fold(session, (edit,))


class Draft:
    """A session that many edits are applied to: it copies each list once, and then changes the copy.

    ``session`` goes on changing with the next edit.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self._own: set[str] = set()

    def apply(self, edit: Edit) -> None:
        """Apply one more edit.

        Raises:
            EditError: it names an item, list or field value that does not fit; nothing is changed.
        """
        if isinstance(edit, Change) and edit.where in SINGLES:
            self.session = _changed_single(self.session, edit)
            return
        if isinstance(edit, OtherEdit) or type(edit) is Edit:
            return
        items = items_of(self.session, edit.where, edit.of)
        if edit.where in LISTS:
            _apply_to(self._owned(edit.where), edit)
        else:
            items = dict(items)
            _apply_to(items, edit)
            owners = self._owned(INNER_LISTS[edit.where][0])
            owners[edit.of] = owners[edit.of].model_copy(update={edit.where: items})

    def _owned(self, where: str) -> dict[str, Item]:
        if where not in self._own:
            self._own.add(where)
            self.session = self.session.model_copy(update={where: dict(_list(self.session, where))})
        return _list(self.session, where)


def _apply_to(items: dict[str, Item], edit: Edit) -> None:
    """Apply an edit to the list that it is about, in place."""
    match edit:
        case Add():
            _insert(items, _new(items, edit), edit)
        case Remove():
            _present(items, edit.item, edit)
            del items[edit.item]
        case Change():
            items[edit.item] = _changed(_present(items, edit.item, edit), edit)
        case Move():
            item = _present(items, edit.item, edit)
            if edit.after and (edit.after == edit.item or edit.after not in items):
                _present({}, edit.after, edit)
            del items[edit.item]
            _insert(items, item, edit)


def invert(edit: Edit) -> Edit:
    """Return the inverse of this edit, unstamped, with ``undoes`` set."""
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


def _new(items: dict[str, Item], edit: Add) -> Item:
    if not edit.item:
        raise EditError(f"add to {edit.where}: the item has no id")
    if edit.item in items:
        raise EditError(f"add to {edit.where}: {edit.item!r} is there already")
    if edit.after:
        _present(items, edit.after, edit)
    item: Item = _read(item_type(edit.where), {**edit.value, "id": edit.item}, edit)
    return item


def _insert(items: dict[str, Item], item: Item, edit: Add | Move) -> None:
    """Put an item behind the one that the edit names, first if it names none."""
    behind: list[str] = []
    if not edit.after or edit.after != next(reversed(items)):
        place = list(items).index(edit.after) + 1 if edit.after else 0
        behind = list(islice(items, place, None))
    items[item.id] = item
    for key in behind:
        items[key] = items.pop(key)


def _present(items: dict[str, Item], key: str, edit: Edit) -> Item:
    if key not in items:
        raise EditError(f"{edit.where}: there is no item {key!r}")
    return items[key]


def _changed(part: Any, edit: Change) -> Any:
    was, now = part.up_to_date(edit.was), part.up_to_date(edit.now)
    if fixed := part.framework() & (was.keys() | now.keys()):
        raise EditError(f"{edit.where} {edit.item}: a change cannot hold {', '.join(sorted(fixed))}")
    fields = part.fields()
    for name in was.keys() - now.keys():
        fields.pop(name, None)
    return _read(type(part), fields | now, edit)


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
