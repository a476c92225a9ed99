"""A participant as one typed line: ``Ana, on call; first time``."""

from __future__ import annotations

import re

from bpm_tui.model.session import Participant

_COMMA = re.compile(r"(?<!\\)(?:\\\\)*,")
_FIRST = re.compile(
    r"(?<!\\)(?P<slashes>(?:\\\\)*);\s*(?:(?:for\s+)?the\s+)?first(?:\s+time)?(?:\s+here)?\s*\Z", re.IGNORECASE
)
_SPECIAL_IN_NAME, _SPECIAL_IN_ROLE = re.compile(r"[\\,;]"), re.compile(r"[\\;]")
_ESCAPED = re.compile(r"\\([\\,;])")


def read_person(line: str, before: Participant) -> Participant:
    """Return the participant that a line names: a name, a role after the first comma, and ``; first time``."""
    first = _FIRST.search(line)
    said = line[: first.start()] + first["slashes"] if first else line
    comma = _COMMA.search(said)
    name, role = (said[: comma.end() - 1], said[comma.end() :]) if comma else (said, "")
    return before.model_copy(update={"name": _meant(name), "role": _meant(role), "first_time": first is not None})


def print_person(person: Participant) -> str:
    """Return the line that reads back as the participant, but for spaces around name and role."""
    name = _SPECIAL_IN_NAME.sub(r"\\\g<0>", person.name)
    role = ", " + _SPECIAL_IN_ROLE.sub(r"\\\g<0>", person.role) if person.role else ""
    return name + role + ("; first time" if person.first_time else "")


def _meant(text: str) -> str:
    return _ESCAPED.sub(r"\1", text).strip()
