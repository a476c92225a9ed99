"""The docs describe everything there is, show nothing that is not so, and point to what exists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import get_args

import click
import pytest

from bpm_tui.cli.main import bpm
from bpm_tui.facilitation.agenda import Agendas
from bpm_tui.facilitation.questions import Questions
from bpm_tui.model.edits import INNER_LISTS, LISTS, apply
from bpm_tui.model.items import Part
from bpm_tui.model.line.entry import LEARNED, parse_entry, print_entry
from bpm_tui.model.line.items import LINE_KINDS, print_item
from bpm_tui.model.line.labelled import parse_line
from bpm_tui.model.session import Incident, NoteKind, Session, SignalState
from bpm_tui.model.times.parse import read
from bpm_tui.storage.session.document import document_text, read_document
from bpm_tui.storage.session.recording import Mark, scan
from bpm_tui.storage.user.config import Config, load_config
from bpm_tui.storage.user.content import load
from bpm_tui.storage.user.places import places
from bpm_tui.storage.user.themes import ROLES, load_themes
from bpm_tui.tui.commands import SCREENS, ScreenCommand, every_command
from bpm_tui.tui.kit.keymap import Keymaps
from bpm_tui.views.footer import key_name
from tests.shown_texts import FILLED_IN, shown_texts
from tools import docs, docs_content, docs_questions
from tools.docs_program import keys_of

PAGES = {page.relative_to(docs.ROOT).as_posix(): page for page in docs.pages()}
TEXTS = {name: page.read_text(encoding="utf-8") for name, page in PAGES.items()}
SYMBOLS = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
OTHER_KEYS = {"shift"}


def blocks(text: str, language: str) -> list[str]:
    """Return the code blocks of a page in one language."""
    return re.findall(rf"^ *```{language}\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE)


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield every command of the command line, the group itself first."""
    yield "bpm", bpm
    context = click.Context(bpm)
    for name in bpm.list_commands(context):
        command = bpm.get_command(context, name)
        assert command is not None, f"{name} is not declared where the group says"
        yield f"bpm {name}", command


# Everything there is.


def test_a_changed_generated_part_is_stale() -> None:
    text = TEXTS["docs/keys.md"].replace("Undo the last change", "Take away the last change")
    assert text != TEXTS["docs/keys.md"]
    assert docs.filled(text) == TEXTS["docs/keys.md"]


def test_a_marker_of_nothing_is_refused() -> None:
    with pytest.raises(KeyError, match="no such part"):
        docs.filled("<!-- generated: no such part -->\n<!-- end of generated -->")


def test_every_part_that_can_be_generated_stands_on_a_page() -> None:
    found = {name for text in TEXTS.values() for name in re.findall(r"<!-- generated: (.+?) -->", text)}
    assert found == set(docs.PARTS)


@pytest.mark.parametrize("command", every_command(), ids=lambda command: command.slug())
def test_every_key_is_documented_with_what_it_does(command: type[ScreenCommand]) -> None:
    row = f"- {keys_of(command)} {command.tooltip().splitlines()[0]} `{command.slug()}`\n"
    assert row in TEXTS["docs/keys.md"]


@pytest.mark.parametrize(("name", "command"), commands())
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    section = TEXTS["docs/commands.md"].partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    assert command.get_short_help_str(limit=200).rstrip(".") in section
    options = [option for param in command.params if isinstance(param, click.Option) for option in param.opts]
    assert [option for option in options if option not in section] == []
    if command is not bpm:
        assert f"`{name}" in TEXTS["README.md"]


@pytest.mark.parametrize("setting", Config._fields)
def test_every_setting_is_documented(setting: str) -> None:
    assert re.search(rf"^\| `\[?{setting}\]?` \|", TEXTS["docs/themes.md"], re.MULTILINE)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_of_a_theme_is_documented(role: str) -> None:
    assert f"- `{role}`: " in TEXTS["docs/themes.md"]


@pytest.mark.parametrize("word", [*get_args(NoteKind), *get_args(SignalState)])
def test_every_kind_of_note_and_state_of_a_signal_is_in_the_guide(word: str) -> None:
    shown = {"unknown": "not known yet"}.get(word, word)
    assert re.search(rf"^\| <kbd>[ts]</kbd> <kbd>.</kbd> \| {shown}", TEXTS["docs/guide.md"], re.MULTILINE)


def test_every_category_of_questions_is_documented() -> None:
    text = " ".join(TEXTS["docs/questions.md"].split())
    counts = Counter(each.category for each in docs_questions.our_questions().questions)
    assert [f"{category} ({count})" for category, count in counts.items() if f"{category} ({count})" not in text] == []
    assert f"Ours, {counts.total()} in all" in text


