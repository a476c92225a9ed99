"""The generated parts that describe the program: its keys and its commands."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

import click

from bpm_tui.cli.main import bpm
from bpm_tui.tui.commands import COMMANDS, ScreenCommand, every_command
from bpm_tui.views.footer import key_name
from tools.docs_markdown import code, key, listed

_JOINT = "\N{NO-BREAK SPACE}"
"""Keeps a command on one line while a paragraph is wrapped."""


def keys_of(command: type[ScreenCommand]) -> str:
    """Return a command's keys as they are pressed, its group's key first: ``<kbd>t</kbd> <kbd>e</kbd>``."""
    own = key(key_name(",".join(command.default_keys())))
    return f"{key(key_name(command.GROUP))} {own}" if command.GROUP else own


def keys() -> str:
    """Return the meeting's keys by topic, as help lists them, with the names for the key map."""
    return _topics(COMMANDS)


def other_keys() -> str:
    """Return by topic the keys that only other screens have."""
    return _topics([command for command in every_command() if command not in COMMANDS])


def key_row(command: type[ScreenCommand]) -> str:
    """Return a command's row in the list of keys: its keys, what it does, and its name in the key map."""
    return f"{keys_of(command)} {command.does()} {code(command.slug())}"


def _topics(commands: Sequence[type[ScreenCommand]]) -> str:
    blocks = []
    for topic in dict.fromkeys(command.TOPIC for command in commands):
        blocks.append(f"### {topic}\n\n{listed(key_row(each) for each in commands if topic == each.TOPIC)}")
    return "\n\n".join(blocks)


def command_list() -> str:
    """Return the names of the commands in a paragraph."""
    whole = (code(f"bpm{_JOINT}{name}") for name, _ in _commands())
    return textwrap.fill(" · ".join(whole), 120, break_on_hyphens=False).replace(_JOINT, " ")


def commands() -> str:
    """Return every command with its usage, what it is for, and its options; ``--help`` says more."""
    return "\n\n".join([_section("bpm", bpm), *(_section(f"bpm {name}", each) for name, each in _commands())])


def _commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(bpm)
    for name in bpm.list_commands(context):
        if command := bpm.get_command(context, name):
            yield name, command


def _short(command: click.Command) -> str:
    return command.get_short_help_str(limit=200)


def _section(name: str, command: click.Command) -> str:
    context = _context(command)
    pieces = [piece for piece in command.collect_usage_pieces(context) if piece != command.options_metavar]
    blocks = [f"## {name}", f"{code(' '.join([name, *pieces]))}: {_short(command)}"]
    options = [option for param in command.params if (option := _option(param, context))]
    return "\n\n".join([*blocks, *([listed(options)] if options else [])])


def _option(param: click.Parameter, context: click.Context) -> str | None:
    record = param.get_help_record(context) if isinstance(param, click.Option) else None
    return f"{code(record[0])}{_says(record[1])}" if record else None


def _says(text: str) -> str:
    return "" if text.startswith("One JSON object") else f": {text}"


def _context(command: click.Command) -> click.Context:
    return click.Context(command)
