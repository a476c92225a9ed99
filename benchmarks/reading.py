"""Reading what is imported: rows against the parts no reader can do without, and large files against small ones."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from benchmarks.figures import Effort, Ratio
from benchmarks.rows import rows
from bpm_tui.exchange.importing.importer import importers
from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.sources import TextFile
from tests.exchange.importing.samples import SAMPLES

ROW = 50
"""Characters of a row, about; the small files have so many for each entry asked for, the large ones ten times that."""
_RUNS = 3
_JSON = (
    *("own.jsonl", "slack-day.json", "pagerduty-log.json", "opsgenie.json", "statuspage.json", "alertmanager.json"),
    *("grafana.json", "sentry.json", "github.json", "gitlab.json", "teams.json"),
)


def measure(effort: Effort, _folder: Path) -> Iterable[Ratio]:
    """Yield the ratio of reading rows to the floor, and the ratios of sizes, format by format."""
    yield _rows_against_floor(effort)
    for name, (format_name, text_of) in {**_TEXTS, **dict(_payloads())}.items():
        sizes = [text_of(size) for size in (effort.entries * ROW, effort.entries * ROW * 10)]
        small, large = (_repeated(_reading(format_name, name, text), min(effort.starts, _RUNS)) for text in sizes)
        share = len(sizes[1]) / len(sizes[0])
        yield Ratio(f"import of {name}, 10 : 1", large, [each * share / 10 for each in small], 12.0)


def _rows_against_floor(effort: Effort) -> Ratio:
    text = _listed(effort.entries * ROW)
    lines = text.split("\n")

    def floor() -> object:
        # No reader can do with less than the markup and the time of each row.
        return MarkdownIt("commonmark").parse(text), [datetime.fromisoformat(line[2:18]) for line in lines if line]

    # Taken in turn, so that whatever else the machine does meets both.
    ours, bare = [], []
    for _ in range(min(effort.starts, _RUNS)):
        ours += _repeated(_reading("markdown", "page.md", text), 1)
        bare += _repeated(floor, 1)
    return Ratio(f"reading rows : markup and times of {effort.entries:,}", ours, bare, 8.0)


def _reading(format_name: str, name: str, text: str) -> Callable[[], object]:
    raw = text.encode()
    return lambda: list(importers()[format_name].read(TextFile(name, lambda most: raw[:most]), Asked()))


def _repeated(work: Callable[[], object], runs: int) -> list[float]:
    """Return milliseconds of processor time, once unmeasured."""
    work()
    taken = []
    for _ in range(runs):
        gc.collect()
        began = time.process_time()
        work()
        taken.append((time.process_time() - began) * 1000)
    return taken


def _told(size: int) -> Iterator[tuple[str, str, str]]:
    """Yield day and time, actor and text of as many rows as make about this many characters."""
    for number, (clock, actor, what, outcome) in enumerate(rows(size // ROW + 1)):
        yield f"2026-11-{1 + number // 1440 % 28:02} {clock}", actor, f"{what}, {outcome}"


def _listed(size: int) -> str:
    return "".join(f"- {at} {who}: {what}\n" for at, who, what in _told(size))


def _html(size: int) -> str:
    return f"<ul>{''.join(f'<li>{at} {who}: {what}</li>{chr(10)}' for at, who, what in _told(size))}</ul>"


def _csv(size: int) -> str:
    return "Time,Who,What\n" + "".join(f'{at},{who},"{what}"\n' for at, who, what in _told(size))


def _rst(size: int) -> str:
    return f"Timeline\n========\n\n{_listed(size)}"


def _prose(size: int) -> str:
    return "".join(f"On {at} {who} did {what}.\n\n" for at, who, what in _told(size))


def _table(size: int) -> str:
    return "|Time|Who|What|\n|---|---|---|\n" + "".join(f"|{at}|{who}|{what}|\n" for at, who, what in _told(size))


def _asciidoc(size: int) -> str:
    return "= Outage\n\n== Timeline\n\n" + "".join(f"* {at} {who}: {what}\n" for at, who, what in _told(size))


def _chat(size: int) -> str:
    return "".join(f"{who} [{at[11:]}]\n{what}\n\n" for at, who, what in _told(size))


def _transcript(size: int) -> str:
    cues = (
        f"{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}.000 --> 99:00:00.000\n<v {who}>{what}</v>\n"
        for number, (_, who, what) in enumerate(_told(size))
    )
    return "WEBVTT\n\n" + "\n".join(cues)


_TEXTS: Mapping[str, tuple[str, Callable[[int], str]]] = {
    "list.md": ("markdown", _listed),
    "table.md": ("markdown", _table),
    "prose.md": ("markdown", _prose),
    "page.html": ("markdown", _html),
    "page.adoc": ("markdown", _asciidoc),
    "page.rst": ("markdown", _rst),
    "chat.txt": ("chat", _chat),
    "table.csv": ("csv", _csv),
    "call.vtt": ("transcript", _transcript),
}


def _payloads() -> Iterator[tuple[str, tuple[str, Callable[[int], str]]]]:
    """Yield the formats in JSON, each a list of as many payloads as make a size."""
    for name in _JSON:
        sample = SAMPLES[name]
        yield name, (name.partition(".")[0].partition("-")[0].replace("own", "json"), _repeating(sample))


def _repeating(sample: Any) -> Callable[[int], str]:
    if isinstance(sample, str):
        return lambda size: sample * (size // len(sample) + 1)
    each = sample if isinstance(sample, list) else [sample]
    return lambda size: json.dumps(each * (size // len(json.dumps(each)) + 1))