def test_every_field_of_the_files_is_documented() -> None:
    text = TEXTS["docs/files.md"]
    rows = dict(re.findall(r"^\| (the session|`\[+\S+\]+`) \| (.+) \|$", text, re.MULTILINE))
    kinds: dict[str, type[Part]] = {"the session": Session, "`[incident]`": Incident}
    kinds |= {f"`[[{name}]]`": kind for name, kind in LISTS.items()}
    kinds |= {f"`[[{outer}.{name}]]`": kind for name, (outer, kind) in INNER_LISTS.items()}
    lists = {*LISTS, *INNER_LISTS, "incident"}
    missing = {
        (part, name)
        for part, kind in kinds.items()
        for name in kind.model_fields.keys() - lists
        if f"`{name}`" not in rows.get(part, "")
    }
    assert missing == set()


# Nothing that is not so.


@pytest.mark.parametrize("name", PAGES)
def test_keys_that_a_page_names_exist(name: str) -> None:
    known = {tuple(filter(None, (command.GROUP, key))) for command in every_command() for key in command.default_keys()}
    shown = {tuple(map(key_name, keys)) for keys in known}
    shown |= {(group.strip(),) for command in every_command() if (group := command.GROUP)}
    named = re.findall(r"<kbd>([^<]+)</kbd>(?:\s<kbd>([^<]+)</kbd>)?", TEXTS[name])
    pressed = {tuple(SYMBOLS.get(key, key) for key in keys if key) for keys in named}
    extra = {(key,) for key in OTHER_KEYS}
    assert pressed - shown - extra == set()


MOST_OF = 0.4
"""The share of a line of output that has to be our own words, so that a text with nothing but gaps proves nothing."""
QUOTING = [name for name in PAGES if name not in ("docs/code-map.md", "CONTRIBUTING.md", "docs/demo.md")]
"""The pages for users. What they have in double quotes is what bpm shows; what people say is in italics."""


def prose(text: str) -> str:
    """Return a page without its code, its generated parts and the marks of emphasis."""
    text = re.sub(r"<!-- generated: .*?<!-- end of generated -->", "", text, flags=re.DOTALL)
    text = re.sub(r"^ *```.*?^ *```", "", text, flags=re.DOTALL | re.MULTILINE)
    return " ".join(re.sub(r"`[^`]*`|</?kbd>|\*", "", text).split())


@pytest.fixture(scope="module")
def shown() -> str:
    return shown_texts()


def is_filled_in(line: str, shown: str) -> bool:
    """Say whether a line of output is one of the texts that bpm shows, with something in its gaps."""
    texts = (text for text in shown.splitlines() if len(text.replace(FILLED_IN, "")) > MOST_OF * len(line))
    gaps = (".+".join(map(re.escape, text.split(FILLED_IN))) for text in texts)
    return any(re.fullmatch(pattern, line) for pattern in gaps)


@pytest.mark.parametrize("name", QUOTING)
def test_what_a_page_quotes_can_be_seen_on_a_screen_or_in_an_output(name: str, shown: str) -> None:
    assert [text for text in re.findall(r'"([^"]+)"', prose(TEXTS[name])) if text not in shown] == []
    printed = [line for block in blocks(TEXTS[name], "output") for line in block.splitlines()]
    assert [line for line in printed if not is_filled_in(line, shown)] == []


def test_a_quote_of_something_else_would_be_noticed(shown: str) -> None:
    assert "On to the next entry" in shown
    assert "On to the next postmortem" not in shown
    assert is_filled_in("columns taken: time=When, actor=Who, text=What happened; --columns changes it", shown)
    assert not is_filled_in("columns guessed: time=When, actor=Who, text=What happened; --columns changes it", shown)
    assert re.findall(r'"([^"]+)"', prose('says `"no"`, "Not\nsaved" and *"so"*')) == ["Not saved", "so"]


def test_entries_shown_as_lines_are_read_without_a_doubt() -> None:
    lines = [line.strip() for text in TEXTS.values() for block in blocks(text, "entry") for line in block.splitlines()]
    assert len(lines) >= 2
    for line in lines:
        quick = parse_entry(line, docs_content.TIMES_AT)
        assert (quick.at is not None, bool(quick.actor), bool(quick.what), quick.remarks) == (True, True, True, ())
        assert "expected" in dict(quick.notes)


