"""Shared by all commands: options, translated help, signals, and the output of messages, errors, progress and JSON."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from inspect import cleandoc
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click
from click import termui

from annotator import errors
from annotator.errors import AnnotatorError
from annotator.languages import put_into_words, spoken_language
from annotator.messages import Message, join

if TYPE_CHECKING:
    from annotator.model import Progress
from annotator.cli.lines import tell_error, tell_line

_SIGNALS = tuple(
    number for name in ("SIGINT", "SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)) is not None
)
_ERROR_WINDOW = 0x10
"""MessageBox's MB_ICONERROR."""
_ENGLISH: dict[tuple[Any, str], str | None] = {}
"""The English texts of commands and their parameters, by owner and attribute."""


@dataclass
class Run:
    """The first signal that the command got, or None, how many it got, and whether errors show details."""

    signal: int | None = None
    count: int = 0
    debugging: bool = False

    def raise_if_asked(self) -> None:
        """Raise KeyboardInterrupt if the command got a signal."""
        if self.signal is not None:
            raise KeyboardInterrupt

    def _handle(self, number: int, _frame: FrameType | None) -> None:
        self.signal = self.signal or number
        self.count += 1
        # A second Ctrl-C must not interrupt the clean-up; a third one may.
        if self.count != 2:
            raise KeyboardInterrupt


current = Run()
"""The command that runs."""


@contextlib.contextmanager
def catch_signals() -> Iterator[Run]:
    """Handle signals within the block. A signal that our parent process ignores (``nohup``, ``&``) stays ignored."""
    current.signal, current.count = None, 0
    before = {}
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            with contextlib.suppress(ValueError):  # only the main thread may install handlers
                before[number] = signal.signal(number, current._handle)
    try:
        yield current
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


Command = TypeVar("Command", bound=Any)


class _NonEmptyPath(click.Path):
    """A path that is not empty. A shell passes "" for an unset variable, and ``Path("")`` is the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not os.fspath(value):
            self.fail("The name is empty.", param, ctx)
        return super().convert(value, param, ctx)


def words(text: str) -> str:
    """A message in the language of the person at this terminal."""
    return put_into_words(text, spoken_language(), "terminal")


def say(*lines: str, err: bool = True) -> None:
    """Print messages in the language of the person at this terminal, each on its line."""
    for line in lines:
        click.echo(words(line), err=err)


def confirm(question: str) -> bool:
    """Ask for yes or no; the answer may be English or Spanish. Any other answer is a no."""
    prompt = words(Message("{question} [y/N]", question=question))
    answer: str = click.prompt(prompt, default="", show_default=False, err=True)
    return answer.strip().casefold() in ("y", "yes", "s", "sí", "si")


debug = click.option("--debug", is_flag=True, expose_value=False, help="Show the technical details of an error.")
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document on standard output.")


def _known_voice(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    from annotator.script import BadValueError, parse_voice
    from annotator.voice import choose

    if value is not None:
        try:
            parse_voice(value, choose.CHOICES)
        except BadValueError as bad:
            raise click.BadParameter(join(bad.message, bad.remedy)) from bad
    return value


def voice(default: str | None = None) -> Callable[[Command], Command]:
    """The option ``--voice``; an unknown engine is a usage error."""
    return click.option(
        "--voice",
        default=default,
        show_default=default is not None,
        metavar="NAME",
        callback=_known_voice,
        help="The voice: auto (the most natural voice here), an engine that annotator doctor lists, or one voice of an "
        "engine, such as kokoro:em_alex. gtts sends the text to Google.",
    )


def output(text: str, **settings: Any) -> Callable[[Command], Command]:
    """The option ``--output``, a folder."""
    return click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help=text, **settings)


def _known_kinds(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds, checked against the catalogue, which is loaded only when a command runs."""
    from annotator.pack.catalogue import KINDS

    choice = click.Choice(KINDS)
    return tuple(choice.convert(value, parameter, context) for value in values)


only = click.option(
    "--only",
    "kinds",
    multiple=True,
    callback=_known_kinds,
    metavar="KIND",
    help="Only this: video, voice, step, card, message, paper, wide, call, captions, poster, practice, page, present, zip, "
    "review, index. Repeatable.",
)
budget = click.option(
    "--budget",
    type=click.FloatRange(min=0, min_open=True),
    default=None,
    metavar="MB",
    help="The most megabytes that each video may have; its quality is lowered to fit.",
)
folders = click.argument(
    "folders",
    nargs=-1,
    required=True,
    metavar="FOLDER...",
    type=_NonEmptyPath(path_type=Path),
)


