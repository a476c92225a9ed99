"""People who are named in a session but take no part in it can become participants."""

from __future__ import annotations

from bpm_tui.actions.context import Context, LineError
from bpm_tui.actions.mode import Outcome
from bpm_tui.exchange.export.names import strangers
from bpm_tui.facilitation.meetings import taking_part
from bpm_tui.views.spans import names_text


def make_participants(context: Context) -> Outcome:
    """Make whoever is named and seems to be a person a participant of the last meeting, or of one prepared for it.

    Raises:
        LineError: there is nobody.
    """
    names = strangers(context.session)
    if not names:
        raise LineError("everybody named here takes part already")
    edits = taking_part(context.session, [name.lstrip("@") for name in names], context.new_id, context.facilitator)
    return Outcome(edits, f"participants now: {names_text(names)} · u undoes it")
