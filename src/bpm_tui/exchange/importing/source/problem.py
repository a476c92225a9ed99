"""The one error of all importers: what is wrong, in which file, and on which line."""

from __future__ import annotations

from bpm_tui.exchange.errors import ExchangeError
from bpm_tui.model.visible import visible


class ImportProblem(ExchangeError):  # noqa: N818 - it is a problem of the file, said to a person
    """A file cannot be imported; ``line`` counts from 1 and is 0 where the file as a whole is meant."""

    def __init__(self, file: str, line: int, message: str) -> None:
        self.file, self.line, self.message = file, line, message
        place = f"{file}:{line}" if line else file
        super().__init__(visible(f"{place}: {message}"))
