"""What all commands share: one place that turns errors into text and exit codes, paths, JSON and progress."""

from __future__ import annotations

import contextlib
import json
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn, TypeVar

import click

from annotator.errors import AnnotatorError
from annotator.model import Progress, no_progress

STOPPED_BY_CTRL_C = 130
STOPPED_BY_SIGTERM = 143
_SHOW_AFTER_SECONDS = 1.0
VOICE_HELP = (
    "Who speaks: auto, kokoro, pico, espeak or gtts, or one voice of an engine, such as kokoro:em_alex. "
    "gtts sends the text to Google."
)

Command = TypeVar("Command", bound=Any)

_DEBUG = "annotator.debug"


def _remember_debug(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    context.find_root().meta[_DEBUG] = value


debug = click.option(
    "--debug",
    is_flag=True,
    expose_value=False,
    callback=_remember_debug,
    help="Show the technical details of an error.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document on standard output.")


def _known_voice(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    from annotator.script import BadValueError, parse_voice

    if value is not None:
        try:
            parse_voice(value)
        except BadValueError as bad:
            raise click.BadParameter(f"{bad.message[:1].upper()}{bad.message[1:]} {bad.remedy}") from bad
    return value


def voice(default: str | None = None) -> Callable[[Command], Command]:
    """The option ``--voice``: an engine that doesn't exist is wrong usage."""
    return click.option(
        "--voice",
        default=default,
        show_default=default is not None,
        metavar="NAME",
        callback=_known_voice,
        help=VOICE_HELP,
    )


folders = click.argument(
    "folders", nargs=-1, required=True, metavar="FOLDER...", type=click.Path(path_type=Path, file_okay=True)
)


class Terminated(BaseException):
    """The process was asked to end (SIGTERM): unwinds like Ctrl-C, so that nothing half made stays behind."""


class Group(click.Group):
    """A group of commands whose errors end as one clear line and the exit code that belongs to them."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> NoReturn:
        """Run a command; always ends with ``SystemExit``."""
        given = list(sys.argv[1:] if args is None else args)
        extra["standalone_mode"] = False
        _unicode_output()
        with contextlib.suppress(ValueError):  # only the main thread may set it
            signal.signal(signal.SIGTERM, _terminate)
        try:
            code = super().main(args, *rest, **extra)  # None: click expands * on Windows
        except click.ClickException as error:
            error.show()
            code = error.exit_code
        except (click.Abort, KeyboardInterrupt):
            click.echo("Stopped. Nothing that was finished before is lost.", err=True)
            code = STOPPED_BY_CTRL_C
        except Terminated:
            click.echo("Stopped from outside. Nothing that was finished before is lost.", err=True)
            code = STOPPED_BY_SIGTERM
        except AnnotatorError as error:
            show_error(error, "--debug" in given)
            code = error.exit_code
        except Exception as error:
            if "--debug" in given:
                raise
            click.echo(
                f"Something went wrong inside annotator: {type(error).__name__}: {_one_line(error)}. "
                "Run the command again with --debug and send what it prints to whoever looks after annotator.",
                err=True,
            )
            code = 1
        sys.exit(code if isinstance(code, int) else 0)


def show_error(error: AnnotatorError, with_detail: bool) -> None:
    """Print an error on standard error; its technical detail only where asked for."""
    click.echo(str(error), err=True)
    if with_detail:
        if error.detail:
            click.echo(error.detail, err=True)
        click.echo("".join(traceback.format_exception(error)), err=True)


def print_json(value: Any) -> None:
    """Print one JSON document on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def tutorials(folders: Sequence[Path]) -> list[Path]:
    """The tutorials' folders among ``folders``: a folder that holds tutorials stands for all of them."""
    result: list[Path] = []
    for folder in folders:
        inside = sorted(path.parent for path in folder.glob("*/tutorial.md")) if folder.is_dir() else []
        alone = (folder / "tutorial.md").exists() or not inside
        result += [folder] if alone else inside
    return result


def quoted(path: Path) -> str:
    """A path as it must be typed in a terminal."""
    text = str(path)
    return f'"{text}"' if any(sign in text for sign in " ()&'") else text


def debugging(context: click.Context) -> bool:
    """Whether ``--debug`` was given."""
    return bool(context.find_root().meta.get(_DEBUG))


@contextlib.contextmanager
def progress_bar() -> Iterator[Progress]:
    """A progress callback that draws a bar on standard error, if a person is looking, once the work takes a second."""
    if not sys.stderr.isatty():
        yield no_progress
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    began = time.monotonic()
    bar = Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    tasks: dict[str, Any] = {}
    started = False

    def report(what: str, done: int, total: int) -> None:
        nonlocal started
        if not started and time.monotonic() - began > _SHOW_AFTER_SECONDS:
            bar.start()
            started = True
        if what not in tasks:
            tasks[what] = bar.add_task(what, total=total)
        bar.update(tasks[what], completed=done, total=total)

    try:
        yield report
    finally:
        if started:
            bar.stop()


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    raise Terminated


def _unicode_output() -> None:
    # A Windows console in an old code page must not turn an accent into a crash.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            with contextlib.suppress(ValueError, OSError):
                reconfigure(encoding="utf-8" if not stream.isatty() else None, errors="replace")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
