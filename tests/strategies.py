"""Hypothesis strategies for the model's values: hostile on purpose, and sparse, so that defaults occur too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import Any, TypeVar, get_args
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import BaseModel

from bpm_tui.model import editing as making
from bpm_tui.model import session as s
from bpm_tui.model.edits import INNER_LISTS, LISTS, Edit, fold, item_type, items_of
from bpm_tui.model.items import ID_ALPHABET, ID_LENGTH, Item, Part
from bpm_tui.model.times.moment import Moment
from bpm_tui.model.undo import History

PartT = TypeVar("PartT", bound=Part)
ItemT = TypeVar("ItemT", bound=Item)

HOSTILE = (
    "[/foo]", "[red]x[/red]", "[link=http://x]", "\x1b[31mred\x1b[0m", "\x1b]52;c;eA==\x07", "\x9b31m", "\x00", "\x07",
    "\x7f", "\x85", "a|b|c", "\\|", "line one\nline two", "cr\r\nlf", "\ttab", "\u202eright to left\u202c", "\u2067x",
    "zero\u200bwidth\u200d", "\ufeff", "\u2028", "👩‍👩‍👧", "🇩🇰", "日本語のログ", "e\u0301", "ﷺ", '"', "'", '"""', "'''",
    "`code`", "```", "# heading", "- [ ] task", "<script>", "&amp;", "[[edit]]", "[[entries]]", "key = 1", "=> y",
    "; expected: x", "@ana", "14:32", "ana: said", "+5", "~", "", " ", "  spaces  ", "\\ud800", "{time} {actor} {what}",
    "%s", "$(x)",
)  # fmt: skip
"""Strings that have broken terminal programs, Markdown tables or TOML files before."""

ZONES = (UTC, timezone(timedelta(hours=5, minutes=45)), timezone(timedelta(hours=-9, minutes=-30)))
NAMED_ZONES = tuple(ZoneInfo(name) for name in ("Europe/Copenhagen", "America/New_York", "Asia/Kolkata"))


@cache
def texts(max_size: int = 12) -> SearchStrategy[str]:
    """Strings that a session can hold, the hostile ones often."""
    words = st.sampled_from(HOSTILE)
    free = st.text(st.characters(exclude_categories=["Cs"]), max_size=max_size)
    return st.one_of(words, free, st.tuples(words, free, words).map("".join))


@cache
def raw_texts() -> SearchStrategy[str]:
    """Strings as a terminal or a file name may hand them over: lone surrogates included."""
    return st.one_of(texts(), st.text(max_size=8), st.sampled_from(["\udce9", "caf\udce9", "\ud800\ud800"]))


@cache
def ids() -> SearchStrategy[str]:
    """Ids of items: six characters of the id alphabet."""
    return st.text(ID_ALPHABET, min_size=ID_LENGTH, max_size=ID_LENGTH)


@cache
def datetimes() -> SearchStrategy[datetime]:
    """Aware datetimes as the files hold them: whole seconds, a fixed offset."""
    times = st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1))
    return st.builds(lambda at, zone: at.replace(microsecond=0, tzinfo=zone), times, st.sampled_from(ZONES))


def _moment(precision: str, at: datetime, minutes: int, seconds: bool) -> Moment:
    at = at if seconds else at.replace(second=0)
    until = at + timedelta(minutes=minutes) if precision == "range" else None
    if precision == "day":
        return Moment("day", at=at.replace(hour=0, minute=0, second=0))
    return Moment(precision, at=at, until=until, seconds=seconds)  # type: ignore[arg-type]


@cache
def moments() -> SearchStrategy[Moment]:
    """Moments of every precision, in several zones, named ones included."""
    zoned = st.builds(lambda at, zone: at.astimezone(zone), datetimes(), st.sampled_from(NAMED_ZONES))
    readable = st.sampled_from(["exact", "about", "before", "after", "range", "day"])
    timed = st.builds(_moment, readable, datetimes() | zoned, st.integers(1, 3000), st.booleans())
    return timed | unread_moments()


@cache
def unread_moments() -> SearchStrategy[Moment]:
    """Moments that nobody could read, kept as typed."""
    return texts().map(Moment.from_stored).filter(lambda moment: moment.precision == "unread" and bool(moment.text))


@cache
def extra_values() -> SearchStrategy[Any]:
    """Values that a later version may keep under keys that this one does not know; all that TOML can hold."""
    leaves = texts() | st.integers() | st.booleans() | st.floats(allow_nan=False) | datetimes()
    keys = texts().filter(bool)
    return st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3))


EXTRAS = {"x_colour": extra_values(), "a_later_field": extra_values(), "themes": extra_values()}
"""Keys that no part has."""


