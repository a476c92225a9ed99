"""Quick entry: what each part becomes, that normal text is left alone, and that a printed entry reads back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.model.entry_kind import guess_kind
from bpm_tui.model.line.actors import actor_at, complete
from bpm_tui.model.line.entry import KINDS, QuickEntry, parse_entry, print_entry, print_quick, time_as_text
from bpm_tui.model.line.to_entry import changed_entry, to_entry
from bpm_tui.model.session import Entry, Note, Signal
from bpm_tui.model.times.moment import Moment
from bpm_tui.model.times.parse import Context
from bpm_tui.model.times.show import show
from bpm_tui.model.times.unseen import bare
from tests.strategies import entries, moments, texts

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
MEETING = Context(
    COPENHAGEN,
    now=datetime.fromisoformat("2026-11-22T10:00+01:00"),
    near=datetime.fromisoformat("2026-11-20T15:00+01:00"),
)
FULL = "14:45 Ben: rolled back the deploy => errors gone; expected: slow recovery; assumed: config unchanged"


def ids() -> list[str]:
    return [f"note{number:02}" for number in range(20)]


def clock(moment: Moment | None) -> str:
    return show(moment, COPENHAGEN)


def test_the_line_of_the_meeting_screen() -> None:
    quick = parse_entry(FULL, MEETING)
    assert clock(quick.at) == "14:45"
    assert quick.said[2:6] == (
        "Ben",
        "rolled back the deploy",
        "errors gone",
        (("expected", "slow recovery"), ("assumed", "config unchanged")),
    )
    assert [(part.label, FULL[part.start : part.end], part.value) for part in quick.parts] == [
        ("time", "14:45", "14:45"),
        ("actor", "Ben:", "Ben"),
        ("what", "rolled back the deploy", "rolled back the deploy"),
        ("outcome", "errors gone", "errors gone"),
        ("expected", "slow recovery", "slow recovery"),
        ("assumed", "config unchanged", "config unchanged"),
    ]
    assert print_quick(quick, MEETING) == FULL


@pytest.mark.parametrize(
    ("line", "actor", "what", "outcome", "notes"),
    [
        ("restarted payments", "", "restarted payments", "", ()),
        ("@Ana restarted payments", "Ana", "restarted payments", "", ()),
        ("@Ana: restarted payments", "Ana", "restarted payments", "", ()),
        ('@"deploy bot" pushed', "deploy bot", "pushed", "", ()),
        ("pager: queue depth alert", "pager", "queue depth alert", "", ()),
        ("Ana Maria Lund: saw it", "Ana Maria Lund", "saw it", "", ()),
        ("Ana, Ben: read the logs", "Ana, Ben", "read the logs", "", ()),
        ("Ana, Ben Lund and Cem: read the logs", "Ana, Ben Lund and Cem", "read the logs", "", ()),
        ("DBA & SRE: met", "DBA & SRE", "met", "", ()),
        ("first, second: it failed", "", "first, second: it failed", "", ()),
        ("Restarted, slowly: it worked", "", "Restarted, slowly: it worked", "", ()),
        ("Then, Ben: asked", "", "Then, Ben: asked", "", ()),
        ("Errors, Ben: again", "", "Errors, Ben: again", "", ()),
        ("restarted: it worked", "", "restarted: it worked", "", ()),
        ("rolled back: errors gone", "", "rolled back: errors gone", "", ()),
        ("root cause: the cache", "", "root cause: the cache", "", ()),
        ("note: nobody was paged", "", "note: nobody was paged", "", ()),
        ("one two three four: five", "", "one two three four: five", "", ()),
        ("https://wiki.example/page: down", "", "https://wiki.example/page: down", "", ()),
        ("deploy 3:2 to 4:1", "", "deploy 3:2 to 4:1", "", ()),
        ("slow => fast", "", "slow", "fast", ()),
        ("slow; => fast", "", "slow", "fast", ()),
        ("=> fast", "", "", "fast", ()),
        ("map x=>y", "", "map x=>y", "", ()),
        ("a => b => c", "", "a", "b => c", ()),
        ("expected: quick", "", "", "", (("expected", "quick"),)),
        ("Ana: expected: quick", "Ana", "", "", (("expected", "quick"),)),
        ("a => expected: quick", "", "a", "", (("expected", "quick"),)),
        ("a; Expected: quick => b", "", "a", "b", (("expected", "quick"),)),
        ("a;known:x;hindsight:y", "", "a", "", (("known", "x"), ("hindsight", "y"))),
        ("a; it was expected: b", "", "a; it was expected: b", "", ()),
        ("a; learned that b was cold", "", "a; learned that b was cold", "", ()),
        ("a; expected: ; known: x", "", "a", "", (("known", "x"),)),
        (r"a \; expected: b", "", "a ; expected: b", "", ()),
        (r"a \=> b", "", "a => b", "", ()),
        (r"\Ana: b", "", "Ana: b", "", ()),
        (r"C:\new\dir \d+ \o/ a\;b", "", r"C:\new\dir \d+ \o/ a\;b", "", ()),
        (r"\\server\share is full", "", r"\\server\share is full", "", ()),
        ('"disk full" again', "", '"disk full" again', "", ()),
        ("mail ana@example.org", "", "mail ana@example.org", "", ()),
        ("", "", "", "", ()),
    ],
)
def test_each_part_of_a_line(
    line: str, actor: str, what: str, outcome: str, notes: tuple[tuple[str, str], ...]
) -> None:
    for time in ("", "14:32 "):
        quick = parse_entry(time + line, MEETING)
        assert (quick.actor, quick.what, quick.outcome, quick.notes) == (actor, what, outcome, notes)
        assert clock(quick.at) == time.strip()


@pytest.mark.parametrize("line", ["14:32: restarted", "14:32, restarted", "14:32 - restarted", "14:32 UTC – restarted"])
def test_a_dash_or_colon_after_the_time_is_not_text(line: str) -> None:
    assert parse_entry(line, MEETING).what == "restarted"


def test_when_it_became_known() -> None:
    quick = parse_entry("23:50 pager: alert; learned 00:10; expected: x", MEETING)
    assert quick.known_at is not None
    assert quick.known_at.stored() == "2026-11-21T00:10+01:00"
    assert [part.value for part in quick.parts if part.label == "learned"] == ["21 Nov 00:10"]
    assert quick.notes == (("expected", "x"),)
    twice = parse_entry("alert; learned 15:10; learned 15:20", MEETING)
    assert clock(twice.known_at) == "15:20"
    assert "twice" in twice.remarks[0]


def test_links_and_source_stand_at_the_end_of_the_line() -> None:
    line = "14:45 Ben: rolled back; link: https://chat.example/p1?a=b;c; link: INC-7; source: chat #incident"
    quick = parse_entry(line, MEETING)
    assert (quick.what, quick.links, quick.source) == (
        "rolled back",
        ("https://chat.example/p1?a=b;c", "INC-7"),
        "chat #incident",
    )
    assert print_quick(quick, MEETING) == line
    before = Entry(id="e", links=("https://one.example",), source="log")
    assert changed_entry(before, parse_entry("rolled back", MEETING)).links == ()
    assert "twice" in parse_entry("a; source: x; source: y", MEETING).remarks[0]


def test_the_date_is_shown_when_the_day_rolls_over() -> None:
    late = replace(MEETING, near=datetime.fromisoformat("2026-11-20T23:58+01:00"))
    quick = parse_entry("00:03 Ana: went to bed", late)
    assert quick.parts[0].value == "21 Nov 00:03"
    assert parse_entry("23:59 Ana: called", late).parts[0].value == "23:59"


def test_a_time_that_cannot_be_read_is_kept_and_said() -> None:
    quick = parse_entry("22:XX pager: alert", MEETING)
    assert quick.at == Moment("unread", text="22:XX")
    assert quick.what == "alert"
    assert "22:XX" in quick.remarks[0]


def test_one_key_makes_four_digits_text() -> None:
    quick = parse_entry("1500 errors a second", MEETING)
    assert quick.time_may_be_text
    assert clock(quick.at) == "15:00"
    as_text = parse_entry(time_as_text("1500 errors a second"), MEETING)
    assert (as_text.at, as_text.what) == (None, "1500 errors a second")


def test_known_names_may_be_long_and_come_out_as_they_are_known() -> None:
    known = {"Ana", "Team of the payments backend", "restarted"}
    assert parse_entry("ana: saw it", MEETING, known).actor == "Ana"
    assert parse_entry("team of the payments backend: paged", MEETING, known).actor == "Team of the payments backend"
    assert parse_entry("restarted: it worked", MEETING, known).actor == "restarted"
    assert parse_entry("@ana saw it", MEETING, known).actor == "ana"
    assert parse_entry("ana and restarted: met", MEETING, known).actor == "ana and restarted"


hostile = st.one_of(
    texts(),
    st.text(st.sampled_from(list("\\\\;;=>: \u00a0\u202f@\"?~-14:302,.expctdA\n\t}\u2028u{")), max_size=16),
    st.lists(
        st.sampled_from(
            [
                "\\", "; expected: ", ";", " ", "=>", " => ", "learned 15:10", "; learned ", "Ana:", "@", '@"', '?"',
                '"', "14:32", "+5 ", "UTC ", "pm ", "- ", "20 Nov ", "\n", "\u240a", "\\\u240a", "u{20}", "\\u{}",
                "known:", "a", "\u00a0", "\u00a0=>\u00a0", ";\u00a0expected\u00a0:\u00a0",
            ]
        ),
        max_size=7,
    ).map("".join),
)  # fmt: skip
notes_said = st.lists(st.tuples(st.sampled_from(KINDS), hostile), max_size=3).map(tuple)
links_said = st.lists(hostile, max_size=2).map(tuple)
knowns = st.lists(hostile, max_size=2) | st.just(["Ana", "expected", "14:32"])
maybe_moment = st.none() | moments() | hostile.map(lambda text: Moment("unread", text=text))
quicks = st.builds(QuickEntry, maybe_moment, maybe_moment, hostile, hostile, hostile, notes_said, links_said, hostile)


@pytest.mark.parametrize("space", ["\u00a0", "\u202f"])
def test_no_break_space_is_a_space_between_the_parts(space: str) -> None:
    quick = parse_entry("14:40 Ben: a b_=>_c;_expected_:_d;_hindsight:_e".replace("_", space), MEETING)
    assert (quick.actor, quick.what, quick.outcome) == ("Ben", "a b", "c")
    assert quick.notes == (("expected", "d"), ("hindsight", "e"))
    assert parse_entry(f"14:40 Ben: a{space}b", MEETING).what == f"a{space}b"


@given(quicks, knowns)
def test_a_printed_line_reads_back(quick: QuickEntry, known: list[str]) -> None:
    line = print_quick(quick, MEETING, known)
    assert parse_entry(line, MEETING, known).said == quick.said
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in line)


@given(entries(), knowns)
def test_a_printed_entry_reads_back_as_the_same_entry(entry: Entry, known: list[str]) -> None:
    quick = parse_entry(print_entry(entry, MEETING, known), MEETING, known)
    after = changed_entry(entry, quick)
    assert after == entry
    assert list(after.notes) == list(entry.notes)


@given(hostile, knowns)
def test_any_line_says_something_and_its_parts_stand_in_it(line: str, known: list[str]) -> None:
    quick = parse_entry(line, MEETING, known)
    ends = [0]
    for part in quick.parts:
        assert ends[-1] <= part.start < part.end <= len(line)
        ends.append(part.end)
    again = parse_entry(print_quick(quick, MEETING, known), MEETING, known)
    assert again.said == quick.said


words = st.lists(st.text("abcdefghij", min_size=1, max_size=8), min_size=1, max_size=6).map(" ".join)


@given(words, words, words)
def test_plain_words_are_written_as_they_are(what: str, outcome: str, expected: str) -> None:
    quick = QuickEntry(what=what, outcome=outcome, notes=(("expected", expected),))
    assert print_quick(quick, MEETING) == f"{what} => {outcome}; expected: {expected}"


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="\\;=@"), min_size=1, max_size=20))
def test_text_without_markers_inside_a_line_is_untouched(text: str) -> None:
    assert parse_entry(f"so {text}", MEETING).what == f"so {text}"
    assert print_quick(QuickEntry(what=f"so {text}"), MEETING).lstrip("\\") == f"so {text}"


def test_an_entry_from_a_line() -> None:
    entry = to_entry(parse_entry(FULL, MEETING), "entry1", ids())
    assert (entry.id, entry.kind, entry.actor, list(entry.notes)) == ("entry1", "action", "Ben", ["note00", "note01"])
    with pytest.raises(ValueError, match="fewer ids"):
        to_entry(parse_entry(FULL, MEETING), "entry1", ["only01"])
    endless = (f"n{number}" for number in count())
    assert list(to_entry(parse_entry(FULL, MEETING), "entry1", endless).notes) == ["n0", "n1"]


def test_an_edited_line_keeps_what_it_does_not_hold() -> None:
    entry = Entry(
        id="entry1",
        kind="decision",
        at=Moment.from_stored("2026-11-20T13:45+00:00"),
        what="rolled back",
        otherwise=True,
        discussed=True,
        links=("https://x",),
        source="log",
        notes={
            "keep00": Note(id="keep00", kind="expected", text="slow", by="Ana", question="What did you expect?"),
            "move00": Note(id="move00", kind="known", text="cold", by="Ben"),
            "word00": Note(id="word00", kind="assumed", text="confg same", by="Cem"),
            "gone00": Note(id="gone00", kind="known", text="gone"),
        },
        signals={"sig000": Signal(id="sig000", what="graph")},
    )
    line = "14:45 rolled it back; assumed: config same; hindsight: cold; expected: slow; expected: new"
    after = changed_entry(entry, parse_entry(line, MEETING), ids())
    assert after.at is not None
    assert after.at.stored() == "2026-11-20T13:45+00:00"
    assert after.what == "rolled it back"
    assert [(note.id, note.kind, note.text, note.by) for note in after.notes.values()] == [
        ("word00", "assumed", "config same", "Cem"),
        ("move00", "hindsight", "cold", "Ben"),
        ("keep00", "expected", "slow", "Ana"),
        ("note00", "expected", "new", ""),
    ]
    assert after.notes["keep00"].question == "What did you expect?"
    for name in ("kind", "otherwise", "discussed", "signals"):
        assert getattr(after, name) == getattr(entry, name)


@pytest.mark.parametrize(
    ("actor", "what", "kind"),
    [
        ("Ana", "noticed the queue growing", "observation"),
        ("Ana", "decided to wait", "decision"),
        ("Ana", "held off on the failover", "decision"),
        ("Ben", "paged the database team", "communication"),
        ("Ben", "rolled back the deploy", "action"),
        ("Ben", "typed a wrong host name", "action"),
        ("pager", "queue depth alert", "event"),
        ("autoscaler", "restarted four hosts", "event"),
        ("", "orders began to fail", "event"),
        ("", "decided to wait", "decision"),
        ("", "incident declared", "milestone"),
        ("Ana", "all clear", "milestone"),
    ],
)
def test_the_kind_is_guessed_from_actor_and_words(actor: str, what: str, kind: str) -> None:
    assert guess_kind(actor, what) == kind


@given(texts(), texts())
def test_a_kind_is_guessed_for_anything(actor: str, what: str) -> None:
    assert Entry(id="entry1", kind=guess_kind(actor, what)).kind


KNOWN = ["Ana", "Ben", "deploy bot", "Anders", "payments team"]


@pytest.mark.parametrize(
    ("line", "names", "after"),
    [
        ("14:45 @an", ("Ana", "Anders"), "14:45 @Ana "),
        ("14:45 @", ("Ana", "Anders", "Ben", "deploy bot", "payments team"), "14:45 @Ana "),
        ('14:45 @"dep', ("deploy bot",), '14:45 @"deploy bot" '),
        ("14:45 be", ("Ben",), "14:45 Ben: "),
        ("14:45 deploy b", ("deploy bot",), "14:45 deploy bot: "),
        ("fix it @team", ("payments team",), 'fix it @"payments team" '),
    ],
)
def test_names_complete_what_is_typed(line: str, names: tuple[str, ...], after: str) -> None:
    text_start = len("14:45 ") if line.startswith("14:45 ") else 0
    completion = complete(line, len(line), KNOWN, text_start)
    assert completion is not None
    assert completion.names == names
    assert completion.applied(line, names[0]) == (after, len(after))


@pytest.mark.parametrize("line", ["14:45 ", "14:45 Ben: rolled", "14:45 zed", "mail ana@be", "14:45 @zed", ""])
def test_nothing_completes_where_no_name_is_typed(line: str) -> None:
    assert complete(line, len(line), KNOWN, len("14:45 ") if line.startswith("14:45 ") else 0) is None


@given(hostile, st.integers(0, 20), knowns)
def test_a_completed_name_is_read_as_the_actor(rest: str, cursor: int, known: list[str]) -> None:
    line = f"@{rest}"
    completion = complete(line, min(cursor, len(line)), known)
    if completion is not None and completion.start == 0 and not completion.with_colon:
        completed, _ = completion.applied(line, completion.names[0])
        actor = actor_at(completed, 0)
        assert actor is not None
        assert actor.text == completion.names[0]


MARKS = ["\ufeff", "\u200e", "\u200f\u202a", " \u2068 \u200b"]
"""What chats and editors put before a line, with spaces between."""


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("time", ["14:40", "~14:40", "before 15:00", "now", "+5", "20 Nov 23:58"])
def test_a_time_behind_what_is_not_seen_is_a_time(mark: str, time: str) -> None:
    plain, marked = (parse_entry(f"{before}{time} Ben: one", MEETING) for before in ("", mark))
    assert plain.at is not None
    assert marked.said == plain.said
    assert [part.start for part in marked.parts] == [part.start + len(mark) for part in plain.parts]


@pytest.mark.parametrize("mark", MARKS)
def test_a_text_that_begins_with_what_is_not_seen_reads_back(mark: str) -> None:
    assert parse_entry(f"{mark}שלום", MEETING).what.endswith(mark.strip() + "שלום")
    assert parse_entry(time_as_text(f"{mark}1500 errors"), MEETING).said == (
        None,
        None,
        "",
        "1500 errors",
        "",
        (),
        (),
        "",
        (),
    )
    for what in (f"{mark.strip()}14:40 one", f"{mark.strip()}now", f"{mark.strip()}\\14:40"):
        entry = Entry(id="aaaaaa", what=what)
        assert parse_entry(print_entry(entry, MEETING), MEETING).what == what


@pytest.mark.parametrize("line", ["\u202a14:40\u202c Ben: one", "\u206814:40\u2069: Ben: one", "14:40\u200e Ben: one"])
def test_a_time_between_marks_that_are_not_seen_is_a_time(line: str) -> None:
    assert parse_entry(line, MEETING).said == parse_entry("14:40 Ben: one", MEETING).said
    assert parse_entry("14:40 Ben: \u200fשלום", MEETING).what == "\u200fשלום"
    assert parse_entry("14:40 \u200fשלום", MEETING).what == "\u200fשלום"
    assert bare(" \u200e14:40\u202c\n") == "14:40"
    assert bare("\ufeff \u200e") == ""
