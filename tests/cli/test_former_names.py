"""Compatibility with the time when a meeting was called a sitting: files, exports, templates and key maps."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from pathlib import Path

import pytest

from bpm_tui.model.edits import Remove, read_edit
from bpm_tui.model.session import Parked
from bpm_tui.storage.folder.listing import list_sessions
from bpm_tui.storage.session.document import document_text, read_document
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.recording import HEADER, scan, seal
from bpm_tui.tui.commands import SCREENS, every_command
from bpm_tui.tui.kit.keymap import FORMER_COMMANDS, Keymaps
from tests.cli.running import Run, session_at

DEMO = files("bpm_tui.demo")
NOW_CALLED = {b"[[meetings": b"[[sittings", b'where = "meetings"': b'where = "sittings"'}


def before(data: bytes) -> bytes:
    """Return the bytes of a file as the first version wrote them."""
    for now, then in NOW_CALLED.items():
        data = data.replace(now, then)
    return data


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A finished session whose document and recording both say sittings."""
    document = before(DEMO.joinpath("demo.toml").read_bytes())
    recording = scan(DEMO.joinpath("demo.recording.toml").read_bytes())
    written = hashlib.sha256(DEMO.joinpath("demo.toml").read_bytes()).hexdigest()
    bodies = [before(recording.raw(place)).rpartition(b"sum = ")[0] for place in range(len(recording))]
    bodies = [each.replace(written.encode(), hashlib.sha256(document).hexdigest().encode()) for each in bodies]
    path = tmp_path / "old.toml"
    path.write_bytes(document)
    header = HEADER.replace(b"deleted", b"struck")
    path.with_name("old.recording.toml").write_bytes(header + b"".join(seal([each]) for each in bodies))
    assert b"sittings" in document
    assert b"meetings" not in path.with_name("old.recording.toml").read_bytes()
    return path


def test_a_session_of_an_earlier_version_opens_as_if_nothing_had_changed(old: Path) -> None:
    now = read_document(DEMO.joinpath("demo.toml").read_bytes())
    assert session_at(old) == now
    keeper = Keeper.open(old, threaded=False)
    assert keeper.session == now
    assert keeper.notices == ()
    assert not keeper.session.parked.keys() - now.parked.keys()
    while keeper.can_undo:
        keeper.undo()
    assert len(keeper.session.meetings) == 1
    keeper.close()
    assert old.read_text() == document_text(keeper.session)
    assert b"sittings" not in old.read_bytes()


def test_the_list_knows_the_day_of_a_meeting_of_an_earlier_version(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(
        'format = 1\nid = "k3m9x2"\n\n[[sittings]]\nid = "s00001"\nheld = 2025-03-04T09:00:00Z\n'
    )
    assert [str(one.day) for one in list_sessions(tmp_path)] == ["2025-03-04"]


def test_a_json_export_of_an_earlier_version_becomes_a_session(run: Run, old: Path, tmp_path: Path) -> None:
    exported = json.loads(run("export", str(old), "--format", "json", "--to", "-").stdout)
    exported["session"]["sittings"] = exported["session"].pop("meetings")
    (tmp_path / "old.json").write_text(json.dumps(exported))
    done = run("new", "Again", "--from", str(tmp_path / "old.json"))
    assert done.exit_code == 0, done.stderr
    (again,) = session_at(Path(done.stdout.splitlines()[-1])).meetings.values()
    (was,) = session_at(old).meetings.values()
    assert (again.facilitator, len(again.phases)) == (was.facilitator, len(was.phases))


@pytest.mark.parametrize("since", ["sitting 1", "last sitting", "Sitting 1"])
def test_since_a_sitting_is_since_a_meeting(run: Run, old: Path, since: str) -> None:
    meeting = since.casefold().replace("sitting", "meeting")
    then, now = (run("compare", str(old), "--since", words) for words in (since, meeting))
    assert then.exit_code == 0, then.stderr
    assert then.stdout == now.stdout != ""


def test_a_template_of_an_earlier_version_finds_the_meetings(run: Run, old: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.jinja").write_text("{% for one in sittings %}Led by {{ one.facilitator }}.{% endfor %}\n")
    done = run("export", str(old), "--template", str(tmp_path / "mine.jinja"), "--to", "-")
    (meeting,) = session_at(old).meetings.values()
    assert f"Led by {meeting.facilitator}" in done.stdout, done.stderr


@pytest.mark.parametrize(("former", "name"), FORMER_COMMANDS.items())
def test_every_former_name_of_a_command_is_of_a_command_there_is(former: str, name: str) -> None:
    names = {command.slug() for command in every_command()}
    assert (former in names, name in names) == (False, True)
    assert Keymaps(SCREENS, {former: "ctrl+y"}).problems == Keymaps(SCREENS, {name: "ctrl+y"}).problems


@pytest.mark.parametrize("start", ["begin-sitting", "begin-meeting", "start-meeting"])
def test_a_key_map_with_former_names_still_works(start: str) -> None:
    keys = Keymaps(SCREENS, {start: "S", "sitting-details": "D"})
    assert keys.problems == ()
    found = [keys.of("meeting").command(key, "m") for key in ("S", "D")]
    assert [command and command.slug() for command in found] == ["start-meeting", "meeting-details"]


def test_an_edit_and_a_parked_version_of_an_earlier_version_name_the_present_list() -> None:
    edit = read_edit({"what": "remove", "where": "sittings", "item": "s00001"})
    assert isinstance(edit, Remove)
    assert edit.where == "meetings"
    topic = Parked.model_validate({"id": "p00001", "other": {"where": "sittings", "item": "s00001"}})
    assert topic.other
    assert topic.other.where == "meetings"
