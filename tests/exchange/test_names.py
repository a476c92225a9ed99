"""Names in exports: as roles, the same throughout, or not at all; systems stay what they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.exchange.export.export import Format, Lanes, Manner, export
from bpm_tui.exchange.export.names import renamed, strangers
from bpm_tui.model.session import Entry, FollowUp, Learning, Meeting, Names, Participant, Session
from tests.exchange.sample import SAMPLE
from tests.exchange.test_markdown import filled


def meeting(
    *people: tuple[str, str], facilitator: str = "", entries: tuple[tuple[str, str], ...] = (), **more: object
) -> Session:
    participants = [Participant(id=f"perso{at}", name=name, role=role) for at, (name, role) in enumerate(people)]
    rows = [Entry(id=f"entry{at}", actor=actor, what=what) for at, (actor, what) in enumerate(entries)]
    current = Meeting(id="sittn1", facilitator=facilitator, participants={one.id: one for one in participants})
    return Session.model_validate({"id": "people", "meetings": [current], "entries": rows, **more})


def happenings(session: Session, names: Names) -> list[tuple[str, str]]:
    return [(entry.actor, entry.what) for entry in renamed(session, names).session.entries.values()]


TEAM = (("Ana Holm", "on-call engineer"), ("Ben Berg", "on-call engineer"), ("Cyd", ""))


@pytest.mark.parametrize(
    ("actor", "what", "roles", "none"),
    [
        ("Ana Holm", "woke Cyd", ("on-call engineer 1", "woke responder"), ("", "woke somebody")),
        ("Ana", "called ben berg", ("on-call engineer 1", "called on-call engineer 2"), ("", "called somebody")),
        ("pager", "paged @ana", ("pager", "paged on-call engineer 1"), ("pager", "paged somebody")),
        (
            "Ana and Ben",
            "paired",
            ("on-call engineer 1 and on-call engineer 2", "paired"),
            ("somebody and somebody", "paired"),
        ),
        ("@Cyd", "read Ana's note", ("responder", "read on-call engineer 1's note"), ("", "read somebody's note")),
        ("autoscaler", "banana split", ("autoscaler", "banana split"), ("autoscaler", "banana split")),
        ("", "see https://x.example/ana", ("", "see https://x.example/ana"), ("", "see https://x.example/ana")),
    ],
)
def test_people_are_known_wherever_they_are_named(
    actor: str, what: str, roles: tuple[str, str], none: tuple[str, str]
) -> None:
    session = meeting(*TEAM, entries=((actor, what),))
    assert happenings(session, "roles") == [roles]
    assert happenings(session, "none") == [none]
    assert happenings(session, "typed") == [(actor, what)]


def test_a_first_name_that_two_people_have_is_nobody_in_particular() -> None:
    session = meeting(("Ana Holm", ""), ("Ana Berg", ""), entries=(("pager", "paged Ana Berg, then Holm"),))
    assert happenings(session, "roles") == [("pager", "paged responder 2, then responder 1")]


def test_a_name_that_is_a_word_needs_its_capital() -> None:
    session = meeting(("Mark", ""), ("Will", ""), entries=(("pager", "will mark it; Mark and @will did"),))
    assert happenings(session, "none") == [("pager", "will mark it; somebody and somebody did")]


def test_whoever_leads_owns_or_speaks_is_a_person_but_a_team_is_not() -> None:
    follow_ups = [FollowUp(id="todo01", text="x", owner="Eve"), FollowUp(id="todo02", text="y", owner="payments team")]
    learnings = [Learning(id="learn1", text="Dan said so, payments are slow", by="Fay")]
    session = meeting(
        facilitator="Dan", entries=(("Eve", "paged the payments team"),), follow_ups=follow_ups, learnings=learnings
    )
    out = renamed(session, "roles").session
    assert [(entry.actor, entry.what) for entry in out.entries.values()] == [("responder 2", "paged the payments team")]
    assert [one.owner for one in out.follow_ups.values()] == ["responder 2", "payments team"]
    assert [(one.text, one.by) for one in out.learnings.values()] == [
        ("facilitator said so, payments are slow", "responder 1")
    ]


def test_actors_that_stay_are_told() -> None:
    assert renamed(meeting(*TEAM, entries=(("pager", ""), ("Ana", ""), ("Zoe", ""))), "none").kept == ("Zoe", "pager")


def test_a_description_is_not_a_role() -> None:
    session = meeting(("Ana", "engineer who fought the spam, then looked for backups"), entries=(("Ana", ""),))
    assert happenings(session, "roles") == [("responder", "")]


NAMES = st.lists(
    st.sampled_from(["Anastasia", "Bartholomew", "Søren", "Zhūgě", "O'Brian", "Lars-Erik", "X Æ"]),
    min_size=1,
    unique=True,
)


@given(NAMES, st.sampled_from(["roles", "none"]), st.sampled_from(["markdown", "html", "mediawiki", "json", "csv"]))
def test_no_name_is_left_anywhere(people: list[str], names: Names, format_: Format) -> None:
    session = filled(SAMPLE, " then ".join(people))
    session = session.model_copy(
        update={"names": names, "meetings": meeting(*((name, "") for name in people)).meetings}
    )
    session = session.model_copy(
        update={
            "incident": session.incident.model_copy(
                update={"timezone": "UTC", "id": "", "severity": "", "services": (), "links": ()}
            )
        }
    )
    entries = {key: entry.model_copy(update={"links": ()}) for key, entry in session.entries.items()}
    to_do = {key: one.model_copy(update={"ticket": ""}) for key, one in session.follow_ups.items()}
    text = export(session.model_copy(update={"entries": entries, "follow_ups": to_do}), Manner(format=format_)).text
    for name in people:
        assert name not in text
        assert name.casefold() not in text.casefold()


@pytest.mark.parametrize(
    ("lanes", "there", "gone"),
    [
        ("both", ("the runbook says", "pool limit was", "drains in", "queue depth alert"), ()),
        ("known", ("the runbook says", "drains in", "queue depth alert |"), ("pool limit was",)),
        ("none", (), ("the runbook says", "pool limit was", "drains in", "age of the oldest job |", "Expectations")),
    ],
)
def test_lanes_can_be_left_out(lanes: Lanes, there: tuple[str, ...], gone: tuple[str, ...]) -> None:
    text = export(SAMPLE, Manner(lanes=lanes)).text
    assert all(words in text for words in there)
    assert not [words for words in gone if words in text]


@pytest.mark.parametrize(
    ("actor", "what", "expected"),
    [
        ("Zoe Quist", "restarted it", ("Zoe Quist",)),
        ("@zoe", "restarted it", ("@zoe",)),
        ("Ana and Zoe", "paired", ("Zoe",)),
        ("pager", "paged @jonas, then @zoe.q", ("@jonas", "@zoe.q")),
        ("pager", "Ben asked Jonas to look; Mirja Lund said no", ("Jonas", "Lund")),
        ("pager", "asked Mirja Lund", ("Mirja Lund",)),
        ("Zoe", "asked @zoe", ("Zoe",)),
        ("pager", "Nobody noticed, we told Support, @channel was asked", ()),
        ("autoscaler", "mail to zoe@example.com, https://x.example/@zoe", ()),
        ("Grafana", "called Kafka; Customers said so", ()),
        ("Ana", "asked Ben, woke Cyd, told @ana", ()),
        ("Payments Team", "restarted it", ()),
    ],
)
def test_people_who_take_no_part_are_found_wherever_they_are_named(
    actor: str, what: str, expected: tuple[str, ...]
) -> None:
    session = meeting(*TEAM, entries=((actor, what),))
    assert strangers(session) == expected
    assert set(expected) <= set(renamed(session, "roles").kept)
    there = [Participant(id=f"new{at}", name=name.lstrip("@")) for at, name in enumerate(expected)]
    known = session.meetings["sittn1"]
    joined = known.model_copy(update={"participants": {**known.participants, **{one.id: one for one in there}}})
    assert strangers(session.model_copy(update={"meetings": {known.id: joined}})) == ()


def test_notes_learnings_and_the_summary_are_looked_through_as_well() -> None:
    learning = Learning(id="learn1", text="@jonas knew it")
    session = meeting(
        *TEAM, entries=(("pager", "rang"),), learnings=[learning], incident={"summary": "@mirja was away"}
    )
    assert set(strangers(session)) == {"@jonas", "@mirja"}
