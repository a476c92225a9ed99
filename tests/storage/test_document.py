"""The document: what goes in comes back, one change is one line, and bad ones are refused with their place."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from bpm_tui.model.editing import adding, changing, moving
from bpm_tui.model.edits import fold
from bpm_tui.model.session import Entry, Incident, Note, Session
from bpm_tui.storage.session import migrations as migrate
from bpm_tui.storage.session.document import DocumentError, DocumentTexts, document_format, document_text, read_document
from tests.strategies import edit_lists, sessions

SESSION = Session.model_validate(
    {
        "id": "k3m9x2",
        "title": "Payments outage",
        "incident": {"id": "INC-2481", "severity": "SEV-2", "timezone": "Europe/Copenhagen"},
        "entries": [
            {"id": "entry1", "at": "2026-11-20T14:28+01:00", "what": "alert", "notes": [{"id": "note01", "text": "n"}]},
            {"id": "entry2", "what": "restart", "outcome": "halved", "links": ["a", "b"]},
        ],
        "learnings": [{"id": "learn1", "text": "wow"}],
    }
)
HEAD = 'format = 1\nid = "k3m9x2"\n'


def test_it_reads_like_this() -> None:
    assert document_text(SESSION).splitlines()[1:] == [
        "format = 1",
        'id = "k3m9x2"',
        'title = "Payments outage"',
        "",
        "[incident]",
        'id = "INC-2481"',
        'severity = "SEV-2"',
        'timezone = "Europe/Copenhagen"',
        "",
        "[[entries]]",
        'id = "entry1"',
        'at = "2026-11-20T14:28+01:00"',
        'what = "alert"',
        "",
        "[[entries.notes]]",
        'id = "note01"',
        'text = "n"',
        "",
        "[[entries]]",
        'id = "entry2"',
        'what = "restart"',
        'outcome = "halved"',
        'links = ["a", "b"]',
        "",
        "[[learnings]]",
        'id = "learn1"',
        'text = "wow"',
    ]


def test_its_first_line_says_that_comments_are_not_kept() -> None:
    first = document_text(SESSION).split("\n", 1)[0]
    assert first.startswith("# ")
    assert "comments are not kept" in first


@given(sessions())
def test_what_is_written_comes_back(session: Session) -> None:
    text = document_text(session)
    again = read_document(text.encode(), "x.toml")
    assert document_text(again) == text
    assert list(again.entries) == list(session.entries)
    assert again.incident == session.incident or again.incident.model_extra


@given(sessions())
def test_no_array_of_tables_is_in_line_and_no_line_holds_a_control_character(session: Session) -> None:
    known = Session.model_validate({name: getattr(session, name) for name in Session.model_fields})
    text = document_text(known)
    assert not [char for char in text.replace("\n", "") if ord(char) < 32 or 0x7F <= ord(char) < 0xA0]
    assert set(tomli.loads(text)) <= set(Session.model_fields)


@given(sessions().flatmap(lambda session: st.tuples(st.just(session), edit_lists(session))))
def test_texts_known_from_before_make_the_same_document(made: tuple[Session, Any]) -> None:
    session, edits = made
    texts = DocumentTexts()
    for edit in edits:
        assert document_text(session, texts) == document_text(session)
        session = fold(session, [edit])


@pytest.mark.parametrize("name", ["actor", "what", "outcome", "source"])
def test_one_changed_field_is_one_changed_line(name: str) -> None:
    before = fold(SESSION, changing(SESSION, "entries", "entry2", **{name: "old\nwords"}))
    after = fold(before, changing(before, "entries", "entry2", **{name: "new\nwords"}))
    changed = [line for line in _diff(before, after) if line[0] in "+-"]
    assert changed == [f'-{name} = "old\\nwords"', f'+{name} = "new\\nwords"']


def test_one_new_entry_is_new_lines_only() -> None:
    after = fold(SESSION, [adding(SESSION, "entries", Entry(id="entry3", what="x"), after="entry1")])
    assert {line[0] for line in _diff(SESSION, after)} == {" ", "+"}


def test_the_order_of_the_file_is_the_order() -> None:
    moved = fold(SESSION, [moving(SESSION, "entries", "entry2", "")])
    assert list(read_document(document_text(moved)).entries) == ["entry2", "entry1"]


def _diff(before: Session, after: Session) -> list[str]:
    old, new = document_text(before).splitlines(), document_text(after).splitlines()
    return list(difflib.unified_diff(old, new, lineterm="", n=100))[3:]


BAD: list[tuple[str | bytes, int, int, str]] = [
    (b"\xff", 1, 1, "UTF-8"),
    (HEAD.encode() + b'title = "\xe6"\n', 3, 10, "UTF-8"),
    (f"{HEAD}title = \n", 3, 9, "not TOML"),
    (f"{HEAD}title = 'a'\ntitle = 'b'\n", 4, 12, "not TOML"),
    ("format = 1\n", 1, 1, "id"),
    (f"{HEAD}status = 'done'\n", 3, 1, "'draft', 'open' or 'finished'"),
    (f"{HEAD}[[entries]]\nid = 'a'\n[[entries]]\nid = 'b'\nkind = 'x'\n", 7, 1, "entries.b.kind"),
    (f"{HEAD}[[entries]]\nid = 'a'\n[[entries]]\nid = 'a'\n", 5, 1, "two items have the id 'a'"),
    (f"{HEAD}[[entries]]\nid = 'a'\n[[entries.notes]]\ntext = 'x'\n", 5, 1, "has no id"),
    (f"{HEAD}[[entries]]\nid = 'a'\n[[entries.notes]]\nid = 'n'\nkind = 'guess'\n", 7, 1, "entries.a.notes.n.kind"),
    (f"{HEAD}[[meetings]]\nid = 's'\nheld = 'soon'\n", 5, 1, "meetings.s.held"),
    (f"{HEAD}entries = 3\n", 3, 1, "entries"),
    (f"{HEAD}[entries]\nid = 'a'\n", 3, 1, "entries"),
    ("format = 'one'\nid = 'a'\n", 1, 1, "format"),
    ("id = 'a'\nformat = 0\n", 2, 1, "format"),
    ("id = 'a'\nformat = true\n", 2, 1, "format"),
    (f"{HEAD}x = {'[' * 5000}", 1, 1, "nested"),
]


@pytest.mark.parametrize(("text", "line", "column", "words"), BAD)
def test_a_broken_one_is_refused_with_its_place(text: str | bytes, line: int, column: int, words: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(text, "a.toml")
    problem = caught.value.problems[0]
    assert (problem.file, problem.line, problem.column) == (Path("a.toml"), line, column)
    assert words in problem.message


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(f"{HEAD}status = 'x'\nnames = 'y'\n", "a.toml")
    assert [problem.line for problem in caught.value.problems] == [3, 4]


def test_a_later_format_is_refused_naming_the_version_needed() -> None:
    with pytest.raises(DocumentError, match=r"format 9 and needs bpm-tui 4\.2 or later"):
        read_document("# Written by bpm. Format 9 needs bpm-tui 4.2 or later.\nformat = 9\nid = 'a'\nentries = 3\n")
    with pytest.raises(DocumentError, match="format 9 and needs a later bpm-tui"):
        read_document("format = 9\nid = 'a'\n")


def test_an_earlier_format_is_migrated(monkeypatch: pytest.MonkeyPatch) -> None:
    def first_to_second(data: dict[str, Any]) -> dict[str, Any]:
        return data | {"title": data["name"]}

    monkeypatch.setattr(migrate, "FORMAT", 2)
    monkeypatch.setitem(migrate.MIGRATIONS, 1, first_to_second)
    session = read_document("format = 1\nid = 'a'\nname = 'Outage'\n")
    assert (session.title, session.format) == ("Outage", 2)
    assert migrate.is_old(document_format(b"format = 1\n"))


def test_unknown_keys_are_carried_through() -> None:
    extra = (
        f"{HEAD}colour = 1.10\n[zebra]\nx = [1, {{ y = 2 }}]\n[[polls]]\nid = 1\n[[polls.answers]]\nn = 07:32:00\n"
        "[[entries]]\nid = 'a'\nmood = 'calm'\n"
    )
    again = tomli.loads(document_text(read_document(extra)), parse_float=str)
    wanted = tomli.loads(extra, parse_float=str)
    assert again == wanted


def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    text = document_text(SESSION).replace("\n", "\r\n").encode()
    assert read_document(b"\xef\xbb\xbf" + text) == SESSION


def test_times_without_offset_are_in_the_zone_of_the_incident() -> None:
    text = (
        f"{HEAD}[incident]\ntimezone = 'Europe/Copenhagen'\nstarted = 2026-07-01T14:00:00\n"
        "[[entries]]\nid = 'a'\nat = '~2026-11-20T14:28'\nknown_at = '2026-11-20T14:28+05:00'\n"
        "[[entries]]\nid = 'b'\nat = '2026-07-20T14:28/2026-07-20T14:40'\nknown_at = 'when it rained'\n"
    )
    session = read_document(text)
    stored = [getattr(session.entries[key], name) for key in "ab" for name in ("at", "known_at")]
    assert [moment.stored() for moment in stored if moment] == [
        "~2026-11-20T14:28+01:00",
        "2026-11-20T14:28+05:00",
        "2026-07-20T14:28+02:00/2026-07-20T14:40+02:00",
        "when it rained",
    ]
    assert session.incident.started
    assert session.incident.started.stored() == "2026-07-01T14:00+02:00"


def test_an_empty_session_is_three_lines() -> None:
    assert document_text(Session(id="a")).count("\n") == 3
    assert document_text(Session(id="a", incident=Incident(id="INC-1"))).endswith('[incident]\nid = "INC-1"\n')


def test_a_long_text_comes_back() -> None:
    note = Note(id="n", text="x" * 100_000 + "\n\u2028é")
    session = Session(id="a", entries={"e": Entry(id="e", notes={"n": note})})
    assert read_document(document_text(session)).entries["e"].notes["n"] == note
