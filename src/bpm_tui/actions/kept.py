"""A mode of the line as one line of text, so that a half-typed line survives a kill."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple
from typing import Any

from bpm_tui.actions import entries, items, learnings_round, signals, topics
from bpm_tui.actions.mode import Beneath, Mode

_HOLD_MODES = (entries, items, learnings_round, signals, topics)


def name_of(mode: Mode, added: str = "") -> str:
    """Return a mode as one line of text, with the id of what was added if the line was committed."""
    return json.dumps([added, *_plain(mode)])


def mode_named(name: str) -> tuple[Mode | None, str]:
    """Return the mode and the id that a line of text names; no mode if this version does not know it."""
    try:
        added, *plain = json.loads(name)
        return _mode(plain), added
    except (ValueError, TypeError):
        return None, ""


def _plain(mode: Mode | None) -> list[Any]:
    """Return a mode as plain data: the name it is kept under and its values; a line beneath it likewise."""
    if mode is None or not mode.KEPT:
        return []
    if not isinstance(mode, items.ParkAside):
        return [mode.KEPT, *astuple(mode)]
    beneath = mode.beneath
    held = (_plain(beneath.mode), _plain(beneath.opened_for), beneath.text, beneath.cursor, beneath.as_text)
    return [mode.KEPT, mode.where, mode.entry, held]


def _mode(plain: list[Any]) -> Mode | None:
    kinds = {kind.KEPT: kind for kind in _kinds()}
    if not plain or plain[0] not in kinds:
        return None
    kind, values = kinds[plain[0]], plain[1:]
    if kind is items.ParkAside:
        mode, opened_for, *held = values.pop()
        values.append(Beneath(_mode(mode), _mode(opened_for), *held))
    return kind(*values)


def _kinds() -> Iterator[type[Mode]]:
    """Yield the modes whose half-typed text is kept."""
    for module in _HOLD_MODES:
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, Mode) and kind.KEPT:
                yield kind
