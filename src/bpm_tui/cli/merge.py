"""The commands that merge versions of a session: merge, and the two merge drivers for git."""

# ruff: noqa: PLC0415 - every command imports what it needs when it runs

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bpm_tui.cli.group import SESSION, find, pass_places, zone_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bpm_tui.model.merge.sessions import Conflict
    from bpm_tui.storage.user.places import Places

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("a", type=SESSION)
@click.argument("b", type=SESSION)
@click.option(
    "--base", default="", metavar="FILE", help="The common ancestor of both; without it, items are matched by id."
)
@click.option(
    "--to", required=True, metavar="FILE", help="Where to save the result; if it is A or B, that file is updated."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per difference.")
@pass_places
def merge(places: Places, *, a: str, b: str, base: str, to: str, as_json: bool) -> int:
    """Merge two accounts or two copies of a session.

    Nothing is lost from either: where they differ, one version is kept and the other waits as a parked topic
    in the session. What differs is listed, and the last line of output is the path.
    """
    from bpm_tui.cli import report
    from bpm_tui.storage.disk.regular import real_path
    from bpm_tui.storage.merge.files import merge_sessions
    from bpm_tui.storage.user.places import typed_path

    sides = (find(places, a), find(places, b))
    if real_path(sides[0]) == real_path(sides[1]):
        raise click.UsageError(f"{a} and {b} are the same file; there is nothing to merge")
    target = typed_path(to) if not typed_path(to).is_dir() else typed_path(to) / sides[0].name
    done = merge_sessions(typed_path(base) if base else None, *sides, target, zone_for(places))
    for notice in done.notices:
        report.warn(notice)
    for conflict in done.conflicts:
        if as_json:
            report.say_json(_data(conflict, sides))
        else:
            report.say(_line(conflict, sides))
    if done.conflicts and not as_json:
        report.say(_told(done.conflicts))
    if not as_json:
        report.say_path(done.path)
    return 0


class _OfGit(click.Command):
    """A command that git calls: what begins with a dash among its arguments is a file, unless it is alone."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take no argument for an option where there are several."""
        return super().parse_args(ctx, ["--", *args] if len(args) > 1 else args)


@click.command("merge-driver", cls=_OfGit)
@click.argument("kind", type=click.Choice(["document", "recording"]))
@click.argument("base", type=_FILE)
@click.argument("ours", type=_FILE)
@click.argument("theirs", type=_FILE)
@click.argument("name", default="")
def merge_driver(kind: str, base: Path, ours: Path, theirs: Path, name: str) -> int:
    """Merge a session's file for git.

    BASE, OURS and THEIRS are git's %O, %A and %B, NAME is its %P. The result is written over OURS. The exit status
    is 0, because what differs is settled in bpm, or 2 if a version cannot be read; OURS is then left as it was.
    """
    from bpm_tui.cli import report
    from bpm_tui.storage.merge.files import merge_document, merge_recording

    if kind == "recording":
        merge_recording(ours, theirs, name)
        return 0
    merged = merge_document(base, ours, theirs, name)
    for conflict in merged.conflicts:
        report.warn(f"{name or ours}: {conflict.message}")
    if merged.conflicts:
        report.warn(f"{name or ours}: {_told(merged.conflicts)}")
    return 0


def _told(conflicts: Sequence[Conflict]) -> str:
    many = "1 difference" if len(conflicts) == 1 else f"{len(conflicts)} differences"
    return f"{many}: both versions are kept, the other one as a parked topic; m o in bpm uses it"


def _line(conflict: Conflict, sides: Sequence[Path]) -> str:
    kept = sides[0 if conflict.kept_is_ours else 1].name
    return f"{conflict.message} (kept: {kept})"


def _data(conflict: Conflict, sides: Sequence[Path]) -> dict[str, object]:
    """Return a difference as data for programs."""
    places = sides if conflict.kept_is_ours else sides[::-1]
    return {
        **conflict.other.stored(),
        "entry": conflict.entry,
        "kept": conflict.kept,
        "kept_from": str(places[0]),
        "other": conflict.other.value,
        "other_from": str(places[1]),
        "words": conflict.message,
    }


COMMANDS = (merge, merge_driver)
