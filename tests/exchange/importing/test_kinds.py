"""Kinds of pages that were read wrongly once, each as a small example with its right reading."""

from __future__ import annotations

import pytest

from bpm_tui.exchange.importing.text.prepared import prepared
from bpm_tui.exchange.importing.text.timeline import timeline_of
from bpm_tui.markup.document import document_of
from bpm_tui.model.inbox.imported_item import Found
from tests.exchange.importing.test_styles import DAY, found, told

AT = "2026-11-20T14:32"


def test_a_heading_that_spans_hours_is_not_an_item_and_says_which_half_of_the_day() -> None:
    text = "# 2026-11-20\n\n## Timeline\n\n### 1:10–1:40 PM: fix\n\n- 1:12: Ana ships\n- 1:30: over\n"
    assert told(text) == [("2026-11-20T13:12", "Ana ships"), ("2026-11-20T13:30", "over")]


def test_rows_without_am_or_pm_follow_those_with_it() -> None:
    text = f"{DAY}- 11:50 one\n- 12:10 PM two\n- 1:15 three\n- 1:20 PM four\n- 11:55 five\n- 0:10 six\n"
    assert [at for at, _ in told(text)] == [
        "2026-11-20T11:50",
        "2026-11-20T12:10",
        "2026-11-20T13:15",
        "2026-11-20T13:20",
        "2026-11-20T23:55",
        "2026-11-21T00:10",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "<ul>\n<li>May 3 14:02 queue stops</li>\n<li>May 3 14:09 queue runs</li>\n</ul>\n",
        "<p>May 3 14:02 queue stops</p>\n<p>May 3 14:09 queue runs</p>\n",
        "<table><tr><td>May 3 14:02<td>queue stops<tr><td>May 3 14:09<td>queue runs</table>\n",
    ],
)
def test_rows_of_html_are_items(rows: str) -> None:
    for name, text in (
        ("a.md", f"# 2024\n\n## Timeline\n\n{rows}"),
        ("a.html", f"<h1>2024</h1><h2>Timeline</h2>{rows}"),
    ):
        dated = text.replace("2024", "Outage of 2024-05-02")
        assert told(dated, name) == [("2024-05-03T14:02", "queue stops"), ("2024-05-03T14:09", "queue runs")]


def test_headings_with_a_status_before_the_time_say_when_for_what_follows() -> None:
    text = "# Search is slow\n\n## Investigating 2024-05-03 9:27a\n\nSearch is slow.\n\n"
    text += "## Resolved 2024-05-03 10:05a\n\nOver.\n"
    assert [(item.at, item.text, item.more) for item in found(text)] == [
        ("2024-05-03T09:27", "Investigating", "Search is slow."),
        ("2024-05-03T10:05", "Resolved", "Over."),
    ]
    assert told("# Outage\n\n## Update: May 5th, 2024\n\n- 14:02 queue stops\n") == [
        ("2024-05-05T14:02", "queue stops")
    ]


def test_a_city_behind_the_time_is_its_zone() -> None:
    items = found(f"{DAY}- 14:02 Zurich - queue stops\n- 14:09 Zurich time: queue runs\n- 14:20 local time: over\n")
    assert [(item.at, item.zone, item.text) for item in items] == [
        ("2026-11-20T14:02", "Europe/Zurich", "queue stops"),
        ("2026-11-20T14:09", "Europe/Zurich", "queue runs"),
        ("2026-11-20T14:20", "Europe/Zurich", "over"),
    ]
    assert items[0].at_text == "14:02 Zurich"


def test_a_duration_behind_a_day_is_not_a_time() -> None:
    (item,) = found("# Outage\n\n## Timeline\n\n- 2024-05-03 (1.25 hours) the queue stood\n")
    assert (item.at, item.precision) == ("2024-05-03", "day")
    assert "1.25 hours" in item.text


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("All is well. (2024-05-03 15:10)", "All is well."),
        ('All is well. {{< track "2024-05-03 15:10:00" >}}', "All is well."),
        ("All is well. [2024-05-03 15:10]", "All is well."),
    ],
)
def test_the_time_may_stand_behind_the_text(line: str, text: str) -> None:
    (item,) = found(f"# Outage\n\n## Timeline\n\n{line}\n")
    assert ((item.at or "")[:16], item.text) == ("2024-05-03T15:10", text)


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("- 23:00 UTC(May 3) queue stops", "2024-05-03T23:00+00:00"),
        ("- 2024-05-03/14:07: queue stops", "2024-05-03T14:07"),
        ("- On November 5th ’24 queue stops", "2024-11-05"),
        ("- November 5th ’24 11:00 GMT: queue stops", "2024-11-05T11:00+00:00"),
        ("- November 5th '24 11:00 GMT: queue stops", "2024-11-05T11:00+00:00"),
    ],
)
def test_days_are_read_however_they_are_attached(line: str, at: str) -> None:
    assert told(f"# Outage of 2024-05-03\n\n## Timeline\n\n{line}\n") == [(at, "queue stops")]


