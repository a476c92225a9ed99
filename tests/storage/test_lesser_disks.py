"""File systems that cannot sync or lock: everything works there, and what is not promised is said once."""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path

import pytest

from tests.cli.running import made, run_in, session_at

NO_SYNC = [errno.EINVAL, errno.ENOTSUP, errno.ENOSYS]
NO_LOCKS = [errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL]


@pytest.mark.parametrize("sync", [0, *NO_SYNC])
@pytest.mark.parametrize("lock", [0, *NO_LOCKS])
def test_a_session_is_written_and_what_is_not_promised_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sync: int, lock: int
) -> None:
    def refuse(number: int) -> object:
        def refused(*_: object) -> None:
            raise OSError(number, os.strerror(number))

        return refused

    if sync:
        monkeypatch.setattr(os, "fsync", refuse(sync))
    if lock:
        monkeypatch.setattr(fcntl, "flock", refuse(lock))
    path = made(tmp_path)
    added = run_in(tmp_path, "add", "payments", "14:32 Ana: restarted payments")
    assert added.exit_code == 0, added.stderr
    assert [entry.what for entry in session_at(path).entries.values()] == ["restarted payments"]
    assert added.stderr.count("promises less") == bool(sync or lock)
    assert added.stderr.count("cannot sync") == bool(sync)
    assert added.stderr.count("no file locks") == bool(lock)
    (tmp_path / "notes.md").write_text("- 14:40 Ben: over\n")
    taken = run_in(tmp_path, "import", "--into", "payments", "--take-all", str(tmp_path / "notes.md"))
    assert taken.exit_code == 0, taken.stderr
    assert run_in(tmp_path, "forget", "payments", "--yes").exit_code == 0


def test_a_failing_disk_is_not_taken_for_one_that_cannot_lock_or_sync(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path)

    def fails(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", fails)
    assert run_in(tmp_path, "add", "payments", "14:32 Ana: restarted").exit_code == 2
