"""What is exported can be imported again: every field on our pages, and every field in JSON."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bpm_tui.exchange.export.export import Manner, blocks, export
from bpm_tui.exchange.export.page.record import Record
from bpm_tui.exchange.export.page.visible_text import paragraphs, shown
from bpm_tui.exchange.export.sections import SECTIONS
from bpm_tui.exchange.export.writers.dialects import DIALECTS
from bpm_tui.exchange.export.writers.markdown import MarkdownWriter
from bpm_tui.exchange.own_pages.markdown import read_markdown
from bpm_tui.exchange.own_pages.recognise import PageError, own_page
from bpm_tui.model.session import Effect, Entry, Meeting, Note, Phase, Session
from bpm_tui.model.times.moment import Moment
from tests.exchange.sample import SAMPLE
from tests.exchange.test_escape import hostile
from tests.exchange.test_markdown import filled
from tests.strategies import EXTRAS, exact, sessions


def ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"{next(numbers):06}"


def page(session: Session, wiki: str = "neutral") -> str:
    text = export(session, Manner(wiki=wiki, names="typed")).text
    # Which entries were discussed is not on the page, only how many; nor is the offset that a bare day was stated in.
    text = re.sub(r"\n+- \*\*Entries discussed:\*\* .*", "", text)
    return re.sub(r"- \*\*(Time to|From detection).*\n+", "", text)


def again(session: Session, wiki: str = "neutral") -> Session:
    return told(page(session, wiki))


def told(text: str) -> Session:
    found = read_markdown(text, ids())
    assert found is not None
    return found


def when(moment: Moment | None) -> object:
    """A moment as a page shows it: the point in time, not the offset that it was stated with."""
    if moment is None or not (moment.at or shown(moment.text)):
        return None
    if moment.at is None:
        return shown(moment.text)
    if moment.precision == "day":
        return moment.at.date()
    return moment.precision, moment.at, moment.until, moment.seconds


def carried(session: Session) -> object:
    """What a page carries of a session, as it is shown."""
    incident = session.incident
    return (
        shown(session.title),
        session.status,
        incident.near_miss,
        shown(session.closed_without),
        [shown(text) for text in (incident.id, incident.severity)],
        list(dict.fromkeys(filter(None, map(shown, incident.services)))),
        [when(getattr(incident, name)) for name in ("started", "detected", "mitigated", "resolved")],
        [paragraphs(text) for text in (incident.summary, incident.impact)],
        # A link of an entry that shows nothing is the incident's from then on.
        sorted(
            filter(
                None, map(shown, (*incident.links, *(link for one in session.entries.values() for link in one.links)))
            )
        ),
        [entry_of(entry) for entry in session.entries.values()],
        sorted(
            (one.kind, shown(one.text), shown(one.by), topics(one), shown(one.also_for))
            for one in session.learnings.values()
            if shown(one.text)
        ),
        [
            (
                *map(shown, (one.text, one.owner, one.due, one.done_when, one.ticket, one.decision, one.check_on)),
                *(one.type, one.status, topics(one), [effect_of(effect) for effect in one.effects.values()]),
            )
            for one in session.follow_ups.values()
            if shown(one.text)
        ],
        [(shown(one.text), shown(one.by), one.settled) for one in session.parked.values() if shown(one.text)],
    )


def entry_of(entry: Entry) -> object:
    known = entry.known_at if entry.known_at != entry.at else None
    return (
        when(entry.at),
        when(known),
        shown(entry.actor),
        shown(entry.what),
        shown(entry.outcome),
        entry.otherwise,
        topics(entry),
    )


def topics(item: Any) -> list[str]:
    return list(filter(None, map(shown, item.topics)))


def effect_of(effect: Effect) -> object:
    return effect.result, shown(effect.on), shown(effect.note)


@given(sessions(), st.sampled_from(list(DIALECTS)))
def test_every_field_on_a_page_comes_back(session: Session, wiki: str) -> None:
    found = again(session, wiki)
    assert carried(found) == carried(session)
    assert page(found, wiki) == page(session, wiki)


@given(hostile().filter(shown))
@example("14:32")
@example("2026-11-20")
@example("a, b (c)")
@example("*known* 14:32")
@example("x<br/>y (*z*)")
@example("\x01a\x02, b")
@example("!!! note")
def test_one_hostile_text_in_every_field_comes_back(text: str) -> None:
    session = filled(SAMPLE, text)
    for wiki in ("neutral", "gitlab", "notion", "techdocs"):
        assert carried(again(session, wiki)) == carried(session)


@given(sessions())
def test_json_carries_every_field(session: Session) -> None:
    text = export(session, Manner(format="json", names="typed")).text
    assert text.isascii()
    found = own_page(text)
    assert found is not None
    assert exact(known(found)) == exact(known(session))


def known(session: Session) -> Session:
    """A session without keys that this version does not know; JSON has no dates, which those may hold."""
    return Session.model_validate(without(session.stored()))


def without(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: without(held) for key, held in data.items() if key not in EXTRAS}
    return [without(each) for each in data] if isinstance(data, list) else data


def test_json_carries_what_this_version_does_not_know() -> None:
    session = Session.model_validate({"id": "later1", "x_colour": {"of": ["red", 1, True]}})
    assert own_page(export(session, Manner(format="json")).text) == session


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('{"kind": "bpm-tui session",\n "session": {,}}', 2, "not JSON"),
        ('{"kind": "bpm-tui session", "session": []}', 1, "expected an object"),
        ('{"kind": "bpm-tui session", "format": 99, "session": {"id": "a"}}', 1, "format 99"),
        ('{"kind": "bpm-tui session", "format": 0, "session": {"id": "a"}}', 1, "format 0"),
        ('{"kind": "bpm-tui session", "session": {"id": "a", "status": "x"}}', 1, "status: "),
        ('{"kind": "bpm-tui session", "session": {"title": "x"}}', 1, "id: "),
    ],
)
def test_a_broken_json_export_is_refused_with_its_place(text: str, line: int, message: str) -> None:
    with pytest.raises(PageError, match=message) as refused:
        own_page(text)
    assert refused.value.line == line


@pytest.mark.parametrize(
    "text", ["", "# A heading\n\n- a list\n", "14:32 Ana: restarted", "{}", '{"a": 1}', "\x00", "#"]
)
def test_what_others_wrote_is_not_taken_for_ours(text: str) -> None:
    assert own_page(text) is None


@given(st.text(max_size=200) | st.lists(hostile(), max_size=6).map("\n".join))
@example("- *so* it was\n- **\n- *a:* b *c:* d\n- x<br/>*Owner:*\n| *")
def test_no_text_is_too_strange_to_look_at(text: str) -> None:
    for start in ("", "# t\n\n- **Status:** open\n- **Time zone:** UTC\n\n", "# t\n\n## Timeline (times in UTC)\n\n"):
        assert start == "" or own_page(start + text) is not None


def test_a_page_that_people_worked_on_still_comes_back() -> None:
    text = page(SAMPLE).replace("| Ana | restarted payments_worker |", "|   Ana   | restarted the worker, twice |")
    text = (
        text.replace("- [ ] Alert", "- [x] Alert")
        + "\n## What we said later\n\nIt was the config.\n\n- and the cache\n"
    )
    found = read_markdown("---\ntags: [a]\n---\n" + text.replace("\n", "\r\n"), ids())
    assert found is not None
    assert [entry.what for entry in found.entries.values()][1] == "restarted the worker, twice"
    assert [one.status for one in found.follow_ups.values()] == ["done", "done", "dropped"]
    assert [one.text for one in found.parked.values()][1] == "What we said later\nIt was the config.\nand the cache"


@pytest.mark.parametrize(
    "words", ["Europe/Copenhagen, UTC+99:99", "../etc, UTC+01:00", "UTC, UTC+24:00 and more", "nowhere"]
)
def test_a_time_zone_that_nobody_has_stops_nothing(words: str) -> None:
    found = read_markdown(page(SAMPLE).replace("Europe/Copenhagen, UTC+01:00", words), ids())
    assert found is not None
    assert len(found.entries) == len(SAMPLE.entries)


def test_references_come_back_by_their_words() -> None:
    found = again(SAMPLE)
    entries, learnings, to_do = ([*held.values()] for held in (found.entries, found.learnings, found.follow_ups))
    assert learnings[0].entry == entries[1].id
    assert to_do[0].origin == next(iter(entries[0].signals.values())).id
    assert next(iter(entries[0].signals.values())).follow_up == to_do[0].id
    assert next(iter(found.parked.values())).entry == entries[3].id
    assert [[note.kind for note in entry.notes.values()] for entry in entries][1] == [
        *("expected", "assumed", "assumed", "known", "hindsight"),
    ]
    assert entries[1].links == SAMPLE.entries["entry2"].links


def former(session: Session) -> Session:
    """A session with what earlier versions knew alone: one topic on a learning, no effects, three kinds less."""
    fields = ("topics", "check_on", "effects", "also_for")

    def known(value: Any) -> Any:
        if isinstance(value, list):
            return [known(each) for each in value if not isinstance(each, dict) or each.get("kind") != "risk"]
        return (
            {key: known(held) for key, held in value.items() if key not in fields} if isinstance(value, dict) else value
        )

    found = Session.model_validate(known(session.stored()))
    learnings = {
        key: one.model_copy(update={"topics": session.learnings[key].topics[:1]})
        for key, one in found.learnings.items()
    }
    return found.model_copy(update={"learnings": learnings})


def test_a_page_in_the_order_of_earlier_versions_comes_back() -> None:
    found = read_markdown((Path(__file__).parent / "former_page.md").read_text("utf-8"), ids())
    assert found is not None
    assert carried(found) == carried(former(SAMPLE))
    told, was = (next(iter(one.meetings.values())) for one in (found, SAMPLE))
    assert (told.held, told.ended, told.hands_learned) == (was.held, was.ended, was.hands_learned)
    assert [one.name for one in told.participants.values()] == ["Ana", "Ben"]


def test_long_addresses_are_short_in_the_timeline_and_come_back_whole() -> None:
    address = "https://git.example.com/payments/worker/-/merge_requests/4711?tab=changes&file=queue.py#line-120"
    entry = Entry(id="e00001", what=f"merged {address}", notes={"n00001": Note(id="n00001", text=f"see {address}")})
    session = Session.model_validate({"id": "s00001", "entries": [entry]})
    text = export(session, Manner()).text
    assert f"| merged [git.example.com/…/line-120](<{address}>) |" in text
    assert f"| see <{address}> |" in text
    assert carried(again(session)) == carried(session)


def test_lines_of_a_pasted_message_keep_their_indentation() -> None:
    session = Session.model_validate(
        {"id": "s00001", "entries": [Entry(id="e00001", what="Traceback:\n  File x\n    y")]}
    )
    assert "Traceback:<br>&nbsp;&nbsp;File x<br>&nbsp;&nbsp;&nbsp;&nbsp;y" in export(session, Manner()).text
    assert carried(again(session)) == carried(session)


def test_meetings_come_back_with_their_hands_and_clocks() -> None:
    phases = {"phase1": Phase(id="phase1", name="Timeline", minutes=25, spent=1100)}
    first = next(iter(SAMPLE.meetings.values())).model_copy(update={"phases": phases})
    second = Meeting(id="sittn2", held=datetime(2026, 7, 1, 9, tzinfo=UTC), facilitator="Ben, in turn", hands_again=0)
    session = SAMPLE.model_copy(update={"meetings": {"sittn1": first, "sittn2": second}})
    found = [*again(session).meetings.values()]
    assert [one.phases for one in found] == [{}, {}], "the page tells how long phases took only if it is asked to"
    record = Record(session)
    with_phases = MarkdownWriter(DIALECTS["neutral"]).body(blocks(record, (*SECTIONS, "phases")))
    found = [*told(with_phases).meetings.values()]
    assert [one.held for one in found] == [first.held, second.held]
    assert [(one.facilitator, one.note_taker) for one in found] == [("Cyd", "Ben"), ("Ben, in turn", "")]
    assert [(one.hands_learned, one.hands_again) for one in found] == [(7, 6), (None, 0)]
    assert [(one.name, one.role) for one in found[0].participants.values()] == [("Ana", "on-call"), ("Ben", "")]
    assert [(one.name, one.minutes, one.spent) for one in found[0].phases.values()] == [("Timeline", 25, 1100)]
