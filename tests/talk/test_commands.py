"""What the commands of the talk say and do, and that no key of the screen is named in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bpm_tui.actions
from bpm_tui.model.session import Session
from bpm_tui.talk.command import as_answer, split
from bpm_tui.talk.conversation import COMMANDS, RefusedError
from bpm_tui.talk.words import with_commands
from tests.talk.talking import Talking, talking
from tests.tui.meetings import Room

KEY = re.compile(r"\b(?:esc|ctrl\+\w|enter|space|tab)\b|(?:^|[;·(,] ?)(?:[a-z] [a-zA-Z]|[b-zA-Z]|a(?= adds)) [a-z]+s\b")
"""What names a key of the screen: its name, or a letter before a verb."""
NOT_SAID = {
    "shows entries with all these words; enter keeps the filter, esc clears it",  # the filter
    "type at least one word; esc closes the line",  # a phrase of one's own for the coach
    "parked topic · text @who · enter returns you to the line you were typing",  # parking over the line
}


@pytest.fixture
def talk(room: Room) -> Iterator[Talking]:
    with talking(room.written(Session(id="said01", title="Outage")), room.places, room.clock.now) as it:
        yield it


def texts_of(file: Path) -> Iterator[str]:
    """Yield the texts in a module that are no docstrings; what is put into one stands as dots."""
    tree = ast.parse(file.read_text())
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "…"
                for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents | inside:
            yield node.value


def test_what_the_app_says_of_keys_is_said_of_commands() -> None:
    files = [*Path(bpm_tui.actions.__file__).parent.glob("*.py")]
    said = {text for file in files for text in texts_of(file) if KEY.search(text)} - NOT_SAID
    assert len(said) > 15
    assert {
        text: with_commands(text) for text in said if KEY.search(with_commands(text).replace("an empty line", ""))
    } == {}


def test_phases_say_commands() -> None:
    agendas = (Path(bpm_tui.actions.__file__).parent.parent / "content" / "agendas.toml").read_text()
    for said in re.findall(r'says = "([^"]*)"', agendas):
        assert not KEY.search(with_commands(said)), said


def test_every_command_says_what_it_does(talk: Talking) -> None:
    heard = talk.hear("/help")
    assert [line for line in heard if line.startswith("/")] == [
        f"/{' '.join(filter(None, (one.name, one.takes)))}: {one.help}" for one in COMMANDS
    ]
    assert talk.hear("/help export") == [line for line in heard if line.startswith("/export ")]


def test_a_line_is_a_command_or_an_answer() -> None:
    assert split("/add 14:32 Ana: looked") == ("add", "14:32 Ana: looked")
    assert split("add nothing") is None
    assert split("//var is full") is None
    assert as_answer("//var is full") == "/var is full"


def test_a_text_may_begin_with_the_sign(talk: Talking) -> None:
    talk.hear("/add", "//var was full")
    assert [one.what for one in talk.session.entries.values()] == ["/var was full"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("hello", "This is no command"),
        ("/nothing", "There is no command /nothing"),
        ("/s", "may be /signal or /settle or /show or /stop"),
        ("/note expected it drains", "No entry yet; /add adds one"),
        ("/note hunch it drains", "Say the kind of the note"),
        ("/signal", "Say the state of the signal"),
        ("/ask", "No entry yet; /add adds one"),
        ("/phase next", "No meeting has started; /begin starts one"),
        ("/finish", "No learning yet: ask what people learned \\(/learning adds one\\); /finish anyway"),
        ("/undo", "Nothing to undo"),
        ("/edit learning 1", "There is no learning yet"),
        ("/incident moon: full", "Say /incident, a field, a colon and its text"),
        ("/incident time zone: Atlantis", "Atlantis"),
        ("/stop", "Nothing is open"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(talk: Talking, line: str, problem: str) -> None:
    before = talk.session
    with pytest.raises(RefusedError, match=problem):
        talk.hear(line)
    assert talk.session == before
    assert talk.asks == "Command"


def test_a_command_over_an_open_prompt_comes_back_to_it(talk: Talking) -> None:
    talk.hear("/add", "14:00 Ana: looked")
    assert talk.asks == "Entry"
    talk.hear("/signal missed queue graph flat")
    assert talk.asks == "Reason"
    talk.hear("its axis ends at 10,000")
    assert talk.asks == "Entry"
    talk.hear("14:05 Ben: looked as well", "")
    assert talk.asks == "Command"
    assert [one.what for one in talk.session.entries.values()] == ["looked", "looked as well"]


def test_what_went_wrong_over_an_open_prompt_leaves_it_as_it_was(talk: Talking) -> None:
    talk.hear("/add 14:00 Ana: looked", "/begin", "/hands")
    with pytest.raises(RefusedError):
        talk.hear("/agenda unheard of")
    assert talk.asks == "Hands"


def test_help_on_how_to_answer_is_said_once(talk: Talking) -> None:
    assert talk.hear("/add") != []
    talk.hear("", "/learning", "")
    assert talk.hear("/add") == []


def test_a_veiled_note_is_counted_and_not_read(talk: Talking) -> None:
    talk.hear("/add 14:00 Ana: looked", "/note hindsight the pool was full", "/go first")
    talk.conversation.meeting.view.shown_note = ""
    heard = talk.hear("/show")
    assert "1 note of hindsight hidden. /veil shows them" in heard
    assert "pool" not in " ".join(heard)
    talk.hear("/veil")
    assert "Note 1, hindsight: the pool was full" in talk.hear("/show")


def test_an_item_is_edited_settled_and_deleted_by_its_number(talk: Talking) -> None:
    talk.hear("/follow-up raise the limit", "/edit follow-up 1 + @Ana; due: 2030-01-01")
    (wanted,) = talk.session.follow_ups.values()
    assert (wanted.text, wanted.owner, wanted.due) == ("raise the limit", "Ana", "2030-01-01")
    assert talk.hear("/settle follow-up 1") == ["The follow-up is done"]
    assert talk.hear("/delete follow-up 1") == ["Follow-up “raise the limit” deleted", "/undo brings it back"]
    assert not talk.session.follow_ups
    talk.hear("/undo")
    assert next(iter(talk.session.follow_ups.values())).status == "done"


def test_entries_are_found_by_number_time_and_word(talk: Talking) -> None:
    talk.hear("/add", "14:00 Ana: looked", "14:05 Ben: rolled back", "14:10 Cyd: told support", "")
    assert talk.hear("/go 14:05") == ["Entry 2 of 3", "14:05, Ben: rolled back"]
    assert talk.hear("/go support") == ["Entry 3 of 3", "14:10, Cyd: told support"]
    assert talk.hear("/go 1") == ["Entry 1 of 3", "14:00, Ana: looked"]
    assert talk.hear("/go last")[0] == "Entry 3 of 3"
