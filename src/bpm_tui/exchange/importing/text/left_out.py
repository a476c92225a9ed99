"""What an importer puts into no item, told with its lines."""

from __future__ import annotations

from collections.abc import Sequence

_SHOWN = 60
"""Characters of a text that is left out, when it is told."""


def listed(left: Sequence[tuple[int, str]]) -> str:
    """Return what is left with its lines; of lines that follow each other, how the first begins."""
    runs: list[list[tuple[int, str]]] = []
    for line, text in sorted(left):
        if runs and line - runs[-1][-1][0] <= 1:
            runs[-1].append((line, text))
        else:
            runs.append([(line, text)])
    return ", ".join(map(_run, runs))


def _run(run: Sequence[tuple[int, str]]) -> str:
    (first, text), (last, _) = run[0], run[-1]
    shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    return f"line {first} “{shown}”" if first == last else f"lines {first}–{last} “{shown}”"
