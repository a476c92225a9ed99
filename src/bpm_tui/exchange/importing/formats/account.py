"""Account forms that were filled in: each becomes cards."""

from __future__ import annotations

from collections.abc import Iterator

from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.exchange.importing.source.sources import Bundle, Opened
from bpm_tui.exchange.importing.text.account_form import cards_of, is_account
from bpm_tui.model.inbox.imported_item import Found

NAME = "account"
TITLE = "account forms of bpm account"


def looks_like(source: Opened) -> int:
    """Return whether the form's first line is in it."""
    return 90 if not isinstance(source, Bundle) and is_account(source.head) else 0


def read(source: Opened, asked: Asked) -> Iterator[Found]:
    """Yield the cards of the form."""
    del asked  # there is nothing to say about a form
    if isinstance(source, Bundle):
        raise ImportProblem(source.name, 0, "an archive or folder; name the form in it")
    yield from cards_of(source.text, source.name)
