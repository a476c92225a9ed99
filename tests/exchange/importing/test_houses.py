"""The habits of different houses: status pages, logs with bars, pages in other languages, stories told in sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpm_tui.exchange.importing.importer import reading
from bpm_tui.model.inbox.imported_item import Found
from tests.exchange.importing.test_styles import DAY, found, told


def read(folder: Path, text: str, name: str = "call.txt") -> tuple[str, list[Found]]:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    with reading(str(file)) as each:
        return each.importer.NAME, list(each.items)


@pytest.mark.parametrize(
    ("line", "at", "text"),
    [
        ("- 14:32 UTC (Nov 19) - disk full", "2026-11-19T14:32+00:00", "disk full"),
        ("- **November 19:** disk full", "2026-11-19", "disk full"),
        ("- gegen 14:30 Uhr: Platte voll", "2026-11-20T14:30", "Platte voll"),
        ("- 19. März 2026, 14:30 Uhr: Platte voll", "2026-03-19T14:30", "Platte voll"),
        ("- Donnerstag, 19.11.2026 14:30 Platte voll", "2026-11-19T14:30", "Platte voll"),
        ("- vers 15h10 : le disque est plein", "2026-11-20T15:10", "le disque est plein"),
        ("- le 3 février 2026 à 15h10 : disque plein", "2026-02-03T15:10", "disque plein"),
        ("- 3 de agosto de 2026, 15:10: disco lleno", "2026-08-03T15:10", "disco lleno"),
        ("- The next morning at 8:15, mail goes out", "2026-11-21T08:15", "mail goes out"),
        ("- 2:30 PM PST Thursday Nov 19th: disk full", "2026-11-19T14:30-08:00", "disk full"),
        ("- November 19, 2026: 2:30pm UTC disk full", "2026-11-19T14:30+00:00", "disk full"),
        ("- 14:32+ disk full", "2026-11-20T14:32", "disk full"),
        ("- 14:32 PST/PDT disk full", "2026-11-20T14:32", "disk full"),
        ("- Next day, 8:15 AM: mail goes out", "2026-11-21T08:15", "mail goes out"),
    ],
)
def test_times_are_read_in_more_habits(line: str, at: str, text: str) -> None:
    assert told(f"{DAY}{line}\n") == [(at, text)]


def test_updates_of_a_status_page_have_their_time_below_them() -> None:
    assert told(
        "# Slow search\n\n**Resolved**\nSearch is fast again.\nPosted 2 days ago. Nov 20, 2026 - 16:10 UTC\n\n"
        "Identified\n\nAn index is missing.\n\nPosted on Nov 20, 2026 - 15:02 UTC\n\n"
        "**Investigating** - Search is slow.\nNov 20, 14:32 UTC\n"
    ) == [
        ("2026-11-20T16:10+00:00", "Resolved: Search is fast again."),
        ("2026-11-20T15:02+00:00", "Identified: An index is missing."),
        ("2026-11-20T14:32+00:00", "**Investigating** - Search is slow."),
    ]


def test_a_day_over_updates_is_none_of_them() -> None:
    assert told("# History\n\n## Nov 20, 2026\n\n**Resolved** - All is well.\nNov 20, 16:10 UTC\n") == [
        ("2026-11-20T16:10+00:00", "**Resolved** - All is well.")
    ]


def test_lines_with_bars_are_rows() -> None:
    items = found("2026-11-20T14:32:00Z | pager | queue grows\n2026-11-20T14:33:05Z | ana | looking\n")
    assert [(item.at, item.actor, item.text) for item in items] == [
        ("2026-11-20T14:32:00+00:00", "pager", "queue grows"),
        ("2026-11-20T14:33:05+00:00", "ana", "looking"),
    ]


def test_the_title_of_a_plain_text_is_not_an_item_but_a_sentence_is() -> None:
    lines = "14:32 disk full\n14:40 cleaned up\n"
    assert told(f"Notes of the call, 20 November 2026, all times UTC\n\n{lines}") == [
        ("2026-11-20T14:32+00:00", "disk full"),
        ("2026-11-20T14:40+00:00", "cleaned up"),
    ]
    assert told(f"The disk was nearly full already.\n\n{lines}")[0] == (None, "The disk was nearly full already.")


def test_titles_need_no_blank_line_around_them() -> None:
    assert told(
        "Start: 2026-11-20\nTimeline:\n14:32 - disk full\n14:40 - cleaned up\nRoot cause:\n\nA loop at 9:00."
    ) == [
        ("2026-11-20T14:32", "disk full"),
        ("2026-11-20T14:40", "cleaned up"),
    ]


def test_a_line_that_begins_with_a_day_set_apart_is_an_item_of_its_own() -> None:
    assert told(f"{DAY}23:10 — mended\nSat 21 Nov, 10:00 — looked again\nMon 23 Nov — alarm added\n") == [
        ("2026-11-20T23:10", "mended"),
        ("2026-11-21T10:00", "looked again"),
        ("2026-11-23", "alarm added"),
    ]


def test_a_part_with_a_name_in_a_list_of_times_goes_on_the_item_before_it() -> None:
    first, second = found(f"{DAY}- 14:32 disk full\n- 14:40 cleaned up\n- **Note:** nobody was told\n")
    assert (first.more, second.text, second.more) == ("", "cleaned up", "**Note:** nobody was told")


def test_days_that_are_numbered_or_stand_at_the_end_of_a_heading_are_gone_to() -> None:
    assert told(
        "# Outage on 20 November 2026\n\n## Timeline\n\n### Day 1\n\n- 23:00 one\n\n### Day 3\n\n- 08:00 two\n\n"
        "### Aftermath (25 November 2026)\n\n- 09:00 three\n"
    ) == [("2026-11-20T23:00", "one"), ("2026-11-22T08:00", "two"), ("2026-11-25T09:00", "three")]


def test_sentences_of_a_timeline_are_items_where_they_say_when() -> None:
    assert told(
        f"{DAY}At 2:32 PM PST, the disk was full. Nobody knew.\n\nThe alert fired at 2:40 p.m. PST and Ana looked. "
        "Space was made by 3:05 PM PST, and at 3:10 PM PST writes went through.\n\nIt stayed calm after that.\n"
    ) == [
        ("2026-11-20T14:32-08:00", "the disk was full."),
        ("2026-11-20T14:40-08:00", "The alert fired at 2:40 p.m. PST and Ana looked."),
        ("2026-11-20T15:05-08:00", "Space was made by 3:05 PM PST"),
        ("2026-11-20T15:10-08:00", "writes went through."),
    ]


def test_paragraphs_with_one_time_each_are_items_too_wherever_in_them_it_stands() -> None:
    assert told(f"{DAY}At 14:32 UTC the disk was full.\n\nThe alert fired at 14:40 UTC.\n\nAna slept.\n") == [
        ("2026-11-20T14:32+00:00", "the disk was full."),
        ("2026-11-20T14:40+00:00", "The alert fired at 14:40 UTC."),
    ]


def test_times_inside_of_items_do_not_make_sentences_of_them() -> None:
    (item,) = found(f"{DAY}- 14:32 disk full. The alert came at 14:40. Ana looked at 14:41.\n")
    assert item.text == "disk full. The alert came at 14:40. Ana looked at 14:41."


def test_times_counted_from_a_moment_are_read_if_the_page_says_which_it_is() -> None:
    lines = "- T-5m: job starts\n- T+0: disk full\n- T+1h10m: mended\n- T+00:00:30 ticket\n"
    assert told(f"# Outage\n\nT+0 is 2026-11-20 14:32 UTC.\n\n## Timeline\n\n{lines}") == [
        ("2026-11-20T14:27+00:00", "job starts"),
        ("2026-11-20T14:32+00:00", "disk full"),
        ("2026-11-20T15:42+00:00", "mended"),
        ("2026-11-20T14:32:30+00:00", "ticket"),
    ]
    first = found(f"# Outage\n\n## Timeline\n\n{lines}")[0]
    assert (first.at, first.at_text, first.text) == (None, "T-5m", "job starts")
    assert "a moment that is not stated" in first.remark


def test_a_line_over_a_chat_may_say_the_day_and_the_zone(tmp_path: Path) -> None:
    text = "Bridge call, 2026-11-20, all times UTC\n\n[14:32] <ana> disk full?\n[14:33] * ben joins the call\n"
    name, items = read(tmp_path, text + "[14:35] <ben> yes\n")
    assert name == "chat"
    assert [(item.at, item.actor, item.text) for item in items] == [
        ("2026-11-20T14:32+00:00", "ana", "disk full?"),
        ("2026-11-20T14:33+00:00", "ben", "ben joins the call"),
        ("2026-11-20T14:35+00:00", "ben", "yes"),
    ]


def test_a_channel_alone_on_the_first_line_of_a_chat_is_where_it_was_said(tmp_path: Path) -> None:
    _, items = read(tmp_path, "#inc-7-disk\n\nAna  2:32 PM\ndisk full?\n\nBen  2:33 PM\nyes\n")
    assert [(item.channel, item.text) for item in items] == [("inc-7-disk", "disk full?"), ("inc-7-disk", "yes")]


def test_lines_with_initials_in_a_column_are_rows() -> None:
    items = found("LOG OF FRIDAY 20 NOVEMBER 2026\n\n22:14  AR  disk full\n22:31  KT  cleaned up\n")
    assert [(item.at, item.actor, item.text) for item in items] == [
        ("2026-11-20T22:14", "AR", "disk full"),
        ("2026-11-20T22:31", "KT", "cleaned up"),
    ]


def test_a_word_before_one_of_the_times_does_not_make_it_a_part_of_the_line_above() -> None:
    assert told(f"{DAY}08.05 disk full\n08.40 cleaned up\nca. 09.30 calm\n") == [
        ("2026-11-20T08:05", "disk full"),
        ("2026-11-20T08:40", "cleaned up"),
        ("2026-11-20T09:30", "calm"),
    ]


def test_a_page_without_a_timeline_is_read_for_sentences_that_say_when() -> None:
    text = (
        "On Friday, November 20, 2026, we were down.\n\n## What happened\n\nAt 16:05 UTC the disk was full. The alert "
    )
    assert told(f"---\ndate: 2026-11-25\n---\n\n{text}came at 16:20 UTC.\n\n## What we do\n\nWe add an alarm.\n") == [
        ("2026-11-20T16:05+00:00", "the disk was full."),
        ("2026-11-20T16:20+00:00", "The alert came at 16:20 UTC."),
    ]


def test_the_day_may_stand_in_a_table_of_facts() -> None:
    assert told("# Outage\n\n| | |\n|---|---|\n| **Opened** | 2026-11-20 |\n\n## Timeline\n\n- 14:32 disk full\n") == [
        ("2026-11-20T14:32", "disk full")
    ]


def test_asciidoc_is_read_with_its_tables_and_keeps_its_lines(tmp_path: Path) -> None:
    text = """= Outage
