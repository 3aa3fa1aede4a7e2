"""Print messages, errors, JSON and progress, in the language of the person at this terminal."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.lines import write_error, write_line
from annotator.cli.signals import current
from annotator.errors import AnnotatorError
from annotator.messages import Message
from annotator.wordings import put_into_words, spoken_language

if TYPE_CHECKING:
    from annotator.model import Progress

_ERROR_WINDOW = 0x10
"""MessageBox's MB_ICONERROR."""


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


def show_error(error: AnnotatorError) -> None:
    """Print an error on standard error, with ``--debug`` in detail; on Windows without a terminal, show it in a window.

    With ``--lines`` it is printed as a line, too.
    """
    write_error(error)
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
    if not write_line("result", value):
        click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A progress callback, which draws a bar if standard error is a terminal, and else writes lines for ``--lines``."""
    if not sys.stderr or not sys.stderr.isatty():

        def write_progress(*progress: object) -> None:
            current.raise_if_stopped()
            write_line("progress", progress)

        yield write_progress
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Bar(TextColumn("{task.description}"), *columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")

        def report(what: str, done: int, total: int) -> None:
            current.raise_if_stopped()
            bar.update(task, description=words(what), completed=done, total=total)

        yield report
