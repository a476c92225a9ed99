"""The commands that ask all sessions at once: search and similar."""

# ruff: noqa: PLC0415 - every command imports what it needs when it runs

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bpm_tui.cli.group import SESSION, UNUSABLE, find, pass_places, settings
from bpm_tui.library.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bpm_tui.library.echo_words import About
    from bpm_tui.library.echoes import Echo
    from bpm_tui.library.library import Found, Library
    from bpm_tui.library.search import Filters, Hit, Result
    from bpm_tui.storage.folder.listing import Listed
    from bpm_tui.storage.user.places import Places

NOTHING = 1
"""The exit status where nothing was found."""
SCHEMA_VERSION = 1
"""The version of what is printed for programs."""
_HITS_SHOWN = 3
_PROBLEMS_SHOWN = 5


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})
@click.argument("words", nargs=-1, metavar="WORDS...")
@click.option(
    "--in", "kinds", multiple=True, metavar="KIND", type=click.Choice(KINDS),
    help=f"Search only there: {', '.join(KINDS)}; may be repeated.",
)  # fmt: skip
@click.option("--service", metavar="S", help="Only sessions about this service.")
@click.option("--topic", metavar="T", help="Only sessions with something on this topic.")
@click.option("--severity", metavar="S", help="Only incidents of this severity, such as SEV-2.")
@click.option("--status", metavar="S", help="Only sessions that are draft, open or finished.")
@click.option("--since", metavar="WHEN", help="Only incidents from this day on: 2026-11-20, 2026-11, 30d.")
@click.option("--until", metavar="WHEN", help="Only incidents up to this day.")
@click.option("--limit", metavar="N", type=click.IntRange(1), default=20, help="At most N sessions (20).")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per hit.")
@pass_places
def search(places: Places, /, words: tuple[str, ...], limit: int, as_json: bool, **asked: Any) -> int:
    """Search all sessions.

    A session is found if all WORDS are in it, in any form: restarted finds restarting. "a phrase" in quotes means
    exactly these words, rate* words that begin with rate, and -word sessions without it. The latest sessions come
    first. The exit status is 1 if nothing is found.
    """
    from bpm_tui.cli import report
    from bpm_tui.library.library import Library
    from bpm_tui.library.query import query_of

    if mistyped := next((word for word in words if word.startswith("--")), ""):
        raise click.NoSuchOption(mistyped, ctx=click.get_current_context())
    query, filters = query_of(" ".join(words)), _filters(**asked)
    if not query and not filters.narrows:
        typed = " ".join(words)
        report.warn(f"there is no word to look for in {typed!r}" if typed else "type the words to look for")
        return NOTHING if typed else UNUSABLE
    library = Library(places, report.progress("reading the sessions"))
    found = library.search(query, filters, limit)
    _tell(library, found)
    hide = not as_json and settings(places).hide_titles
    for result in found.results:
        for line in _data(result) if as_json else _lines(result, hide_titles=hide):
            report.say_json(line) if isinstance(line, dict) else report.say(line)
    return 0 if found.results else NOTHING


def _filters(kinds: tuple[str, ...], since: str | None, until: str | None, **labels: str | None) -> Filters:
    from bpm_tui.library.search import Filters

    wanted = tuple((kind, label) for kind, label in labels.items() if label)
    return Filters(kinds, wanted, _day("--since", since), _day("--until", until, last=True))


def _day(option: str, words: str | None, *, last: bool = False) -> Any:
    """Return the day that is meant, of a month or a year its first or its last.

    Raises:
        click.UsageError: it is not a day.
    """
    from datetime import UTC, datetime

    from bpm_tui.library.days import day_of

    if words is None:
        return None
    if day := day_of(words, datetime.now(UTC).astimezone().date(), last=last):
        return day
    raise click.UsageError(f"{option}: {words!r} is not a day; use 2026-11-20, 2026-11, '20 Nov' or 30d (30 days ago)")


def _tell(library: Library, found: Found) -> None:
    """Say what is wrong with the index, and which files cannot be read."""
    from bpm_tui.cli.report import warn

    for note in library.notes():
        warn(note)
    for problem in found.problems[:_PROBLEMS_SHOWN]:
        warn(f"not searched: {problem}")
    if (more := len(found.problems) - _PROBLEMS_SHOWN) > 0:
        warn(f"not searched: {more} more that cannot be read; bpm list names them")


