"""Signals: their states, and a pass over the entries whose signals nobody has decided yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from bpm_tui import actions as modes
from bpm_tui.facilitation.undecided import to_decide
from bpm_tui.model.editing import changing
from bpm_tui.model.session import Signal, SignalState
from bpm_tui.tui.kit.command import EntryCommand, GroupCommand

if TYPE_CHECKING:
    from bpm_tui.tui.meeting.meeting_screen import MeetingScreen


class SignalGroup(GroupCommand):
    """Signal: was it seen, discounted, missed or absent."""

    BINDING_KEY = "s"
    FOOTER_TEXT = "signal"
    IN_FOOTER = True
    TOPIC = "Talk"


class SignalCommand(EntryCommand):
    """Say of a signal in which state it was, or add one in that state."""

    GROUP = "s"
    TOPIC = "Talk"
    STATE: ClassVar[SignalState] = "unknown"

    async def run(self, screen: MeetingScreen) -> None:
        """Decide the selected signal, or the only undecided one, and ask on; else open the line for a new one."""
        signal = screen.targets.signal_to_decide()
        if not isinstance(signal, Signal) or self.STATE == "unknown":
            screen.open_line(modes.NewSignal(screen.selected_id, self.STATE))
            return
        edits = changing(screen.session, "signals", signal.id, of=screen.selected_id, state=self.STATE)
        screen.commit(edits, f"signal {self.STATE}")
        decided = screen.selected_entry.signals[signal.id]
        if then := modes.decided_next(decided, screen.selected_id):
            screen.open_line(then)


class SignalSeen(SignalCommand):
    """The signal was seen and acted on."""

    BINDING_KEY = "s"
    FOOTER_TEXT = "seen"
    STATE = "seen"


class SignalDiscounted(SignalCommand):
    """The signal was seen and explained away; the line asks what spoke against it."""

    BINDING_KEY = "d"
    FOOTER_TEXT = "discounted"
    STATE = "discounted"


class SignalMissed(SignalCommand):
    """The signal was there and nobody saw it; the line asks what made it hard to notice."""

    BINDING_KEY = "m"
    FOOTER_TEXT = "missed"
    STATE = "missed"


class SignalAbsent(SignalCommand):
    """There was no signal; the line offers the follow-up that adds it."""

    BINDING_KEY = "a"
    FOOTER_TEXT = "absent"
    STATE = "absent"


class SignalUnknown(SignalCommand):
    """Note a signal whose state is to be found out."""

    BINDING_KEY = "u"
    FOOTER_TEXT = "not known yet"
    STATE = "unknown"


class SignalPass(EntryCommand):
    """Go to the next entry without a signal, or with one that nobody has decided; the pass ends with the last."""

    BINDING_KEY = "p"
    FOOTER_TEXT = "pass: next undecided"
    GROUP = "s"
    TOPIC = "Talk"

    async def run(self, screen: MeetingScreen) -> None:
        """Go on with the pass, from the top where none is on, and ask about signals."""
        asking, wanted = screen.asking, to_decide(screen.session)
        left = [entry for entry in wanted if entry not in asking.passed]
        if not left:
            asking.passed = frozenset()
            screen.say(_ended(len(wanted)))
            return
        asking.passed |= {left[0]}
        screen.filter("")
        screen.go_to(left[0])
        asking.turn_to("signals", screen.equipment.questions, screen.session, left[0], screen.zone)
        screen.showing.question()
        rest = f"{len(left) - 1} more after this" if len(left) > 1 else "the last one"
        screen.say(f"{rest} · s then s seen, d discounted, m missed, a absent, p next")


def _ended(open_ones: int) -> str:
    if not open_ones:
        return "the signals of every entry are decided"
    many = "1 entry has" if open_ones == 1 else f"{open_ones} entries have"
    return f"the pass is over · {many} no signal, or one not decided · s p goes through again"