@cache
def fields(kind: type[Part]) -> dict[str, SearchStrategy[Any]]:
    """Strategies for a part's own fields, without its id and without the lists and parts it holds."""
    found: dict[str, SearchStrategy[Any]] = {}
    for name, field in kind.model_fields.items():
        strategy = _FIELDS.get((kind.__name__, name), _by_default(field.default))
        if strategy is not None and name != "format" and not (name == "id" and kind in _WITH_ID):
            found[name] = strategy
    return found


def _by_default(default: Any) -> SearchStrategy[Any] | None:
    if isinstance(default, bool):
        return st.booleans()
    if isinstance(default, str):
        return texts()
    return st.lists(texts(), max_size=3).map(tuple) if isinstance(default, tuple) else None


def _part(kind: type[PartT], lists: Mapping[str, SearchStrategy[Any]]) -> SearchStrategy[PartT]:
    required = {"id": ids()} if kind in _WITH_ID else {}
    optional: dict[str, SearchStrategy[Any]] = {**fields(kind), **lists, **EXTRAS}
    return st.fixed_dictionaries(required, optional=optional).map(kind.model_validate)


def _list(items: SearchStrategy[ItemT], max_size: int = 4) -> SearchStrategy[dict[str, ItemT]]:
    listed = st.lists(items, max_size=max_size, unique_by=lambda item: item.id)
    return listed.map(lambda found: {item.id: item for item in found})


def _one_of(literal: Any) -> SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


_FIELDS: dict[tuple[str, str], SearchStrategy[Any]] = {
    ("Note", "kind"): _one_of(s.NoteKind),
    ("Signal", "state"): _one_of(s.SignalState),
    ("Signal", "follow_up"): ids(),
    ("Entry", "kind"): _one_of(s.EntryKind),
    ("Entry", "at"): moments(),
    ("Entry", "known_at"): moments(),
    ("Learning", "kind"): _one_of(s.LearningKind),
    ("Learning", "entry"): ids(),
    ("FollowUp", "type"): _one_of(s.FollowUpType),
    ("FollowUp", "status"): _one_of(s.FollowUpStatus),
    ("FollowUp", "origin"): ids(),
    ("Effect", "result"): _one_of(s.EffectResult),
    ("Effect", "on"): st.just("") | st.dates().map(str),
    ("Parked", "entry"): ids(),
    ("Phase", "minutes"): st.integers(0, 90),
    ("Phase", "spent"): st.integers(0, 6000),
    ("Phase", "since"): datetimes(),
    ("Meeting", "held"): datetimes(),
    ("Meeting", "ended"): datetimes(),
    ("Meeting", "entry"): ids(),
    ("Meeting", "hands_learned"): st.integers(0, 50),
    ("Meeting", "hands_again"): st.integers(0, 50),
    ("Incident", "timezone"): st.sampled_from(["Europe/Copenhagen", "UTC", "America/New_York", "Nowhere/Here"]),
    ("Incident", "started"): moments(),
    ("Incident", "detected"): moments(),
    ("Incident", "mitigated"): moments(),
    ("Incident", "resolved"): moments(),
    ("Session", "status"): _one_of(s.SessionStatus),
    ("Session", "names"): _one_of(s.Names),
}
_WITH_ID: tuple[type[Part], ...] = (*Item.__subclasses__(), s.Session)


@cache
def notes() -> SearchStrategy[s.Note]:
    """Notes of every kind."""
    return _part(s.Note, {})


@cache
def signals() -> SearchStrategy[s.Signal]:
    """Signals of every state."""
    return _part(s.Signal, {})


@cache
def entries() -> SearchStrategy[s.Entry]:
    """Entries with notes and signals."""
    return _part(s.Entry, {"notes": _list(notes()), "signals": _list(signals(), 2)})


@cache
def learnings() -> SearchStrategy[s.Learning]:
    """Learnings of every kind."""
    return _part(s.Learning, {})


@cache
def follow_ups() -> SearchStrategy[s.FollowUp]:
    """Follow-ups of every type and status."""
    return _part(s.FollowUp, {"effects": _list(effects(), 2)})


@cache
def effects() -> SearchStrategy[s.Effect]:
    """Effects of follow-ups."""
    return _part(s.Effect, {})


@cache
def parked() -> SearchStrategy[s.Parked]:
    """Parked topics."""
    return _part(s.Parked, {})


@cache
def participants() -> SearchStrategy[s.Participant]:
    """Participants."""
    return _part(s.Participant, {})


@cache
def phases() -> SearchStrategy[s.Phase]:
    """Phases, some of them running."""
    return _part(s.Phase, {})


@cache
def meetings() -> SearchStrategy[s.Meeting]:
    """Meetings with participants and phases."""
    return _part(s.Meeting, {"participants": _list(participants(), 3), "phases": _list(phases(), 3)})


@cache
def incidents() -> SearchStrategy[s.Incident]:
    """Incidents."""
    return _part(s.Incident, {})