def test_a_sentence_among_stamped_rows_has_its_own_time() -> None:
    rows = "- June 22 9:00 AM: began\n- Shut down on June 23 at 8:00 PM.\n- June 24 10:00 AM: back\n"
    assert told(f"# Outage of 2024-06-22\n\n## Timeline\n\n{rows}")[1] == (
        "2024-06-23T20:00",
        "Shut down on June 23 at 8:00 PM.",
    )


@pytest.mark.parametrize(
    ("text", "at", "until"),
    [
        (
            "Between 2024-05-03 21:27 UTC and 22:10 UTC the queue stood.",
            "2024-05-03T21:27+00:00",
            "2024-05-03T22:10+00:00",
        ),
        ("About 8:43 UTC until noon the queue stood.", "2024-05-03T08:43+00:00", None),
        (
            "On Friday May 3 from 17:09 EST to 23:42 EST the queue stood.",
            "2024-05-03T17:09-05:00",
            "2024-05-03T23:42-05:00",
        ),
    ],
)
def test_a_sentence_that_begins_with_a_span_stays_whole(text: str, at: str, until: str | None) -> None:
    (item,) = found(f"# Outage of 2024-05-03\n\n## Timeline\n\n- {text}\n")
    assert (item.at, item.text) == (at, text)
    assert until is None or item.until == until


def test_one_range_in_two_zones_is_one_range() -> None:
    (item,) = found(f"{DAY}- 00:33–00:35 UTC / 17:33–17:35 PDT: queue stops\n")
    assert (item.at, item.until, item.text) == ("2026-11-20T00:33+00:00", "2026-11-20T00:35+00:00", "queue stops")


@pytest.mark.parametrize(
    "said", ["T = 2024-05-03 14:02 UTC", "T0 is 2024-05-03 14:02 UTC", "T0 (2024-05-03 14:02 UTC)"]
)
def test_times_are_counted_from_a_moment_that_the_page_states(said: str) -> None:
    text = f"# Outage\n\n## Timeline\n\n{said}\n\n- T+5: queue runs\n- T+1h: over\n"
    assert told(text)[-2:] == [("2024-05-03T14:07+00:00", "queue runs"), ("2024-05-03T15:02+00:00", "over")]


def test_the_moment_may_be_the_first_row() -> None:
    text = "# Outage\n\n## Timeline\n\n- T0 (2024-05-03 14:02): stops\n- T+5: runs\n"
    assert told(text) == [("2024-05-03T14:02", "stops"), ("2024-05-03T14:07", "runs")]


@pytest.mark.parametrize("mark", ["X", "XX", "tbd", "TBD", "?", "unknown"])
def test_a_mark_where_times_stand_is_an_unknown_time(mark: str) -> None:
    _, item, _ = found(f"{DAY}- 14:00: began\n- {mark}: Ana looked\n- 14:20: over\n")
    assert (item.at, item.text) == ("2026-11-20", "Ana looked")
    assert "not known" in item.remark


@pytest.mark.parametrize(
    "time",
    [
        *(
            "2:32 p. m.",
            "2:32 p.\u00a0m.",
            "2:32 p m",
            "2:32 P. M.",
            "2:32\u202fPM",
            "2:32\u00a0PM",
            "2:32 μ.μ.",
            "2:32 μμ",
        ),
        *(
            "下午2:32",
            "下午 2:32",
            "14 h 32",
            "14h32min",
            "14 h 32 min",
            "14 Uhr 32",
            "14.32 Uhr",
            "14:32 Uhr",
            "14:32 h",
        ),
    ],
)
def test_a_clock_is_read_in_more_languages(time: str) -> None:
    assert told(f"{DAY}- {time} Ana: restarted\n- 23:50 over\n")[0] == (AT, "Ana: restarted")


@pytest.mark.parametrize(
    ("time", "at"),
    [
        ("vers 15h", "2026-11-20T15"),
        ("midnight", "2026-11-20T00:00"),
        ("noon", "2026-11-20T12:00"),
        ("12:05 a. m.", "2026-11-20T00:05"),
        ("上午9:05", "2026-11-20T09:05"),
        ("9:05 π.μ.", "2026-11-20T09:05"),
        ("2026-11-20T14:32:00−05:00", "2026-11-20T14:32:00-05:00"),
        ("2026-11-20 14:32 −05:00", "2026-11-20T14:32-05:00"),
        ("2026-11-20 14:32 Etc/GMT+5", "2026-11-20T14:32-05:00"),
    ],
)
def test_a_time_of_day_or_an_offset_is_read_however_it_is_written(time: str, at: str) -> None:
    assert told(f"{DAY}- {time}: Ana restarted\n- 23:50 over\n")[0] == (at, "Ana restarted")


