"""The keys of a form. Text goes into the field, whatever the key map says."""

from __future__ import annotations

from bpm_tui.tui.kit.command import ScreenCommand
from bpm_tui.tui.kit.form import FormScreen


class FormCommand(ScreenCommand):
    """A command of a form."""

    WRITES = False
    WHILE_TYPING = True
    TOPIC = "Form"


class KeepForm(FormCommand):
    """Save the form; in a list, go to the next line."""

    BINDING_KEY = "enter"

    async def run(self, screen: FormScreen) -> None:
        """Save, or go on."""
        await screen.enter()


class NextField(FormCommand):
    """Go to the next field."""

    BINDING_KEY = "tab,down"

    async def run(self, screen: FormScreen) -> None:
        """Go one field on."""
        screen.step(1)


class PreviousField(FormCommand):
    """Go to the previous field."""

    BINDING_KEY = "shift+tab,up"

    async def run(self, screen: FormScreen) -> None:
        """Go one field back."""
        screen.step(-1)
