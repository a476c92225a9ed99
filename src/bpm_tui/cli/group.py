"""How commands are found, completed and ended: names of sessions, similar commands, errors and exit statuses."""

from __future__ import annotations

import difflib
import errno
import gc
import os
import sys
from collections.abc import Callable, Mapping
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TextIO

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from bpm_tui.storage.user.config import Config
    from bpm_tui.storage.user.places import Places

UNUSABLE = 2
"""The exit status of wrong usage and of input that cannot be read."""
INTERRUPTED = 130

P = ParamSpec("P")


class SessionType(click.ParamType):  # type: ignore[type-arg]  # before click 8.5 it has none
    """A session as it is typed; the shell completes its name."""

    name = "session"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the names that begin with what is typed, else those that contain it; files if a path is typed."""
        return session_names(ctx, incomplete)


SESSION = SessionType()


class Bpm(click.Group):
    """All commands; any other first word is a session for ``opener``.

    Those ``elsewhere`` are declared in the module named, which is imported when one of its commands is asked for.
    """

    opener: click.Command
    elsewhere: Mapping[str, str]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name, if there is one."""
        if cmd_name in self.elsewhere and cmd_name not in self.commands:
            for command in import_module(f"bpm_tui.cli.{self.elsewhere[cmd_name]}").COMMANDS:
                self.add_command(command)
        return super().get_command(ctx, cmd_name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return self._names()

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command; if there is none, name a similar one."""
        first = args[0]
        if self.get_command(ctx, first) or first.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        if len(args) == 1:
            return self.opener.name, self.opener, args
        raise click.UsageError(f"there is no command {first!r}{self.likely(first) or '; bpm --help shows all'}", ctx)

    def likely(self, word: str) -> str:
        """Return the end of a message that names a similar command, empty if there is none."""
        near = difflib.get_close_matches(word.casefold(), self._names(), n=1)
        return f"; did you mean bpm {near[0]}?" if near else ""

    def _names(self) -> list[str]:
        return sorted({*self.commands, *self.elsewhere})

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return commands, options, and names of sessions."""
        options_only = incomplete.startswith("-")
        return [*super().shell_complete(ctx, incomplete), *([] if options_only else session_names(ctx, incomplete))]

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a reader that closes the pipe is no error."""
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _stop_output(sys.stdout)
            return 0
        return status

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run a command and end the process with its status; bad input is reported on standard error."""
        run: Any = super().main
        status = _status(lambda: run(*args, standalone_mode=False, **extra))
        if standalone_mode:
            sys.exit(status)
        return status


def pass_places(command: Callable[Concatenate[Places, P], int]) -> Callable[P, int]:
    """Give a command the places that the options before it and the environment name."""

    @wraps(command)
    def run(*args: P.args, **options: P.kwargs) -> int:
        return command(_places(click.get_current_context()), *args, **options)

    return run


def find(places: Places, session: str) -> Path:
    """Return the document of the session that a word means.

    Raises:
        NoSessionError: none is, or several are.
    """
    from bpm_tui.storage.folder.find import find_session  # noqa: PLC0415 - --help needs none of it

    return find_session(session, places.sessions)


def settings(places: Places) -> Config:
    """Return the user's settings; problems are reported, and never stop a command."""
    from bpm_tui.cli.report import warn  # noqa: PLC0415 - --help needs none of it
    from bpm_tui.storage.user.config import load_config  # noqa: PLC0415

    config, problems = load_config(places)
    for problem in problems:
        warn(str(problem))
    return config


def zone_for(places: Places) -> str:
    """Return the default zone: that of the settings, or the machine's."""
    from bpm_tui.storage.user.zones import local_zone  # noqa: PLC0415 - --help needs none of it

    return settings(places).timezone or local_zone()


def stand_in_for_closed_streams() -> None:
    """Open standard streams that the process was started without, so that they are empty and go nowhere.

    Else the next file that is opened would get the number of a standard stream, and be written to as one.
    """
    # One that is open the other way fails when it is read, in words, where an empty one would pass for no input.
    ways = (("stdin", os.O_WRONLY, "r"), ("stdout", os.O_WRONLY, "w"), ("stderr", os.O_WRONLY, "w"))
    for number, (name, way, mode) in enumerate(ways):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, way)
            if handle != number:
                os.dup2(handle, number)
            stream = open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as we run
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)


