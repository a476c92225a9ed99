"""The line for signals: a new one, what made one hard to notice, the follow-up that adds one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bpm_tui.actions.context import Context, LineError
from bpm_tui.actions.items import follow_up_preview
from bpm_tui.actions.mode import Mode, Outcome, parts_line
from bpm_tui.facilitation.undecided import to_decide as undecided_entries
from bpm_tui.model.editing import adding, changing
from bpm_tui.model.line import items as quickitems
from bpm_tui.model.line import labelled as quicklines
from bpm_tui.model.session import FollowUp, Session, Signal, SignalState
from bpm_tui.model.visible import visible
from bpm_tui.views.spans import Line

HARD = ("discounted", "missed")
"""The states of a signal that was there but not acted on: something made it hard to notice."""
_ASKS = {"missed": "what made it hard to notice", "discounted": "what spoke against it"}


def decided_next(signal: Signal, entry: str) -> Mode | None:
    """Return what the line opens for once a signal of an entry is decided, or nothing."""
    if signal.state in HARD and not signal.reason:
        return SignalReason(entry, signal.id)
    if signal.state == "absent" and not signal.follow_up:
        return SignalFollowUp(entry, signal.id)
    return None


@dataclass(frozen=True, slots=True)
class NewSignal(Mode):
    """A new signal of an entry, in a state that is decided already."""

    KEPT: ClassVar[str] = "NewSignal"
    GROWS: ClassVar[bool] = True
    stays: ClassVar[bool] = True
    entry: str
    state: SignalState

    def preview(self, text: str, context: Context) -> Line:
        """Return what the parts become, or the grammar of a signal."""
        if not text.strip():
            what = "what would have shown it" if self.state == "absent" else "what"
            return [(f"{self.state} signal · {what}; where: …; reason: {_ASKS.get(self.state, '…')}", "muted")]
        read = quicklines.parse_line(text, quickitems.LINE_KINDS[Signal], context.today)
        return [(f"{self.state} signal · ", "muted"), *parts_line(read.parts, read.remarks)]

    def commit(self, text: str, context: Context) -> Outcome:
        """Add the signal; one that was hard to notice is asked about next, an absent one may get a follow-up."""
        context.entry_called(self.entry)
        signal = quickitems.read_signal(text, context.new_id(), self.state)
        added = [adding(context.session, "signals", signal, of=self.entry)]
        return Outcome(added, f"signal {self.state}", self.entry, then=decided_next(signal, self.entry))


@dataclass(frozen=True, slots=True)
class SignalReason(Mode):
    """What made a signal hard to notice; a number takes one of the usual reasons, unless it is meant as text."""

    KEPT: ClassVar[str] = "SignalReason"
    prompt: ClassVar[str] = "reason >"
    entry: str
    signal: str

    def asks(self, session: Session) -> tuple[str, str]:
        """Return the question about the signal."""
        found = _found(session, self.entry, self.signal)
        reason = _ASKS.get(found.state, "what was the reason")
        return f"“{found.what}”: {reason}?", f"the signal was {found.state} · esc leaves it open"

    def preview(self, text: str, context: Context) -> Line:
        """Return the usual reasons by their numbers, or what will be kept."""
        if text.strip():
            said = _said(text, context)
            keeps: Line = [("   ctrl+t keeps the number", "muted")] if said != text.strip() else []
            return [("reason ", "muted"), (visible(said), "accent"), *keeps]
        usual = " ".join(f"{number} {reason}" for number, reason in enumerate(context.reasons(), 1))
        return [(visible(usual or "type the reason"), "muted")]

    def commit(self, text: str, context: Context) -> Outcome:
        """Keep the reason; without one it stays open."""
        found = _signal(context.session, self.entry, self.signal)
        if not text.strip():
            return Outcome(news=f"signal {found.state}, reason left open")
        edits = changing(context.session, "signals", self.signal, of=self.entry, reason=_said(text, context))
        return Outcome(tuple(edits), f"signal {found.state}, reason noted")


@dataclass(frozen=True, slots=True)
class SignalFollowUp(Mode):
    """The follow-up that adds an absent signal; the two are linked."""

    KEPT: ClassVar[str] = "SignalFollowUp"
    GROWS: ClassVar[bool] = True
    entry: str
    signal: str

    def asks(self, session: Session) -> tuple[str, str]:
        """Return which follow-up is wanted."""
        found = _found(session, self.entry, self.signal)
        return f"What would make “{found.what}” visible?", "the signal was absent · esc skips this"

    def start(self, context: Context) -> str:
        """Return the follow-up that is offered."""
        what = _signal(context.session, self.entry, self.signal).what
        return quickitems.print_item(FollowUp(id=self.signal, text=f"add a signal: {what}".rstrip(": ")))

    def preview(self, text: str, context: Context) -> Line:
        """Return what the parts become."""
        if not text.strip():
            return [("no follow-up for this signal", "muted")]
        return follow_up_preview(text, context)

    def commit(self, text: str, context: Context) -> Outcome:
        """Add the follow-up and link the two."""
        found = _signal(context.session, self.entry, self.signal)
        if not text.strip():
            return Outcome(news="signal absent, no follow-up")
        wanted = quickitems.read_follow_up(text, context.new_id(), context.today)
        wanted = wanted.model_copy(update={"origin": found.id, "type": wanted.type or "detect"})
        links = changing(context.session, "signals", found.id, of=self.entry, follow_up=wanted.id)
        return Outcome([adding(context.session, "follow_ups", wanted), *links], "signal absent, the follow-up adds it")


def decide(context: Context, state: SignalState) -> Outcome:
    """Decide the selected signal, or the only undecided one, and ask what is next; else open the line for a new one."""
    signal = to_decide(context)
    if signal is None or state == "unknown":
        return Outcome(then=NewSignal(context.entry.id, state))
    edits = tuple(changing(context.session, "signals", signal.id, of=context.talked_of, state=state))
    decided = signal.model_copy(update={"state": state})
    return Outcome(edits, f"signal {state}", then=decided_next(decided, context.talked_of))


def to_decide(context: Context) -> Signal | None:
    """Return the signal under the cursor of the lanes, or the entry's only undecided one."""
    if context.selection.pane == "lanes" and isinstance(context.row, Signal):
        return context.row
    open_ones = [one for one in context.entry.signals.values() if one.state == "unknown"]
    return open_ones[0] if len(open_ones) == 1 else None


