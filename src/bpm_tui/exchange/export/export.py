"""A session as it is exported: which parts and names, in which layout and format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from bpm_tui.exchange.errors import ExchangeError
from bpm_tui.exchange.export.names import renamed
from bpm_tui.exchange.export.page.blocks import Block
from bpm_tui.exchange.export.page.record import Record
from bpm_tui.exchange.export.sections import OTHERS, SECTIONS
from bpm_tui.exchange.export.writers.dialects import DIALECTS
from bpm_tui.exchange.export.writers.writer import Writer
from bpm_tui.model.session import Entry, Names, Session
from bpm_tui.storage.user.export_choices import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

    from bpm_tui.storage.user.config import Config

Format = Literal["markdown", "html", "confluence", "mediawiki", "json", "csv"]
Lanes = Literal["both", "known", "none"]
Piece = Literal["all", "timeline", "follow-ups"]

FULL = "full"
"""The layout that holds everything; it needs no template."""

_PIECES: Mapping[Piece, tuple[str, ...]] = {
    "timeline": ("title", "draft", "zone", "timeline"),
    "follow-ups": ("title", "draft", "to-do"),
}


class ExportError(ExchangeError):
    """A session cannot be exported as asked; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a session is exported. ``names`` None: as the session says; ``template`` is a name or the path of a file."""

    format: Format = "markdown"
    wiki: str = "neutral"
    part: Piece = "all"
    names: Names | None = None
    lanes: Lanes = "both"
    mentions: bool = False
    template: str = FULL

    @property
    def ending(self) -> str:
        """How the name of its file ends."""
        return FORMATS[self.format]


@dataclass(frozen=True, slots=True)
class Exported:
    """An export: the session as others may see it, its text, and the actors kept because they seem not to be people."""

    session: Session
    text: str
    kept: tuple[str, ...] = ()


def export(session: Session, manner: Manner, templates: Path | None = None) -> Exported:
    """Return a session as text that ends with one line end; ``templates`` is the folder of the user's own.

    Only the session is read: never its recording, a clock or anything random, so that the same session always gives
    the same text.

    Raises:
        ExportError: what is asked for does not go together, or is not there.
        TemplateError: a template is wrong; it says where.
    """
    out = renamed(session, manner.names or session.names)
    seen = with_lanes(out.session, manner.lanes)
    return Exported(seen, _text(seen, manner, templates), out.kept)


def chosen_manner(config: Config, **asked: Any) -> Manner:
    """Return how to export: as asked, else as the user's settings say; None is not asked for.

    A wiki that is asked for is Markdown, whatever format is set.

    Raises:
        ExportError: a wiki and a format that do not go together.
    """
    told = {name: value for name, value in asked.items() if value is not None}
    if "wiki" in told and told.setdefault("format", "markdown") != "markdown":
        raise ExportError(f"--wiki is for Markdown; leave it out for {told['format']}")
    set_up = {"wiki": config.wiki, "format": config.export_format, "template": config.export_template}
    if told.get("format", config.export_format) in ("json", "csv"):
        set_up["template"] = ""
    return Manner(**{name: value for name, value in set_up.items() if value} | told)


def manner_title(manner: Manner) -> str:
    """Return what a manner's pages are for, such as ``GitLab``."""
    return DIALECTS[manner.wiki].title if manner.format == "markdown" else _TITLES[manner.format]


_TITLES: Mapping[Format, str] = {
    "html": "a browser (HTML)",
    "confluence": "Confluence",
    "mediawiki": "MediaWiki",
    "json": "programs (JSON)",
    "csv": "a spreadsheet (CSV)",
}


def next_manner(manner: Manner, step: int) -> Manner:
    """Return the manner for the next wiki, or the one before, all else being the same."""
    kinds = [replace(manner, format="markdown", wiki=wiki) for wiki in DIALECTS]
    kinds += [replace(manner, format=name) for name in ("html", "confluence", "mediawiki")]
    at = [(kind.format, kind.format == "markdown" and kind.wiki) for kind in kinds]
    now = (manner.format, manner.format == "markdown" and manner.wiki)
    return kinds[(at.index(now) + step) % len(kinds) if now in at else 0]


def with_lanes(session: Session, lanes: Lanes) -> Session:
    """Return a session without the notes of the lanes that are left out."""
    if lanes == "both":
        return session
    entries = {key: _without(entry, lanes) for key, entry in session.entries.items()}
    return session.model_copy(update={"entries": entries})


def writer_for(manner: Manner) -> Writer:
    """Return what writes pages in this manner.

    Raises:
        ExportError: the format has no pages.
    """
    match manner.format:
        case "markdown":
            from bpm_tui.exchange.export.writers.markdown import MarkdownWriter  # noqa: PLC0415 - only what is needed

            return MarkdownWriter(DIALECTS[manner.wiki], mentions=manner.mentions)
        case "html":
            from bpm_tui.exchange.export.writers.html import HtmlWriter  # noqa: PLC0415

            return HtmlWriter()
        case "confluence":
            from bpm_tui.exchange.export.writers.confluence import ConfluenceWriter  # noqa: PLC0415

            return ConfluenceWriter()
        case "mediawiki":
            from bpm_tui.exchange.export.writers.wikitext import WikitextWriter  # noqa: PLC0415

            return WikitextWriter()
    raise ExportError(f"{manner.format} has no pages; choose markdown, html, confluence or mediawiki")


def _text(session: Session, manner: Manner, templates: Path | None) -> str:
    if manner.format in ("json", "csv"):
        if manner.template != FULL:
            raise ExportError(f"{manner.format} has no layout: leave --template out, or choose another format")
        return _json(session, manner.part) if manner.format == "json" else _csv(session, manner.part)
    record, writer = Record(session), writer_for(manner)
    return writer.document(session.title, _body(record, writer, manner, templates))


def _body(record: Record, writer: Writer, manner: Manner, templates: Path | None) -> str:
    if manner.part != "all":
        return writer.body(blocks(record, _PIECES[manner.part]))
    own = templates / f"{FULL}.jinja" if templates else None
    if manner.template == FULL and not (own and own.exists()):
        return writer.body(blocks(record, SECTIONS))
    from bpm_tui.exchange.export.templates import find_template, render  # noqa: PLC0415 - loads a template engine

    return render(find_template(manner.template, templates), record, writer)


def blocks(record: Record, sections: Iterable[str]) -> Iterable[Block]:
    """Yield the blocks of sections, by their names."""
    for name in sections:
        yield from (SECTIONS.get(name) or OTHERS[name])(record)


def _json(session: Session, part: Piece) -> str:
    from bpm_tui.exchange.export.writers import json as json_writer  # noqa: PLC0415

    writers: Mapping[Piece, Callable[[Session], str]] = {
        "all": json_writer.session_json,
        "timeline": json_writer.timeline_json,
        "follow-ups": json_writer.follow_ups_json,
    }
    return writers[part](session)


def _csv(session: Session, part: Piece) -> str:
    from bpm_tui.exchange.export.writers import csv as csv_writer  # noqa: PLC0415

    record = Record(session)
    return csv_writer.follow_ups_csv(record) if part == "follow-ups" else csv_writer.timeline_csv(record)


def _without(entry: Entry, lanes: Lanes) -> Entry:
    if lanes == "none":
        return entry.model_copy(update={"notes": {}, "signals": {}}) if entry.notes or entry.signals else entry
    notes = {key: note for key, note in entry.notes.items() if note.kind != "hindsight"}
    return entry if len(notes) == len(entry.notes) else entry.model_copy(update={"notes": notes})
