"""What changed, as it goes out: never what was deleted."""

from __future__ import annotations

from hypothesis import given

from bpm_tui.exchange.changes.pages import export_changes
from bpm_tui.exchange.export.export import Manner
from tests.exchange.reading import read_github
from tests.exchange.sample import SAMPLE
from tests.exchange.test_escape import hostile


def test_old_words_and_deleted_ones_do_not_go_out() -> None:
    entries = dict(SAMPLE.entries)
    entries["entry2"] = entries["entry2"].model_copy(update={"what": "restarted the worker", "notes": {}})
    del entries["entry3"]
    after = SAMPLE.model_copy(update={"entries": entries, "title": "Payments, again"})
    text = export_changes(SAMPLE, after, "since the draft", Manner(names="typed")).text
    page = read_github(text)
    assert page.headings[0] == ("h1", "What changed Payments, again")
    assert "restarted the worker" in text
    assert "deleted an entry" in page.items
    for deleted in ("payments\\_worker", "payments_worker", "Payments outage", "asked", "only one region"):
        assert deleted not in text


@given(hostile())
def test_a_name_is_hidden_in_what_changed_too(text: str) -> None:
    entries = {key: one.model_copy(update={"what": f"Ana {text}"}) for key, one in SAMPLE.entries.items()}
    after = SAMPLE.model_copy(update={"entries": entries, "title": f"{text} Ana"})
    page = export_changes(SAMPLE, after, "since the start", Manner(names="none")).text
    assert "Ana" not in page
    assert read_github(page).others == []
