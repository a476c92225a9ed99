"""The styles in which timelines are written: each as a small document, and what comes out of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpm_tui.exchange.importing.text.prepared import prepared
from bpm_tui.exchange.importing.text.timeline import timeline_of
from bpm_tui.markup.document import document_of
from bpm_tui.model.inbox.imported_item import Found


def found(text: str, name: str = "notes.md") -> list[Found]:
    return list(timeline_of(prepared(document_of(text, name)), name))


def told(text: str, name: str = "notes.md") -> list[tuple[str | None, str]]:
    return [(item.at, item.text) for item in found(text, name)]


DAY = "# Outage on 20 November 2026\n\n## Timeline\n\n"


@pytest.mark.parametrize(
    ("line", "at", "text"),
    [
        ("- 14:32 restarted", "2026-11-20T14:32", "restarted"),
        ("- 14:32:10 restarted", "2026-11-20T14:32:10", "restarted"),
        ("- **14:32** restarted", "2026-11-20T14:32", "restarted"),
        ("- *14:32*: restarted", "2026-11-20T14:32", "restarted"),
        ("- `14:32` - restarted", "2026-11-20T14:32", "restarted"),
        ("- [14:32] restarted", "2026-11-20T14:32", "restarted"),
        ("- (14:32) restarted", "2026-11-20T14:32", "restarted"),
        ("- **14:32: restarted**", "2026-11-20T14:32", "restarted"),
        ("- **14:32:** restarted **payments**", "2026-11-20T14:32", "restarted **payments**"),
        ("- 14:32 — restarted", "2026-11-20T14:32", "restarted"),
        ("- 14:32 -> restarted", "2026-11-20T14:32", "restarted"),
        ("- [ ] 14:32 restarted", "2026-11-20T14:32", "restarted"),
        ("- <time>14:32</time> restarted", "2026-11-20T14:32", "restarted"),
        ("- 2:32 PM restarted", "2026-11-20T14:32", "restarted"),
        ("- 2:32pm: restarted", "2026-11-20T14:32", "restarted"),
        ("- 2:32 p.m. restarted", "2026-11-20T14:32", "restarted"),
        ("- 11:21a restarted", "2026-11-20T11:21", "restarted"),
        ("- 12:28p restarted", "2026-11-20T12:28", "restarted"),
        ("- 12:05 AM restarted", "2026-11-20T00:05", "restarted"),
        ("- 13:06 PM restarted", "2026-11-20T13:06", "restarted"),
        ("- 7pm restarted", "2026-11-20T19", "restarted"),
        ("- 14h32 restarted", "2026-11-20T14:32", "restarted"),
        ("- 1625 UTC restarted", "2026-11-20T16:25+00:00", "restarted"),
        ("- 15.26 Uhr restarted", "2026-11-20T15:26", "restarted"),
        ("- 3.26pm restarted", "2026-11-20T15:26", "restarted"),
        ("- Noon: restarted", "2026-11-20T12:00", "restarted"),
        ("- ~14:30 restarted", "2026-11-20T14:30", "restarted"),
        ("- ca. 14:30 restarted", "2026-11-20T14:30", "restarted"),
        ("- around 14:30, restarted", "2026-11-20T14:30", "restarted"),
        ("- 14:?? restarted", "2026-11-20T14", "restarted"),
        ("- 22:XX restarted", "2026-11-20T22", "restarted"),
        ("- 24:XX restarted", "2026-11-21T00", "restarted"),
        ("- 2X:XX restarted", "2026-11-20", "restarted"),
        ("- [???] restarted", "2026-11-20", "restarted"),
        ("- --:-- restarted", "2026-11-20", "restarted"),
        ("- 14:32 UTC restarted", "2026-11-20T14:32+00:00", "restarted"),
        ("- 14:32 utc restarted", "2026-11-20T14:32+00:00", "restarted"),
        ("- 14:32 PT / 5:32 PM ET restarted", "2026-11-20T14:32", "restarted"),
        ("- 14:32 CST restarted", "2026-11-20T14:32-06:00", "restarted"),
        ("- 14:32 DNS broke", "2026-11-20T14:32", "DNS broke"),
        ("- 14:32Z restarted", "2026-11-20T14:32+00:00", "restarted"),
        ("- 14:32 (CET) restarted", "2026-11-20T14:32+01:00", "restarted"),
        ("- 14:32 GMT-5 restarted", "2026-11-20T14:32-05:00", "restarted"),
        ("- 14:32 UTC+2: restarted", "2026-11-20T14:32+02:00", "restarted"),
        ("- 14:32 UTC / 06:32 PST restarted", "2026-11-20T14:32+00:00", "restarted"),
        ("- 06:32 PST (14:32 UTC): restarted", "2026-11-20T06:32-08:00", "restarted"),
        ("- 2026-11-20 14:32 restarted", "2026-11-20T14:32", "restarted"),
        ("- 2026-11-20T14:32:10Z restarted", "2026-11-20T14:32:10+00:00", "restarted"),
        ("- 2026/11/20 14:32 restarted", "2026-11-20T14:32", "restarted"),
        ("- 20/11/2026 14:32 - restarted", "2026-11-20T14:32", "restarted"),
        ("- 20-11-2026 14:32 restarted", "2026-11-20T14:32", "restarted"),
        ("- 20.11.2026 14:32 restarted", "2026-11-20T14:32", "restarted"),
        ("- 11/20/26 2:32 PM restarted", "2026-11-20T14:32", "restarted"),
        ("- 11/20/2026 14:32 restarted", "2026-11-20T14:32", "restarted"),
        ("- Nov 20 14:32 restarted", "2026-11-20T14:32", "restarted"),
        ("- Nov 20th **14:32** restarted", "2026-11-20T14:32", "restarted"),
        ("- 20. November, 14:32 restarted", "2026-11-20T14:32", "restarted"),
        ("- 20 Nov 2026 at 14:32 restarted", "2026-11-20T14:32", "restarted"),
        ("- Friday, November 20th, 2026 14:32: restarted", "2026-11-20T14:32", "restarted"),
        ("- Fri 14:32 restarted", "2026-11-20T14:32", "restarted"),
        ("- Saturday 09:00 restarted", "2026-11-21T09:00", "restarted"),
        ("- [11-20 14:32] restarted", "2026-11-20T14:32", "restarted"),
        ("- 14:32, 20 Nov 2026: restarted", "2026-11-20T14:32", "restarted"),
        ("- 14:32-14:40 restarted", "2026-11-20T14:32", "restarted"),
        ("- **14:32** to **14:40** restarted", "2026-11-20T14:32", "restarted"),
        ("- 2:32 - 3:15 PM restarted", "2026-11-20T14:32", "restarted"),
        ("- Between 2026-11-20 and 2026-11-22: restarted", "2026-11-20", "restarted"),
        ("- 14:32 (not sure) restarted", "2026-11-20T14:32", "restarted"),
        ("- 00:15 (next day) restarted", "2026-11-21T00:15", "restarted"),
    ],
)
def test_a_time_is_read_in_whatever_style_it_is_written(line: str, at: str, text: str) -> None:
    assert told(f"{DAY}{line}\n") == [(at, text)]


@pytest.mark.parametrize(
    "line",
    [
        "- 20202-01-16 12:00 restarted",
        "- 2026-02-30 12:00 restarted",
        "- 31 November 14:00 restarted",
    ],
)
def test_what_cannot_be_right_is_kept_as_written_with_a_remark(line: str) -> None:
    (item,) = found(f"{DAY}{line}\n")
    assert item.at is None
    assert item.at_text == line.removeprefix("- ").removesuffix(" restarted")
    assert item.text == "restarted"
    assert "kept as written" in item.remark


@pytest.mark.parametrize(
    "line",
    ["- 25:00 restarted", "- 14:75 restarted", "- 100% of requests", "- 3 hosts were hit", "- 10.2 was released"],
)
def test_what_is_not_a_time_is_kept_as_text(line: str) -> None:
    items = found(f"{DAY}- 14:00 began\n{line}\n")
    assert items[-1].at is None
    assert items[-1].text == line.removeprefix("- ")
    assert items[-1].remark == "no time is stated"


@pytest.mark.parametrize("sign", ["1432", "14.32"])
def test_four_digits_are_times_where_the_lines_around_are_like_that(sign: str) -> None:
    assert told(f"{DAY}- {sign} alert\n- 1440 restarted\n- 15.26 over\n")[0] == ("2026-11-20T14:32", "alert")
    assert told(f"{DAY}- 14:00 alert\n- 14:10 looked\n- 2019 was the last time\n")[2][0] is None


def test_ranges_know_their_end_and_go_past_midnight() -> None:
    first, second = found(f"{DAY}- 14:32-14:40 one\n- 23:50 – 00:10 two\n")
    assert first.until == "2026-11-20T14:40"
    assert second.until == "2026-11-21T00:10"


def test_days_are_carried_over_from_headings_paragraphs_and_items() -> None:
    text = """# Outage

