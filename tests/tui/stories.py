"""One meeting as data: all its keys, and the expected result; and ways to type it into the running app."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from textual import constants
from textual._xterm_parser import XTermParser
from textual.message import Message
from textual.pilot import Pilot

from tests.keys import keys, paste
from tests.terminal import Terminal


@dataclass(frozen=True, slots=True)
class Pasted:
    """Lines pasted in one go."""

    lines: tuple[str, ...]


Stroke = str | Pasted
"""A key by its name, or a paste."""
Strokes = tuple[Stroke, ...]

ESCAPE = "escape"
KITTY_ESCAPE = b"\x1b[27u"
"""Escape as modern terminals send it: unlike the bare byte it cannot be taken for the start of something else."""


def typed(*lines: str) -> Strokes:
    """Return lines typed one after the other, each with enter."""
    return tuple(stroke for line in lines for stroke in (*line, "enter"))


def added(key: str, *lines: str) -> Strokes:
    """Return what adds lines with a key, or two, and closes the line: enter on the empty one."""
    return (*key, *typed(*lines), "enter")


# What is typed, and the row of the exported table that must come of it.

FORM = ("Title", "INC-2481", "SEV-2", "payments, checkout", "Europe/Copenhagen", "20 Nov 2025 14:20", "1430", "", "",
        "one payment in five failed", "the job queue filled up after a change of config")  # fmt: skip

_TYPED = (
    "14:32 pager: queue depth above 10000 => acknowledged; expected: the usual evening peak",
    "1435 Ana: restarted the workers => errors halved; expected: drains in a minute; assumed: the cache was warm;"
    " hindsight: the pool limit was 5",
    "+5 Ben: looked at the deploy log => nothing; known: the last deploy was at noon",
    "~14:40 @Cyd asked for the dashboards",
    "14:50? autoscaler: added two nodes => no change",
    "before 15:00 Ana: paged the database team",
    "15:05-15:20 Ben: rolled back the config => errors gone; expected: a slow recovery; assumed: nothing else changed",
)
_PASTED = (
    "? somebody: cleared the retry queue | by hand",
    "the status page was updated [/green] => customers *stopped* asking",
    "23:58 batch: failed once more",
    "00:03 Ana: woke up; expected: a quiet night; learned 00:30",
    "00:20Z pager: resolved itself; assumed: it stays like this",
)

TABLE = [
    ["2025-11-20 14:32", "pager", "queue depth above 10000", "acknowledged", "the usual evening peak", ""],
    ["14:35", "Ana", "restarted the workers", "errors halved", "drains in a minute", "the cache was warm"],
    ["14:40", "Ben", "looked at the deploy log", "nothing", "", ""],
    ["~14:40", "Cyd", "asked for the dashboards", "", "", ""],
    ["~14:50", "autoscaler", "added two nodes", "no change", "", ""],
    ["before 15:00", "Ana", "paged the database team", "", "", ""],
    ["15:05–15:20", "Ben", "rolled back the config", "errors gone", "a slow recovery", "nothing else changed"],
    ["?", "somebody", "cleared the retry queue | by hand", "", "", ""],
    ["", "", "the status page was updated [/green]", "customers *stopped* asking", "", ""],
    ["23:58", "batch", "failed once more", "", "", ""],
    ["2025-11-21 00:03\nknown 00:30", "Ana", "woke up", "", "a quiet night", ""],
    ["01:20", "pager", "resolved itself", "", "", "it stays like this"],
]
LANES = [
    ["2025-11-20 14:35", "Ana: restarted the workers", "", "the pool limit was 5"],
    ["2025-11-20 14:40", "Ben: looked at the deploy log", "the last deploy was at noon", ""],
    ["2025-11-21 01:20", "pager: resolved itself", "nobody was awake", "the clock of the batch was off"],
]
_PAGED = ("2025-11-20 14:32", "pager: queue depth above 10000")
SIGNALS = [
    [*_PAGED, "queue graph flat", "dashboard", "missed", "nobody had it open", ""],
    [*_PAGED, "age of the oldest job", "", "absent", "", "add a signal: age of the oldest job"],
]
ITEMS = [
    "A restart empties the retry buffer\nBy: Ben · From: 2025-11-20 14:32 pager: queue depth above 10000",
    "The rollback took four minutes\nFrom: 2025-11-20 14:32 pager: queue depth above 10000",
    "[ ] add a signal: age of the oldest job\nType: detect · From: age of the oldest job",
    "[ ] raise the pool limit\nOwner: Ana · Due: 2030-01-15 · Done when: no waits for a week · Type: prevent · "
    "From: 2025-11-20 14:32 pager: queue depth above 10000",
    "[ ] alert on the age of the oldest job\nOwner: Ben · Due: 2030-02-01 · "
    "From: 2025-11-20 14:32 pager: queue depth above 10000",
    "rewrite the queue\nDecision: none, because it goes in May · From: 2025-11-20 14:32 pager: queue depth above 10000",
    "who may change config at night?\nAt: 2025-11-20 14:32 pager: queue depth above 10000",
]

STORY: Strokes = (
    *("a", *typed("Payments outage")),  # in the list of sessions
    *("m", "i", "tab", *(stroke for text in FORM[1:4] for stroke in (*text, "tab"))),
    *("ctrl+u", *(stroke for text in FORM[4:] for stroke in (*text, "tab")), "enter"),
    *("m", "s"),
    *("a", *typed(*_TYPED), Pasted(_PASTED), "enter"),
    *added("th", "the clock of the batch was off"),
    *added("tk", "nobody was awake"),
    *("g", "s", "m", *typed("queue graph flat; where: dashboard; reason: nobody had it open"), "enter"),
    *("s", "a", *typed("age of the oldest job"), "enter"),  # the follow-up that adds it is offered, and kept
    *added("l", "A restart empties the retry buffer @Ben", "The rollback took four minutes; kind: went well"),
    *added(
        "f",
        "raise the pool limit @Ana; due: 2030-01-15; done when: no waits for a week; type: prevent",
        "alert on the age of the oldest job @Ben; due: 2030-02-01",
        "rewrite the queue; decision: none, because it goes in May",
    ),
    *added("p", "who may change config at night?"),
    *("delete", "u"),  # the entry goes, and is back
    *("u", "u", "U", "U"),  # and so are the parked topic and the last follow-up
    *("m", "e", "w", "q", "ctrl+q"),
)
"""From the list of sessions to the wiki page, without an escape: enter on an empty line closes it."""

SLICE: Strokes = (
    *("a", *typed("Slow and steady")),
    *("a", *typed("20 Nov 2025 14:32 pager: queue", "+5 Ben: looked"), Pasted(_PASTED[2:4]), "enter"),
    *("u", "U", "m", "e", "w", "q", "ctrl+q"),
)
"""A meeting short enough to be typed slowly."""


# Typing it.


async def press(pilot: Pilot[None], strokes: Iterable[Stroke]) -> None:
    """Press keys one by one, each when the app is done with the one before; they come as a terminal sends them."""
    parser = XTermParser()
    for stroke in strokes:
        for message in parser.feed(_data(stroke).decode()):
            message.set_sender(pilot.app)
            pilot.app.post_message(message)
            await pilot.pause(0)
    await pilot.pause(0)


async def burst(pilot: Pilot[None], data: bytes) -> None:
    """Send bytes in one write, as a terminal may; what comes of an escape that nothing follows is waited for."""
    parser = XTermParser()
    for message in (*parser.feed(data.decode()), *_after_a_while(parser)):
        message.set_sender(pilot.app)
        pilot.app.post_message(message)
    await pilot.pause(0)
    await pilot.pause()


def _after_a_while(parser: XTermParser) -> Iterator[Message]:
    time.sleep(constants.ESCAPE_DELAY * 1.5)  # what the driver's thread does before it asks again
    yield from parser.tick()


def data_of(strokes: Iterable[Stroke]) -> bytes:
    """Return what a terminal sends for the strokes."""
    return b"".join(_data(stroke) for stroke in strokes)


def at_pace(terminal: Terminal, strokes: Sequence[Stroke], per_second: float) -> None:
    """Press so many keys a second, whatever the app is doing meanwhile."""
    began = time.monotonic()
    for number, stroke in enumerate(strokes):
        time.sleep(max(0.0, began + number / per_second - time.monotonic()))
        terminal.write(_data(stroke))


def _data(stroke: Stroke) -> bytes:
    if isinstance(stroke, Pasted):
        return paste("\n".join(stroke.lines))
    return KITTY_ESCAPE if stroke == ESCAPE else keys(stroke)
