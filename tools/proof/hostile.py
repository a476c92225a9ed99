"""Hostile text in every field of a session, through every place where text comes out of the program."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import get_args

import html5lib
import mwparserfromhell

from bpm_tui.exchange.export.export import Manner, Piece, export
from bpm_tui.model.edits import fold
from bpm_tui.model.line.entry import parse_entry, print_entry
from bpm_tui.model.line.to_entry import to_entry
from bpm_tui.model.session import Session
from bpm_tui.model.times.parse import Context
from bpm_tui.storage.session.document import document_text, read_document
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.recording import scan
from bpm_tui.storage.user.export_choices import WIKIS
from tests.actions.acting import NOW, ZONE, ids
from tests.cli.running import run_in
from tests.cli.test_hostile import ACTS
from tests.exchange.reading import DIALECT_READERS
from tests.exchange.test_confluence import DOCUMENTED
from tests.exchange.test_confluence import read as read_confluence
from tests.exchange.test_html import ALLOWED
from tests.exchange.test_json_and_csv import begins_formula
from tests.strategies import exact
from tests.tui.hostile import full_of
from tools.proof.hostile_texts import hostile_text
from tools.proof.trials import Proof, Trials

_TEXTS = 3
"""Texts in one session, over and over in each of its fields; as many entries."""
_NOT_A_LINK = re.compile(r"(?i)(?!(https?|ftp)://|mailto:|#)")
_FRONT_MATTER = re.compile(r"\A---\n(?s:.*?)\n---\n")
_NO_CHARACTER = "invalid-codepoint"
"""What HTML says of the codes that Unicode keeps free; they show as nothing and do nothing."""
_ON_PAGES = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_COMMANDS = (("list",), ("log", "PATH"), ("export", "PATH", "--to", "-"), ("coach", "PATH"), ("check", "PATH"))
_TIMES = Context(ZONE, NOW, near=NOW, selected=NOW, started=NOW)


def sinks() -> Mapping[str, Callable[[Session], Iterator[str]]]:
    """Return every place where a session's text comes out, with what looks whether it was obeyed or lost there."""
    return {
        "document": _document,
        "recording": _recording,
        "line": _line,
        **{f"page for {wiki}": partial(_markdown, wiki) for wiki in WIKIS},
        "html": _html,
        "confluence": _confluence,
        "mediawiki": _mediawiki,
        "csv": _csv,
        "json": _json,
        "commands": _commands,
    }


def session_of(chance: random.Random) -> Session:
    """Return a session full of hostile texts."""
    return full_of([hostile_text(chance) for _ in range(_TEXTS)], title=hostile_text(chance))


def texts_in(session: Session) -> int:
    """Return how many texts a session holds."""
    return len(re.findall(r"'[a-z_]+': '", repr(session.stored())))


def _document(session: Session) -> Iterator[str]:
    if exact(read_document(document_text(session))) != exact(session):
        yield "does not come back as it was"


def _recording(session: Session) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "hostile.toml")
        keeper = Keeper.create(path, session)
        keeper.close()
        read = scan(keeper.recording_path.read_bytes())
    if exact(fold(Session(id=session.id), read.edits)) != exact(session):
        yield "does not come back as it was"


def _line(session: Session) -> Iterator[str]:
    for entry in session.entries.values():
        typed = print_entry(entry, _TIMES, {entry.actor})
        if len(typed.splitlines()) > 1:
            yield f"takes several lines: {typed!r}"
        again = to_entry(parse_entry(typed, _TIMES, {entry.actor}), entry.id, ids())
        if print_entry(again, _TIMES, {entry.actor}) != typed:
            yield f"does not come back as it was: {typed!r}"


