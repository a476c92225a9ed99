"""Type the whole story of the tests at the pace of people, and see that it ends as it should.

``python -m tools.tell_story 15`` types 15 keys a second, which takes a minute and a half.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bpm_tui.storage.user.places import Places
from tests.tui.meetings import Room
from tests.tui.stories import STORY, at_pace
from tests.tui.telling import at_the_list, outcome, told


def main() -> int:
    """Tell it key by key and in a terminal, and return 1 if the two differ."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("per_second", type=float, nargs="?", default=15, help="keys a second")
    pace = asked.parse_args().per_second
    os.environ["TZ"] = "UTC"
    time.tzset()
    with TemporaryDirectory(prefix="bpm-story-") as place:
        one, other = Path(place, "by-key"), Path(place, "typed")
        other.mkdir()
        expected = asyncio.run(told(Room(Places(one / "config", one / "state", one / "sessions")), STORY))
        with at_the_list(other) as terminal:
            at_pace(terminal, STORY, pace)
        same = outcome(other) == expected
    print(f"{len(STORY)} keys, {pace:g} a second: {'the same session and page' if same else 'NOT THE SAME'}")
    return 0 if same else 1


if __name__ == "__main__":
    raise SystemExit(main())
