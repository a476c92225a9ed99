"""Write the generated parts of the docs from the program itself, or say which pages are stale.

``python -m tools.docs`` writes them, ``python -m tools.docs --check`` only looks and ends with status 1 if one differs.
A generated part stands between ``<!-- generated: name -->`` and ``<!-- end of generated -->``.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tools import docs_content, docs_program, docs_questions, docs_rooms
from tools.pictures import stale_pictures

ROOT = Path(__file__).parent.parent
PARTS: Mapping[str, Callable[[], str]] = {
    "keys": docs_program.keys,
    "keys of other screens": docs_program.other_keys,
    "command list": docs_program.command_list,
    "commands": docs_program.commands,
    "questions": docs_questions.questions,
    "agendas": docs_content.agendas,
    "ground rules": docs_content.ground_rules,
    "themes": docs_content.themes,
    "roles": docs_content.roles,
    "times": docs_content.times,
    "entry": docs_content.entry,
    "lists": docs_content.lists,
    "recording": docs_content.recording,
    "rooms": docs_rooms.rooms,
}
"""What can be generated, by the name in the marker."""

_PART = re.compile(r"(?P<start><!-- generated: (?P<name>[^>]+?) -->\n).*?(?P<end><!-- end of generated -->)", re.DOTALL)


def pages() -> Iterator[Path]:
    """Yield the pages that may hold generated parts."""
    yield ROOT / "README.md"
    yield ROOT / "CONTRIBUTING.md"
    yield from sorted((ROOT / "docs").glob("*.md"))


def filled(text: str) -> str:
    """Return a page with its generated parts as they should be.

    Raises:
        KeyError: a marker names a part that there is not.
    """
    return _PART.sub(lambda part: f"{part['start']}{PARTS[part['name']]()}\n{part['end']}", text)


def stale_pages() -> list[Path]:
    """Return the pages whose generated parts are not as they should be."""
    return [page for page in pages() if (text := page.read_text(encoding="utf-8")) != filled(text)]


def _write() -> None:
    for page in stale_pages():
        page.write_text(filled(page.read_text(encoding="utf-8")), encoding="utf-8")
        print(f"{page.relative_to(ROOT)} written")


def _check() -> int:
    status = 0
    for found, remedy in ((stale_pages, "python -m tools.docs writes it"), (stale_pictures, "make pictures draws it")):
        for path in found():
            print(f"{path.relative_to(ROOT)} is stale; {remedy}", file=sys.stderr)
            status = 1
    return status


def main() -> int:
    """Write the pages or check them, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="change nothing; say what is stale")
    if parser.parse_args().check:
        return _check()
    _write()
    return 0


if __name__ == "__main__":
    sys.exit(main())
