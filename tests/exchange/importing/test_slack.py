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


def message(second: int, text: str, **more: Any) -> dict[str, Any]:
    return {"type": "message", "user": "U1", "text": text, "ts": f"17951815{second:02}.000001", **more}


def texts_in(tmp_path: Path, *messages: dict[str, Any]) -> list[str]:
    return [item.text for item in read(slack_zip(tmp_path / "export.zip", {"ops/2026-11-20.json": list(messages)}))]


@pytest.mark.parametrize("channel", ["déploiement", "障害対応", "störung-älter"])
def test_a_channel_keeps_its_name_where_the_archive_does_not_say_that_it_is_utf_8(tmp_path: Path, channel: str) -> None:
    file = slack_zip(tmp_path / "export.zip", {f"{channel}/2026-11-20.json": [message(20, "hi")]})
    raw = file.read_bytes()
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for place in range(len(raw)):
            if raw.startswith(head, place):
                raw = raw[: place + flags] + b"\0\0" + raw[place + flags + 2 :]
    file.write_bytes(raw)
    assert [item.channel for item in read(file)] == [channel]


@pytest.mark.parametrize("subtype", ["group_topic", "group_leave", "group_archive", "mpim_join", "message_deleted"])
def test_what_slack_says_of_a_channel_is_left_out(tmp_path: Path, subtype: str) -> None:
    assert texts_in(tmp_path, message(20, "set the topic", subtype=subtype), message(21, "hi")) == ["hi"]


def test_a_folder_of_one_channel_is_called_like_it(tmp_path: Path) -> None:
    folder = tmp_path / "incident-1"
    folder.mkdir()
    (folder / "2026-11-20.json").write_text(json.dumps([message(20, "hi")]))
    (folder / "2026-11-21.json").write_text(json.dumps([message(21, "again")]))
    assert [(item.channel, item.text) for item in read(folder)] == [("incident-1", "hi"), ("incident-1", "again")]


def test_the_same_message_comes_in_once(tmp_path: Path) -> None:
    broadcast = message(20, "rolled back", thread_ts="1.1")
    again = {**broadcast, "subtype": "thread_broadcast"}
    assert texts_in(tmp_path, broadcast, again, message(20, "another")) == ["rolled back", "another"]


def test_a_huddle_is_told_with_its_people_and_its_end(tmp_path: Path) -> None:
    room = {"id": "R1", "date_start": 1795181520, "date_end": 1795183800, "participant_history": ["U1", "U2"]}
    days = {"ops/2026-11-20.json": [message(20, "", subtype="huddle_thread", room=room)]}
    (item,) = read(slack_zip(tmp_path / "export.zip", days))
    assert (item.text, item.more) == ("huddle of Ana, Ben", "ended at 2026-11-20T14:10:00+00:00")


def test_an_edited_message_has_the_words_it_had_at_last(tmp_path: Path) -> None:
    def edit(second: int, new: dict[str, Any]) -> dict[str, Any]:
        return {"subtype": "message_changed", "message": new, "ts": f"17951816{second:02}.000001"}

    first, other = message(20, "restarting"), message(30, "of yesterday, now right")
    days = {"ops/2026-11-20.json": [first, edit(1, message(20, "restarted")), edit(2, other), message(40, "ok")]}
    items = read(slack_zip(tmp_path / "export.zip", days))
    assert [(item.text, item.remark) for item in items] == [
        ("restarted", "edited later"),
        ("of yesterday, now right", "edited later"),
        ("ok", ""),
    ]
