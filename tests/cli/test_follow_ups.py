"""The follow-ups and topics of all sessions, asked for and changed from the command line."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bpm_tui.model.session import Effect, Entry, FollowUp, Incident, Learning, Session, Signal
from bpm_tui.storage.handover.intake import Intake
from bpm_tui.storage.handover.lines import edits_of_handed
from bpm_tui.storage.handover.spool import Spool
from bpm_tui.storage.session.keeper import Keeper
from tests.cli.running import Run, session_at

TODAY = datetime.now(UTC).date()


def day(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def stored(home: Path, name: str, *items: FollowUp, services: tuple[str, ...] = (), **more: object) -> Path:
    path = home / "sessions" / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    incident = Incident(services=services, timezone="UTC")
    session = Session.model_validate(
        {"id": f"s{name[:5]:0<5}", "title": name, "incident": incident, "follow_ups": list(items), **more}
    )
    keeper = Keeper.create(path, session, threaded=False)
    keeper.close()
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two sessions with follow-ups of every standing, and a file that cannot be read."""
    stored(
        tmp_path, "pool",
        FollowUp(id="f00001", text="raise the limit", owner="Ana", due=day(-12)),
        FollowUp(id="f00002", text="alert on it", owner="Ben", due=day(5)),
        FollowUp(id="f00003", text="write it down", due="next sprint"),
        services=("payments",),
    )  # fmt: skip
    stored(
        tmp_path, "disk",
        FollowUp(id="f00004", text="rotate logs", status="done", check_on=day(-1)),
        FollowUp(id="f00005", text="test restores", status="done", check_on=day(-9),
                 effects={"e00001": Effect(id="e00001", result="worked", on=day(-2))}),
        FollowUp(id="f00006", text="buy disks", status="dropped", decision="none, because they are full"),
    )  # fmt: skip
    (tmp_path / "sessions" / "broken.toml").write_text("title = ")
    return tmp_path


def ids(text: str) -> list[str]:
    return [line.split()[0] for line in text.splitlines()]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ([], ["f00001", "f00004", "f00002", "f00003", "f00005", "f00006"]),
        (["--open"], ["f00001", "f00002", "f00003"]),
        (["--overdue"], ["f00001"]),
        (["--done"], ["f00004", "f00005"]),
        (["--to-check"], ["f00004"]),
        (["--owner", "an"], ["f00001"]),
        (["--service", "Payments", "--due-within", "7d"], ["f00001", "f00002"]),
        (["--due-within", "4"], ["f00001"]),
        (["--service", "search"], []),
    ],
)
@pytest.mark.usefixtures("folder")
def test_follow_ups_are_listed_by_what_is_late_and_a_broken_file_stops_nothing(
    run: Run, asked: list[str], found: list[str]
) -> None:
    done = run("follow-ups", *asked)
    assert (done.exit_code, ids(done.stdout)) == (0, found)
    assert "broken.toml:1:" in done.stderr


@pytest.mark.usefixtures("folder")
def test_a_line_says_how_late_and_where(run: Run) -> None:
    first = run("follow-ups", "--overdue").stdout
    assert first.split("  ") == ["f00001", "12 d late", day(-12), "Ana", "raise the limit", "pool\n"]


@pytest.mark.usefixtures("folder")
def test_a_program_is_told_everything(run: Run) -> None:
    lines = [json.loads(line) for line in run("follow-ups", "--json").stdout.splitlines()]
    assert {line["schema_version"] for line in lines} == {1}
    said = {line["id"]: line for line in lines}
    assert (said["f00001"]["standing"], said["f00001"]["days_late"]) == ("overdue", 12)
    assert said["f00001"]["services"] == ["payments"]
    assert said["f00005"]["effects"] == [{"id": "e00001", "result": "worked", "on": day(-2)}]


def test_what_came_of_a_follow_up_is_said_from_outside(run: Run, folder: Path) -> None:
    path = folder / "sessions" / "pool.toml"
    assert run("follow-ups", "done", "f00001").stdout == "done: raise the limit (pool)\n"
    item = session_at(path).follow_ups["f00001"]
    assert (item.status, item.check_on) == ("done", day(30))
    run("follow-ups", "effect", "f00001", "too-early", "--note", "no peak yet")
    run("follow-ups", "effect", "F00001", "worked")
    effects = session_at(path).follow_ups["f00001"].effects.values()
    assert [(one.result, one.note, one.on) for one in effects] == [
        ("too early", "no peak yet", day(0)), ("worked", "", day(0)),
    ]  # fmt: skip
    run("follow-ups", "drop", "f00002", "--because", "the queue goes")
    run("follow-ups", "reopen", "f00001")
    session = session_at(path)
    assert session.follow_ups["f00002"].decision == "none, because the queue goes"
    assert session.follow_ups["f00001"].status == "open"