class CommandGroup(click.Group):
    """A group of commands whose errors become one clear line and an exit code, and whose help speaks the reader's language."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> NoReturn:
        """Run a command; always raises ``SystemExit``. If a reader has gone (``| head -1``), click ends it with code 1."""
        if _ENGLISH or spoken_language() != "en":  # the texts are English, unless an earlier call translated them
            _put_help_into_words(self)
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


def _put_help_into_words(group: click.Group) -> None:
    """Put the help of all commands, and click's own messages, into the language of the person at this terminal."""
    for module in (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types, termui):
        # Click passes its own words through gettext under these names; its catalogues would have to be compiled.
        vars(module).update(_=words, ngettext=lambda one, many, count: words(one if count == 1 else many))
    for command in (group, *group.commands.values()):
        _put(command, "help", lambda text: "\n\n".join(map(_put_paragraph, cleandoc(text).split("\n\n"))))
        for name in ("short_help", "options_metavar", "subcommand_metavar"):
            _put(command, name)
        for parameter in command.params:
            _put(parameter, "help")
            _put(parameter, "metavar")
            _put(parameter.type, "name")


def _put(owner: Any, name: str, change: Callable[[str], str] = words) -> None:
    """Translate a text of a command, a parameter or its type."""
    english = _ENGLISH.setdefault((owner, name), getattr(owner, name, None))
    if english:
        setattr(owner, name, change(english))


def _put_paragraph(paragraph: str) -> str:
    """A paragraph of a command's help; of one whose lines stay as they are, each line is a message."""
    if not paragraph.startswith("\b"):
        return words(" ".join(paragraph.split()))
    indented = (re.fullmatch(r"(\s*)(.*)", line) for line in paragraph.split("\n"))
    return "\n".join(line[1] + words(line[2]) for line in indented if line)


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
    """Run a command, print its error if there is one, and return the exit code."""
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
    explained = errors.tell(error)
    if explained is not error:
        explained.__cause__ = error
    show_error(explained)
    return explained.exit_code


def show_error(error: AnnotatorError) -> None:
    """Print an error on standard error, its technical detail with ``--debug``; on Windows without a terminal, in a window."""
    tell_error(error)
    say(error.sentences)
    if sys.stderr is None and sys.platform == "win32":
        import ctypes  # only here; it costs a hundredth of a second

        # A shortcut's Python has no terminal: without a window, a double-click would seem to do nothing.
        ctypes.windll.user32.MessageBoxW(None, words(error.sentences), "annotator", _ERROR_WINDOW)
    if current.debugging:
        if error.detail:
            click.echo(error.detail, err=True)
        click.echo("".join(traceback.format_exception(error)), err=True)


def not_made(folder: Path, error: AnnotatorError) -> Message:
    """The line about a tutorial that failed among others."""
    return Message("not made: {folder} (code {code})", folder=folder, code=error.exit_code)


def print_json(value: Any) -> None:
    """Print one JSON document on standard output."""
    if not tell_line("result", value):
        click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def find_tutorials(folders: Sequence[Path]) -> list[Path]:
    """The tutorials in ``folders``, each once: a folder of tutorials is replaced by all in it."""
    from annotator.script import has_script

    found: list[Path] = []
    for folder in folders:
        inside = []
        if os.path.isdir(folder) and not has_script(folder):  # noqa: PTH112 - also where the name is too long
            inside = sorted(path for path in folder.iterdir() if path.is_dir() and has_script(path))
        found += inside or [folder]
    return list(dict.fromkeys(found))


@contextlib.contextmanager
def progress_bar() -> Iterator[Progress]:
    """A progress callback, which draws a bar if standard error is a terminal, and else writes lines for ``--lines``."""
    if not sys.stderr or not sys.stderr.isatty():

        def tell(*progress: object) -> None:
            current.raise_if_asked()
            tell_line("progress", progress)

        yield tell
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Bar(TextColumn("{task.description}"), *columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")

        def report(what: str, done: int, total: int) -> None:
            current.raise_if_asked()
            bar.update(task, description=words(what), completed=done, total=total)

        yield report
