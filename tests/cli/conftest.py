from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.running import run_in


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    """Run commands in this process, with the test's folder as home."""
    return lambda *arguments, given=None: run_in(tmp_path, *arguments, given=given)
