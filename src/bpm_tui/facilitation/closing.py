"""The closing: what a session needs before it is finished, and the hands that were counted."""

from __future__ import annotations

from bpm_tui.model.session import FollowUp, Meeting, Session


def is_decided(item: FollowUp) -> bool:
    """Say whether a follow-up is decided: done or dropped, with an owner and a date, or decided against."""
    return item.status != "open" or bool(item.decision or (item.owner and item.due))


def closing_misses(session: Session) -> str:
    """Return what the closing still needs: a learning, or a decision on a follow-up; empty if nothing."""
    if not session.learnings:
        return "no learning yet: ask what people learned (l adds one)"
    left = [item.text for item in session.follow_ups.values() if not is_decided(item)]
    if not left:
        return ""
    many = f"{len(left)} follow-ups still need" if len(left) > 1 else "a follow-up still needs"
    return f"{many} an owner and a date, or a decision: {left[0]}"


def hands(meeting: Meeting) -> tuple[str, ...]:
    """Return in words the hands counted at a meeting's close; those not counted are left out."""
    counted = (
        (meeting.hands_learned, "learned something new"),
        (meeting.hands_again, "would come again"),
    )
    return tuple(f"{number} {said}" for number, said in counted if number is not None)