def _lines(result: Result, *, hide_titles: bool) -> Iterator[str]:
    """Yield a session and what was found in it, for people; with hidden titles the names of the files alone."""
    one = result.listed
    title = "" if hide_titles else one.title
    yield "  ".join(filter(None, (one.day.isoformat(), one.name, one.severity, one.status, title)))
    for hit in () if hide_titles else result.hits[:_HITS_SHOWN]:
        yield f"    {hit.piece.kind:9} {_in_context(hit)}"
    if (more := len(result.hits) - _HITS_SHOWN) > 0 and not hide_titles:
        yield f"    … {more} more"


def _in_context(hit: Hit) -> str:
    from bpm_tui.library.context import in_context

    return "".join(text for text, _ in in_context(hit, 90))


def _data(result: Result) -> Iterator[dict[str, Any]]:
    """Yield what a program is told of a session: one object for each hit, and one for a session found by filters."""
    one = result.listed
    head = {"schema_version": SCHEMA_VERSION, "session": one.id, "path": str(one.path), "title": one.title}
    if not result.hits:
        yield head | {"kind": "session", "id": one.id, "entry": "", "at": "", "text": one.title}
    for hit in result.hits:
        piece = hit.piece
        yield head | {"kind": piece.kind, "id": piece.id, "entry": piece.entry, "at": piece.at, "text": piece.text}


@click.command()
@click.argument("session", metavar="SESSION|-", type=SESSION)
@click.option("--limit", metavar="N", type=click.IntRange(1), default=5, help="At most N sessions (5).")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per session.")
@pass_places
def similar(places: Places, /, session: str, limit: int, as_json: bool) -> int:
    """Find earlier sessions that resemble one.

    Says what they share, and which follow-ups of the earlier one are still open. SESSION may be - for a document or
    the words of an alert on standard input. The exit status is 1 if there is none.
    """
    from datetime import UTC, datetime

    from bpm_tui.cli import report
    from bpm_tui.library.echo_words import echo_book
    from bpm_tui.library.echoes import with_follow_ups
    from bpm_tui.library.library import Library
    from bpm_tui.storage.user.content import load

    book, problems = load("echoes", echo_book, places.config)
    for problem in problems:
        report.warn(str(problem))
    one, own = _meant(places, session)
    library = Library(places, report.progress("reading the sessions"))
    found = library.echoes(one, book, own, limit)
    for note in library.notes():
        report.warn(note)
    today, hide = datetime.now(UTC).astimezone().date(), not as_json and settings(places).hide_titles
    for echo in (with_follow_ups(each, today) for each in found):
        if as_json:
            report.say_json(_echo_data(echo))
            continue
        for line in _echo_lines(echo, hide_titles=hide):
            report.say(line)
    return 0 if found else NOTHING


def _meant(places: Places, session: str) -> tuple[About, Listed | None]:
    """Return what a session is about, and how it is listed; from standard input also a text without a form."""
    import sys

    from bpm_tui.library.echo_words import about, about_text
    from bpm_tui.storage.disk.problems import BadFileError
    from bpm_tui.storage.disk.regular import read_regular
    from bpm_tui.storage.folder.listing import listed
    from bpm_tui.storage.session.document import read_document

    if session == "-":
        raw = sys.stdin.buffer.read()
        try:
            return about(read_document(raw, "-")), None
        except BadFileError:
            return about_text(raw.decode("utf-8", "replace")), None
    path = find(places, session)
    read = read_document(read_regular(path), path)
    return about(read), listed(read, path)


def _echo_lines(echo: Echo, *, hide_titles: bool) -> Iterator[str]:
    """Yield an earlier session, what it shares and what is still open there; with hidden titles only its name."""
    one = echo.listed
    title = "" if hide_titles else one.title
    yield "  ".join(filter(None, (one.day.isoformat(), one.name, one.severity, one.status, title)))
    if hide_titles:
        return
    yield from (f"    {words}" for words in echo.shared)
    for item in echo.open_follow_ups:
        late = f", {item.late} days late" if item.late else ""
        due = f" · due {item.due}{late}" if item.due else ""
        owner = f" · {item.owner}" if item.owner else ""
        yield f"    still open: {item.text}{owner}{due}"


def _echo_data(echo: Echo) -> dict[str, Any]:
    """Return what a program is told of an earlier session."""
    one = echo.listed
    return {
        "schema_version": SCHEMA_VERSION,
        "session": one.id,
        "path": str(one.path),
        "title": one.title,
        "score": echo.score,
        "shared": list(echo.shared),
        "open_follow_ups": [item._asdict() for item in echo.open_follow_ups],
    }


COMMANDS = (search, similar)
