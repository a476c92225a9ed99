from __future__ import annotations

import re

import pytest
from hypothesis import given

from bpm_tui.exchange.export.save import export_name
from bpm_tui.model.session import Session
from tests.exchange.sample import SAMPLE
from tests.strategies import sessions


def test_the_name_is_the_day_and_the_title() -> None:
    assert export_name(SAMPLE) == "2026-11-20-payments-outage.md"
    assert export_name(SAMPLE, ".html") == "2026-11-20-payments-outage.html"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("", "postmortem.md"),
        ("../../etc/passwd", "etc-passwd.md"),
        ("Ana's  Queue: 100 % full?", "anas-queue-100-full.md"),
        ("Nedbrud på køen", "nedbrud-på-køen.md"),
        ("支払い障害", "支払い障害.md"),
    ],
)
def test_a_title_becomes_words(title: str, name: str) -> None:
    assert export_name(Session(id="s00001", title=title)) == name


@given(sessions())
def test_a_name_is_always_one_that_a_folder_takes(session: Session) -> None:
    name = export_name(session)
    assert re.fullmatch(r"[^\W_]+(-[^\W_]+)*\.md", name)
    assert len(name.encode()) <= 255
