"""Layouts by template: ours, the user's own, and the errors of a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from bpm_tui.exchange.export.export import ExportError, Format, Manner, export
from bpm_tui.exchange.export.templates import SHIPPED, TemplateError, find_template
from bpm_tui.model.session import Session
from tests.exchange.reading import read_github
from tests.exchange.sample import SAMPLE
from tests.exchange.test_escape import hostile
from tests.exchange.test_html import read
from tests.exchange.test_markdown import filled
from tests.strategies import sessions


def laid_out(source: str, folder: Path, session: Session = SAMPLE, *, format_: Format = "markdown") -> str:
    (folder / "mine.jinja").write_text(source)
    return export(session, Manner(template="mine", format=format_), folder).text


@pytest.mark.parametrize("format_", ["markdown", "html", "mediawiki"])
def test_the_full_template_is_the_full_record(format_: Format, tmp_path: Path) -> None:
    plain = export(SAMPLE, Manner(format=format_)).text
    (tmp_path / "mine.jinja").write_text(find_template("full", None).read_text())
    assert "".join(export(SAMPLE, Manner(format=format_, template="mine"), tmp_path).text.split()) == "".join(
        plain.split()
    )


def test_a_full_template_of_the_user_is_used_everywhere(tmp_path: Path) -> None:
    (tmp_path / "full.jinja").write_text('{{ section("title") }}')
    assert export(SAMPLE, Manner(), tmp_path).text == "# Payments outage\n"


@given(session=sessions())
def test_our_templates_take_every_session(session: Session) -> None:
    for name in ("summary", "announcement"):
        page = read_github(export(session, Manner(template=name, names="typed")).text)
        assert page.headings[0][0] == "h1"
        assert page.others == []


@pytest.mark.parametrize("name", SHIPPED)
def test_our_templates_say_what_they_are_for(name: str) -> None:
    page = read_github(export(SAMPLE, Manner(template=name)).text)
    assert "Payments outage" in page.headings[0][1]
    assert ("h2", "Summary") in page.headings
    assert any(rows[0][0] == "Date and time" for rows in page.tables) is (name == "full")


def test_a_template_writes_blocks_in_every_format(tmp_path: Path) -> None:
    source = """
{{ heading(1, session.title) }}
{{ facts([("Severity", incident.severity), ("Nothing", "")]) }}
{% for entry in entries if entry.otherwise %}
{{ paragraph(when(entry.at) ~ " " ~ entry.what) }}
{% endfor %}
{{ items(follow_ups | map(attribute="text")) }}
{{ table(["What", "State"], entries[0].signals, ["what", "state"]) }}
{{ notice("Mind:", "a | b") }}
Some words, {{ bold("x*y") }} and {{ label("entry5") }}.
"""
    page = read_github(laid_out(source, tmp_path))
    assert page.headings == [("h1", "Payments outage")]
    assert page.items[0] == "Severity: SEV-2"
    assert page.items[1] == "Alert on the age of the oldest job"
    assert page.tables == [
        [["What", "State"], ["queue depth alert", "discounted"], ["age of the oldest job", "absent"]]
    ]
    assert page.paragraphs == [
        "2026-11-20 14:32 restarted payments_worker",
        "Mind: a | b",
        "Some words, x*y and 2026-11-21 00:20 Ben: closed the incident.",
    ]
    html = laid_out(source, tmp_path, format_="html")
    assert "<h1>Payments outage</h1>" in html
    assert "<strong>x*y</strong>" in html
    assert read(html) is not None


@given(hostile())
def test_what_a_template_writes_of_a_session_is_escaped(text: str) -> None:
    session = filled(SAMPLE, text)
    folder = Path(__file__).with_name("templates")
    page = read_github(export(session, Manner(template=str(folder / "plain.jinja"), names="typed")).text)
    plain = read_github(
        export(filled(SAMPLE, "word"), Manner(template=str(folder / "plain.jinja"), names="typed")).text
    )
    assert page.others == []
    assert len(page.tables) == len(plain.tables)
    assert [[len(row) for row in rows] for rows in page.tables] == [[len(row) for row in rows] for rows in plain.tables]


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("a\n{% if %}\n", 2, "Expected an expression"),
        ("a\n\n{{ nothing_of_the_kind }}", 3, "'nothing_of_the_kind' is undefined"),
        ("{{ session.colour }}", 1, "has no attribute 'colour'"),
        ("a\n{{ section('timelime') }}", 2, "there is no section 'timelime'"),
        ("{{ table(['a', 'b'], [['x']]) }}", 1, "1 cells, and 2 titles"),
        ("\n\n{{ 1 / 0 }}", 3, "division by zero"),
        ("{% include 'other' %}", 1, "no loader"),
        ("{{ ''.__class__.__mro__ }}", 1, "unsafe"),
        ("{{ entries.append(1) }}", 1, "of 'list' object is unsafe"),
        ("{{ section.__globals__ }}", 1, "unsafe"),
        ("{{ 'x' * 30000000 }}", 1, "more than"),
        ("{% for a in range(10000000) %}x{% endfor %}", 1, "Range too big"),
        ("{{ title | xmlattr }}", 1, "No filter named 'xmlattr'"),
    ],
)
def test_a_wrong_template_is_told_with_its_line(source: str, line: int, message: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=message) as refused:
        laid_out(source, tmp_path)
    assert refused.value.problems[0].line == line
    assert refused.value.problems[0].file == tmp_path / "mine.jinja"


def test_a_template_that_is_not_there_is_named_with_the_likely_one(tmp_path: Path) -> None:
    (tmp_path / "weekly.jinja").write_text("x")
    with pytest.raises(TemplateError, match="did you mean 'weekly'"):
        export(SAMPLE, Manner(template="weekley"), tmp_path)
    with pytest.raises(TemplateError, match=r"No such file"):
        export(SAMPLE, Manner(template="./gone.jinja"), tmp_path)
    (tmp_path / "latin.jinja").write_bytes(b"caf\xe9")
    with pytest.raises(TemplateError, match="not UTF-8"):
        export(SAMPLE, Manner(template="latin"), tmp_path)


@pytest.mark.parametrize("format_", ["json", "csv"])
def test_data_has_no_layout(format_: Format) -> None:
    with pytest.raises(ExportError, match="has no layout"):
        export(SAMPLE, Manner(format=format_, template="summary"))
