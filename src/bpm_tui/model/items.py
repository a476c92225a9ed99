"""The two shapes everything in a session has: a part with fields, and an item with an id in an ordered list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no i, l, o or u, so that an id can be read aloud."""
ID_LENGTH = 6


def storable(text: Any) -> Any:
    r"""Return text that UTF-8 can hold: a lone surrogate becomes its visible escape, such as ``\udce9``."""
    if isinstance(text, str) and not text.isascii():
        return text.encode("utf-8", "backslashreplace").decode("utf-8")
    return text


Text = Annotated[str, BeforeValidator(storable)]
"""A string of a session: any characters but lone surrogates."""


class Part(BaseModel):
    """A value with fields; keys that this version does not know are carried through."""

    model_config = ConfigDict(frozen=True, extra="allow")

    def fields(self) -> dict[str, Any]:
        """Return every field by name, unknown keys included, values as they are."""
        return dict(self)

    def stored(self) -> dict[str, Any]:
        """Return the plain data that TOML can hold; a field at its default is left out."""
        return self.model_dump(exclude_defaults=True)

    def plain(self) -> dict[str, Any]:
        """Return the stored data of the part's own fields: without its id and without what it holds."""
        held = {name for name, value in self if isinstance(value, (Part, Mapping)) and name in type(self).model_fields}
        return self.model_dump(exclude_defaults=True, exclude=held | {"id"})


class Item(Part):
    """A part that is one of an ordered list and is found by its id (six base-32 characters)."""

    id: str


ItemT = TypeVar("ItemT", bound=Item)


def _by_id(items: Any) -> Any:
    """Turn a list of items or of tables into a mapping by id; a mapping is passed on.

    Raises:
        ValueError: two items have the same id, or one has none.
    """
    if isinstance(items, Mapping) or not isinstance(items, Iterable):
        return items
    found: dict[str, Any] = {}
    for item in items:
        key = item.get("id") if isinstance(item, Mapping) else item.id
        if not isinstance(key, str) or not key:
            raise ValueError("an item has no id")
        if key in found:
            raise ValueError(f"two items have the id {key!r}")
        found[key] = item
    return found


Items = Annotated[
    dict[str, ItemT],
    BeforeValidator(_by_id),
    PlainSerializer(lambda items: [item.stored() for item in items.values()]),
]
"""An ordered list of items, by id. The mapping's order is the list's order; it is never changed in place."""
