"""How commands are found, completed and ended: names of sessions, likely commands, errors and exit statuses."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Callable
from typing import Any

import click
from click.shell_completion import CompletionItem

UNUSABLE = 2
"""The exit status of wrong usage and of input that cannot be read."""
INTERRUPTED = 130


class SessionType(click.ParamType):
    """A session as it is typed; the shell completes its name."""

    name = "session"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the names that begin with what is typed, else those that hold it; files where a path is typed."""
        return session_names(ctx, incomplete)


SESSION = SessionType()


class Bpm(click.Group):
    """All commands; a first word that is none of them is a session for ``opener``."""

    opener: click.Command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command meant; the likely one is named where there is none."""
        first = args[0]
        if self.get_command(ctx, first) or first.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        if len(args) == 1:
            return self.opener.name, self.opener, args
        raise click.UsageError(f"there is no command {first!r}{self.likely(first) or '; bpm --help shows all'}", ctx)

    def likely(self, word: str) -> str:
        """Return the end of a message that names the command meant, empty if none is near."""
        near = difflib.get_close_matches(word.casefold(), self.commands, n=1)
        return f"; did you mean bpm {near[0]}?" if near else ""

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return commands, options, and names of sessions."""
        options_only = incomplete.startswith("-")
        return [*super().shell_complete(ctx, incomplete), *([] if options_only else session_names(ctx, incomplete))]

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run a command and end the process with its status; bad input is told on standard error."""
        status = _status(lambda: super(Bpm, self).main(*args, standalone_mode=False, **extra))
        if standalone_mode:
            sys.exit(status)
        return status


def session_names(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Return what the shell may put in the place of the beginning of a session's name."""
    from bpm_tui.storage.library import documents, name_of  # noqa: PLC0415 - --help needs none of it
    from bpm_tui.storage.paths import places  # noqa: PLC0415

    if incomplete.startswith(("/", ".", "~")):
        return [CompletionItem(incomplete, type="file")]
    names = [name_of(path) for path in documents(places(ctx.find_root().params.get("sessions")).sessions)]
    fitting = [name for name in names if name.startswith(incomplete)]
    # Names begin with a day that nobody knows by heart.
    return [CompletionItem(name) for name in fitting or [name for name in names if incomplete.casefold() in name]]


def _status(run: Callable[[], Any]) -> int:
    """Return the exit status of a command after telling what went wrong with its input."""
    try:
        status = run()
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output had enough of it; the interpreter must not try to write the rest at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:
        if (message := _in_words(error)) is None:
            raise
        return _told(message)
    return status if isinstance(status, int) else 0


def _in_words(error: Exception) -> str | None:
    """Return what to tell of an error that bad input or a disk made; nothing for one that is our own fault."""
    match error:
        case click.UsageError(ctx=click.Context() as context):
            return f"{context.get_usage()}\nbpm: {error.format_message()}"
        case click.ClickException():
            return f"bpm: {error.format_message()}"
        case OSError():
            return f"bpm: {_os_words(error)}"
        case ValueError() | LookupError() if type(error).__module__.startswith("bpm_tui."):
            return str(error) if hasattr(error, "problems") else f"bpm: {error}"
    return None


def _told(message: str) -> int:
    from bpm_tui.cli_report import warn  # noqa: PLC0415 - --help needs none of it

    warn(message)
    return UNUSABLE


def _os_words(error: OSError) -> str:
    files = " → ".join(str(name) for name in (error.filename, error.filename2) if name is not None)
    if error.strerror is None:
        return str(error)
    return f"{files}: {error.strerror}" if files else error.strerror
