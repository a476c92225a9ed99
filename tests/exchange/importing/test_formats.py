from __future__ import annotations

import json
from pathlib import Path

import pytest

from bpm_tui.exchange.importing.importer import importers, reading
from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.model.inbox.imported_item import Found
from tests.exchange.importing.samples import SAMPLES, written

FORMATS = {
    "outage.md": "markdown",
    "account.txt": "account",
    "notes.txt": "markdown",
    "chat.txt": "chat",
    "irc.txt": "chat",
    "table.csv": "csv",
    "table.tsv": "csv",
    "own.jsonl": "json",
    "meeting.vtt": "transcript",
    "teams.json": "teams",
    "slack-day.json": "slack",
    "pagerduty-log.json": "pagerduty",
    "pagerduty-notes.json": "pagerduty",
    "pagerduty-v3.json": "pagerduty",
    "pagerduty-v2.json": "pagerduty",
    "opsgenie.json": "opsgenie",
    "statuspage.json": "statuspage",
    "alertmanager.json": "alertmanager",
    "grafana.json": "grafana",
    "grafana-annotations.json": "grafana",
    "sentry.json": "sentry",
    "github.json": "github",
    "gitlab.json": "gitlab",
    "gitlab-notes.json": "gitlab",
}


def read(name: str, folder: Path, **columns: str) -> list[Found]:
    with reading(str(written(name, folder)), Asked(columns)) as found:
        return list(found.items)


def told(name: str, folder: Path, **columns: str) -> list[tuple[str | None, str, str]]:
    return [(item.at, item.actor, item.text) for item in read(name, folder, **columns)]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_recognised_by_what_is_in_it_whatever_it_is_called(name: str, tmp_path: Path) -> None:
    file = written(name, tmp_path)
    bare = file.rename(tmp_path / "download")
    with reading(str(bare)) as found:
        assert FORMATS[name] == found.importer.NAME
        assert list(found.items)


def test_every_importer_has_a_sample() -> None:
    assert sorted(importers()) == sorted({*FORMATS.values(), "files"})


def test_a_folder_of_all_sorts_is_read_file_by_file_and_what_is_passed_over_is_told(tmp_path: Path) -> None:
    for name in ("github.json", "outage.md", "table.csv"):
        written(name, tmp_path)
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\0\0\0\1")
    (tmp_path / "letter").write_text("Dear all,\nnothing happened.\n")
    said: list[str] = []
    with reading(str(tmp_path), Asked(told=said.append)) as found:
        names = [item.source.file.rpartition("/")[2] for item in found.items]
    assert list(dict.fromkeys(names)) == ["github.json", "outage.md", "table.csv"]
    assert said[-1].endswith("not recognised: letter, photo.png")


def test_pagerduty(tmp_path: Path) -> None:
    assert told("pagerduty-log.json", tmp_path) == [
        ("2026-11-20T13:28:00+00:00", "Monitoring", "Triggered through the API"),
        ("2026-11-20T14:32:00+01:00", "Ana Larsen", "Restarting payments"),
    ]
    assert told("pagerduty-notes.json", tmp_path) == [("2026-11-20T15:00:00+01:00", "Ben", "Rolled back")]
    assert told("pagerduty-v3.json", tmp_path) == [
        ("2026-11-20T13:30:00+00:00", "Ana Larsen", "incident.acknowledged: Queue depth")
    ]
    assert told("pagerduty-v2.json", tmp_path) == [
        ("2026-11-20T13:28:00+00:00", "PagerDuty", "incident.trigger: Queue depth")
    ]


def test_opsgenie_has_two_scales_of_time(tmp_path: Path) -> None:
    assert told("opsgenie.json", tmp_path) == [
        ("2026-11-20T13:30:00+00:00", "ana@example.org", "Acknowledge: Queue depth")
    ]


def test_statuspage_says_what_was_shown_and_when_it_was_written(tmp_path: Path) -> None:
    first, second = read("statuspage.json", tmp_path)
    assert (first.at, first.text) == ("2026-11-20T15:00:00+00:00", "resolved: Over. Sorry & thanks")
    assert "written at 2026-11-20T15:10:00Z" in first.remark
    assert (second.at, second.remark) == ("2026-11-20T13:40:00+00:00", "")


def test_alerts_begin_and_end(tmp_path: Path) -> None:
    assert told("alertmanager.json", tmp_path) == [
        ("2026-11-20T13:28:00+00:00", "Alertmanager", "QueueDepth firing: deep"),
        ("2026-11-20T15:00:00+00:00", "Alertmanager", "QueueDepth resolved: deep"),
        ("2026-11-20T13:30:00+00:00", "Alertmanager", "Errors firing"),
    ]
    assert told("grafana.json", tmp_path) == [("2026-11-20T13:30:00+00:00", "Grafana", "Errors firing")]
    (annotation,) = read("grafana-annotations.json", tmp_path)
    assert (annotation.at, annotation.until) == ("2026-11-20T13:28:00+00:00", "2026-11-20T13:29:00+00:00")


