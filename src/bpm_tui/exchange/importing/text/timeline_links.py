"""Links that a document defines apart from its text: ``[the fix]: https://…``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bpm_tui.exchange.importing.times.written import read_time
from bpm_tui.markup.blocks import Block

_DEFINITION = re.compile(r"\[(?P<name>[^\]\[]{1,200})\]:\s*<?(?P<address>\S+?)>?(?:\s+[\"'(].*[\"')])?\s*")


def definitions(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Yield the names of links that are defined apart from the text, and their addresses."""
    for block in blocks:
        if block.kind == "paragraph":
            for line in block.text.split("\n"):
                if (found := _DEFINITION.fullmatch(line)) and not read_time(line):
                    yield found["name"].casefold(), found["address"]


def only_definitions(text: str) -> bool:
    """Say whether a text defines links and does nothing else."""
    return all(_DEFINITION.fullmatch(line) and not read_time(line) for line in text.split("\n"))
