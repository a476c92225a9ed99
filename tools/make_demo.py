"""Make the demo session: play the story as a meeting on a simulated clock, and write both files.

Run ``python -m tools.make_demo [FOLDER]`` in the repository's root; the files are the same every time.
"""

from __future__ import annotations

import random
import sys
import tempfile
import tomllib
from datetime import UTC, datetime
from pathlib import Path

from bpm_tui.model.items import ID_ALPHABET, ID_LENGTH
from bpm_tui.storage.session.clock_and_ids import Options
from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.session.save_queue import Timing
from tools import demo_meeting
from tools.demo_script import Edits, Story, timed

STORY = Path(__file__).with_name("demo_story.toml")
SHIPPED = Path(__file__).resolve().parent.parent / "src" / "bpm_tui" / "demo"

_NEVER = float("inf")


class Clock:
    """The simulated time, and ids that are drawn alike in every run."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._random = random.Random("the demo")  # noqa: S311 - ids, not secrets

    def around(self, by: str) -> Options:
        """Return what a keeper needs to live in this time; it writes the document when it is closed, not before."""
        return {
            "now": lambda: self.now,
            "clock": lambda: self.now.timestamp(),  # noqa: PLW0108 - of the time it is called at
            "by": by,
            "timing": Timing(document_after=_NEVER, document_latest=_NEVER),
            "draw": lambda: "".join(self._random.choice(ID_ALPHABET) for _ in range(ID_LENGTH)),
            "threaded": False,
        }


class KeptStage:
    """Where the acts are played: an open session on the disk."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper

    def commit(self, edits: Edits) -> None:
        """Keep edits as one step."""
        self._keeper.commit(edits(self._keeper.session))
        self._keeper.work()

    def mark(self, what: str, **fields: str | bool) -> None:
        """Put a mark into the recording."""
        self._keeper.mark(what, **fields)
        self._keeper.work()

    def undo(self) -> None:
        """Take the last step back."""
        self._keeper.undo()
        self._keeper.work()


def play(story: Story, path: Path) -> None:
    """Play the whole story and leave the document and its recording at ``path``."""
    clock = Clock(demo_meeting.DRAFTED.astimezone(UTC))
    Keeper.create(path, demo_meeting.draft(story), **clock.around("bot")).close()
    for scene in demo_meeting.scenes(story):
        keeper = Keeper.open(path, **clock.around(scene.by))
        for clock.now, act in timed(scene.acts, scene.start, scene.seconds):
            act.do(KeptStage(keeper))
        keeper.close()


def main(folder: Path = SHIPPED) -> None:
    """Write the demo's files into a folder and say how large they are."""
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "demo.toml"
        play(tomllib.loads(STORY.read_text(encoding="utf-8")), path)
        # Session files are private; these are for everyone, so only their bytes are taken over.
        for name in ("demo.toml", "demo.recording.toml"):
            data = path.with_name(name).read_bytes()
            (folder / name).write_bytes(data)
            print(f"{folder / name}: {len(data):,} bytes")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
