"""The whole meeting as question and answer in ordinary scrollback: for screen readers, dumb terminals and scripts."""

# ruff: noqa: PLC0415 - every command imports what it needs when it runs

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bpm_tui.cli.group import SESSION, find, pass_places

if TYPE_CHECKING:
    from bpm_tui.storage.user.places import Places


@click.command()
@click.argument("session", type=SESSION)
@pass_places
def talk(places: Places, session: str) -> int:
    """Lead the meeting by question and answer, without a screen.

    Plain lines in ordinary scrollback: for screen readers, dumb terminals and scripts. /help lists its commands.
    With a script (bpm talk SESSION < FILE), a line that cannot be carried out is reported with its number, the rest
    goes on, and the exit status is 2.
    """
    from bpm_tui.actions.equipment import Equipment
    from bpm_tui.cli import report
    from bpm_tui.talk.incoming import Lines
    from bpm_tui.talk.run import Voice
    from bpm_tui.talk.run import talk as led

    path = find(places, session)
    with Lines(sys.stdin.fileno()) as lines:
        ask = _ask if lines.is_terminal else lambda label: report.say(f"{label}:")
        return led(path, Equipment(places), lines, Voice(report.say, ask, report.warn))


def _ask(label: str) -> None:
    """Ask for the next line, which is typed behind it."""
    from bpm_tui.model.visible import visible

    sys.stdout.write(f"{visible(label)}: ")
    sys.stdout.flush()


COMMANDS = (talk,)
