"""Who acted, where a text begins with a name: ``Ana: …``, ``Ana reports: …``, ``@ana …``."""

from __future__ import annotations

import re

_HANDLE = re.compile(r"(?:`(?P<code>@[\w.-]+)\s*`|(?:\*\*|__)(?P<bold>@[\w.-]+)(?:\*\*|__))\s*[:,–—-]?\s*")
_MENTIONED = re.compile(r"(?P<name>@[\w-]+(?:\.[\w-]+)*)(?=[\s:,])")
_SAYS = "reports?|says?|asks?|writes?|adds?|notes?|replies|confirms?|suggests?|answers?|reported|said|asked|wrote|added"
_SPEAKER = re.compile(
    r"(?:\*\*|__)?(?P<name>[A-ZÀ-Þ][\w.'’-]{1,20}(?: [A-ZÀ-Þ][\w.'’-]{0,20}){0,2}|[a-z][\w-]{1,20})"
    rf"(?:\s+(?:{_SAYS})(?= ?:))?(?:\*\*|__)? ?:(?:\*\*|__)?\s"
)
# fmt: off
_NO_NAMES = frozenset((
        "acknowledged", "action", "actions", "alert", "alerts", "announcement", "at", "began", "begin", "by",
        "cause", "closed", "completed", "confirmed", "date", "day", "decision", "declared", "deploy",
        "deployment", "description", "detected", "detection", "discovery", "done", "duration", "edit",
        "edited", "end", "ended", "error", "errors", "escalation", "event", "example", "final", "finally",
        "first", "fix", "fixed", "http", "https", "identified", "impact", "in", "incident", "info",
        "investigating", "issue", "link", "links", "log", "logs", "message", "mitigated", "mitigation",
        "monitoring", "note", "notes", "on", "open", "opened", "outage", "outcome", "phase", "problem",
        "quelle", "recovered", "recovery", "resolution", "resolved", "response", "restored", "result",
        "results", "rollback", "root", "second", "see", "severity", "source", "stage", "start", "started",
        "status", "step", "summary", "symptom", "symptoms", "the", "time", "title", "todo", "trigger",
        "update", "updates", "warning",
))
# fmt: on
"""What stands before a colon and is nobody's name."""


def actor_of(text: str) -> tuple[str, str]:
    """Return who acted by a text, empty if it does not begin with a name, and the text; signs around a handle go."""
    if handle := _HANDLE.match(text):
        return handle["code"] or handle["bold"], text[handle.end() :]
    if named := _MENTIONED.match(text):
        return named["name"], text
    if (speaker := _SPEAKER.match(text)) and speaker["name"].split()[0].casefold() not in _NO_NAMES:
        return speaker["name"], text
    return "", text
