"""What changed, for readers: by part, named by what things say, with old and new words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from unicodedata import category
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpm_tui.exchange.changes.compare import Changed, compare, counted
from bpm_tui.exchange.changes.pages import change_data, change_lines, changes_page, elided
from bpm_tui.exchange.changes.since import SinceError, moment_of, session_at
from bpm_tui.model.editing import adding, changing, moving, removing
from bpm_tui.model.edits import Edit, fold
from bpm_tui.model.session import Entry, Learning, Meeting, Note, Participant, Session
from bpm_tui.storage.replay.film import Film, Frame
from tests.strategies import edit_lists, exact, sessions

ZONE = ZoneInfo("Europe/Copenhagen")
BASE = Session.model_validate(
    {
        "id": "k3m9x2",
        "title": "Payments outage",
        "incident": {"timezone": "Europe/Copenhagen", "started": "2026-11-20T14:28+01:00"},
        "entries": [
            {"id": "one", "at": "2026-11-20T13:28Z", "what": "alert", "notes": [{"id": "n1", "text": "flat"}]},
            {"id": "two", "at": "2026-11-20T14:32+01:00", "actor": "Ana", "what": "restarted", "outcome": "none"},
        ],
        "learnings": [{"id": "l1", "text": "caches are cold"}, {"id": "l2", "text": "graphs end at 10,000"}],
    }
)


def after(*edits: Edit, session: Session = BASE) -> Session:
    return fold(session, edits)


def lines(before: Session, then: Session) -> list[str]:
    return [line for line, _ in change_lines(compare(before, then))]


def changed(where: str, key: str, **fields: Any) -> list[str]:
    return lines(BASE, fold(BASE, changing(BASE, where, key, **fields)))


def test_an_entry_that_is_new_is_told_with_what_was_said_of_it() -> None:
    entry = Entry.model_validate(
        {"id": "new", "at": "2026-11-20T14:40+01:00", "actor": "Ben", "what": "looked", "outcome": "nothing"}
        | {"notes": [{"id": "n9", "kind": "assumed", "text": "it was warm"}]}
    )
    assert lines(BASE, after(adding(BASE, "entries", entry))) == [
        "Timeline",
        "  + added   14:40 Ben: looked",
        "      outcome: “nothing”",
        "      assumed: “it was warm”",
    ]


def test_a_changed_text_has_old_and_new_words() -> None:
    assert changed("entries", "two", outcome="errors halved", otherwise=True) == [
        "Timeline",
        "  ~ changed 14:32 Ana: restarted",
        "      outcome: “none” → “errors halved”",
        "      not as expected: yes",
    ]
    assert changed("entries", "two", outcome="")[-1] == "      outcome: “none” → nothing"


def test_times_are_in_the_incidents_zone_and_an_entry_that_moved_with_its_time_is_told_once() -> None:
    edits = [*changing(BASE, "entries", "one", at="2026-11-21T13:40Z"), moving(BASE, "entries", "one", "two")]
    assert lines(BASE, after(*edits)) == [
        "Timeline",
        "  ~ changed 2026-11-21 14:40 alert",
        "      time: 14:28 → 2026-11-21 14:40",
    ]


def test_what_was_not_set_is_told_as_what_it_meant() -> None:
    said = lines(BASE, after(*changing(BASE, "session", status="open")))
    assert said == ["Incident", "  ~ changed the session", "      status: draft → open"]


def test_a_note_that_went_to_hindsight_is_named_as_moved() -> None:
    assert lines(BASE, after(*changing(BASE, "notes", "n1", of="one", kind="hindsight"))) == [
        "Notes",
        "  > moved   hindsight: flat · to hindsight · of 14:28 alert",
    ]


def test_a_note_that_went_to_another_entry_is_named_as_moved() -> None:
    note = BASE.entries["one"].notes["n1"]
    then = after(removing(BASE, "notes", "n1", of="one"), adding(BASE, "notes", note, of="two"))
    assert lines(BASE, then) == ["Notes", "  > moved   known: flat · here from 14:28 alert · of 14:32 Ana: restarted"]


def test_what_went_to_another_place_and_what_is_gone() -> None:
    then = after(moving(BASE, "learnings", "l2", ""), removing(BASE, "entries", "one"))
    assert sorted(lines(BASE, then)) == sorted(
        [
            "Timeline",
            "  - deleted 14:28 alert",
            "Learnings",
            "  > moved   caches are cold · behind graphs end at 10,000",
        ]
    ) or "  > moved   graphs end at 10,000 · to the first place" in lines(BASE, then)


def test_the_clock_and_what_was_discussed_are_not_changes() -> None:
    assert changed("entries", "two", discussed=True) == []


def test_who_took_part() -> None:
    meeting = Meeting(id="s1", participants={"p1": Participant(id="p1", name="Ana")})
    assert lines(BASE, after(adding(BASE, "meetings", meeting))) == [
        "Meetings",
        "  + added   meeting",
        "      with: Ana",
    ]


@pytest.mark.parametrize(
    ("was", "now", "shown"),
    [
        ("short", "shorter", ("short", "shorter")),
        ("", "a " * 40, ("", "a " * 40)),
        (
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen",
            "one two three four five six seven EIGHT nine ten eleven twelve thirteen fourteen",
            ("… five six seven eight nine ten eleven …", "… five six seven EIGHT nine ten eleven …"),
        ),
    ],
)
def test_what_a_long_text_has_in_common_is_left_out(was: str, now: str, shown: tuple[str, str]) -> None:
    assert elided(was, now) == shown


@given(st.text("ab ", max_size=90), st.text("ab ", max_size=90))
def test_texts_that_differ_in_words_look_different(was: str, now: str) -> None:
    one, other = elided(was, now)
    assert (one == other) == (was == now or (was.split() == now.split() != [] and max(len(was), len(now)) > 60))


@settings(max_examples=15)
@given(st.data(), sessions())
def test_any_two_versions_can_be_told_apart_and_told(data: st.DataObject, before: Session) -> None:
    then = fold(before, data.draw(edit_lists(before)))
    changes = compare(before, then)
    assert compare(before, before) == ()
    for key in then.entries.keys() - before.entries.keys():
        assert any((one.kind, one.item) == ("added", key) for one in changes)
    for key in before.entries.keys() - then.entries.keys():
        assert any((one.kind, one.item) == ("deleted", key) for one in changes)
    page = changes_page("Outage", "since the draft, until now", changes)
    assert page.startswith("# *What changed* Outage\n\nsince the draft, until now: ")
    assert not any(category(sign) == "Cc" for line, _ in change_lines(changes) for sign in line)
    assert [change_data(one)["item"] for one in changes] == [one.item for one in changes]


def test_a_page_for_the_wiki() -> None:
    then = after(adding(BASE, "learnings", Learning(id="l3", text="a | b"), after="l2"))
    assert changes_page("Outage", "since the draft, until now", compare(BASE, then)) == (
        "# *What changed* Outage\n\nsince the draft, until now: 1 added.\n\n## Learnings\n\n- *added* a \\| b\n"
    )


def test_how_much_there_is() -> None:
    kinds: list[Any] = ["added", "deleted", "added"]
    assert counted(Changed(kind, "notes", "x") for kind in kinds) == "2 added, 1 deleted"
    assert counted([]) == "nothing changed"


# Moments of a recording.

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def film(*, timed: bool = True) -> Film:
    """Two entries as the draft, a meeting at nine with a note, another at eleven with a learning."""
    acts: list[list[Edit]] = [
        [adding(BASE, "entries", Entry(id="e1", what="paged"))],
        [adding(BASE, "meetings", Meeting(id="s1", held=NINE))],
        [adding(BASE, "notes", Note(id="n2", text="warm"), of="two")],
        [adding(BASE, "meetings", Meeting(id="s2", held=NINE + timedelta(hours=2)), after="s1")],
        [adding(BASE, "learnings", Learning(id="l3", text="new"), after="l2")],
    ]
    frames = [
        Frame(NINE + timedelta(hours=hours), edits=tuple(one.model_copy(update={"id": f"edit{hours}"}) for one in act))
        for hours, act in zip((-1, 0, 1, 2, 3), acts, strict=True)
    ]
    return Film(BASE, frames, timed=timed)


@pytest.mark.parametrize(
    ("typed", "place", "words"),
    [
        ("draft", 1, "the draft"),
        ("Meeting 2", 3, "the start of meeting 2"),
        ("last meeting", 3, "the start of meeting 2"),
        ("start", 0, "the start"),
        ("now", 5, "now"),
        ("edit1", 2, "the edit edit1"),
        ("10:30", 2, "23 Nov 10:30"),
        ("11:00", 2, "23 Nov 11:00"),
        ("23 Nov 11:30", 3, "23 Nov 11:30"),
        ("2026-11-23T10:30Z", 3, "23 Nov 11:30"),
        ("2 h", 4, "23 Nov 12:30"),
        ("90 min ago", 4, "23 Nov 13:00"),
        ("3 days", 0, "20 Nov 14:30"),
    ],
)
def test_a_moment_in_words(typed: str, place: int, words: str) -> None:
    then = moment_of(film(), typed, NINE + timedelta(hours=4, minutes=30), ZONE)
    assert (then.place, then.words) == (place, words)
    assert exact(session_at(film(), then)) == exact(film().session(place))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("meeting 3", "there is no meeting 3; 2 meetings have begun"),
        ("whenever", "'whenever' is not a moment in this recording; use draft, start, last meeting"),
        ("", "'' is not a moment"),
    ],
)
def test_a_moment_that_was_not(typed: str, said: str) -> None:
    with pytest.raises(SinceError, match=said):
        moment_of(film(), typed, NINE, ZONE)


def test_before_any_meeting_all_is_the_draft() -> None:
    with pytest.raises(SinceError, match=r"^no meeting has started: there is only the draft"):
        moment_of(Film(BASE, []), "draft", NINE, ZONE)


def test_without_times_only_what_happened_can_be_named() -> None:
    assert moment_of(film(timed=False), "draft", NINE, ZONE).place == 1
    with pytest.raises(SinceError, match="no times were recorded"):
        moment_of(film(timed=False), "10:30", NINE, ZONE)
