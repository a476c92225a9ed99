"""A folder or archive of files that are each of some format: every one that is surely of one is read."""

from __future__ import annotations

from collections.abc import Iterator

from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.exchange.importing.source.sources import Bundle, Opened
from bpm_tui.model.inbox.imported_item import Found

NAME = "files"
TITLE = "a folder or archive of such files"


def looks_like(source: Opened) -> int:
    """Return how sure it is: a folder that no format knows may still hold files that one knows."""
    return 5 if isinstance(source, Bundle) and source.files else 0


def read(source: Opened, asked: Asked) -> Iterator[Found]:
    """Yield the items of one file after the other; skipped files are reported."""
    if not isinstance(source, Bundle):
        raise ImportProblem(source.name, 0, "not a folder or an archive")
    passed: list[str] = []
    for done, path in enumerate(sorted(source.files)):
        asked.progress(done, len(source.files))
        items = asked.read_file(source.files[path], asked)
        if items is None:
            passed.append(path)
        else:
            yield from items
    if len(passed) == len(source.files):
        raise ImportProblem(source.name, 0, "no file in it is recognised; name one, and add --format NAME")
    if passed:
        shown = ", ".join(passed[:3]) + (f" and {len(passed) - 3} more" if len(passed) > 3 else "")
        asked.told(f"{source.name}: skipped, not recognised: {shown}")
