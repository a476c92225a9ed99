"""Chat pasted as text: ``Ana  2:32 PM``, ``Ana [14:32]`` or ``[14:32] Ana Larsen`` over the message, or IRC."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bpm_tui.exchange.importing.payloads.payloads import addresses_in, without_tokens
from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.exchange.importing.source.sources import Bundle, Opened
from bpm_tui.exchange.importing.text.document_date import day_of_document, days_in
from bpm_tui.exchange.importing.text.left_out import listed
from bpm_tui.exchange.importing.text.sections import is_only_day
from bpm_tui.exchange.importing.times.resolve import Dating
from bpm_tui.exchange.importing.times.written import read_time
from bpm_tui.exchange.importing.times.zones import zone_in
from bpm_tui.markup.blocks import Document
from bpm_tui.model.inbox.imported_item import Found, Where

NAME = "chat"
TITLE = "chat pasted as text"

_QUOTE = re.compile(r"^(?:>[ \t]?)+")
_TIME = r"\d{1,2}[:.]\d\d(?::\d\d)?(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?"
_NAME = r"[^\W_][^\[\]<>|*#:\n]{0,48}?"
_BRACKETED = re.compile(rf"(?P<name>{_NAME})\s*\[(?P<time>{_TIME}|\d+ (?:minute|hour|day)s? ago)\]\s*")
_PLAIN = re.compile(rf"(?P<name>{_NAME})(?:\s{{2,}}|\s*APP\s*|\s+(?=.*[APap][Mm]\s*$))(?P<time>{_TIME})\s*")
_IRC = re.compile(
    rf"(?:\[(?P<boxed>(?:\d{{4}}-\d\d-\d\d[ T])?{_TIME})\]|(?P<time>(?:\d{{4}}-\d\d-\d\d[ T])?{_TIME}))\s+"
    r"<[@+~&%\s]?(?P<name>[^<>\s]{1,40})>\s(?P<text>.*)"
)
_BOXED = re.compile(
    r"\[(?P<time>[^\[\]\n]{0,40}\d[:.]\d\d[^\[\]\n]{0,10})\]\s+"
    r"(?P<name>[^\W\d_a-z][\w.'’-]*,?(?: [^\W\d_a-z][\w.'’-]*){1,3}(?: \([\w ]{1,20}\))?)\s*"
)
"""As Teams copies messages: when, and the full name of who wrote it, over the words."""
_ACTED = re.compile(rf"\[?(?P<time>{_TIME})\]?\s+\*\s(?P<text>(?P<name>[\w.`^{{}}|-]{{1,40}})\s.*)")
_ONLY_TIME = re.compile(rf"\s*\[?(?P<time>{_TIME})\]?\s*")
_HALF = re.compile(r"\s?[AaPp]\.?[Mm]\.?$")
_NOISE = re.compile(
    r"\s*(?:\(edited\)|joined #\S+.*|replied to a thread:?.*|view (?:newer|older) repl(?:y|ies)"
    r"|view thread|new messages?"
    r"|\d+ repl(?:y|ies)(?:\s+last reply.*)?|:[\w+-]+:\s*\d*"
    r"|was added to #\S+.*|-{3,}|#{1,6}\s.*)\s*",
    re.IGNORECASE,
)
_EDITED = re.compile(r"(?:(?<!\s)\s++)?\(edited\)\s*+$")
_CHANNEL = re.compile(r"#{1,6}\s.*?(?:#(?P<name>[\w-]+))?(?:\s.*)?|#(?P<alone>[a-z][\w-]+)\s*")
_TIMELINE = re.compile(r"^#+ .*time ?line", re.IGNORECASE | re.MULTILINE)


@dataclass
class _Message:
    """A message in the making."""

    line: int
    name: str
    time: str
    lines: list[str] = field(default_factory=list)
    edited: bool = False


def looks_like(source: Opened) -> int:
    """Return how sure it is: names with times, again and again, in a document that calls nothing its timeline."""
    if isinstance(source, Bundle) or _TIMELINE.search(source.head):
        return 0
    lines = [line for line in map(_bare, source.head.split("\n")) if line.strip()]
    below = (*lines[1:400], "")
    heads = sum(
        _headed(line) is not None or _is_name(line, then) for line, then in zip(lines[:400], below, strict=False)
    )
    return 65 if heads >= 2 and heads * 12 >= min(len(lines), 400) else 0


def read(source: Opened, asked: Asked) -> Iterator[Found]:
    """Yield the messages. Chats mostly state no day: a clock that runs back begins the next one."""
    if isinstance(source, Bundle):
        raise ImportProblem(source.name, 0, "an archive or folder; name the text in it")
    dating = Dating(day_of_document(Document("", ()), source.name))
    chat = _Chat(source.text, dating)
    for each in chat.messages():
        yield _found(each, source.name, dating, chat.channel)
    if chat.left:
        asked.told(f"{source.name}: not part of any message: {listed(chat.left)}")


class _Chat:
    """Goes through the lines of a chat and puts them together as messages."""

    def __init__(self, text: str, dating: Dating) -> None:
        self._lines = [_bare(line) for line in text.split("\n")]
        self._dating = dating
        self._open: _Message | None = None
        self.channel = ""
        self.left: list[tuple[int, str]] = []

    def messages(self) -> Iterator[_Message]:
        """Yield the messages, each when it is whole; ``channel`` is then where it was said.

        ``left`` is what belongs to none, such as titles, by its line.
        """
        place = 0
        while place < len(self._lines):
            line, then = self._lines[place], self._lines[place + 1 : place + 2]
            head, taken = _headed(line), 1
            if head is None and then and _is_name(line, then[0]) and (not place or not self._lines[place - 1].strip()):
                head, taken = (line.strip(), then[0].strip(), ""), 2
            if self._ends(line, head) and self._open:
                yield self._open
                self._open = None
            self._take(line, head, place + 1)
            place += taken
        if self._open:
            yield self._open

    def _ends(self, line: str, head: tuple[str, str, str] | None) -> bool:
        """Say whether the open message ends before a line."""
        if self._open and head is None and (again := _ONLY_TIME.fullmatch(line)):
            self._name = self._open.name
            return bool(again)
        return head is not None or is_only_day(line) or bool(_CHANNEL.fullmatch(line))

    def _take(self, line: str, head: tuple[str, str, str] | None, number: int) -> None:
        self._has_begun = self._has_begun or head is not None
        if head:
            half = _HALF.search(head[1])
            self._half = half[0] if half else ""
            self._open = _Message(number, head[0], head[1], [head[2]] if head[2] else [])
        elif channel := _CHANNEL.fullmatch(line):
            self.channel = channel["name"] or channel["alone"] or ""
            if line.strip(" #") != self.channel:
                self.left.append((number, line.strip(" #")))
            self._dating.begin_again()
        elif is_only_day(line):
            written = read_time(line)
            if written and written.start.day:
                self._dating.go_to(written.start.day)
        elif self._open is None and self._name and (again := _ONLY_TIME.fullmatch(line)):
            self._open = _Message(
                number, self._name, f"{again['time']}{self._half}" if again["time"][-1].isdigit() else again["time"]
            )
        elif not self._has_begun and (day := next(days_in(line), None)):
            self._dating.go_to(day)  # a line over the first message that says when it was, and perhaps in which zone
            self._dating.zone = zone_in(line) or self._dating.zone
            self.left.append((number, line.strip()))
        elif line.strip() and not _NOISE.fullmatch(line):
            self._open = self._open or _Message(number, "", "")
            self._open.edited = self._open.edited or bool(_EDITED.search(line))
            self._open.lines.append(_EDITED.sub("", line))

    _name = ""
    """Who wrote the message before, if the next one says only when."""
    _has_begun = False
    _half = ""
    """Which half of the day that was: the next one does not say it again."""


def _found(message: _Message, file: str, dating: Dating, channel: str) -> Found:
    written = read_time(message.time, cell=True) if message.time else None
    dated = dating.dated(written) if written else None
    remarks = list(dated.remarks) if dated else ["the time is not read" if message.time else "no time is stated"]
    text = without_tokens(" ".join(message.lines))
    return Found(
        text=text or "(an empty message)",
        source=Where(file, message.line),
        at=dated.at if dated else None,
        at_text=message.time,
        precision=dated.precision if dated else "none",
        actor=message.name,
        channel=channel,
        kind="communication",
        links=addresses_in(text),
        remark="; ".join((*remarks, "edited later") if message.edited else remarks),
    )


def _bare(line: str) -> str:
    return _QUOTE.sub("", line.rstrip())


def _headed(line: str) -> tuple[str, str, str] | None:
    """Return name, time and perhaps the words of a line that begins a message."""
    if len(line) > 4000 or not line[:120].strip():
        return None
    if found := _IRC.match(line):
        return found["name"], found["boxed"] or found["time"], found["text"]
    if found := _ACTED.match(line):
        return found["name"], found["time"], found["text"]
    if len(line) > 90:
        return None
    if (found := _BOXED.fullmatch(line)) and (time := read_time(found["time"], cell=True)) and time.start.clock:
        return found["name"], found["time"], ""
    found = _BRACKETED.fullmatch(line) or _PLAIN.fullmatch(line)
    return (found["name"].strip(), found["time"], "") if found else None


def _is_name(line: str, below: str) -> bool:
    """Say whether a line is a name alone, with the time under it."""
    is_short = 0 < len(line.split()) <= 4 and len(line) <= 40
    return is_short and not line.rstrip().endswith((".", ":", "?", "!")) and bool(_ONLY_TIME.fullmatch(below))