## Timeline

### 2026-11-20

- 23:50 one
- 00:10 two

### Sunday, November 22nd 2026

09:00 three

2026-11-23

- 09:00 four
- 24 November
  - 10:00 five
  - 11:00 six
"""
    assert told(text) == [
        ("2026-11-20T23:50", "one"),
        ("2026-11-21T00:10", "two"),
        ("2026-11-22T09:00", "three"),
        ("2026-11-23T09:00", "four"),
        ("2026-11-24T10:00", "five"),
        ("2026-11-24T11:00", "six"),
    ]


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("---\ntitle: Outage\ndate: 2026-11-20\n---\n\n## Timeline\n", "notes.md"),
        ("---\ntitle: Outage on November 20, 2026\ndate: 2026-12-05\n---\n\n## Timeline\n", "notes.md"),
        ("# 2026-11-20, outage\n\n## Timeline\n", "notes.md"),
        ("# Outage\n\n- **Date**: 2026-11-20\n\n## Timeline\n", "notes.md"),
        ("# Outage\n\n## Timeline (2026-11-20)\n", "notes.md"),
        ("# Outage\n\n## Timeline\n\nAll times in UTC, on November 20th 2026\n", "notes.md"),
        ("# Outage\n\nOn 20 November 2026 the shop was down.\n\n## Timeline\n", "notes.md"),
        ("# Outage\n\n## Timeline\n", "2026-11-20-outage.md"),
    ],
)
def test_the_day_is_found_wherever_the_document_says_it(before: str, name: str) -> None:
    (item,) = found(f"{before}\n- 14:32 restarted\n", name)
    assert (item.at or "")[:16] == "2026-11-20T14:32"


@pytest.mark.parametrize(
    ("before", "offset", "zone"),
    [
        ("## Timeline (times in UTC)\n", "+00:00", ""),
        ("## Timeline (CEST)\n", "+02:00", ""),
        ("## Timeline\n\nAll times in PST.\n", "-08:00", ""),
        ("All times PDT.\n\n## Timeline\n", "-07:00", ""),
        ("## Timeline\n\nAll times in CET (GMT+1)\n", "+01:00", ""),
        ("## Timeline\n\nAll times are in Central European Time\n", "+01:00", ""),
        ("## Timeline\n\nAll times in UTC+1 (Zurich time)\n", "+01:00", ""),
        ("## Timeline\n\nAll times in Copenhagen time\n", "", "Europe/Copenhagen"),
        ("## Timeline\n\nTimes are US/Pacific\n", "", "US/Pacific"),
        ("## Timeline\n", "", ""),
    ],
)
def test_a_zone_counts_for_all_entries_under_it(before: str, offset: str, zone: str) -> None:
    (item,) = found(f"# Outage 2026-11-20\n\n{before}\n- 14:32 restarted\n")
    assert (item.at, item.zone) == (f"2026-11-20T14:32{offset}", zone)


def test_tables_are_read_by_their_columns() -> None:
    text = """## Timeline

