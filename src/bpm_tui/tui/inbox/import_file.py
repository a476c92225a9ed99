"""Bringing files into the inbox while the screen stays alive: counted as they come, stopped on a key."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from bpm_tui.exchange.importing.bring_in import Files
from bpm_tui.exchange.importing.source.import_options import Asked
from bpm_tui.exchange.importing.source.problem import ImportProblem
from bpm_tui.model.inbox.imported_item import Found
from bpm_tui.storage.private.inbox import Inbox
from bpm_tui.storage.user.places import typed_path


class Importing:
    """One import: all of its items come in, or none."""

    def __init__(self, inbox: Inbox, path: str) -> None:
        self.path = path
        self.items = 0
        self.over = False
        self.told: list[str] = []
        """What was taken for granted, and what is in no item."""
        self._inbox = inbox
        self._stopped = False

    def stop(self) -> None:
        """Stop before the next item; nothing comes in."""
        self._stopped = True

    async def run(self) -> tuple[str, str]:
        """Import in a thread; return the news, and its role."""
        try:
            added = await asyncio.to_thread(self._inbox.add, self._counted())
        except (ImportProblem, OSError, ValueError) as problem:
            return str(problem), "bad"
        except _StoppedError:
            return "stopped: nothing was imported", "warn"
        finally:
            self.over = True
        return f"{added.new} new in the inbox, {added.already} already there", "text"

    def _counted(self) -> Iterator[Found]:
        source = str(typed_path(self.path))
        asked = Asked(told=lambda said: self.told.append(said.removeprefix(f"{source}: ")))
        for item in Files((source,), asked=asked).items():
            if self._stopped:
                raise _StoppedError
            self.items += 1
            yield item


class _StoppedError(Exception):
    """Somebody stopped the import."""
