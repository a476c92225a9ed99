"""Saving a copy of the session elsewhere, for when it cannot be saved where it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from bpm_tui.storage.session.keeper import Keeper
from bpm_tui.storage.user.places import typed_path
from bpm_tui.tui.kit.form import Field, FieldError, FormScreen
from bpm_tui.tui.kit.services import Services


class Saving(Protocol):
    """The screen whose session is saved."""

    services: Services

    @property
    def keeper(self) -> Keeper:
        """The open session."""

    def say(self, text: str, role: str = "text") -> None:
        """Show news."""


def elsewhere_form(screen: Saving) -> FormScreen:
    """Return the form that asks where to save a copy of the session."""

    def keep(texts: Mapping[str, str]) -> None:
        path = typed_path(texts["path"])
        try:
            screen.keeper.save_to(path)
        except (OSError, ValueError) as error:  # no file name holds a NUL
            reason = getattr(error, "strerror", None) or error
            raise FieldError("path", f"not written: {reason}: {path}") from error
        screen.say(f"a copy was saved to {path}")

    suggestion = str(Path.home() / screen.keeper.path.name)
    fields = [Field("path", "File", suggestion, "the document is saved there")]
    return FormScreen(screen.services, "Save elsewhere", fields, keep)
