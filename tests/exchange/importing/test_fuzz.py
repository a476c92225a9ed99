"""A short run of the fuzzer; ``python -m tools.fuzz_importers`` is the long one."""

from __future__ import annotations

from pathlib import Path

from tools.fuzz_importers import fuzz


def test_nothing_but_the_import_error_is_raised(tmp_path: Path) -> None:
    failed: list[str] = []
    outcomes = fuzz(1500, 500_000, tmp_path, failed=lambda number, words, _: failed.append(f"seed {number}\n{words}"))
    assert not failed, failed[0]
    assert min(outcomes["items"], outcomes["refused"]) > 200
