"""The tool that pastes written timelines into the app reports the results truthfully."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tools.paste_timeline import Compared, Row, compare, report, rows_of
from tools.timeline_source import Written, entries, first_day, prepared, same_day, timeline_of, zone_of

DOCUMENT = """
# Outage of 3 May 2021

All was well until 12:00.

## Timeline (times in CEST)

Who knows better, please correct.

- **2021-05-03 13:58** `@ana` saw the [alert](https://x.example/1)
  in the channel
- 14:05 to 14:20: restarted, twice
- **22:XX** Ben: went home
- 22:40 Ben: came back
- 00:10 UTC pager: back again

![a picture](x.png)

```
- 14:06 a log line
```

- 4 May 9:30 pm closed

## Lessons

- 10:00 is early
"""


def test_reader_finds_what_a_person_would() -> None:
    lines = prepared(timeline_of(DOCUMENT))
    assert lines[0].startswith("- **2021-05-03")
    found = entries(lines)
    assert [(one.day, one.clocks) for one in found] == [
        ("2021-05-03", ("13:58",)),
        ("2021-05-03", ("14:05", "14:20")),
        ("2021-05-03", ("22:XX",)),
        ("2021-05-03", ("22:40",)),
        ("2021-05-03", ("00:10",)),
        ("05-04", ("21:30",)),
    ]
    assert found[0].words == ["ana", "saw", "the", "alert", "https", "x", "example", "1", "in", "the", "channel"]
    assert (zone_of(DOCUMENT), zone_of("nowhere"), first_day(DOCUMENT)) == ("Europe/Berlin", "UTC", "2021-05-03")


def test_days_are_compared_as_far_as_they_are_said() -> None:
    assert same_day("2021-05-03", "05-03")
    assert same_day("", "05-03")
    assert not same_day("2021-05-03", "2021-05-04")


def test_rows_are_read_from_the_page_with_the_day_of_the_rows_above() -> None:
    page = (
        "| Date and time | Actor | Action |\n|---|---|---|\n"
        "| 2021-05-03 14:05–14:20 | Ana | a \\| b |\n| 14:30<br>known 15:00 |  | c |\n"
    )
    first, second = rows_of(page)
    assert (first.day, first.time, sorted(first.words)) == ("2021-05-03", "14:05–14:20", ["a", "ana", "b"])
    assert (second.day, second.time, sorted(second.words)) == ("2021-05-03", "14:30", ["c"])


def test_other_words_and_other_times_are_found() -> None:
    rows = [
        Row("2021-05-03", "14:05", Counter(["one", "two"])),
        Row("2021-05-04", "14:06", Counter(["three"])),
    ]
    written = [
        Written("2021-05-03", ("14:06",), ["three"]),
        Written("", ("14:05",), ["one", "too"]),
        Written("", (), ["four"]),
    ]
    found = list(compare(written, rows))
    assert [(one.same_words, one.same_time) for one in found] == [(True, False), (False, True), (False, False)]
    assert found[2] == Compared(written[2], None)


def test_pasted_into_the_running_app_every_entry_is_there_as_written(tmp_path: Path) -> None:
    file = tmp_path / "outage.md"
    file.write_text(DOCUMENT)
    said = report(file, tmp_path / "kept")
    assert said.splitlines() == [
        "outage.md: zone Europe/Berlin, from 2021-05-03 13:58; 7 of 13 lines pasted",
        "  entries written 6, rows exported 6, same words 6, same time 5",
        "  2021-05-03 00:10 pager back again | row: 2021-05-04 02:10 | missing:  | more: ",
    ]
    assert list((tmp_path / "kept" / "outage").glob("*.md"))
