"""A ratio of two lists of times or sizes, its bound, and the table that shows them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

Measure = Callable[["Effort", Path], Iterable["Ratio"]]
"""What a concern's file offers: measure with this effort in this empty folder."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How often to repeat: starts of a program, presses of a key, edits of a session, entries in a large session,
    sessions in a large library."""

    starts: int = 25
    presses: int = 300
    edits: int = 10_000
    entries: int = 2_000
    sessions: int = 10_000


SHORT = Effort(starts=1, presses=4, edits=200, entries=220, sessions=40)
"""Enough to see that everything is measured, far too little to judge by."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """What is measured against what it is compared with, both in ``unit``; no bound: shown for information.

    ``bound`` is for the ratio of the medians, ``bound_95`` for that of the 95th percentiles.
    """

    name: str
    measured: Sequence[float]
    compared: Sequence[float]
    bound: float | None
    unit: str = "ms"
    bound_95: float | None = None

    def at(self, percent: int) -> float:
        """Return the ratio of the two percentiles."""
        return percentile(self.measured, percent) / percentile(self.compared, percent)

    @property
    def verdict(self) -> str:
        """Say whether the bound is kept."""
        bounds = {percent: bound for percent, bound in ((50, self.bound), (95, self.bound_95)) if bound is not None}
        if not bounds:
            return ""
        return "ok" if all(self.at(percent) <= bound for percent, bound in bounds.items()) else "OVER"


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the value that ``percent`` of 100 values do not exceed."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, len(ranked) * percent // 100)]


def table(ratios: Iterable[Ratio]) -> str:
    """Return one line a ratio: its median and 95th percentile, the bounds of both, and the figures behind it."""
    names = f"{'ratio':44} {'p50':>6} {'p95':>6} {'bound':>6} {'at p95':>6}"
    head = f"{names}  {'':4}  p50 and p95 of it / of what it is compared with"
    return "\n".join([head, *map(_row, ratios)])


def _row(ratio: Ratio) -> str:
    bounds = " ".join(f"{'' if bound is None else f'{bound:.2f}':>6}" for bound in (ratio.bound, ratio.bound_95))
    sides = " / ".join(
        f"{percentile(side, 50):.3g}, {percentile(side, 95):.3g}" for side in (ratio.measured, ratio.compared)
    )
    values = f"{ratio.at(50):6.2f} {ratio.at(95):6.2f} {bounds}"
    return f"{ratio.name:44} {values}  {ratio.verdict:4}  {sides} {ratio.unit}"
