"""A real process with a real disk is killed while it writes: what it called saved is there."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bpm_tui.model.edits import fold
from bpm_tui.model.session import Session
from bpm_tui.storage.session.document import document_text
from bpm_tui.storage.session.file_names import recording_path
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.recording import scan

WRITER = """
import sys, time
from pathlib import Path
from bpm_tui.model.editing import adding
from bpm_tui.model.session import Entry
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.save_queue import Timing

class Ear:
    def saved(self, state):
        if not state.pending:
            # The edits known before this call are on the disk.
            sys.stdout.write(f"{made}\\n")
            sys.stdout.flush()
    def changed_outside(self, change):
        pass

made = 0
keeper = Keeper.open(Path(sys.argv[1]), listener=Ear(), timing=Timing(document_after=0.001))
while True:
    before = len(keeper.session.entries)
    keeper.commit([adding(keeper.session, "entries", Entry(id=keeper.new_id(), what=f"thing {before}"))])
    while keeper.state.pending:
        time.sleep(0.0005)
    made = len(keeper.session.entries)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs kill -9")
@pytest.mark.parametrize("seed", range(3))
def test_what_a_killed_process_called_saved_is_there(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "a.toml"
    Keeper.create(path, Session(id="k3m9x2", title="Outage"), threaded=False).close()
    rng = random.Random(seed)
    for _ in range(2):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout
            said = [int(process.stdout.readline()) for _ in range(rng.randint(5, 60))]
            process.send_signal(signal.SIGKILL)
            said += [int(line) for line in process.stdout.read().split("\n")[:-1]]
        keeper = Keeper.open(path, threaded=False)
        assert not keeper.read_only
        assert len(keeper.session.entries) >= max(said) > 0
        keeper.close()
    edits = scan(recording_path(path).read_bytes()).edits
    assert document_text(fold(Session(id="k3m9x2"), edits)) == path.read_text()