def test_the_line_taken_apart_becomes_what_is_described() -> None:
    quick = parse_entry(docs_content.ENTRY, docs_content.TIMES_AT)
    assert [part.label for part in quick.parts] == [
        "time", "actor", "what", "outcome", "expected", "assumed", "hindsight", LEARNED,
    ]  # fmt: skip
    assert quick.known_at
    assert quick.at
    assert quick.known_at.at
    assert quick.at.at
    assert quick.known_at.at - quick.at.at == timedelta(minutes=25)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("14:32", "2026-11-20T14:32+01:00"),
        ("+5", "2026-11-20T14:37+01:00"),
        ("~14:30", "~2026-11-20T14:30+01:00"),
        ("before 14:00", "before 2026-11-20T14:00+01:00"),
        ("14:00-14:20", "2026-11-20T14:00+01:00/2026-11-20T14:20+01:00"),
        ("yesterday 23:50", "2026-11-19T23:50+01:00"),
        ("00:03", "2026-11-21T00:03+01:00"),
        ("14:32Z", "2026-11-20T14:32+00:00"),
        ("14:??", "14:??"),
    ],
)
def test_times_of_the_reference_mean_what_a_reader_takes_them_for(typed: str, stored: str) -> None:
    found = read(typed, docs_content.TIMES_AT)
    assert found is not None
    assert found.moment.stored() == stored
    assert f"| `{typed}` | " in TEXTS["docs/line.md"]


def test_other_ways_to_type_the_times_of_the_reference_say_the_same() -> None:
    ways = {
        "~14:30": ["14:30?", "about 14:30"],
        "20 Nov 23:58": ["Nov 20 23:58", "2026-11-20 23:58", "20 Nov 2026 23:58"],
        "14:32Z": ["14:32 UTC"],
        "14:32+05:30": ["14:32 UTC+05:30"],
    }
    for typed, others in ways.items():
        wanted = read(typed, docs_content.TIMES_AT)
        assert wanted is not None
        for other in others:
            found = read(other, docs_content.TIMES_AT)
            assert found is not None
            assert found.moment == wanted.moment
            assert (
                other.removesuffix(" 23:58") in TEXTS["docs/line.md"] or other in TEXTS["docs/line.md"] or "+" in other
            )


def test_lines_of_the_lists_are_read_without_a_doubt_and_need_nothing_else() -> None:
    for kind, lines in docs_content.LINES.values():
        item = next(item for item, known in LINE_KINDS.items() if known is kind)
        for line in lines:
            quick = parse_line(line, kind, docs_content.TODAY.date())
            assert quick.remarks == ()
            made = item.model_validate({"id": "a"} | dict(quick.fields))
            assert parse_line(print_item(made), kind, docs_content.TODAY.date()).fields == quick.fields


def test_the_document_shown_is_one_that_bpm_would_write() -> None:
    (text,) = (block for block in blocks(TEXTS["docs/files.md"], "toml") if "[[entries]]" in block)
    session = read_document(text)
    assert document_text(session) == text
    assert [len(getattr(session, name)) for name in LISTS] == [1, 2, 1, 1, 1]
    assert print_entry(next(iter(session.entries.values())), docs_content.TIMES_AT).startswith("14:32 Ana: restarted")


def test_the_recording_shown_can_be_played() -> None:
    (text,) = (block for block in blocks(TEXTS["docs/files.md"], "toml") if "[[mark]]" in block)
    recording = scan(text.encode(), Path("example"))
    assert (len(recording), recording.torn) == (4, b"")
    session = Session(id=recording.session_id)
    for place in range(len(recording)):
        item = recording.item(place)
        session = session if isinstance(item, Mark) else apply(session, item)
    assert [entry.what for entry in session.entries.values()] == ["restarted payments"]


def test_settings_shown_are_taken_without_a_complaint() -> None:
    own = places()
    own.config.mkdir(parents=True, exist_ok=True)
    shown = [block for text in TEXTS.values() for block in blocks(text, "toml") if "[keys]" in block]
    assert len(shown) == 2
    for block in shown:
        own.config_file.write_text(block, encoding="utf-8")
        config, problems = load_config(own)
        assert problems == []
        assert config.keys
        assert Keymaps(SCREENS, config.keys).problems == ()


@pytest.mark.parametrize(("name", "shape"), [("questions", Questions), ("agendas", Agendas)])
def test_content_shown_is_taken_without_a_complaint(name: str, shape: type[Questions | Agendas]) -> None:
    own = places()
    own.config.mkdir(parents=True, exist_ok=True)
    (shown,) = (block for block in blocks(TEXTS["docs/questions.md"], "toml") if f"[[{name}]]" in block)
    (own.config / f"{name}.toml").write_text(shown, encoding="utf-8")
    found, problems = load(name, shape.model_validate, own.config)
    assert problems == []
    assert len(list(getattr(found, name))) == 1


def test_a_theme_made_as_described_is_taken() -> None:
    (shown,) = (block for block in blocks(TEXTS["docs/themes.md"], "toml") if "night-shift" in block)
    ours, _ = load_themes(docs_questions.NOWHERE)
    rest = "".join(f'{role} = "{ours["dusk"].colors[role]}"\n' for role in ROLES if f"{role} =" not in shown)
    own = places()
    own.themes.mkdir(parents=True, exist_ok=True)
    (own.themes / "mine.toml").write_text(shown + rest, encoding="utf-8")
    themes, problems = load_themes(own.themes)
    assert problems == []
    assert themes["night-shift"].title == "Night shift"
