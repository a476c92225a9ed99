from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Run, made, session_at


def test_everything_that_is_asked_for_is_in_the_session(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(
        "14:32 Ana: restarted payments\r\n\r\n23:58 Ben: all quiet\n00:03 Ben: really\n"
    )
    done = run(
        *("new", " Payments [/red] outage ", "--incident", "INC-2481", "--severity", "SEV-2"),
        *("--service", "payments", "--service", "checkout", "--timezone", "Europe/Copenhagen"),
        *("--started", "~2026-11-20 14:20", "--participant", "Ana", "--participant", "Ben"),
        *("--from", str(tmp_path / "notes.txt"), "--from", "-"),
        given="more\n",
    )
    assert done.exit_code == 0
    path = Path(done.stdout.splitlines()[-1])
    assert path == tmp_path / "sessions" / "2026-11-20-payments-red-outage.toml"
    session = session_at(path)
    incident = session.incident
    assert session.title == "Payments [/red] outage"
    assert (incident.id, incident.severity, incident.services) == ("INC-2481", "SEV-2", ("payments", "checkout"))
    assert incident.started is not None
    assert incident.started.stored() == "~2026-11-20T14:20+01:00"
    assert incident.timezone == "Europe/Copenhagen"
    (meeting,) = session.meetings.values()
    assert [person.name for person in meeting.participants.values()] == ["Ana", "Ben"]
    assert [entry.what for entry in session.entries.values()] == ["restarted payments", "all quiet", "really", "more"]
    assert "21 Nov 00:03" in done.stderr
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_zone_left_out_is_the_one_of_the_settings_then_the_machines(run: Run, tmp_path: Path) -> None:
    first = Path(run("new", "First").stdout.strip())
    assert session_at(first).incident.timezone == "UTC"
    config = tmp_path / "config" / "bpm-tui" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('timezone = "Asia/Tokyo"\n')
    second = Path(run("new", "Second").stdout.strip())
    assert session_at(second).incident.timezone == "Asia/Tokyo"


def test_settings_that_are_wrong_are_named_and_stop_nothing(run: Run, tmp_path: Path) -> None:
    config = tmp_path / "config" / "bpm-tui" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('timezone = "Nowhere"\n')
    for command in (["new", "First"], ["add", "first", "14:32 x"], ["list"], ["log", "first"], ["themes"]):
        done = run(*command)
        assert done.exit_code == 0
        assert f"{config}:1:1: timezone" in done.stderr


def test_two_sessions_of_one_name_are_two(tmp_path: Path) -> None:
    paths = {made(tmp_path), made(tmp_path)}
    assert len(paths) == 2
    assert len({session_at(path).id for path in paths}) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new", " "], "needs a title"),
        (["new"], "Missing argument"),
        (["new", "x", "--timezone", "Europe/Kopenhagen"], "did you mean Europe/Copenhagen?"),
        (["new", "x", "--timezone", "\x1b[31m"], "'\\x1b[31m'"),
        (["new", "x", "--started", "tomorrowish"], "type it like"),
        (["new", "x", "--started", "14:??"], "type it like"),
        (["new", "x", "--from", "nowhere.txt"], "nowhere.txt: No such file"),
        (["new", "x", "--from", "slack.json"], "slack.json: No such file"),
        (["new", "x", "--from", "{home}/data.txt"], "data.txt:1: no text"),
        (["new", "x", "--from", "{home}/latin.txt"], "latin.txt:2:4: not UTF-8"),
        (["new", "x", "--from", "{home}"], "no file in it is recognised"),
        (["new", "x", "--severty", "1"], "--severity"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_made(
    run: Run, tmp_path: Path, arguments: list[str], said: str
) -> None:
    (tmp_path / "data.txt").write_text('[{"ts": 1}]')
    (tmp_path / "latin.txt").write_bytes(b"14:32 x\ncaf\xe9\n")
    done = run(*(part.replace("{home}", str(tmp_path)) for part in arguments))
    assert done.exit_code == 2
    assert said in done.stderr
    assert "\x1b" not in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "sessions").exists()


def test_a_participant_is_read_as_in_the_form(run: Run) -> None:
    people = ("Ana, on call; first time", "Ben", "Cleo, lead\\; acting", " ")
    path = Path(run("new", "T", *(word for one in people for word in ("--participant", one))).stdout.strip())
    (meeting,) = session_at(path).meetings.values()
    assert [(one.name, one.role, one.first_time) for one in meeting.participants.values()] == [
        ("Ana", "on call", True),
        ("Ben", "", False),
        ("Cleo", "lead; acting", False),
    ]


def test_a_second_session_of_an_incident_is_told(run: Run) -> None:
    first = run("new", "One", "--incident", "INC-1")
    assert first.stderr == ""
    second = run("new", "Two", "--incident", "inc-1")
    assert second.exit_code == 0
    assert second.stderr.strip() == f"inc-1 has a session already: {Path(first.stdout.strip()).stem}"
    assert run("new", "Three", "--incident", "INC-2").stderr == ""
    assert run("new", "Four").stderr == run("new", "Five").stderr == ""


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("cest", "CET"),
        ("PST", "America/Los_Angeles"),
        ("UTC+1", "Etc/GMT-1"),
        ("-05:00", "Etc/GMT+5"),
        ("GMT−3", "Etc/GMT+3"),
        ("+00:00", "UTC"),
        ("Z", "UTC"),
        ("+05:45", "could be Asia/Kathmandu or Asia/Katmandu; choose one"),
        ("IST", "could be Asia/Kolkata, Asia/Jerusalem or Europe/Dublin; choose one"),
        ("Louisville", "could be America/Kentucky/Louisville or America/Louisville; choose one"),
        ("Berlim", "did you mean Europe/Berlin"),
        ("+25:00", "there is no time zone"),
    ],
)
def test_a_zone_is_found_by_what_people_call_it(run: Run, said: str, zone: str) -> None:
    done = run("new", "T", "--timezone", said)
    found = session_at(Path(done.stdout.strip())).incident.timezone if done.exit_code == 0 else done.stderr
    assert zone in found


def test_a_draft_fills_what_was_not_asked_for(run: Run, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text(
        "# Queue outage\n\n- Severity: SEV-2\n- Impact: refunds failed\n\n"
        "## Timeline\n\n- 2026-11-20 14:32 queue stops\n"
        "\n## Action items\n\n- raise the limit\n"
    )
    draft = str(tmp_path / "draft.md")
    done = run("new", "Payments", "--severity", "SEV-1", "--timezone", "UTC", "--from", draft, "--take-all")
    session = session_at(Path(done.stdout.splitlines()[-1]))
    assert (session.title, session.incident.severity, session.incident.impact) == (
        "Payments",
        "SEV-1",
        "refunds failed",
    )
    assert session.incident.started is not None
    assert session.incident.started.stored() == "2026-11-20T14:32+00:00"
    assert [todo.text for todo in session.follow_ups.values()] == ["raise the limit"]
    assert [entry.what for entry in session.entries.values()] == ["queue stops"]
