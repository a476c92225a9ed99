"""Slack's own markup as plain text: users and channels by name, links, and the escaped characters, decoded once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bpm_tui.exchange.importing.payloads.payloads import without_tokens

_FORM = re.compile(r"<(?P<inside>[^<>\n]{1,4000})>")
_MARKED = re.compile(r"[<*_&`]|xox|://")
_CODE = re.compile(r"(```.*?```|`[^`\n]*`)", re.DOTALL)
_BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
_ITALIC = re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])")
_ENTITY = re.compile("&(?:amp|lt|gt);")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}


@dataclass(frozen=True, slots=True)
class Names:
    """What users and channels are called, by their ids."""

    users: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)


def decoded_mrkdwn(text: str, names: Names) -> str:
    """Return a message as plain text, without tokens; code stays in its backticks."""
    if not _MARKED.search(text):
        return text
    text = _FORM.sub(lambda found: _form(found["inside"], names), text)
    parts = _CODE.split(text)
    parts[::2] = [_BOLD.sub(r"\1", _ITALIC.sub(r"\1", _BOLD.sub(r"\1", part))) for part in parts[::2]]
    return without_tokens(_ENTITY.sub(lambda found: _ENTITIES[found[0]], "".join(parts)))


def _form(inside: str, names: Names) -> str:
    """Return what a form in angle brackets shows: ``@U1``, ``#C1|name``, ``!here``, an address with its label."""
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return f"@{names.users.get(target[1:]) or label or target[1:]}"
    if target.startswith("#"):
        return f"#{names.channels.get(target[1:]) or label or target[1:]}"
    if target.startswith("!date^"):
        return label or target
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    if not label or label == target or target.removeprefix("mailto:") == label:
        return label or target.removeprefix("mailto:")
    return f"{label} ({target})"
