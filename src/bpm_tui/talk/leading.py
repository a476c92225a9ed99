"""The commands that lead the meeting: its people and incident, its phases and clock, its end, and the page."""

from __future__ import annotations

from collections.abc import Iterator

from bpm_tui.actions import meeting as acting
from bpm_tui.actions.context import LineError
from bpm_tui.actions.details import MOMENTS, TEXTS, change_incident, dated, meeting_changed, meeting_to_fill
from bpm_tui.actions.mode import Outcome
from bpm_tui.actions.people import make_participants
from bpm_tui.facilitation import meetings
from bpm_tui.facilitation.closing import closing_misses
from bpm_tui.model.line.participant import print_person, read_person
from bpm_tui.model.session import Participant
from bpm_tui.storage.user.zones import ZoneError
from bpm_tui.talk.command import Command, Talk
from bpm_tui.talk.spoken import phase_lines
from bpm_tui.talk.words import numbered, short_lines

_LEADERS = {"facilitator": "Facilitator", "note taker": "Note taker"}
_FIELDS = {"title": "Title", **TEXTS, "services": "Services", "timezone": "Time zone", **MOMENTS, "links": "Links"}


def _begin(talk: Talk, _: str) -> Iterator[str]:
    meeting = talk.meeting
    if meetings.is_going_on(meeting.session, meeting.now()):
        raise LineError("the meeting is running; /phase pause pauses it")
    if meetings.is_paused(meeting.session, meeting.now()):
        raise LineError("the meeting is paused; /phase pause continues it")
    yield from talk.prompt.carry_out(acting.start(meeting.context()))
    yield from _advice(talk)


def _phase(talk: Talk, text: str) -> Iterator[str]:
    meeting = talk.meeting
    ways = {"next": acting.next_phase, "pause": acting.turn_clock, "more": acting.extend_phase}
    if not text:
        yield from phase_lines(meeting.session, meeting.now())
    elif text in ways:
        yield from talk.prompt.carry_out(ways[text](meeting.context()))
        if text == "next":
            yield from _advice(talk)
    else:
        raise LineError("/phase says which it is; /phase next goes on, /phase pause stops or starts the clock, "
                        "/phase more gives five minutes")  # fmt: skip


def _advice(talk: Talk) -> Iterator[str]:
    """Yield what is to be done in the phase that began."""
    phase = meetings.phase_now(talk.meeting.session)
    says = talk.meeting.services.agendas.says(phase.name) if phase else ""
    yield from short_lines(says)


def _agenda(talk: Talk, text: str) -> Iterator[str]:
    yield from talk.prompt.take(acting.TakeAgenda(talk.meeting.context().facilitator), text)


def _people(talk: Talk, text: str) -> Iterator[str]:
    context = talk.meeting.context()
    meeting = meeting_to_fill(context)
    label, _, name = text.partition(":")
    field = label.strip().casefold()
    if not text:
        yield f"Facilitator: {meeting.facilitator or 'nobody yet'}"
        yield from ([f"Note taker: {meeting.note_taker}"] if meeting.note_taker else [])
        yield from numbered(map(print_person, meeting.participants.values()))
        yield "/people and a name adds one, as in Ana, on call; first time"
    elif field == "named":
        yield from talk.prompt.carry_out(make_participants(context))
    elif name and field in _LEADERS:
        changed = {field.replace(" ", "_"): name.strip()}
        yield from talk.prompt.carry_out(meeting_changed(context, meeting, changed))
    else:
        person = read_person(text, Participant(id=context.new_id()))
        outcome = meeting_changed(context, meeting, {"participants": {**meeting.participants, person.id: person}})
        yield from talk.prompt.carry_out(outcome._replace(news=f"{person.name} takes part"))


def _incident(talk: Talk, text: str) -> Iterator[str]:
    context = talk.meeting.context()
    incident = context.session.incident
    label, colon, said = text.partition(":")
    if not text:
        yield f"Title: {context.session.title}"
        for name, title in [*_FIELDS.items()][1:]:
            value = getattr(incident, name)
            words = dated(value, context.times()) if name in MOMENTS else ", ".join(value) if isinstance(value, tuple) \
                else value  # fmt: skip
            yield f"{title}: {words or 'nothing yet'}"
        return
    wanted = label.strip().casefold()
    found = [name for name, title in _FIELDS.items() if colon and wanted in (name, title.casefold())]
    if not found:
        raise LineError(f"say /incident, a field, a colon and its text; the fields are {', '.join(_FIELDS.values())}")
    try:
        outcome = change_incident(context, {found[0]: said.strip()})
    except ZoneError as error:
        raise LineError(str(error)) from error
    yield from talk.prompt.carry_out(outcome)


