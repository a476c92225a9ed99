"""Layouts by template: Jinja2 in a sandbox, where a template can reach the session and nothing else."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bpm_tui.exchange.errors import ExchangeError
from bpm_tui.exchange.export.page.blocks import Block, Facts, Heading, Items, ListItem, Notice, Paragraph, Table
from bpm_tui.exchange.export.page.record import Record
from bpm_tui.exchange.export.page.visible_text import paragraphs
from bpm_tui.exchange.export.sections import OTHERS, SECTIONS
from bpm_tui.exchange.export.writers.writer import Writer
from bpm_tui.model.items import Item, Part
from bpm_tui.model.times.moment import Moment
from bpm_tui.storage.disk.problems import BadFileError, Problem
from bpm_tui.storage.disk.regular import read_regular
from bpm_tui.storage.user.places import shipped, typed_path

ENDING = ".jinja"
SHIPPED = ("full", "summary", "announcement")

_EMPTY_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_LONGEST = 20_000_000
"""The most characters of a page; a template that writes more is a mistake."""


class TemplateError(BadFileError, ExchangeError):
    """A template cannot be used; its problem says where and why."""


class _Written(str):
    """Text that is in the format of the page already; everything else a template writes is escaped."""

    __slots__ = ()


def find_template(name: str, folder: Path | None) -> Path:
    """Return the file of a template: a path, or a name in the user's folder, else one that comes with the app.

    Raises:
        TemplateError: there is none.
    """
    if "/" in name or name.endswith(ENDING):
        return typed_path(name)
    own = folder / f"{name}{ENDING}" if folder else None
    if own and own.exists():
        return own
    if name in SHIPPED:
        return shipped("content", f"templates/{name}{ENDING}")
    names = sorted({*SHIPPED, *(path.stem for path in folder.glob(f"*{ENDING}"))} if folder else SHIPPED)
    near = difflib.get_close_matches(name, names, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names)}"
    place = own or Path(f"{name}{ENDING}")
    raise TemplateError([Problem(place, 1, 1, f"there is no template {name!r}; {hint}")])


def render(file: Path, record: Record, writer: Writer) -> str:
    """Return the body of a page as a template lays it out; runs of empty lines become one.

    Raises:
        TemplateError: the template cannot be read, or is wrong.
    """
    names = Names(record, writer)
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, finalize=names.finalize, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    environment.globals = {"range": environment.globals["range"]}
    environment.filters = {name: each for name, each in environment.filters.items() if name in FILTERS}
    try:
        source = read_regular(file).decode("utf-8-sig")
        template = environment.from_string(source)
        text = _joined(template.generate(**names.given()), file)
    except UnicodeDecodeError as error:
        raise _wrong(file, 1, "not UTF-8; save the file as UTF-8") from error
    except OSError as error:
        raise _wrong(file, 1, f"cannot be read: {error.strerror}") from error
    except TemplateSyntaxError as error:
        raise _wrong(file, error.lineno, error.message or "not a template") from error
    except BadFileError:
        raise
    except (JinjaError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise _wrong(file, _line(error), str(error) or type(error).__name__) from error
    return _EMPTY_LINES.sub("\n\n", text).strip("\n")


class Names:
    """What a template can use; docs/exporting.md lists it."""

    def __init__(self, record: Record, writer: Writer) -> None:
        self._record = record
        self._writer = writer

    def given(self) -> Mapping[str, Any]:
        """Return every name and what it stands for: the session as plain data, and the functions."""
        session = self._record.session
        data = _plain(session)
        return {
            "session": {name: data[name] for name in ("title", "status", "names", "closed_without")},
            **{name: data[name] for name in ("incident", "meetings", "entries", "learnings", "follow_ups", "parked")},
            "sittings": data["meetings"],  # their name in older templates
            **self.functions(),
        }

    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """Return the functions by name."""
        return {
            "section": self.section,
            "heading": self.heading,
            "paragraph": self.paragraph,
            "notice": self.notice,
            "facts": self.facts,
            "items": self.items,
            "table": self.table,
            "bold": self.bold,
            "when": self.when,
            "label": self._record.label,
        }

    def finalize(self, value: Any) -> str:
        """Return what a template wrote as text in the page's format; what was not written by us is escaped."""
        if isinstance(value, _Written):
            return value
        return self._writer.text("" if value is None else str(value))

    def section(self, name: str) -> str:
        """A section of the full record, by its name, with its heading."""
        known = {**SECTIONS, **OTHERS}
        if name not in known:
            raise LookupError(f"there is no section {name!r}; there are {', '.join(known)}")
        return self._written(known[name](self._record))

    def heading(self, level: int, text: str) -> str:
        """A heading of level 1 to 3."""
        return self._written([Heading(max(1, min(int(level), 3)), str(text))])

    def paragraph(self, text: str) -> str:
        """A text as paragraphs, separated where it has empty lines."""
        return self._written(map(Paragraph, paragraphs(str(text))))

    def notice(self, strong: str, text: str = "") -> str:
        """A line that has to be seen: a few strong words, and a sentence behind them."""
        return self._written([Notice(self._writer.text(str(strong)), str(text))])

    def facts(self, pairs: Iterable[Sequence[str]]) -> str:
        """A list of labels and texts, from pairs; those without text are left out."""
        return self._written([Facts(tuple((self._writer.text(str(label)), str(text)) for label, text in pairs))])

    def items(self, texts: Iterable[str]) -> str:
        """A list of texts."""
        return self._written([Items(tuple(ListItem(str(text)) for text in texts))])

    def table(self, titles: Sequence[str], rows: Iterable[Any], fields: Sequence[str] = ()) -> str:
        """A table, from its titles and its rows: lists of texts, or parts of the session and the fields to show."""
        told = ([row[field] for field in fields] if fields else row for row in rows)
        found = [[(str(cell),) for cell in row] for row in told]
        for row in found:
            if len(row) != len(titles):
                raise ValueError(f"a row of the table has {len(row)} cells, and {len(titles)} titles")
        return self._written([Table(tuple(self._writer.text(str(title)) for title in titles), found)])

    def bold(self, text: str) -> str:
        """A text in strong letters, for the middle of a line."""
        return _Written(self._writer.strong(self._writer.text(str(text))))

    def when(self, moment: str | None) -> str:
        """A moment of the session in words, with its day, in the incident's time zone."""
        found = self._moments.get(moment or "")
        return self._record.times.full(found) if found else str(moment or "")

    @property
    def _moments(self) -> Mapping[str, Any]:
        incident = self._record.session.incident
        found = [incident.started, incident.detected, incident.mitigated, incident.resolved]
        for entry in self._record.session.entries.values():
            found += [entry.at, entry.known_at]
        return {moment.stored(): moment for moment in found if moment}

    def _written(self, blocks: Iterable[Block]) -> str:
        return _Written(f"\n{self._writer.body(blocks)}\n")


