"""Where a page goes: beside its session or in a folder, and always under the session's name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bpm_tui.exchange.export.save import TargetError, export_path, save_export

DOCUMENT = "2026-11-20-payments-outage.toml"


def test_a_page_has_the_name_of_its_session(tmp_path: Path) -> None:
    document, wiki = tmp_path / DOCUMENT, tmp_path / "wiki"
    wiki.mkdir()
    assert export_path(document) == tmp_path / "2026-11-20-payments-outage.md"
    assert export_path(document, ending=".html") == tmp_path / "2026-11-20-payments-outage.html"
    assert export_path(document, str(wiki)) == wiki / "2026-11-20-payments-outage.md"
    assert export_path(document, str(wiki / "page.md")) == wiki / "page.md"


@pytest.mark.parametrize(
    ("to", "message"),
    [
        (DOCUMENT, "is the session itself; choose another file, such as 2026-11-20-payments-outage.md"),
        ("2026-11-20-payments-outage.recording.toml", "is the session itself"),
        ("nowhere/page.md", "nowhere: there is no such folder"),
    ],
)
def test_a_page_never_takes_the_place_of_its_session(tmp_path: Path, to: str, message: str) -> None:
    with pytest.raises(TargetError, match=message):
        export_path(tmp_path / DOCUMENT, str(tmp_path / to))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_never_waited_for_and_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(pipe := tmp_path / "page.md")
    with pytest.raises(OSError, match="nobody reads this pipe"):
        save_export(pipe, "text")
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert save_export(pipe, "text") is False
        assert os.read(reading, 100) == b"text"
    finally:
        os.close(reading)
    assert pipe.is_fifo()
