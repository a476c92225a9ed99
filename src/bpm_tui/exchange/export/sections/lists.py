"""The sections that are lists: learnings, follow-ups, parked topics, links."""

from __future__ import annotations

from collections.abc import Iterable

from bpm_tui.exchange.export.page.blocks import Block, Box, Detail, Heading, Items, ListItem
from bpm_tui.exchange.export.page.record import Record, is_to_do
from bpm_tui.exchange.export.page.visible_text import is_blank
from bpm_tui.model.session import Effect, FollowUp, Learning, LearningKind

LEARNINGS: dict[LearningKind, str] = {
    "learned": "Learned",
    "surprised": "Surprised",
    "went well": "Went well",
    "contributing factor": "Contributing factors",
    "mitigator": "Mitigators",
    "risk": "Risks",
    "difficulty": "Difficulties",
}


def learnings(record: Record) -> Iterable[Block]:
    """Yield what was learned, by kind."""
    said = [one for one in record.session.learnings.values() if not is_blank(one.text)]
    if said:
        yield Heading(2, "Learnings")
    for kind, title in LEARNINGS.items():
        if of_kind := tuple(_learning(record, one) for one in said if one.kind == kind):
            yield Heading(3, title)
            yield Items(of_kind)


def _learning(record: Record, one: Learning) -> ListItem:
    said = (("By", one.by), ("Topics", ", ".join(one.topics)), ("Also for", one.also_for))
    return ListItem(one.text, (*said, ("From", record.label(one.entry, record.session.entries))))


def follow_ups(record: Record) -> Iterable[Block]:
    """Yield what is to be done, was done and was dropped."""
    return _titled("Follow-ups", [_follow_up(record, one) for one in record.session.follow_ups.values()])


def to_do(record: Record) -> Iterable[Block]:
    """Yield the follow-ups that are still to be done."""
    open_ones = [_follow_up(record, one) for one in record.session.follow_ups.values() if is_to_do(one)]
    return _titled("Still to do", open_ones)


def _follow_up(record: Record, one: FollowUp) -> ListItem:
    box: Box = "" if one.status == "open" and not is_to_do(one) else one.status
    return ListItem(one.text, follow_up_details(record, one), box=box)


def follow_up_details(record: Record, one: FollowUp) -> tuple[Detail, ...]:
    """Return what is known about a follow-up."""
    return (
        ("Status", "dropped" if one.status == "dropped" else ""),
        ("Owner", one.owner),
        ("Due", one.due),
        ("Done when", one.done_when),
        ("Type", one.type or ""),
        ("Ticket", one.ticket),
        ("Decision", one.decision),
        ("Topics", ", ".join(one.topics)),
        ("Check on", one.check_on),
        *((_effect_label(number), effect_words(effect)) for number, effect in enumerate(one.effects.values(), 1)),
        ("From", record.label(one.origin)),
    )


EFFECT = "Effect"
"""What the first effect of a follow-up stands under; a number is behind it at the others."""


def effect_words(effect: Effect) -> str:
    """Return what came of a follow-up: ``partly on 2026-12-20: fewer alerts``."""
    on = f" on {effect.on}" if effect.on else ""
    return f"{effect.result}{on}" + (f": {effect.note}" if effect.note else "")


def _effect_label(number: int) -> str:
    return EFFECT if number == 1 else f"{EFFECT} {number}"


def parked(record: Record) -> Iterable[Block]:
    """Yield the topics that were put off."""
    entries = record.session.entries
    found = [
        ListItem(one.text, (("By", one.by), ("At", record.label(one.entry, entries)), ("Settled", _yes(one.settled))))
        for one in record.session.parked.values()
    ]
    return _titled("Parked topics", found)


def links(record: Record) -> Iterable[Block]:
    """Yield the addresses that belong to the incident and to its entries."""
    session = record.session
    found = [(record.label(one.id), link) for one in session.entries.values() for link in one.links]
    own = [*session.incident.links, *(link for label, link in found if not label)]
    of_entries = [ListItem(link, (("From", label),)) for label, link in found if label]
    return _titled("Links", [*map(ListItem, own), *of_entries])


def _yes(said: bool) -> str:
    return "yes" if said else ""


def _titled(title: str, items: list[ListItem]) -> Iterable[Block]:
    if said := tuple(item for item in items if isinstance(item.text, str) and not is_blank(item.text)):
        yield Heading(2, title)
        yield Items(said)