def _hands(talk: Talk, text: str) -> Iterator[str]:
    opened = acting.count_hands(talk.meeting.context()).then
    if opened:
        yield from talk.prompt.take(opened, text)


def _finish(talk: Talk, text: str) -> Iterator[str]:
    context = talk.meeting.context()
    misses = "" if context.session.status == "finished" else closing_misses(context.session)
    if misses and text != "anyway":
        raise LineError(f"{misses}; /finish anyway finishes without it")
    yield from talk.prompt.carry_out(acting.finish(context))


def _export(talk: Talk, text: str) -> Iterator[str]:
    """Write the page; what to know before it goes out is said."""
    from bpm_tui.exchange.coach_findings import going_out  # noqa: PLC0415 (a meeting ends with it, if at all)
    from bpm_tui.exchange.export.export import chosen_manner, export  # noqa: PLC0415
    from bpm_tui.exchange.export.save import export_path, save_export  # noqa: PLC0415
    from bpm_tui.facilitation.coach.sessions import sentences  # noqa: PLC0415
    from bpm_tui.model.words import counted  # noqa: PLC0415

    meeting = talk.meeting
    manner = chosen_manner(meeting.services.config)
    done = export(meeting.session, manner, meeting.services.places.templates)
    if done.kept:
        yield f"Not replaced: {', '.join(done.kept)}. /people named makes them participants"
    if marked := sentences(going_out(meeting.findings(), manner)):
        yield f"The coach marked {counted(marked, 'sentence')}. /coach all lists them"
    if text == "-":
        yield from done.text.splitlines()
        return
    path = export_path(meeting.keeper.path, text, manner.ending)
    replaced = save_export(path, done.text)
    yield f"Written: {path}" + (". It was there and different; it was replaced" if replaced else "")


def _undo(talk: Talk, _: str) -> Iterator[str]:
    if not talk.meeting.keeper.can_undo:
        raise LineError("nothing to undo: this is the start of the session")
    yield from _took(talk, "Undone", redo=False)


def _redo(talk: Talk, _: str) -> Iterator[str]:
    if not talk.meeting.keeper.can_redo:
        raise LineError("nothing to redo")
    yield from _took(talk, "Redone", redo=True)


def _took(talk: Talk, word: str, *, redo: bool) -> Iterator[str]:
    from bpm_tui.views.steps import step_words  # noqa: PLC0415 (only when something is taken back)

    meeting = talk.meeting
    step = meeting.keeper.redo() if redo else meeting.keeper.undo()
    meeting.select((step[-1].of or step[-1].item) if step else "")
    talk.prompt.shut()
    yield f"{word}: {step_words(step, meeting.session)}"


def _agree(talk: Talk, _: str) -> Iterator[str]:
    outside = talk.meeting.outside
    removed, outside.removed = outside.removed, ()
    if not removed:
        raise LineError("nothing was deleted by another program")
    talk.meeting.keeper.agree(removed)
    yield from talk.prompt.carry_out(Outcome(news="deleted here too · u brings it back"))


LEADING = (
    Command("begin", "", "Start the meeting, or continue it another day", _begin),
    Command("phase", "WAY", "Hear the phase and its clock; next, pause or more", _phase),
    Command("agenda", "NAME", "Choose the agenda", _agenda),
    Command("people", "NAME, ROLE", "Add a participant; facilitator: or note taker: says who leads and types", _people),
    Command("incident", "FIELD: TEXT", "Change the incident, as in impact: 600 orders were late", _incident),
    Command("hands", "LEARNED AGAIN", "Count hands: who learned something new, who would come again", _hands),
    Command("undo", "", "Take back the last change", _undo),
    Command("redo", "", "Bring back what was undone", _redo),
    Command("finish", "anyway", "Finish the session, or open it again", _finish),
    Command("export", "FILE", "Write the wiki page beside the session, or to a file; - reads it out", _export),
    Command("agree", "", "Accept what another program deleted from the file", _agree),
)
