"""The two shapes everything in a session has: a part with fields, and an item with an id in an ordered list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import core_schema

ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no i, l, o or u, so that an id can be read aloud."""
ID_LENGTH = 6


def storable(text: Any) -> Any:
    r"""Return text that UTF-8 can hold: a lone surrogate becomes its visible escape, such as ``\udce9``."""
    if isinstance(text, str) and not text.isascii():
        return text.encode("utf-8", "backslashreplace").decode("utf-8")
    return text


class Through:
    """Reads a field's value through one function, and stores it through another.

    Pydantic's own validators and serializers do the same, but look at the signature of each one for each field: that
    was a third of the time that opening a session takes.
    """

    def __init__(self, read: Callable[[Any], Any], store: Callable[[Any], Any] | None = None) -> None:
        self._read, self._store = read, store

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Return the schema that Pydantic builds the field from."""
        stores = core_schema.plain_serializer_function_ser_schema(self._store) if self._store else None
        return core_schema.no_info_before_validator_function(self._read, handler(source), serialization=stores)


Text = Annotated[str, Through(storable)]
"""A string of a session: any characters but lone surrogates."""

Texts = Annotated[tuple[Text, ...], Through(lambda texts: texts, list)]
"""Some strings of a session, in order."""


def topics_of(given: Any) -> Any:
    """Return topics as they are kept: each once, on one line, in the order given; a comma stands between two.

    What is no list of texts is passed on, for the validator to refuse.
    """
    if not given or isinstance(given, str) or not all(isinstance(text, str) for text in given):
        return given
    words = (" ".join(storable(part).split()) for text in given for part in text.split(","))
    return tuple({topic.casefold(): topic for topic in words if topic}.values())


Topics = Annotated[tuple[str, ...], Through(topics_of, list)]
"""The topics of something; the same word across sessions, in large or small letters."""


class Part(BaseModel):
    """A value with fields; keys that this version does not know are carried through."""

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)

    def model_post_init(self, _context: Any, /) -> None:
        """Sort the unknown keys, so that taking one out and putting it back leaves no trace."""
        if self.__pydantic_extra__ and len(self.__pydantic_extra__) > 1:
            unknown = sorted(self.__pydantic_extra__.items())
            self.__pydantic_extra__.clear()
            self.__pydantic_extra__.update(unknown)

    @classmethod
    def up_to_date(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Return plain data of any field with the names that fields have now."""
        return data

    def fields(self) -> dict[str, Any]:
        """Return every field by name, unknown keys included, values as they are.

        A change to any field begins with it, so it is not asked of Pydantic, which goes through them one by one.
        """
        return {**self.__dict__, **(self.__pydantic_extra__ or {})}

    def stored(self) -> dict[str, Any]:
        """Return the plain data that TOML can hold; a field at its default is left out."""
        return self.model_dump(exclude_defaults=True)

    def plain(self) -> dict[str, Any]:
        """Return the stored data of the part's own fields, without its id, its parts and its lists."""
        return self.model_dump(exclude_defaults=True, exclude=self.framework())

    @classmethod
    def framework(cls) -> set[str]:
        """Return the names of the fields that no change may touch: a required id, and the parts and lists held."""
        return _framework(cls)


class Item(Part):
    """A part that is one of an ordered list and is found by its id (six base-32 characters)."""

    id: str


ItemT = TypeVar("ItemT", bound=Item)


@cache
def _framework(kind: type[Part]) -> set[str]:
    return {
        name
        for name, field in kind.model_fields.items()
        if (name == "id" and field.is_required()) or field.default_factory is not None
    }


def _by_id(items: Any) -> Any:
    """Turn a list of items or of tables into a mapping by id; a mapping by id is passed on.

    Raises:
        ValueError: two items have the same id, or one has none, or another one than its key.
    """
    if not isinstance(items, Iterable) or isinstance(items, str):
        return items
    if isinstance(items, Mapping):
        if any(not isinstance(item, Item) or item.id != key for key, item in items.items()):
            raise ValueError("a list of items is needed, not a table")
        return items
    found: dict[str, Any] = {}
    for item in items:
        key = item.get("id") if isinstance(item, Mapping) else getattr(item, "id", None)
        if not isinstance(key, str) or not key:
            raise ValueError("an item has no id")
        if key in found:
            raise ValueError(f"two items have the id {key!r}")
        found[key] = item
    return found


Items = Annotated[
    dict[str, ItemT],
    Through(_by_id, lambda items: [item.stored() for item in items.values()]),
]
"""An ordered list of items, by id. The mapping's order is the list's order; it is never changed in place."""
