"""Labels of a session's items and words for their fields, for readers of a list of changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bpm_tui.exchange.export.page.times import Times
from bpm_tui.model.edits import SINGLES, items_of
from bpm_tui.model.session import Session
from bpm_tui.model.times.moment import Moment
from bpm_tui.model.words import noun, value_words

REFERENCES = ("entry", "origin", "follow_up")
"""Fields that hold another item's id."""
_MOMENTS = ("at", "known_at", "started", "detected", "mitigated", "resolved")


def is_moment(name: str) -> bool:
    """Say whether a field holds a moment."""
    return name in _MOMENTS


class ItemWords:
    """Names and values of one session; times as ``times`` shows them, without the day that most of them have."""

    def __init__(self, session: Session, times: Times) -> None:
        self.session, self.times = session, times
        moments = (session.incident.started, *(entry.at for entry in session.entries.values()))
        self.day = next(filter(None, map(times.day, moments)), "")

    def of(self, where: str, value: Mapping[str, Any]) -> str:
        """Return an item's label, from its plain data; with its kind if that helps."""
        if where in SINGLES:
            return f"the {where}"
        if where == "entries":
            happened = ": ".join(filter(None, (value.get("actor"), value.get("what"))))
            return " ".join(filter(None, (self.value("at", value.get("at")), happened))) or noun(where)
        if where in ("notes", "meetings", "participants", "phases"):
            kind = str(value.get("kind", "known")) if where == "notes" else noun(where)
            text = str(value.get("text", value.get("name", str(value.get("held", ""))[:16])))
            return f"{kind}: {text}" if text else kind
        if where == "effects":
            return f"effect: {value.get('result', 'too early')}"
        return str(value.get("text") or value.get("what") or noun(where))

    def owner(self, key: str) -> str:
        """Return the label of the entry, meeting or follow-up with this id; empty if there is none."""
        for where in ("entries", "meetings", "follow_ups"):
            if key in (there := items_of(self.session, where)):
                return self.of(where, there[key].stored())
        return ""

    def value(self, name: str, value: Any) -> str:
        """Return what a field says; empty if it is not set."""
        if value in (None, "", [], {}):
            return ""
        if name in REFERENCES:
            return self._referred(str(value))
        if isinstance(value, str):
            return self._time(value) if is_moment(name) else value
        return value_words(value)

    def _time(self, stored: str) -> str:
        moment = Moment.from_stored(stored)
        return self.times.clock(moment, self.day) or self.times.day(moment) or stored

    def _referred(self, key: str) -> str:
        for where in ("entries", "learnings", "follow_ups"):
            if key in (there := items_of(self.session, where)):
                return self.of(where, there[key].stored())
        signals = (entry.signals[key] for entry in self.session.entries.values() if key in entry.signals)
        return next((signal.what for signal in signals), key)
