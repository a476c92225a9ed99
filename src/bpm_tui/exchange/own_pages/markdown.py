"""Our Markdown pages, in any dialect, read back as sessions: every field that is on the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, get_args

from bpm_tui.exchange.export.page.blocks import Marked
from bpm_tui.exchange.export.sections.head import KEY_TIME_TITLES, KEY_TIMES, NEAR_MISS, NOT_RECORDED, UNTITLED
from bpm_tui.exchange.export.sections.lists import EFFECT, LEARNINGS
from bpm_tui.exchange.own_pages.blocks import ReadItem, ReadSection, read_sections
from bpm_tui.exchange.own_pages.entries import read_entries, text_of, with_lanes_and_signals
from bpm_tui.exchange.own_pages.meetings import read_meetings
from bpm_tui.exchange.own_pages.page import TIMELINE, ReadPage
from bpm_tui.exchange.own_pages.references import ids_by_words, links_of
from bpm_tui.exchange.own_pages.words import plain, words
from bpm_tui.model.items import Item
from bpm_tui.model.session import (
    Effect,
    EffectResult,
    FollowUp,
    FollowUpType,
    Incident,
    Learning,
    Parked,
    Session,
    SessionStatus,
)
from bpm_tui.model.times.moment import Moment

_EFFECT_LABEL = re.compile(rf"{EFFECT}(?: \d+)?")
_RESULTS = "|".join(get_args(EffectResult))
_EFFECT = re.compile(rf"(?P<result>{_RESULTS})(?: on (?P<on>\S+?))?(?:: (?P<note>.*))?", re.DOTALL)

ItemT = TypeVar("ItemT", bound=Item)

_KNOWN = {
    *(
        "Summary",
        "Impact",
        KEY_TIMES,
        "Moments",
        "Known at the time and in hindsight",
        "Signals",
        "Learnings",
        "Meeting",
        "Meetings",
        "Phases",
        "Links",
    ),
    *("Follow-ups", "Still to do", "Parked topics", *LEARNINGS.values()),
}


def read_markdown(text: str, new_id: Callable[[], str]) -> Session | None:
    """Return the session of a page of ours, in any dialect, also where people have changed its words; else none.

    What other people added in sections of their own becomes parked topics, so that nothing is lost.
    """
    sections = read_sections(text)
    if not _is_ours(sections):
        return None
    page = ReadPage(sections, new_id)
    session = Session(
        id=new_id(),
        title=_title(page),
        status=_status(page),
        closed_without=page.fact("Finished without"),
        incident=_incident(page),
        meetings=read_meetings(page),
        entries=read_entries(page),
        follow_ups=_by_id(map(_follow_up(page), _items(page, "Follow-ups") or _items(page, "Still to do"))),
        parked=_by_id([*map(_parked(page), _items(page, "Parked topics")), *_others(page)]),
        learnings=_by_id(_learnings(page)),
    )
    to_do = ids_by_words(session.model_copy(update={"entries": {}, "learnings": {}}))
    session = with_lanes_and_signals(page, session, to_do)
    links = page.section("Links")
    return _referred(links_of(session, links.items if links else ()))


def _is_ours(sections: list[ReadSection]) -> bool:
    if not sections or sections[0].level != 1:
        return False
    facts = sections[0].facts
    return {"Status", "Time zone"} <= facts.keys() or any(TIMELINE.fullmatch(plain(each.title)) for each in sections)


def _title(page: ReadPage) -> str:
    return "" if words(page.head.title) == Marked(UNTITLED) else plain(page.head.title)


def _status(page: ReadPage) -> SessionStatus:
    status = page.fact("Status")
    return status if status in get_args(SessionStatus) else "draft"  # type: ignore[return-value]


def _incident(page: ReadPage) -> Incident:
    return Incident(
        id=page.fact("Incident"),
        severity=page.fact("Severity"),
        near_miss=page.fact("Kind") == NEAR_MISS,
        services=tuple(one.text for one in page.listed("Services")),
        timezone=page.timezone,
        summary=_told(page, "Summary"),
        impact=_told(page, "Impact"),
        **_key_times(page),
    )


def _told(page: ReadPage, title: str) -> str:
    section = page.section(title)
    if section is None:
        return ""
    return "\n\n".join((*map(plain, section.paragraphs), *(item.text for item in section.items)))


def _key_times(page: ReadPage) -> Mapping[str, Moment | None]:
    """Return the key times, which earlier versions called moments."""
    section = page.section(KEY_TIMES) or page.section("Moments")
    found = {}
    for row in section.tables[0] if section and section.tables else ():
        name = (text_of(row, KEY_TIME_TITLES[0]) or text_of(row, "Moment")).lower()
        texts = row.get(KEY_TIME_TITLES[1], [])
        if (
            name in ("started", "detected", "mitigated", "resolved")
            and texts
            and words(texts[0]) != Marked(NOT_RECORDED)
        ):
            found[name] = page.moment("\n".join(texts))
    return found


def _items(page: ReadPage, title: str) -> list[ReadItem]:
    section = page.section(title)
    return section.items if section else []


def _learnings(page: ReadPage) -> Iterable[Learning]:
    for kind, title in LEARNINGS.items():
        for item in _items(page, title):
            known = item.details
            yield Learning(
                id=page.new_id(),
                text=item.text,
                kind=kind,
                by=known.get("By", ""),
                topics=(known.get("Topics", ""), known.get("Topic", "")),
                also_for=known.get("Also for", ""),
                entry=known.get("From", ""),
            )


def _follow_up(page: ReadPage) -> Callable[[ReadItem], FollowUp]:
    def made(item: ReadItem) -> FollowUp:
        known = item.details
        kind: Any = known.get("Type") if known.get("Type") in get_args(FollowUpType) else None
        return FollowUp(
            id=page.new_id(),
            text=item.text,
            type=kind,
            owner=known.get("Owner", ""),
            due=known.get("Due", ""),
            done_when=known.get("Done when", ""),
            status="dropped" if known.get("Status") == "dropped" else item.box or "open",
            ticket=known.get("Ticket", ""),
            decision=known.get("Decision", ""),
            topics=(known.get("Topics", ""),),
            check_on=known.get("Check on", ""),
            effects=_by_id(_effects(page, known)),
            origin=known.get("From", ""),
        )

    return made


def _effects(page: ReadPage, known: Mapping[str, str]) -> Iterable[Effect]:
    for label, text in known.items():
        if (found := _EFFECT.fullmatch(text)) and _EFFECT_LABEL.fullmatch(label):
            result: Any = found["result"]
            yield Effect(id=page.new_id(), result=result, on=found["on"] or "", note=found["note"] or "")


def _parked(page: ReadPage) -> Callable[[ReadItem], Parked]:
    def made(item: ReadItem) -> Parked:
        known = item.details
        return Parked(
            id=page.new_id(),
            text=item.text,
            by=known.get("By", ""),
            entry=known.get("At", ""),
            settled=known.get("Settled") == "yes",
        )

    return made


def _others(page: ReadPage) -> Iterable[Parked]:
    """Yield the contents of sections that we did not write."""
    for section in page.sections[1:]:
        title = plain(section.title)
        if title in _KNOWN or TIMELINE.fullmatch(title):
            continue
        rows = (
            "; ".join(plain(text) for cell in row.values() for text in cell) for each in section.tables for row in each
        )
        facts = (f"{label}: {plain(text)}" for label, text in section.facts.items())
        lines = (*map(plain, section.paragraphs), *facts, *(item.text for item in section.items), *rows)
        yield Parked(id=page.new_id(), text="\n".join((title, *lines)))


def _referred(session: Session) -> Session:
    """Return a session in which references are ids instead of words; words that stand for nothing are no reference."""
    ids = ids_by_words(session)
    entries = {words: key for words, key in ids.items() if key in session.entries}
    return session.model_copy(
        update={
            "learnings": _with_ids(session.learnings, "entry", entries),
            "follow_ups": _with_ids(session.follow_ups, "origin", ids),
            "parked": _with_ids(session.parked, "entry", entries),
        }
    )


def _with_ids(items: Mapping[str, ItemT], name: str, ids: Mapping[str, str]) -> dict[str, ItemT]:
    return {key: item.model_copy(update={name: ids.get(getattr(item, name), "")}) for key, item in items.items()}


def _by_id(items: Iterable[ItemT]) -> dict[str, ItemT]:
    return {item.id: item for item in items}
