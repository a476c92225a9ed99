"""Give importers what nobody would: files of every format, cut, swapped, repeated and spoilt, by the thousands.

    python -m tools.fuzz_importers [--count 100000] [--seed 1] [--seconds 0]

Nothing but the one import error may ever be raised. What raises something else is written to the folder that is
printed, with the seed that makes it again.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bpm_tui.exchange.importing.importer import importers, reading
from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.exchange.importing.source.sources import Limits
from bpm_tui.model.inbox.imported_item import found_of, keyed
from tests.exchange.importing.samples import SAMPLES, slack_zip

_LIMITS = Limits(file=1 << 20, total=4 << 20, members=200)
_PIECES = (
    *(
        "\0",
        "\x1b[31m",
        "\u202e",
        "\ud800",
        "\ufeff",
        "\r",
        "\n",
        "\n\n",
        "|",
        "`",
        "**",
        "[",
        "](",
        "<",
        ">",
        "&lt;",
        "\t",
    ),
    *(
        "14:32",
        "99:99",
        "2X:XX",
        "24:00",
        "0000-00-00",
        "9999-12-31 23:59",
        "31 Feb",
        "1/1/1",
        "-",
        "to",
        "- ",
        "1. ",
        "# ",
    ),
    *(
        "{",
        "}",
        "[]",
        "null",
        "true",
        '"',
        "\\",
        "\\u0000",
        "\\ud800",
        "1e999",
        "-0",
        "123456789012345678901234567890",
        "NaN",
    ),
    *(
        "UTC",
        "PST",
        "(",
        ")",
        "Monday",
        "~",
        "?",
        "X",
        "T",
        "Z",
        "+25:00",
        "-99:99",
        "٣",
        "１４:３２",
        "²",
        "İ",
        "ß",
        "🙂",
    ),
    *("> " * 30, "- " * 30, "[" * 300, "{" * 300, "*" * 200, "|" * 200, " " * 500, "a" * 3000, "<!--", "```", "---\n"),
)
_VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1e308,
    10**30,
    "",
    "x",
    [],
    {},
    [None],
    [[[]]],
    {"a": {"a": {}}},
    "0001-01-01T00:00:00Z",
)


def spoilt(text: str, chance: random.Random) -> str:
    """Return a text with a few changes: parts cut out, put in, swapped, repeated."""
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.choice((1, 2, 5, 20, 100)))
        match chance.randrange(6):
            case 0:
                text = text[:at] + text[end:]
            case 1 | 2:
                text = text[:at] + chance.choice(_PIECES) + text[at:]
            case 3:
                text = text[:at] + text[at:end] * chance.choice((2, 5, 50)) + text[end:]
            case 4:
                lines = text.split("\n")
                chance.shuffle(lines)
                text = "\n".join(lines)
            case 5:
                text = (
                    text[:at]
                    if chance.random() < 0.3
                    else text[:at] + chr(chance.choice((1, 0x85, 0x2028, 0x20AC))) + text[end:]
                )
    return text


def spoilt_data(data: Any, chance: random.Random) -> Any:
    """Return JSON with other values somewhere in it, fields missing or of another kind."""
    if isinstance(data, dict) and data and chance.random() < 0.85:
        name = chance.choice(list(data))
        if chance.random() < 0.2:
            return {key: value for key, value in data.items() if key != name}
        return {**data, name: spoilt_data(data[name], chance)}
    if isinstance(data, list) and data and chance.random() < 0.85:
        at = chance.randrange(len(data))
        return [*data[:at], spoilt_data(data[at], chance), *data[at + chance.randrange(2) :]]
    if isinstance(data, str) and chance.random() < 0.5:
        return spoilt(data, chance)
    return chance.choice(_VALUES)


def written(name: str, folder: Path, chance: random.Random) -> Path:
    """Write a spoilt file of a format and return where it is."""
    sample, file = SAMPLES[name], folder / name
    if name == "slack-day.json" and chance.random() < 0.3:
        return _zipped(folder / "export.zip", chance)
    if not isinstance(sample, str) and chance.random() < 0.6:
        data = spoilt_data(sample, chance)
        for _ in range(chance.randrange(3)):
            data = spoilt_data(data, chance)
        text = json.dumps(data, indent=chance.choice((None, 1)))
    else:
        text = spoilt(sample if isinstance(sample, str) else json.dumps(sample, indent=1), chance)
    raw = text.encode(chance.choice(("utf-8", "utf-8", "utf-8", "utf-16", "utf-16-le", "utf-8-sig")), "surrogatepass")
    if chance.random() < 0.1:
        at = chance.randrange(len(raw) + 1)
        raw = raw[:at] + bytes(chance.randrange(256) for _ in range(5)) + raw[at:]
    file.write_bytes(raw)
    return file


def _zipped(file: Path, chance: random.Random) -> Path:
    names = (
        "incidents/2026-11-20.json",
        "../../etc/2026-11-20.json",
        "/abs/2026-11-20.json",
        "a\\b/2026-11-20.json",
        "x.txt",
    )
    days: dict[str, Any] = {chance.choice(names): spoilt_data(SAMPLES["slack-day.json"], chance) for _ in range(2)}
    slack_zip(file, days)
    if chance.random() < 0.5:
        raw = bytearray(file.read_bytes())
        for _ in range(chance.choice((1, 3, 20))):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        file.write_bytes(bytes(raw[: chance.randrange(len(raw))] if chance.random() < 0.2 else raw))
    return file


def tried(file: Path, chance: random.Random) -> str:
    """Import a file as the commands do; return what came of it, ``items``, ``nothing`` or ``refused``."""
    name = "" if chance.random() < 0.7 else chance.choice(list(importers()))
    columns = chance.choice(({}, {}, {}, {"time": "When"}, {"text": "1"}, {"x": "y"}))
    try:
        with reading(str(file), Asked(columns), format_name=name, limits=_LIMITS) as read:
            items = list(read.items)
    except ImportProblem as problem:
        if not problem.file or problem.line < 0:
            raise AssertionError("a problem without its place") from problem
        return "refused"
    for _, item in keyed(items):
        if found_of(json.loads(json.dumps(item.data()))) != item:
            raise AssertionError(f"an item does not come back from JSON as it was: {item}")
    return "items" if items else "nothing"


def fuzz(count: int, seed: int, folder: Path, *, failed: Callable[[int, str, Path], None]) -> Counter[str]:
    """Try so many files; each is made from its own number, so that any can be made again."""
    outcomes: Counter[str] = Counter()
    names = list(SAMPLES)
    for number in range(seed, seed + count):
        chance = random.Random(number)  # noqa: S311 - a seed, no secret
        file = written(chance.choice(names), folder, chance)
        try:
            outcomes[tried(file, chance)] += 1
        except Exception:  # whatever it is, it is what we look for
            outcomes["failed"] += 1
            failed(number, traceback.format_exc(), file)
        file.unlink()
    return outcomes


def main() -> int:
    """Fuzz, and say what came of it; the exit status is 1 if anything but the import error was raised."""
    parser = argparse.ArgumentParser(description="Fuzz the importers.")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    seen: Counter[str] = Counter()

    def failed(number: int, words: str, file: Path) -> None:
        seen[words.strip().split("\n")[-1][:120]] += 1
        if sum(seen.values()) <= 5:
            print(f"seed {number}, {file.name}:\n{words}")

    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        outcomes = fuzz(asked.count, asked.seed, Path(folder), failed=failed)
    print(f"{asked.count} files in {time.monotonic() - began:.0f} s: {dict(outcomes)}")
    for words, count in seen.most_common():
        print(f"{count:6}  {words}")
    return int(bool(seen))


if __name__ == "__main__":
    raise SystemExit(main())
