from __future__ import annotations

import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from bpm_tui.exchange.importing.importer import reading
from bpm_tui.exchange.importing.payloads.slack_markup import Names, decoded_mrkdwn
from bpm_tui.model.inbox.imported_item import Found
from tests.exchange.importing.samples import CHANNELS, SAMPLES, USERS, slack_zip, written


def read(path: Path) -> list[Found]:
    with reading(str(path)) as found:
        assert found.importer.NAME == "slack"
        return list(found.items)


def test_an_export_is_read_with_names_threads_files_and_without_tokens(tmp_path: Path) -> None:
    items = read(slack_zip(tmp_path / "export.zip"))
    assert [(item.actor, item.text) for item in items] == [
        ("Ana", "see this (https://example.org?t=…) & @Ben"),
        ("Ben", "ok"),
        ("pager", "Alert queue > 100"),
        ("Ana", "shared the file graph.png"),
    ]
    assert {item.channel for item in items} == {"incidents"}
    assert items[0].at == "2026-11-20T13:32:00+00:00"
    assert items[0].more == ":eyes: 2"
    assert items[1].thread == "see this (https://example.org?t=…) & @Ben"
    assert items[1].remark == "edited later"
    assert items[3].links == ("https://files.example.org/graph.png",)
    assert "xoxe" not in json.dumps([item.data() for item in items])
    assert str(items[0].source) == f"{tmp_path}/export.zip/incidents/2026-11-20.json:1"


def test_folder_and_tar_are_read_like_the_zip(tmp_path: Path) -> None:
    folder = tmp_path / "export" / "incidents"
    folder.mkdir(parents=True)
    (folder / "2026-11-20.json").write_text(json.dumps(SAMPLES["slack-day.json"]))
    (folder.parent / "users.json").write_text(json.dumps(USERS))
    (folder.parent / "channels.json").write_text(json.dumps(CHANNELS))
    with tarfile.open(tmp_path / "export.tar.gz", "w:gz") as archive:
        archive.add(folder.parent, "export")
    said = [(item.actor, item.text, item.origin) for item in read(slack_zip(tmp_path / "export.zip"))]
    assert [(item.actor, item.text, item.origin) for item in read(folder.parent)] == said
    assert [(item.actor, item.text, item.origin) for item in read(tmp_path / "export.tar.gz")] == said


def test_one_day_alone_is_read_with_ids_for_names(tmp_path: Path) -> None:
    items = read(written("slack-day.json", tmp_path))
    assert [item.actor for item in items] == ["U1", "U2", "pager", "U1"]
    assert items[0].source.line == 2


def test_messages_are_in_the_order_of_their_time_and_a_reply_knows_a_thread_of_another_day(tmp_path: Path) -> None:
    parent = {"user": "U1", "text": "who is on call?", "ts": "1795181520.000001", "thread_ts": "1795181520.000001"}
    reply = {"user": "U2", "text": "me", "ts": "1795267920.000001", "thread_ts": "1795181520.000001"}
    late = {"user": "U2", "text": "late", "ts": "1795181530.000001"}
    other = {"user": "U2", "text": "lost", "ts": "1795267930.000001", "thread_ts": "1.000001"}
    days = {"ops/2026-11-20.json": [late, parent], "ops/2026-11-21.json": [reply, other]}
    items = read(slack_zip(tmp_path / "export.zip", days))
    assert [(item.text, item.thread) for item in items] == [
        ("who is on call?", ""),
        ("late", ""),
        ("me", "who is on call?"),
        ("lost", "a message that is not here"),
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("&lt;b&gt; &amp;amp;", "<b> &amp;"),
        ("<@U1> <@U9> <@U9|nine>", "@Ana @U9 @nine"),
        ("<#C1> <#C9|nine>", "#incidents #nine"),
        ("<!here> <!subteam^S1|@oncall>", "@here @oncall"),
        ("<!date^1795181520^{date}|20 Nov>", "20 Nov"),
        (
            "<https://a.example|a> <https://b.example> <mailto:a@b.example|a@b.example>",
            "a (https://a.example) https://b.example a@b.example",
        ),
        ("*bold* _it_ ~gone~ _*both*_ 2*3*4 snake_case_x", "bold it ~gone~ both 2*3*4 snake_case_x"),
        ("`*code* &lt;x&gt;` *b*", "`*code* <x>` b"),
        ("token xoxb-1234-abcd", "token …"),
    ],
)
def test_markup_of_slack_is_decoded_once(text: str, shown: str) -> None:
    assert decoded_mrkdwn(text, Names({"U1": "Ana"}, {"C1": "incidents"})) == shown


@pytest.mark.parametrize("odd", [None, 1, "x", [], {}, [None], [[]], {"ts": {}}, {"messages": 3}])
def test_odd_messages_break_nothing(tmp_path: Path, odd: Any) -> None:
    days = {"ops/2026-11-20.json": [odd, {"user": "U1", "text": "hi", "ts": "1795181520.000001"}]}
    assert read(slack_zip(tmp_path / "export.zip", days))[-1].text == "hi"