def ready_for_the_screen() -> None:
    """Fail without a terminal; else load the app without the garbage collector, which it turns on again."""
    sys.stdout.flush()
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.ClickException("this needs a terminal; bpm list, bpm log and bpm export print instead")
    gc.disable()


def open_on_screen(path: Path, places: Places) -> int:
    """Show a session until it is left; return the exit status."""
    ready_for_the_screen()
    from bpm_tui.tui.start import run_session  # noqa: PLC0415 - only the screen needs Textual

    return run_session(path, places)


def session_names(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Return the completions of the beginning of a session's name."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415 - only the shell asks

    from bpm_tui.storage.folder.listing import documents  # noqa: PLC0415
    from bpm_tui.storage.session.file_names import name_of  # noqa: PLC0415

    if incomplete.startswith(("/", ".", "~")):
        return [CompletionItem(incomplete, type="file")]
    names = [name for path in documents(_places(ctx).sessions) if (name := name_of(path)).isprintable()]
    fitting = [name for name in names if name.startswith(incomplete)]
    # Names begin with a date, which nobody knows by heart.
    return [CompletionItem(name) for name in fitting or [name for name in names if incomplete.casefold() in name]]


def _places(context: click.Context) -> Places:
    from bpm_tui.storage.user.places import places  # noqa: PLC0415 - --help needs none of it

    return places(context.find_root().params.get("sessions"))


def _status(run: Callable[[], Any]) -> int:
    """Report what was wrong with a command's input, and return the exit status."""
    try:
        status = run()
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:
        if (message := _in_words(error)) is None:
            raise
        return _told(message)
    return status if isinstance(status, int) else 0


def failed(error: Exception) -> int:
    """Write down where the program went wrong, say so without a word of what was typed, and return the exit status."""
    from bpm_tui.storage.session.clock_and_ids import utc_now  # noqa: PLC0415 - only what went wrong needs them
    from bpm_tui.storage.user.crash_log import last_words, write_error  # noqa: PLC0415
    from bpm_tui.storage.user.places import places  # noqa: PLC0415

    return _told(last_words(error, write_error(places(), error, utc_now())))


def _in_words(error: Exception) -> str | None:
    """Return the message of an error caused by bad input or a disk; nothing for an error of our own."""
    match error:
        case click.UsageError(ctx=click.Context() as context):
            return f"{context.get_usage()}\nbpm: {error.format_message()}"
        case click.ClickException():
            return f"bpm: {error.format_message()}"
        case OSError(errno=errno.EBADF, filename=None):
            return "bpm: standard input is closed, and there is nothing else to read from"
        case OSError():
            return f"bpm: {_os_words(error)}"
    return _refused(error)


def _refused(error: Exception) -> str | None:
    """Return the message about bad input; a problem in a file begins with the file's name."""
    from bpm_tui.exchange.errors import ExchangeError  # noqa: PLC0415 - only what went wrong needs them
    from bpm_tui.model.edits import EditError  # noqa: PLC0415
    from bpm_tui.storage.disk.problems import BadFileError, StorageError  # noqa: PLC0415

    match error:
        case BadFileError():
            return str(error)
        case ExchangeError() | StorageError() | EditError():
            return f"bpm: {error}"
    return None


def _told(message: str) -> int:
    from bpm_tui.cli.report import warn  # noqa: PLC0415 - --help needs none of it

    try:
        sys.stdout.flush()
    except OSError:
        _stop_output(sys.stdout)
    try:
        warn(message)
    except OSError:  # nobody can read it
        _stop_output(sys.stderr)
    return UNUSABLE


def _stop_output(stream: TextIO) -> None:
    """Keep the interpreter from failing once more, at its end, with what could not be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _os_words(error: OSError) -> str:
    files = " → ".join(str(name) for name in (error.filename, error.filename2) if name is not None)
    if error.strerror is None:
        return str(error)
    return f"{files}: {error.strerror}" if files else error.strerror