def go_through(context: Context, passed: frozenset[str]) -> Outcome:
    """Go to the next entry whose signals nobody has decided in this pass; say how many are left."""
    wanted = undecided_entries(context.session)
    left = [entry for entry in wanted if entry not in passed]
    if not left:
        return Outcome(news=_ended(len(wanted)))
    rest = f"{len(left) - 1} more after this" if len(left) > 1 else "the last one"
    said = f"{rest} · s then s seen, d discounted, m missed, a absent, p next"
    return Outcome(news=said, goes_to=left[0], unfiltered=True)


def _ended(open_ones: int) -> str:
    if not open_ones:
        return "all signals of all entries are decided"
    many = "1 entry has" if open_ones == 1 else f"{open_ones} entries have"
    return f"end of the signals · {many} no signal, or an undecided one · s p starts again"


def _said(text: str, context: Context) -> str:
    """Return the reason that was typed, or the usual one that its number stands for."""
    reasons, word = context.reasons(), text.strip()
    if context.as_text:
        return word
    return reasons[int(word) - 1] if word in {str(number + 1) for number in range(len(reasons))} else word


def _signal(session: Session, entry: str, signal: str) -> Signal:
    found = _found(session, entry, signal)
    if not found.id:
        raise LineError("this signal is gone; esc closes the line")
    return found


def _found(session: Session, entry: str, signal: str) -> Signal:
    """Return the signal, or one without an id if somebody has deleted it."""
    signals = session.entries[entry].signals if entry in session.entries else {}
    return signals.get(signal, Signal(id=""))