:date: 2026-11-20

== Timeline (UTC)

[cols="1,3"]
|===
|Time |Event

|14:32
|disk full,
for the second time

|14:40 |cleaned up
|===

* 15:00 Ana & Ben close it

== Lessons

* 12:00 is no time of it
"""
    name, items = read(tmp_path, text, "outage.adoc")
    assert name == "markdown"
    assert [(item.at, item.text, item.source.line) for item in items] == [
        ("2026-11-20T14:32+00:00", "disk full, for the second time", 10),
        ("2026-11-20T14:40+00:00", "cleaned up", 14),
        ("2026-11-20T15:00+00:00", "Ana & Ben close it", 17),
    ]


def test_no_row_of_an_asciidoc_table_is_lost_if_it_has_more_cells_than_columns(tmp_path: Path) -> None:
    _, items = read(tmp_path, "= Outage 2026-11-20\n\n|===\n|Time |Event\n|14:32 |one |14:40 |two\n", "outage.adoc")
    assert [item.text for item in items] == ["one", "two"]


def test_winter_and_summer_time_together_are_a_place() -> None:
    (item,) = found("# Outage on 20 November 2026\n\n## Timeline (all times in CET/CEST)\n\n- 14:32 disk full\n")
    assert (item.at, item.zone) == ("2026-11-20T14:32", "Europe/Paris")


def test_the_sentence_that_says_which_moment_is_t_is_not_an_item() -> None:
    assert told("# Late\n\n## Timeline (UTC)\n\nT0 = 3 June 2026, 08:00\n\n- T0: began\n- T0 + 18h: over\n") == [
        ("2026-06-03T08:00+00:00", "began"),
        ("2026-06-04T02:00+00:00", "over"),
    ]


def test_lines_that_begin_with_days_written_alike_are_items() -> None:
    assert told(f"{DAY}on 27/09/2026, the battery came loose\non 21/10/2026, the chat broke\n  again\n") == [
        ("2026-09-27", "the battery came loose"),
        ("2026-10-21", "the chat broke again"),
    ]


def test_a_day_that_stands_right_under_a_list_counts_for_the_next() -> None:
    text = "# 12 May 2021\n\n## Timeline\nWednesday:\n* 10:00 one\n* 10:10 two\nThursday:\n* 09:00 three\n"
    assert told(text) == [
        ("2021-05-12T10:00", "one"),
        ("2021-05-12T10:10", "two"),
        ("2021-05-13T09:00", "three"),
    ]


def test_days_over_rules_are_headings_in_plain_text_too() -> None:
    first = "Timeline (all times CET)\n=====\n\n2020-05-06\n-----\n 08:00  cron\n 08:02  full;\n   alert\n"
    text = f"{first}2020-05-07\n-----\n 09:00  reviewed\n"
    assert told(text, "notes.txt") == [
        ("2020-05-06T08:00+01:00", "cron"),
        ("2020-05-06T08:02+01:00", "full; alert"),
        ("2020-05-07T09:00+01:00", "reviewed"),
    ]