| Day | Date       | UTC   | PST   | Who | What happened | Impact |
|-----|------------|-------|-------|-----|---------------|--------|
| Fri | 2026-11-20 | 14:32 | 06:32 | Ana | restarted<br>payments | none |
|     |            | 14:40 | 06:40 |     | over `a \\| b` |        |
| Sat | 2026-11-21 | --:-- |       | Ben | looked        |        |
|     |            | soon  |       | Ben | called        |        |
"""
    items = found(text)
    assert [(item.at, item.actor, item.text) for item in items] == [
        ("2026-11-20T14:32+00:00", "Ana", "restarted payments"),
        ("2026-11-20T14:40+00:00", "", "over `a | b`"),
        ("2026-11-21", "Ben", "looked"),
        (None, "Ben", "called"),
    ]
    assert items[0].at_text == "Fri | 2026-11-20 | 14:32 | 06:32"
    assert items[0].more == "Impact: none"
    assert "not read" in items[3].remark
    assert [item.source.line for item in items] == [5, 6, 7, 8]


def test_headings_that_are_times_hold_what_stands_under_them() -> None:
    text = """# Outage

## Timeline

### Nov 20 2026 14:32

Restarted payments.

- because of 14:20

```
14:33 log line
```

### 14:40 - Over

Nobody was called.