def test_sentry_does_not_say_when_so_it_is_after_the_last_time_it_was_seen(tmp_path: Path) -> None:
    (item,) = read("sentry.json", tmp_path)
    assert (item.at, item.mark, item.text) == ("2026-11-20T13:54:15+00:00", "after", "resolved: Timeout")
    assert "does not say when" in item.remark


@pytest.mark.parametrize(
    "pages", ["{first}{second}", "{first}\n{second}\n", "[{first},{second}]", "[\n{first},\n{second}]"]
)
def test_the_pages_of_gh_api_are_read_however_they_are_put_together(tmp_path: Path, pages: str) -> None:
    comments = [
        {"id": number, "user": {"login": "ana"}, "created_at": f"2026-11-20T13:{number}:00Z", "body": f"step {number}"}
        for number in (10, 11, 12)
    ]
    first, second = json.dumps(comments[:2], indent=1), json.dumps(comments[2:])
    file = tmp_path / "comments.json"
    file.write_text(pages.replace("{first}", first).replace("{second}", second), "utf-8")
    with reading(str(file)) as found:
        assert found.importer.NAME == "github"
        assert [item.text for item in found.items] == ["step 10", "step 11", "step 12"]


def test_a_broken_page_of_gh_api_is_reported_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "comments.json"
    file.write_text('[{"user":{"login":"a"},"created_at":"2026-11-20","body":"x"}]\n[{"body":', "utf-8")
    with pytest.raises(ImportProblem, match=r"comments\.json:2: not JSON"), reading(str(file)) as found:
        list(found.items)


def test_github_and_gitlab(tmp_path: Path) -> None:
    assert told("github.json", tmp_path) == [
        ("2026-11-20T13:28:00+00:00", "ana", "opened: Payments down"),
        ("2026-11-20T13:30:00+00:00", "a deleted account", "gone"),
        ("2026-11-20T13:31:00+00:00", "spam", "buy"),
    ]
    assert read("github.json", tmp_path)[2].remark == "hidden on GitHub as spam"
    assert told("gitlab.json", tmp_path) == [("2026-11-20T13:32:00+00:00", "Ana", "Restarted")]
    assert told("gitlab-notes.json", tmp_path) == [("2026-11-20T13:33:00+00:00", "Ben", "looking")]


def test_columns_are_guessed_told_and_named(tmp_path: Path) -> None:
    said: list[str] = []
    with reading(str(written("table.csv", tmp_path)), Asked(told=said.append)) as found:
        items = list(found.items)
    assert said == ["columns taken: time=When, actor=Who, text=What happened; --columns changes it"]
    assert [(item.at, item.actor, item.text, item.source.line) for item in items] == [
        ("2026-11-20T14:32", "Ana", "restarted payments", 2),
        (None, "Ben", "looked", 4),
    ]
    assert items[0].more == "Status: done"
    assert told("table.csv", tmp_path, text="status", actor="2")[0] == ("2026-11-20T14:32", "Ana", "done")
    assert told("table.tsv", tmp_path) == [("2026-11-20T14:32", "", "one"), ("2026-11-20T14:40+01:00", "", "two")]


@pytest.mark.parametrize("columns", [{"time": "nowhere"}, {"colour": "When"}, {"time": "9"}])
def test_columns_that_are_not_there_are_named(tmp_path: Path, columns: dict[str, str]) -> None:
    with pytest.raises(ImportProblem, match=r"nowhere|colour|9"):
        read("table.csv", tmp_path, **columns)


def test_pasted_chat_is_read_with_names_and_the_half_of_the_day_that_is_said_once(tmp_path: Path) -> None:
    items = read("chat.txt", tmp_path)
    assert [(item.actor, item.at_text, item.text) for item in items] == [
        ("Ana Larsen", "2:32 PM", "restarted"),
        ("Ana Larsen", "2:33 PM", "and again"),
        ("ben", "2:40 PM", "ok <https://example.org>"),
    ]
    assert items[0].remark == "no date given; edited later"
    assert [item.at for item in read("irc.txt", tmp_path)] == [None, None, "2026-11-20T14:34"]


def test_own_items_come_back_as_they_were(tmp_path: Path) -> None:
    first, second = read("own.jsonl", tmp_path)
    assert (first.at, first.at_text, first.actor, first.source.line) == ("2026-11-20T14:32+01:00", "14:32", "Ana", 1)
    assert (second.at, second.actor, second.text) == ("2026-11-20T13:32:00+00:00", "Ben", "two")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[\n{"at": "x"\n', 3, "not JSON"),
        ('{"text": "a", "at": 1}\n{"text": }\n', 2, "not JSON"),
        ('{"at": 1}', 1, "no text"),
        ('[{"text": "a", "at": 1}, 3]', 1, "not a JSON object"),
        ('{"a":' * 5000, 1, "nested too deeply"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(text)
    with pytest.raises(ImportProblem, match=said) as problem, reading(str(file), format_name="json") as found:
        list(found.items)
    assert (problem.value.file, problem.value.line) == (str(file), line)


def test_a_format_that_does_not_exist_is_answered_with_the_likely_one(tmp_path: Path) -> None:
    with pytest.raises(ImportProblem, match="did you mean slack"), reading(str(tmp_path), format_name="slak"):
        pass