def sessions(id: SearchStrategy[str] | None = None) -> SearchStrategy[s.Session]:  # noqa: A002 - the field's name
    """Whole sessions; ``id`` fixes the session's id, as two versions of one session have the same."""
    lists: dict[str, SearchStrategy[Any]] = {"incident": incidents()}
    lists |= {where: _list(items()) for where, items in LIST_ITEMS.items()}
    made = _part(s.Session, lists)
    return made if id is None else st.builds(lambda one, key: one.model_copy(update={"id": key}), made, id)


LIST_ITEMS = {
    "meetings": meetings,
    "entries": entries,
    "learnings": learnings,
    "follow_ups": follow_ups,
    "parked": parked,
}
"""What makes the items of each of the session's lists."""
INNER_ITEMS = {"notes": notes, "signals": signals, "participants": participants, "phases": phases, "effects": effects}
"""What makes the items of each list inside an item."""


def stamped(edits: Iterable[Edit], number: int, *, one_step: bool = True) -> list[Edit]:
    """Return edits with the ids, times and step that a recording would put on them; ``number`` tells steps apart."""
    when = datetime(2026, 11, 20, 14, tzinfo=UTC) + timedelta(seconds=number)
    step = f"step{number:02}" if one_step else ""
    edits = list(edits)
    return [
        edit.model_copy(update={"id": f"e{number:03}{place:02}", "when": when, "by": "ana", "step": step})
        for place, edit in enumerate(edits)
    ]


@st.composite
def edit_lists(draw: st.DrawFn, session: s.Session, max_steps: int = 8) -> list[Edit]:
    """Valid stamped edits for a session: every kind, on every list and single, in steps, with undos and redos."""
    past = History()
    found: list[Edit] = []
    for number in range(draw(st.integers(1, max_steps))):
        choice = draw(st.sampled_from(["new", "new", "new", "undo", "redo"]))
        step = {"undo": past.undo, "redo": past.redo}[choice]() if choice != "new" else ()
        several = step or draw(_steps(session))
        edits = stamped(several, number, one_step=len(several) > 1 or draw(st.booleans()))
        session = fold(session, edits)
        past = past.then(tuple(edits)) if edits else past
        found += edits
    return found


@st.composite
def _steps(draw: st.DrawFn, session: s.Session) -> tuple[Edit, ...]:
    """Draw one to three new edits, each of which fits the session after the one before it."""
    found: list[Edit] = []
    for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3]))):
        made = draw(_edits(session))
        session = fold(session, made)
        found += made
    return tuple(found)


@st.composite
def _edits(draw: st.DrawFn, session: s.Session) -> list[Edit]:
    """Draw one new edit of any kind, or none where there was nothing to change."""
    kind = draw(st.sampled_from(["add", "add", "change", "change", "move", "remove", "single"]))
    if kind == "single":
        return _single_change(draw, session)
    where, of = draw(st.sampled_from(_places(session)))
    there = items_of(session, where, of)
    if kind == "add" or not there:
        item = draw((LIST_ITEMS | INNER_ITEMS)[where]().filter(lambda new: new.id not in there))
        return [making.adding(session, where, item, of=of, after=draw(st.sampled_from(["", *there])))]
    key = draw(st.sampled_from(list(there)))
    if kind == "remove":
        return [making.removing(session, where, key, of=of)]
    if kind == "move":
        others = [other for other in there if other != key]
        return [making.moving(session, where, key, draw(st.sampled_from(["", *others])), of=of)]
    return list(making.changing(session, where, key, of=of, **draw(_news(item_type(where)))))


def _single_change(draw: st.DrawFn, session: s.Session) -> list[Edit]:
    where, kind = draw(st.sampled_from([("session", s.Session), ("incident", s.Incident)]))
    return list(making.changing(session, where, **draw(_news(kind))))


def _places(session: s.Session) -> list[tuple[str, str]]:
    """Every list of a session and of its items, the inner ones first."""
    inner = [(where, of) for where, (outer, _) in INNER_LISTS.items() for of in items_of(session, outer)]
    return inner + [(where, "") for where in LISTS]


@cache
def _news(kind: type[Part]) -> SearchStrategy[dict[str, Any]]:
    """New values for some fields of a part, unknown ones among them."""
    return st.fixed_dictionaries({}, optional={**fields(kind), **EXTRAS})


def exact(value: Any) -> Any:
    """Return a form in which equal means the same: types, a time's offset, and the order of items and fields count.

    Only the order inside a plain table does not: TOML writes its inner tables last.
    """
    if isinstance(value, BaseModel):
        return type(value).__name__, [(key, exact(held)) for key, held in value]
    if isinstance(value, Mapping):
        pairs = [(key, exact(held)) for key, held in value.items()]
        return pairs if any(isinstance(held, Item) for held in value.values()) else sorted(pairs)
    if isinstance(value, (list, tuple)):
        return [exact(held) for held in value]
    if isinstance(value, datetime):
        return "datetime", value.isoformat()
    if isinstance(value, Moment):
        return "moment", value.precision, value.stored()
    return type(value).__name__, value