## Nov 21, 09:00

Reviewed.

## Action items

- 10:00 is when we meet
"""
    items = found(text)
    assert [(item.at, item.text) for item in items] == [
        ("2026-11-20T14:32", "Restarted payments."),
        ("2026-11-20T14:40", "Over"),
        ("2026-11-21T09:00", "Reviewed."),
    ]
    assert items[0].more == "because of 14:20 14:33 log line"
    assert items[1].more == "Nobody was called."


def test_paragraphs_and_lines_that_begin_with_times_are_entries() -> None:
    text = "Notes of 2026-11-20\n\n14:32 Ana: restarted\nand waited\n14:40 Ben: over\n\nThat was it.\n"
    items = found(text, "notes.txt")
    assert [(item.at, item.actor, item.text, item.more) for item in items[-2:]] == [
        ("2026-11-20T14:32", "Ana", "Ana: restarted and waited", ""),
        ("2026-11-20T14:40", "Ben", "Ben: over", "That was it."),
    ]


def test_only_what_is_called_a_timeline_is_read_where_something_is() -> None:
    text = (
        "# Outage 2026-11-20\n\nAt 14:00 we slept.\n\n## Timeline\n\n- 14:32 restarted\n\n## Actions\n\n- 15:00 sleep\n"
    )
    assert told(text) == [("2026-11-20T14:32", "restarted")]
    assert told(text.replace("## Timeline", "**Timeline**")) == [("2026-11-20T14:32", "restarted")]
    assert ("2026-11-20T15:00", "sleep") in told(text.replace("## Timeline", "## What we did"))


def test_handles_before_the_text_are_actors() -> None:
    first, second, third = found(f"{DAY}- 14:32 `@ana` restarted\n- 14:33 @ben: looked\n- 14:34 **@cy** slept\n")
    assert (first.actor, first.text) == ("@ana", "restarted")
    assert (second.actor, second.text) == ("@ben", "@ben: looked")
    assert (third.actor, third.text) == ("@cy", "slept")


def test_links_that_are_defined_below_are_kept_with_the_entry() -> None:
    (item,) = found(f"{DAY}- 14:32 merged [the fix][pr]\n\n[pr]: https://example.org/1\n")
    assert item.links == ("https://example.org/1",)
    assert item.more == ""


def test_rows_out_of_order_stay_where_they_are_with_a_remark() -> None:
    items = found("## Timeline\n\n- 2026-11-20 14:32 one\n- 2026-11-20 14:10 two\n")
    assert [item.at for item in items] == ["2026-11-20T14:32", "2026-11-20T14:10"]
    assert "earlier than the entry before it" in items[1].remark


def test_the_demo_of_every_style_is_read_from_a_file(tmp_path: Path) -> None:
    from bpm_tui.exchange.importing.importer import reading  # noqa: PLC0415 - the door that the command uses

    file = tmp_path / "outage.md"
    file.write_bytes("# 2026-11-20\n\n## Timeline\n\n- 14:32 café\x1b[31m\n".encode("latin-1"))
    with reading(str(file)) as read:
        (item,) = read.items
    assert item.text == "café␛[31m"
    assert str(item.source) == f"{file}:5"


def test_a_zone_is_worked_out_from_a_second_column_of_times() -> None:
    text = """## Chronology

