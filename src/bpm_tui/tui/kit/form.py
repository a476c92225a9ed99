"""A form of one-line fields, which gets its keys like the line: fast typing never ends in the wrong field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.events import Key

from bpm_tui.model.line.add import lines_of
from bpm_tui.model.visible import visible
from bpm_tui.tui.kit.command_screen import CommandScreen
from bpm_tui.tui.kit.key_queue import edit, text_of
from bpm_tui.tui.kit.line_input import LineInput
from bpm_tui.tui.kit.painted import Bar
from bpm_tui.tui.kit.services import Services


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, label, text and, in a few words, what belongs there.

    What is typed is appended, or replaces the text if it ``gives_way``. After a field of a ``list``, which names it,
    there is always another, empty one.
    """

    name: str
    label: str
    text: str
    hint: str = ""
    gives_way: bool = False
    list: str = ""


class FieldError(ValueError):
    """The text of a field cannot be saved."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


class Texts(dict[str, str]):
    """The texts of all fields by name; ``changed`` are those that are not as they were."""

    def __init__(self, texts: Mapping[str, str], fields: Iterable[Field]) -> None:
        super().__init__(texts)
        self.changed = {field.name: texts[field.name] for field in fields if texts[field.name] != field.text}


Keep = Callable[[Texts], None]
"""Saves the texts of the fields, or raises FieldError and saves nothing."""


class FormScreen(CommandScreen):
    """Fields under a title; enter saves them all, escape leaves without saving.

    In a field of a list that is not empty, enter goes on to the next one.
    """

    CSS = """
    FormScreen { background: $ground; align: center middle; }
    FormScreen #form {
        border: round $edge-focus; border-title-color: $accent-role; border-subtitle-color: $muted;
        background: $ground; max-width: 110; height: auto; max-height: 100%; padding: 0 1;
    }
    FormScreen .field { layout: horizontal; height: 1; background: $ground; }
    FormScreen .field Bar { width: 16; height: 1; background: $ground; }
    FormScreen .field LineInput { width: 1fr; }
    FormScreen #says { height: 1; margin-top: 1; background: $ground; }
    """

    OFFERS = "form"

    def __init__(self, services: Services, title: str, fields: Sequence[Field], keep: Keep, start: str = "") -> None:
        """Make a form that begins at the field ``start``, else at the first."""
        super().__init__(services)
        self._title, self._fields, self._keep = title, list(fields), keep
        self._start = start or fields[0].name
        self._sure = False
        self._lines = {field.name: LineInput() for field in fields}

    def compose(self) -> ComposeResult:
        """Lay out the fields, one on each line."""
        with VerticalScroll(id="form", can_focus=False) as form:
            form.border_title = self._title
            for field in self._fields:
                yield self._row(field)
            yield Bar(id="says")

    def _row(self, field: Field) -> Container:
        label = Bar()
        label.show([(field.label, "muted")])
        return Container(label, self._lines[field.name], classes="field")

    def on_mount(self) -> None:
        """Fill the fields and begin."""
        for field in self._fields:
            self._lines[field.name].hold(field.text)
        self._go(self._start)

    async def take_key(self, event: Key) -> None:
        """Run a command of the form; any other key edits the field."""
        command = None if text_of(event) else self.keymap.command(event.key)
        if command is None:
            edit(self._lines[self._here], event)
        if command is None or not command.KEEPS_LEAVING:
            self._sure = False
        if command is not None:
            await command().run(self)

    # What the commands ask for.

    def step(self, fields: int) -> None:
        """Go to another field, wrapping around."""
        names = list(self._lines)
        self._go(names[(names.index(self._here) + fields) % len(names)])

    async def enter(self) -> None:
        """Go to the next line of a list that is being written, else save everything."""
        if self._field.list and self._lines[self._here].value.strip():
            await self._go_on()
        else:
            await self._keep_all()

    async def back(self) -> None:
        """Leave without saving; changes are only dropped when asked twice."""
        changed = any(self._lines[field.name].value != field.text for field in self._fields)
        if changed and not self._sure:
            self._sure = True
            self.say("not saved yet: enter saves, esc again discards", "warn")
        else:
            await self.app.pop_screen()

    async def take_paste(self, text: str) -> None:
        """Paste into the field; line ends become spaces, or in a list go on to the next field."""
        lines = [line.strip() for line in lines_of(text) if line.strip()]
        if not self._field.list:
            lines = [" ".join(lines)]
        for place, line in enumerate(lines):
            if place:
                await self._go_on()
            here = self._lines[self._here]
            here.replace(line, *here.selection)

    async def _go_on(self) -> None:
        """Go to the next field of the list, a new one if there is none."""
        place = list(self._lines).index(self._here) + 1
        if place == len(self._fields) or self._fields[place].list != self._field.list:
            added = Field(f"{self._field.list}+{len(self._fields)}", "", "", self._field.hint, list=self._field.list)
            self._fields.insert(place, added)
            self._lines = {one.name: self._lines.get(one.name) or LineInput() for one in self._fields}
            rows = self.query(".field")
            await self.query_one("#form").mount(self._row(added), after=rows[place - 1])
        self._go(self._fields[place].name)

    @property
    def _field(self) -> Field:
        return next(field for field in self._fields if field.name == self._here)

    def _go(self, name: str) -> None:
        self._here = name
        self.set_focus(self._lines[name])
        if self._field.gives_way:
            self._lines[name].select_all()
        enter = "next line" if self._field.list else "saves"
        self.query_one("#form").border_subtitle = f"tab ↑ ↓ field · enter {enter} · esc leaves"
        self.say(self._field.hint, "muted")

    def say(self, text: str, role: str = "text") -> None:
        """Say something under the fields."""
        self.query_one("#says", Bar).show([(visible(text), role)])

    async def _keep_all(self) -> None:
        try:
            self._keep(Texts({name: line.value for name, line in self._lines.items()}, self._fields))
        except FieldError as problem:
            self._go(problem.name)
            self.say(str(problem), "bad")
        else:
            await self.app.pop_screen()
