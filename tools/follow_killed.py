"""Follow the running app from a second terminal while it is typed into: ``python -m tools.follow_killed 500``."""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.tui.following import follow_while_typed


def main() -> int:
    """Do one run, say how far behind the follower was, and return 1 if anything was wrong or late."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("edits", type=int, nargs="?", default=500)
    asked.add_argument("--per-second", type=float, default=15, help="keys typed in a second")
    given = asked.parse_args()
    with TemporaryDirectory(prefix="bpm-follow-") as home:
        came = follow_while_typed(given.edits, given.per_second, Path(home))
    late = sorted(came.behind)
    middle, most = late[len(late) // 2], late[-1]
    near = late[int(len(late) * 0.95)]
    print(f"{came.edits} edits in {len(late)} steps, at {given.per_second:g} keys/s, the writer killed once on the way")
    print(f"behind: {middle:.3f} s in the middle, {near:.3f} s at p95, {most:.3f} s at most")
    print("\n".join(came.wrong) or "both end with the same session; no half of a step was shown")
    return 1 if came.wrong or most >= 1 else 0


if __name__ == "__main__":
    raise SystemExit(main())