| Weekday | Date | Local time | UTC | What we did |
|:-:|---|--:|--:|---|
| Tue | 03-11-2020 | 09.15 | 08.15 | Deploy of release 12 |
| Wed | 04-11-2020 | 0.05 | 23.05 | Rolled back |
"""
    items = found(text)
    assert [(item.at, item.text, item.remark) for item in items] == [
        ("2020-11-03T09:15+01:00", "Deploy of release 12", ""),
        ("2020-11-04T00:05+01:00", "Rolled back", ""),
    ]


@pytest.mark.parametrize(
    ("title", "line", "day"),
    [
        ("5/3/19 outage", "14:00 x", "2019-05-03"),
        ("5/3/2019 outage", "2:00 PM x", "2019-05-03"),
        ("5/3/2019 outage", "14:00 x", "2019-03-05"),
        ("5.3.2019 outage", "2:00 PM x", "2019-03-05"),
        ("13/3/2019 outage", "2:00 PM x", "2019-03-13"),
    ],
)
def test_day_and_month_are_in_the_order_that_the_document_most_likely_means(title: str, line: str, day: str) -> None:
    assert told(f"# {title}\n\n## Timeline\n\n- {line}\n") == [(f"{day}T14:00", "x")]


def test_an_abbreviation_of_several_zones_is_taken_with_a_remark() -> None:
    first, second = found(f"{DAY}- 14:32 IST restarted\n- 14:40 IST over\n")
    assert first.at == "2026-11-20T14:32+05:30"
    assert first.remark == "IST is the name of several zones; taken as +05:30"
    assert second.remark == ""


def test_a_weekday_that_is_not_that_day_is_remarked() -> None:
    (item,) = found("## Timeline\n\n- Monday, 20 Nov 2026 14:32: restarted\n")
    assert (item.at, item.remark) == ("2026-11-20T14:32", "that day is a different weekday; kept as written")


@pytest.mark.parametrize(
    "text",
    [
        "```\n09:58 one\n10:04 two\n      more\n```\n",
        "> 09:58 one\n>\n> 10:04 two\n> more\n",
        "9:58 AM one\n10:04 AM two\nmore\n",
        "09:58 one\n10:04ish two\nmore\n",
        "0958 - one\n1004 - two\nmore\n",
        "At 09:58 one\n\nAround 10:04, two\nmore\n",
        "<table>\n<tr><td>09:58</td><td>one</td></tr>\n<tr><td>10:04</td><td>two<br>more</td></tr>\n</table>\n",
        "1. 09:58 one\n2. 10:04 two\n   more\n",
        "- **Detection**\n  - 09:58 one\n- **End**\n  - 10:04 two\n    more\n",
    ],
)
def test_a_timeline_may_be_laid_out_in_many_ways(text: str) -> None:
    items = found(f"# 2026-11-20\n\n## Incident timeline\n\n{text}\n## Actions\n\n- 11:00 sleep\n")
    assert [((item.at or "")[:16], item.text.removesuffix(" more")) for item in items] == [
        ("2026-11-20T09:58", "one"),
        ("2026-11-20T10:04", "two"),
    ]