def _markdown(wiki: str, session: Session) -> Iterator[str]:
    text = export(session, Manner(wiki=wiki, names="typed")).text
    yield from _raw(text)
    for read in DIALECT_READERS[wiki]:
        page = read(_FRONT_MATTER.sub("", text))
        yield from (f"makes a <{tag}>, read with {read.__name__}" for tag in page.others if tag not in ("sup", "hr"))
        yield from (f"makes a link to {one!r}" for one in page.addresses if _NOT_A_LINK.match(one))


def _html(session: Session) -> Iterator[str]:
    text = export(session, Manner(format="html", names="typed")).text
    yield from _raw(text)
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    for element in parser.parse(text).iter():
        if element.tag not in ALLOWED or any(name.startswith("on") for name in element.attrib):
            yield f"makes a <{element.tag} {element.attrib}>"
        if _NOT_A_LINK.match(element.get("href", "http://")):
            yield f"makes a link to {element.get('href')!r}"
    yield from (f"is no HTML: {error}" for error in parser.errors if error[1] != _NO_CHARACTER)


def _confluence(session: Session) -> Iterator[str]:
    for element in read_confluence(session).iter():
        if element.tag not in (DOCUMENTED | {"body"}):
            yield f"makes a <{element.tag}>"
        if _NOT_A_LINK.match(element.get("href", "http://")):
            yield f"makes a link to {element.get('href')!r}"


def _mediawiki(session: Session) -> Iterator[str]:
    text = export(session, Manner(format="mediawiki", names="typed")).text
    yield from _raw(text)
    code = mwparserfromhell.parse(text)
    acting = [*code.filter_templates(), *code.filter_wikilinks(), *code.filter_arguments()]
    acting += code.filter_tags(matches=lambda tag: str(tag.tag) in ("script", "ref", "nowiki", "pre", "math", "img"))
    yield from (f"acts in the wiki: {one}" for one in acting)


def _csv(session: Session) -> Iterator[str]:
    for part in get_args(Piece):
        text = export(session, Manner(format="csv", part=part, names="typed")).text
        yield from _raw(text.replace("\r\n", "\n"))
        for separator in ",;\t|":
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
                yield from (f"a formula: {cell!r}" for cell in row if begins_formula(cell))


def _json(session: Session) -> Iterator[str]:
    text = export(session, Manner(format="json", names="typed")).text
    yield from _raw(text)
    found = json.loads(text)["session"]["entries"]
    if [one.get("what", "") for one in found] != [one.what for one in session.entries.values()]:
        yield "does not come back as it was"


def _commands(session: Session) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        path = home / "sessions" / "hostile.toml"
        path.parent.mkdir(exist_ok=True)
        Keeper.create(path, session).close()
        for command in _COMMANDS:
            done = run_in(home, *(str(path) if part == "PATH" else part for part in command))
            if done.exit_code not in ((0, 1) if command[0] == "coach" else (0,)):
                yield f"bpm {command[0]} ends with {done.exit_code}: {done.stderr}{done.exception!r}"
            for text in (done.stdout, done.stderr):
                yield from (f"bpm {command[0]} prints {found[0]!r}" for found in [ACTS.search(text)] if found)


def _raw(text: str) -> Iterator[str]:
    found = _ON_PAGES.search(text)
    if found:
        yield f"holds {found[0]!r} as it was: {text[max(0, found.start() - 30) : found.end() + 30]!r}"


def prove(trials: Trials) -> None:
    """Send sessions full of hostile text through every sink."""
    found, texts = sinks(), 0

    def trial(chance: random.Random) -> list[str]:
        nonlocal texts
        session = session_of(chance)
        texts += texts_in(session)
        return [f"{name}: {words}" for name, sink in found.items() for words in sink(session)]

    for number in trials:
        trials.tried(number, trial)
    trials.figure("texts", f"{texts:,}")
    trials.figure("sinks", str(len(found)))


PROOF = Proof(
    "Nothing that somebody typed acts on a terminal, a wiki, a browser or a spreadsheet, and nothing of it is lost.",
    "sessions", 10, 5_000, prove,
)  # fmt: skip
