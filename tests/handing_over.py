"""Lines and changes left in the spool of a session, as another process leaves them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from bpm_tui.storage.handover.parts import Part
from bpm_tui.storage.handover.spool import Handed, Spool

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def hand_over(spool: Spool, parts: Sequence[Part], *, by: str = "", when: datetime = NOON, key: str = "") -> Handed:
    """Leave parts in a spool, and return them as they will be taken."""
    handed = spool.wrap(parts, by=by, when=when, key=key)
    spool.hand_over(handed)
    return handed
