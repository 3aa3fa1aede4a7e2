"""The group of all commands: it turns an error into one clear message and an exit code, and translates the help."""

import io
import os
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NoReturn

import click

from annotator import errors
from annotator.cli.help_words import put_help_into_words
from annotator.cli.signals import catch_signals, current
from annotator.cli.terminal import say, show_error, words


class CommandGroup(click.Group):
    """A group of commands with messages and help in the reader's language."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> NoReturn:
        """Run a command; always raises ``SystemExit``. If a reader has gone (``| head -1``), click ends it with code 1."""
        put_help_into_words(self)
        extra["standalone_mode"] = False
        command = partial(super().main, args, *rest, **extra)  # args None lets click expand * on Windows
        _prepare_streams()
        current.debugging = "--debug" in (sys.argv[1:] if args is None else args)
        with catch_signals():
            code = _run(command)
        _flush_streams()
        sys.exit(code)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The command that is meant; a folder in the place of its name is opened in the editor."""
        if args[0] not in self.commands and os.path.isdir(args[0]):  # noqa: PTH112 - also where the name is too long
            args = ["edit", *args]
        return super().resolve_command(ctx, args)


def _prepare_streams() -> None:
    """Let any file name be printed, and abort a question if there is no standard input (pythonw has no streams)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A Windows console may have an old code page; whoever reads a pipe or a file gets UTF-8.
            stream.reconfigure(encoding=stream.encoding if stream.isatty() else "utf-8", errors="backslashreplace")
    sys.stdin = sys.stdin or io.TextIOWrapper(io.BytesIO())


def _flush_streams() -> None:
    """Flush; output that can't be written is dropped, since Python would report it at exit."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _run(command: Callable[[], Any]) -> int:
    """Run a command, print its error, or that it was stopped, and return the exit code."""
    error: BaseException | None = None
    code: Any = 0
    try:
        code = command()
    except (Exception, KeyboardInterrupt) as raised:  # noqa: BLE001 - reported just below
        error = raised
    if current.signal is not None or isinstance(error, KeyboardInterrupt):
        # Whatever error the interruption caused, neither the tutorial nor the disk is to blame.
        say("Stopped. Nothing that was finished before is lost.")
        return 128 + (current.signal or signal.SIGINT)
    if error is not None:
        return _report(error)
    return code if isinstance(code, int) else 0


def _report(error: BaseException) -> int:
    """Print an error in the words of staff; return its exit code."""
    if isinstance(error, click.ClickException):
        vars(error)["message"] = words(error.message)
        error.show()
        return error.exit_code
    if isinstance(error, click.Abort):
        say("The question could not be answered here. The command's --help says how to skip it.")
        return click.UsageError.exit_code
    explained = errors.as_annotator_error(error)
    if explained is not error:
        explained.__cause__ = error
    show_error(explained)
    return explained.exit_code
