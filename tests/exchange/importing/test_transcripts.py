from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bpm_tui.exchange.importing.importer import reading
from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.text.cues import Cue
from bpm_tui.exchange.importing.text.turns import turns_of
from bpm_tui.model.inbox.imported_item import Found
from tests.exchange.importing.samples import written

STARTS = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)


def read(folder: Path, text: str, name: str = "meeting.vtt", starts: datetime | None = STARTS) -> list[Found]:
    (folder / name).write_text(text, "utf-8")
    with reading(str(folder / name), Asked(starts=starts)) as found:
        assert found.importer.NAME == "transcript"
        return list(found.items)


def shown(items: list[Found]) -> list[tuple[str | None, str, str]]:
    return [(item.at and item.at[11:19], item.actor, item.text) for item in items]


def test_cues_of_one_speaker_are_one_item(tmp_path: Path) -> None:
    with reading(str(written("meeting.vtt", tmp_path)), Asked(starts=STARTS)) as found:
        items = list(found.items)
    assert shown(items) == [
        ("14:30:01", "Ana Larsen", "The queue & the cache are full. I restart it."),
        ("14:31:10", "Ben", "Errors are gone."),
    ]
    assert (items[0].source.line, items[0].at_text, items[0].remark) == (7, "00:00:01 into the call", "")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("zoom.vtt", "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nAna Larsen: it stops\n\n"
         "2\n00:01:02.000 --> 00:01:03.000\nBen: ok\n"),
        ("teams.vtt", "WEBVTT\n\n3f/12-0\n00:00:01.000 --> 00:00:04.000\n<v Ana Larsen>it stops</v>\n\n"
         "3f/13-0\n00:01:02.000 --> 00:01:03.000\n<v Ben>ok</v>\n"),
        ("meet.vtt", "WEBVTT\n\n00:01.000 --> 00:04.000\n<v.first Ana Larsen>it\nstops\n\n"
         "01:02.000 --> 01:03.000\n<v Ben>ok\n"),
        ("call.srt", "1\n00:00:01,000 --> 00:00:04,000\nAna Larsen: it stops\n\n"
         "2\n00:01:02,000 --> 00:01:03,000\nBen: ok\n"),
        ("call.sbv", "0:00:01.000,0:00:04.000\nAna Larsen: it stops\n\n0:01:02.000,0:01:03.000\nBen: ok\n"),
    ],
)  # fmt: skip
def test_every_house_names_its_speakers_in_its_own_way(tmp_path: Path, name: str, text: str) -> None:
    assert shown(read(tmp_path, text, name)) == [("14:30:01", "Ana Larsen", "it stops"), ("14:31:02", "Ben", "ok")]


def test_without_a_start_there_are_no_times_of_day(tmp_path: Path) -> None:
    told: list[str] = []
    with reading(str(written("meeting.vtt", tmp_path)), Asked(told=told.append)) as found:
        items = list(found.items)
    assert [(item.at, item.at_text) for item in items] == [
        (None, "00:00:01 into the call"),
        (None, "00:01:10 into the call"),
    ]
    assert all("--starts WHEN" in said for said in (*told, items[0].remark))
    assert {item.origin for item in items} == {
        item.origin for item in read(tmp_path, written("meeting.vtt", tmp_path).read_text())
    }


def test_a_recording_of_zoom_is_called_by_its_start(tmp_path: Path) -> None:
    text = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nAna: it stops\n"
    (item,) = read(tmp_path, text, "GMT20261120-143000_Recording.transcript.vtt", None)
    assert (item.at, item.remark) == ("2026-11-20T14:30:01+00:00", "counted from the start in the file's name")


def test_what_belongs_to_no_cue_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    (tmp_path / "a.vtt").write_text("WEBVTT\n\nNOTE\nhidden\n\n00:01.000 --> 00:02.000\nhi\n\nlost words\n", "utf-8")
    with reading(str(tmp_path / "a.vtt"), Asked(starts=STARTS, told=told.append)) as found:
        assert [item.text for item in found.items] == ["hi"]
    assert told == [f"{tmp_path}/a.vtt: not part of any cue: line 9 “lost words”"]


@pytest.mark.parametrize("seconds", [3, 5, 11, 45])
def test_an_hour_has_about_a_hundred_items_at_most_and_loses_no_word(seconds: int) -> None:
    cues = [
        Cue(place, place * seconds, place * seconds + seconds - 1, f"word{place}", ("Ana", "Ben", "Cleo")[place % 3])
        for place in range(3600 // seconds)
    ]
    turns = turns_of(cues)
    assert len(turns) <= 101
    said = " ".join(" ".join(turn.texts) for turn in turns)
    assert all(f"word{place}" in said.replace(":", "").split() for place in range(len(cues)))
    assert all(turn.texts[0] in {cue.text for cue in cues if cue.speaker == turn.speaker} for turn in turns)


def test_teams_messages_have_their_replies_and_leave_out_what_teams_says(tmp_path: Path) -> None:
    with reading(str(written("teams.json", tmp_path))) as found:
        first, reply = found.items
    assert (first.actor, first.text, first.more) == ("Ana Larsen", "Queue & cache full", "file: graph.png :like: 1")
    assert (first.links, first.remark) == (("https://e.org/1",), "edited later")
    assert (reply.actor, reply.text, reply.thread, reply.at) == (
        *("pager", "page sent", "Queue & cache full"),
        "2026-11-20T13:35:00+00:00",
    )


def test_messages_copied_out_of_teams_are_a_chat(tmp_path: Path) -> None:
    page = tmp_path / "copied.txt"
    page.write_text(
        "[11/20/2026 2:32 PM] Ana Larsen\nqueue stops\nagain\n\n[11/20/2026 2:40 PM] Ben Okoro (Guest)\nrolled back\n",
        "utf-8",
    )
    with reading(str(page)) as found:
        assert found.importer.NAME == "chat"
        assert [(item.at, item.actor, item.text) for item in found.items] == [
            ("2026-11-20T14:32", "Ana Larsen", "queue stops again"),
            ("2026-11-20T14:40", "Ben Okoro (Guest)", "rolled back"),
        ]