def test_dotted_times_are_read_among_others() -> None:
    assert told(f"{DAY}- 14.32 Ana: restarted\n- 14.40 Ben: over\n")[0] == (AT, "Ana: restarted")


def test_the_zone_of_a_page_may_be_an_etc_zone() -> None:
    (item,) = found("# 2026-11-20\n\n## Timeline (Etc/GMT+5)\n\n- 14:32 restarted\n")
    assert (item.at, item.zone) in ((f"{AT}-05:00", ""), (AT, "Etc/GMT+5"))


@pytest.mark.parametrize("line", ["- 14:32 \\- restarted", "- \\~14:32 restarted", "- 14:32 \\| restarted"])
def test_escapes_of_markdown_are_undone(line: str) -> None:
    assert told(f"{DAY}{line}\n") == [(AT, "restarted")]
    assert told(f"{DAY}- 14:32 ran a\\_b and `c\\_d`\n") == [(AT, "ran a_b and `c\\_d`")]


@pytest.mark.parametrize(
    ("line", "actor"),
    [
        ("- 14:32 Ana: restarted", "Ana"),
        ("- 14:32 Ana reports: queue stops", "Ana"),
        ("- 14:32 @ana restarted", "@ana"),
        ("- 14:32 **Ana Larsen**: restarted", "Ana Larsen"),
        ("- 14:32 Update: restarted", ""),
        ("- 14:32 Root cause: disk full", ""),
        ("- 14:32 restarted payments", ""),
    ],
)
def test_a_name_at_the_start_is_the_actor(line: str, actor: str) -> None:
    (item,) = found(f"{DAY}{line}\n")
    assert item.actor == actor


def test_the_newest_may_come_first() -> None:
    rows = "- 00:40 resolved\n- 23:50 found\n- 23:10 began\n- 22:50 quiet\n"
    assert [at for at, _ in told(f"{DAY}{rows}")] == [
        "2026-11-21T00:40",
        "2026-11-20T23:50",
        "2026-11-20T23:10",
        "2026-11-20T22:50",
    ]


def test_a_page_without_times_is_one_item_that_says_so() -> None:
    (item,) = found("# Outage\n\nAna restarted.\n\n- Ben looked\n- Cy slept\n")
    assert (item.text, item.more) == ("Outage", "Ana restarted. Ben looked Cy slept")
    assert item.remark == "no time is read on this page"


def left(text: str, name: str = "notes.md") -> tuple[list[Found], str]:
    said: list[str] = []
    return list(timeline_of(prepared(document_of(text, name)), name, said.append)), " ".join(said)


def test_what_is_in_no_item_is_said_with_its_line() -> None:
    _, said = left(f"{DAY}Nobody slept.\n\n### Detection\n\n- 14:32 restarted\n")
    assert said == "notes.md: in the timeline, but not part of any item: line 5 “Nobody slept.”, line 7 “Detection”"


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (
            "<details><summary>14:32 Ana: restarted</summary>\n\nthe log said so\n\n</details>",
            "restarted the log said so",
        ),
        ("<div>14:32 Ana: restarted</div>", "restarted"),
        ("<ul><li>14:32 Ana: restarted</li><li>14:33 looked</li></ul>", "restarted looked"),
        ("> [!NOTE]\n> 14:32 Ana: restarted", "restarted"),
        ('!!! note "14:32 restarted"\n    Ana did it', "restarted Ana did it"),
        ("```mermaid\ntimeline\n    14:32 : restarted\n    14:33 : looked\n```", "restarted looked"),
        ("- restarted payments (14:32)\n- looked at the log at 14:33", "restarted looked"),
    ],
)
def test_whatever_stands_before_the_first_item_is_kept(block: str, words: str) -> None:
    items, _ = left(f"# Timeline\n\nDate: 2026-11-20\n\n{block}\n\n- 14:40 rolled back\n")
    assert (items[0].at, items[-1].text) == (AT, "rolled back")
    together = " ".join(f"{item.text} {item.more}" for item in items)
    assert all(word in together for word in words.split())


def test_who_acted_is_read_below_a_heading_that_is_only_a_time() -> None:
    (item,) = found("# 2026-11-20\n\n## Timeline\n\n### 14:32\n\n@ana restarted payments.\n")
    assert (item.actor, item.text) == ("@ana", "@ana restarted payments.")
