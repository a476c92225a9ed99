"""Content is data: questions, agendas and phrases are TOML files in the package; the user's files replace ours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from bpm_tui.storage.disk.problems import BadFileError, Problem, TomlFile, read_toml
from bpm_tui.storage.user.places import shipped

T = TypeVar("T")


def load(name: str, validate: Callable[[dict[str, Any]], T], user_folder: Path) -> tuple[T, list[Problem]]:
    """Return the content of this name, such as ``questions``, and what is wrong with the user's file of it.

    ``validate`` makes the value from the file's plain data, as a model's ``model_validate`` does, or raises
    ``ValueError``. The user's ``<name>.toml`` replaces ours whole; one that is wrong is not used at all.

    Raises:
        BadFileError: the file that comes with the app is wrong.
    """
    try:
        return _value(read_toml(user_folder / f"{name}.toml"), validate), []
    except FileNotFoundError:
        problems = []
    except BadFileError as error:
        problems = [each._replace(message=f"{each.message}; using the built-in {name}") for each in error.problems]
    return _value(read_toml(shipped("content", f"{name}.toml")), validate), problems


def _value(read: TomlFile, validate: Callable[[dict[str, Any]], T]) -> T:
    try:
        return validate(read.data)
    except ValueError as error:
        raise BadFileError(read.problems_of(error)) from error
