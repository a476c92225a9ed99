"""The commands for those who are not at the keyboard: a form for an account, and what waits in the inbox."""

# ruff: noqa: PLC0415 - every command imports what it needs when it runs

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bpm_tui.cli.group import SESSION, find, pass_places

if TYPE_CHECKING:
    from bpm_tui.storage.private.inbox import InboxItem
    from bpm_tui.storage.user.places import Places


@click.command()
@click.argument("session", type=SESSION)
@click.option("--for", "name", required=True, metavar="NAME", help="Who fills it in.")
@click.option("--to", default="-", metavar="FILE", help="The file to write; - is standard output.")
@pass_places
def account(places: Places, session: str, name: str, to: str) -> int:
    """Write a form in plain text, for somebody's account of the incident.

    It needs no program: fill it in with any editor or in an email, and send it back.
    bpm import FILE --into SESSION brings it into the inbox as cards.
    """
    from bpm_tui.cli import report
    from bpm_tui.exchange.importing.text.account_form import account_form
    from bpm_tui.storage.disk.files import NEW_MODE, OsFiles, write_whole
    from bpm_tui.storage.session.keeper import Keeper
    from bpm_tui.storage.user.places import typed_path

    form = account_form(Keeper.open(find(places, session), read_only=True).session.title, name)
    if to == "-":
        report.write_bytes(form.encode())
        return 0
    target = typed_path(to)
    if target.exists():
        raise click.ClickException(f"{target} is there already and may be filled in; choose another file")
    write_whole(OsFiles(), target, form.encode(), NEW_MODE)
    report.say_path(target)
    return 0


@click.command()
@click.argument("session", type=SESSION)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per item.")
@pass_places
def inbox(places: Places, session: str, as_json: bool) -> int:
    """List what waits in a session's inbox, cards first."""
    from bpm_tui.cli import report
    from bpm_tui.model.words import counted
    from bpm_tui.storage.private.inbox import Inbox
    from bpm_tui.storage.session.keeper import Keeper

    keeper = Keeper.open(find(places, session), read_only=True)
    taken, current = keeper.taken, keeper.session
    items = Inbox(places, current.id).read()
    waiting = [item for item in items if taken.state_of(item.mark, current).state == "waiting"]
    waiting.sort(key=lambda item: not item.found.card)
    for item in waiting:
        report.say_json(_data(item)) if as_json else report.say(_line(item))
    if not as_json:
        cards = sum(bool(item.found.card) for item in waiting)
        report.warn(f"{counted(len(waiting), 'item')} waiting, {counted(cards, 'card')} among them")
    return 0


def _data(item: InboxItem) -> dict[str, Any]:
    return {"schema_version": 1, "key": item.key} | item.found.data()


def _line(item: InboxItem) -> str:
    from bpm_tui.model.inbox.imported_item import CARDS

    found = item.found
    when, card = found.at or found.at_text, CARDS[found.card] if found.card else ""
    who = f"{found.actor}:" if found.actor else ""
    return " ".join(filter(None, (f"[{card}]" if card else "", when, who, found.text, found.more)))


COMMANDS = (account, inbox)
