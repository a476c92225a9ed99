"""The generated parts that describe content and grammar: agendas, themes, times, lines, a recording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bpm_tui.facilitation.agenda import Agendas
from bpm_tui.facilitation.ground_rules import GroundRules
from bpm_tui.model.edits import Add, Change, Edit
from bpm_tui.model.line import items as quickitems
from bpm_tui.model.line.entry import Part, parse_entry
from bpm_tui.model.line.labelled import LineKind
from bpm_tui.model.times.parse import Context, read
from bpm_tui.model.times.show import show
from bpm_tui.model.words import noun
from bpm_tui.storage.session.recording import HEADER, Mark, RecordingItem, body, seal
from bpm_tui.storage.user.content import load
from bpm_tui.storage.user.themes import DEFAULT, ROLES, Role, load_themes
from tools.docs_markdown import code, listed, table
from tools.docs_questions import NOWHERE

ZONE = ZoneInfo("Europe/Copenhagen")
TODAY = datetime(2026, 11, 20, 16, 0, tzinfo=ZONE)
TIMES_AT = Context(
    zone=ZONE,
    now=TODAY,
    near=TODAY.replace(hour=14, minute=32),
    selected=TODAY.replace(hour=14, minute=32),
    started=TODAY.replace(hour=14, minute=28),
)
"""What the times of the reference are read against: the last entry typed, which is selected, happened at 14:32."""

TIMES: Mapping[str, str] = {
    "14:32": "at that minute",
    "1432": "the same; ctrl+t makes it text",
    "14:32:10": "at that second",
    "2:32pm": "the same",
    "now": "when it is typed",
    "+5": "five minutes after the selected entry; also +1h",
    "~14:30": "about then; also 14:30? and about 14:30",
    "before 14:00": "no later than that",
    "after 14:00": "no earlier than that",
    "14:00-14:20": "from then to then",
    "?": "nobody knows; the entry stays where you put it",
    "20 Nov 23:58": "with its day; also Nov 20, 2026-11-20 and 20 Nov 2026",
    "yesterday 23:50": "the day before today",
    "00:03": "on the day nearest to the selected entry: here, after midnight",
    "20 Nov": "a day without a clock time",
    "14:32Z": "in UTC; also 14:32 UTC, 14:32+05:30 and 14:32 UTC-05:00",
    "2026-11-20T14:32+01:00": "ISO 8601, as machines write it",
    "14:??": "no time: kept as typed",
}
"""Every form of a time, and what it means."""

ENTRY = (
    "14:45 Ben: rolled back the deploy => errors gone; expected: slow recovery; assumed: config unchanged; "
    "hindsight: the deploy had shrunk the pool; learned 15:10"
)
"""The line that the reference takes apart."""

LINES: Mapping[str, tuple[LineKind, Sequence[str]]] = {
    "learning": (
        quickitems.LEARNING,
        ("the proxy caches 503 for ten minutes @Ben; kind: surprised; topic: proxy", "the runbook was right"),
    ),
    "follow-up": (
        quickitems.FOLLOW_UP,
        (
            "raise the pool limit @Ana; due: fri; done when: no waits for a week; type: prevent",
            "rewrite the importer; decision: none, because it is replaced in March",
        ),
    ),
    "parked": (quickitems.PARKED, ("how we page the database team @Ana",)),
    "signal": (quickitems.SIGNAL, ("queue graph flat; where: payments dashboard; reason: the axis ends at 10,000",)),
}
"""The lines of the lists, with examples of each."""

_ROLES: Mapping[Role, str] = {
    "ground": "the screen",
    "panel": "a panel on it",
    "raised": "header, footer and line",
    "cursor_ground": "the selected row",
    "selection": "selected text",
    "text": "text",
    "muted": "what matters less",
    "accent": "keys, times, titles of the focused pane",
    "known": "the lane known at the time",
    "hindsight": "the hindsight lane",
    "signal": "signals",
    "good": "saved, discussed, done",
    "warn": "not as expected, read-only, not sure",
    "bad": "not saved, wrong",
    "changed": "what a replay just changed",
    "cursor_text": "text on the selected row",
    "border": "around a pane",
    "border_focus": "around the focused pane",
}


def agendas() -> str:
    """Return a table of the agendas: a row for each phase, a column for each agenda."""
    found, _ = load("agendas", Agendas.model_validate, NOWHERE)
    names = dict.fromkeys(phase.name for agenda in found for phase in agenda.phases)
    minutes = [{phase.name: str(phase.minutes) for phase in agenda.phases} for agenda in found]
    rows = [(name, *(each.get(name, "") for each in minutes)) for name in names]
    return table(("Phase", *(agenda.title for agenda in found)), rows)


def ground_rules() -> str:
    """Return the ground rules as a quoted list."""
    found, _ = load("ground_rules", GroundRules.model_validate, NOWHERE)
    return "\n".join(f"> - {rule}" for rule in found.rules)


def themes() -> str:
    """Return a table of the themes that come with the app."""
    found, _ = load_themes(NOWHERE)
    rows = []
    for theme in found.values():
        ground = "the terminal's own" if theme.ansi else "dark" if theme.dark else "light"
        what = [*(["the default"] if theme.name == DEFAULT else []), *(["for projectors"] if theme.projector else [])]
        rows.append((code(theme.name), theme.title, ground, ", ".join(what)))
    return table(("Name", "Title", "Ground", ""), rows)


def roles() -> str:
    """Return the roles that a theme gives a colour to, and where each is seen."""
    return listed(f"{code(role)}: {_ROLES[role]}" for role in ROLES)


def times() -> str:
    """Return a table of typed times: what they mean, and how the timeline shows them."""
    rows = []
    for typed, meaning in TIMES.items():
        found = read(typed, TIMES_AT)
        if found is None:
            raise ValueError(f"{typed!r} is not read as a time any more")
        shown = show(found.moment, ZONE, with_date=found.other_day)
        rows.append((code(typed), meaning, shown))
    return table(("Typed", "Means", "Shown"), rows)


def entry() -> str:
    """Return a quick-entry line and a table of what its parts become."""
    return f"```entry\n{ENTRY}\n```\n\n{_parts(ENTRY, parse_entry(ENTRY, TIMES_AT).parts)}"


def lists() -> str:
    """Return examples of the lines of each list, with the labels that each takes."""
    blocks = []
    for name, (kind, lines) in LINES.items():
        labels = ", ".join(_label(label, kind) for label in kind.fields)
        takes = f" takes {labels}" if labels else ""
        examples = "\n".join(lines)
        blocks.append(f"A **{noun(name)}**{takes}:\n\n```{name}\n{examples}\n```")
    return "\n\n".join(blocks)


def _label(label: str, kind: LineKind) -> str:
    choices = kind.choices.get(label, ())
    return f"{code(label)} ({', '.join(choices)})" if choices else code(label)


def recording() -> str:
    """Return a small recording, with the sums that belong to it."""
    blocks = [body(item) for item in _recorded()]
    text = (HEADER + b"".join(seal([block]) for block in blocks)).decode()
    return f"```toml\n{text}```"


def _parts(line: str, parts: Sequence[Part]) -> str:
    return table(
        ("Typed", "Becomes"), [(code(typed := line[part.start : part.end]), _becomes(part, typed)) for part in parts]
    )


def _becomes(part: Part, typed: str) -> str:
    return part.label if part.value == typed else f"{part.label}: {part.value}"


def _recorded() -> list[RecordingItem]:
    """Return what the small recording holds: its beginning, an entry, a changed word, and that it was undone."""
    when = datetime(2026, 11, 23, 9, 2, 11, tzinfo=UTC)
    added: Edit = Add(
        id="b8h1mc", when=when, by="Ana", where="entries", item="k3f9a2", value={"what": "restarted payments"}
    )
    was, now = {"what": "restarted payments"}, {"what": "restarted the payments workers"}
    changed: Edit = Change(
        id="5vqp0d", when=when.replace(second=40), by="Ana", where="entries", item="k3f9a2", was=was, now=now
    )
    undone: Edit = Change(
        id="w0e7tn", when=when.replace(second=44), undoes="5vqp0d", where="entries", item="k3f9a2", was=now, now=was
    )
    begins = Mark.model_validate(
        {"id": "zt4hcb", "when": when, "what": "recording", "begins_with": 0, "format": 1, "session": "q7m2xd"}
    )
    return [begins, added, changed, undone]