def test_an_id_that_nothing_has_or_two_have_says_what_next(run: Run, folder: Path) -> None:
    unknown = run("follow-ups", "done", "zzzzzz")
    assert (unknown.exit_code, "bpm follow-ups lists them" in unknown.stderr) == (2, True)
    stored(folder, "copy", FollowUp(id="f00001", text="raise the limit"))
    twice = run("follow-ups", "done", "f00001")
    assert (twice.exit_code, "type one of" in twice.stderr) == (2, True)
    assert "copy:f00001" in twice.stderr
    assert run("follow-ups", "done", "copy:f00001").exit_code == 0
    assert session_at(folder / "sessions" / "copy.toml").follow_ups["f00001"].status == "done"


def test_in_an_open_session_the_change_is_handed_over(run: Run, folder: Path) -> None:
    keeper = Keeper.open(folder / "sessions" / "pool.toml", threaded=False)
    done = run("follow-ups", "done", "f00001")
    assert "handed over" in done.stderr
    intake = Intake(Spool(keeper.path, keeper.session.id), keeper, edits_of_handed(keeper.new_id, "UTC"))
    assert [handed.changes for handed in intake.poll().handed] == [1]
    assert keeper.session.follow_ups["f00001"].status == "done"
    keeper.close()


def test_today_is_the_day_in_the_session_s_own_zone() -> None:
    from bpm_tui.library.documents import Document  # noqa: PLC0415
    from bpm_tui.library.follow_ups import of_session  # noqa: PLC0415

    item = FollowUp(id="f00001", due="2026-12-01")
    now = datetime(2026, 12, 1, 11, 30, tzinfo=UTC)
    for zone, late in (("Pacific/Auckland", 1), ("UTC", 0)):
        session = Session(id="s00001", incident=Incident(timezone=zone), follow_ups={item.id: item})
        (kept,) = of_session(Document(Path("x.toml"), session), now, "UTC")
        assert (kept.late, kept.today) == (late, date(2026, 12, 1 + late))


@pytest.fixture
def spread(tmp_path: Path) -> Path:
    """A topic in three spellings on everything that can have one, across three sessions."""
    signal = Signal(id="g00001", what="x", topics=("Backup", "disk"))
    stored(tmp_path, "one", entries=[Entry(id="e00001", topics=("backup",), signals={signal.id: signal})])
    stored(tmp_path, "two", FollowUp(id="f00001", topics=("backups", "backup")))
    stored(tmp_path, "three", learnings=[Learning(id="l00001", topics=("dns",))])
    return tmp_path


def test_topics_are_listed_and_renamed_after_a_dry_run(run: Run, spread: Path) -> None:
    assert run("topics").stdout.splitlines() == [
        "backup   3×  2 sessions",
        "backups  1×  1 session",
        "disk     1×  1 session",
        "dns      1×  1 session",
    ]
    before = {path: path.read_bytes() for path in (spread / "sessions").iterdir()}
    dry = run("topics", "rename", "backup", "backups")
    assert dry.stdout.splitlines() == ["one: 2 places", "two: 1 place"]
    assert "nothing is changed yet" in dry.stderr
    assert {path: path.read_bytes() for path in (spread / "sessions").iterdir()} == before
    assert run("topics", "rename", "backup", "backups", "--yes").exit_code == 0
    names = [json.loads(line)["name"] for line in run("topics", "--json").stdout.splitlines()]
    assert names == ["backups", "disk", "dns"]
    assert session_at(spread / "sessions" / "two.toml").follow_ups["f00001"].topics == ("backups",)


def test_one_session_that_cannot_be_changed_stops_no_other(run: Run, spread: Path) -> None:
    recording = spread / "sessions" / "one.recording.toml"
    recording.write_bytes(recording.read_bytes().replace(b"[[edit]]", b"[[what]]", 1))
    (spread / "sessions" / "broken.toml").write_text("title = ")
    done = run("topics", "rename", "backup", "backups", "--yes")
    assert done.exit_code == 1
    assert "one: 2 places: not renamed:" in done.stderr
    assert "broken.toml:1:" in done.stderr
    assert session_at(spread / "sessions" / "two.toml").follow_ups["f00001"].topics == ("backups",)


@pytest.mark.parametrize("new", ["", "a, b", " "])
@pytest.mark.usefixtures("spread")
def test_a_name_that_is_no_topic_is_wrong_usage(run: Run, new: str) -> None:
    assert run("topics", "rename", "backup", new).exit_code == 2


def test_large_and_small_letters_can_be_mended(run: Run, spread: Path) -> None:
    run("topics", "rename", "dns", "DNS", "--yes")
    assert session_at(spread / "sessions" / "three.toml").learnings["l00001"].topics == ("DNS",)