def _plain(value: Any) -> Any:
    """Return plain data with every field, moments as they are stored; a template can change none of the session."""
    match value:
        case Part():
            return {name: _plain(held) for name, held in value}
        case Moment():
            return value.stored()
        case datetime():
            return value.isoformat()
        case dict():
            is_list = all(isinstance(held, Item) for held in value.values())
            return [_plain(held) for held in value.values()] if is_list else value
        case tuple() | list():
            return [_plain(held) for held in value]
    return value


FILTERS = frozenset(
    (
        *("capitalize", "count", "default", "d", "first", "groupby", "join", "last", "length", "list"),
        *("lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "round", "select"),
        *("selectattr", "slice", "sort", "sum", "title", "trim", "truncate", "unique", "upper", "wordcount"),
    )
)


def _joined(pieces: Iterable[str], file: Path) -> str:
    found, length = [], 0
    for piece in pieces:
        found.append(piece)
        length += len(piece)
        if length > _LONGEST:
            raise _wrong(file, 1, f"it writes more than {_LONGEST:,} characters")
    return "".join(found)


def _wrong(file: Path, line: int, message: str) -> TemplateError:
    said = f"{message.rstrip('.')}; docs/exporting.md says what a template may use"
    return TemplateError([Problem(file, line, 1, said)])


def _line(error: BaseException) -> int:
    """Return the line of the template in which an error was raised."""
    trace, line = error.__traceback__, 1
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
