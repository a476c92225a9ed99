"""The likely kind of an entry, guessed from its words; the facilitator can always say otherwise."""

from __future__ import annotations

import re

from bpm_tui.model.session import EntryKind

_MILESTONE = re.compile(
    r"\b(?:incident|impact|outage|issue|problem) (?:is |was |has been )?"
    r"(?:started|starts|began|begins|detected|declared|mitigated|resolved|over|ended|closed)\b"
    r"|\b(?:all clear|all-clear|fully recovered|service restored|back to normal)\b"
    r"|^(?:mitigated|resolved|detected|all clear)\b",
    re.IGNORECASE,
)
_VERBS: tuple[tuple[EntryKind, str], ...] = (
    ("decision", "decided decides chose chooses agreed agrees waited waits held postponed approved opted"),
    (
        "observation",
        "noticed notices saw sees seen reported reports observed observes spotted spots found finds discovered realised"
        " realized confirmed confirms identified suspected heard read",
    ),
    (
        "communication",
        "paged pages called calls told tells asked asks posted posts announced announces notified notifies messaged"
        " emailed mailed escalated escalates pinged informed informs wrote invited joined",
    ),
    (
        "action",
        "restarted rolled reverted deployed scaled disabled enabled killed stopped started ran merged pushed changed"
        " increased decreased raised lowered blocked drained failed-over switched deleted restored rebooted rebuilt"
        " applied opened looked checked tried paused removed added",
    ),
)
_KIND_OF: dict[str, EntryKind] = {verb: kind for kind, verbs in _VERBS for verb in verbs.split()}
_SYSTEM = re.compile(
    r"\b(?:pager|pagerduty|opsgenie|alert\w*|monitor\w*|grafana|prometheus|bot|autoscaler|scheduler|cron\w*|kubernetes"
    r"|k8s|ci|pipeline|cluster|database|db|server|service|queue|cache|proxy|load balancer|gateway|api|host|node)\b"
    r"|[-_]\w|\d",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?", re.IGNORECASE)
_FIRST_WORDS = 4


def guess_kind(actor: str, what: str) -> EntryKind:
    """Return the likely kind: milestones by their words, else by who acts and the first telling verb.

    A system's entries are events, and so are those without an actor; a person's are actions unless a verb says more.
    """
    if _MILESTONE.search(what):
        return "milestone"
    if actor and _SYSTEM.search(actor):
        return "event"
    words = [word[0].lower() for word in _WORD.finditer(what[:200])][:_FIRST_WORDS]
    if not actor:
        words = words[:2]
    told = next((_KIND_OF[word] for word in words if word in _KIND_OF), None)
    return told or ("action" if actor else "event")
