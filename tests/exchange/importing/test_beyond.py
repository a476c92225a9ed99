"""What a draft says beside its timeline comes in as items of their own kind, where that is asked."""

from __future__ import annotations

from pathlib import Path

from bpm_tui.exchange.importing.importer import reading
from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.model.inbox.imported_item import Found

DRAFT = """# Postmortem: Payments outage

- **Severity**: SEV-2
- Detected: 2026-11-20 14:40 UTC
- Resolved: 15:20 UTC
- Mitigated: TBD

## Summary

The queue filled up.

Payments stopped.

## Impact

A third of the payments failed.

## Timeline

- 14:32 UTC queue stops
- 14:40 UTC pager: alert

## Resolution

Raising the limit.

## Action items

- [ ] Alert on age
- TBD

| Action | Owner | Due | Ticket |
|---|---|---|---|
| Raise the limit | Ana | 2026-12-01 | P-1 |
"""


def read(folder: Path, text: str, *, beyond: bool = True) -> list[Found]:
    (folder / "draft.md").write_text(text, "utf-8")
    with reading(str(folder / "draft.md"), Asked(beyond=beyond)) as found:
        return list(found.items)


def test_a_draft_gives_its_fields_times_and_action_items(tmp_path: Path) -> None:
    items = read(tmp_path, DRAFT)
    said = {item.into: item for item in items if item.into and item.into != "follow-up"}
    assert {into: item.text for into, item in said.items() if into in ("title", "severity", "summary", "impact")} == {
        "title": "Payments outage",
        "severity": "SEV-2",
        "summary": "The queue filled up.",
        "impact": "A third of the payments failed.",
    }
    assert said["summary"].more == "Payments stopped."
    assert {into: item.at for into, item in said.items() if item.at} == {
        "detected": "2026-11-20T14:40+00:00",
        "resolved": "2026-11-20T15:20+00:00",
        "started": "2026-11-20T14:32+00:00",
    }
    assert said["started"].remark == "nothing states the start: it is the first time in the timeline"
    alert, raise_it = (item for item in items if item.into == "follow-up")
    assert (alert.text, raise_it.text) == ("Alert on age", "Raise the limit")
    assert (raise_it.actor, raise_it.at_text, raise_it.more) == ("Ana", "2026-12-01", "Ticket: P-1")
    assert [item.text for item in items if not item.into] == ["queue stops", "pager: alert"]


def test_fields_in_a_table_and_a_stated_start(tmp_path: Path) -> None:
    page = (
        "# Incident report\n\n| Severity | 1 |\n|---|---|\n"
        "| Start time | 2026-11-20 14:30 |\n| Detection | by chance |\n"
        "| Impact | [describe it] |\n\n## Timeline\n\n- 2026-11-20 14:32 stops\n"
    )
    said = [(item.into, item.text, item.at) for item in read(tmp_path, page) if item.into]
    assert said == [("severity", "1", None), ("started", "2026-11-20 14:30", "2026-11-20T14:30")]


def test_without_being_asked_only_the_timeline_comes_in(tmp_path: Path) -> None:
    assert [item.text for item in read(tmp_path, DRAFT, beyond=False)] == ["queue stops", "pager: alert"]
