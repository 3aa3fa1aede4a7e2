"""The options and arguments that several commands have."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from annotator.messages import join

Command = TypeVar("Command", bound=Any)


class _NonEmptyPath(click.Path):
    """A path that is not empty. A shell passes "" for an unset variable, and ``Path("")`` is the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not os.fspath(value):
            self.fail("The name is empty.", param, ctx)
        return super().convert(value, param, ctx)


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


def find_tutorials(folders: Sequence[Path]) -> tuple[Path, ...]:
    """The ``folders``, each once; one without a script, but with tutorials in it, is replaced by these."""
    from annotator.script import has_script

    found: list[Path] = []
    for folder in folders:
        inside = []
        if os.path.isdir(folder) and not has_script(folder):  # noqa: PTH112 - also where the name is too long
            inside = sorted(path for path in folder.iterdir() if path.is_dir() and has_script(path))
        found += inside or [folder]
    return tuple(dict.fromkeys(found))


tutorials = click.argument(
    "folders",
    nargs=-1,
    required=True,
    metavar="FOLDER...",
    type=_NonEmptyPath(path_type=Path),
    callback=lambda _context, _parameter, folders: find_tutorials(folders),
)
"""Folders of tutorials, or of many: each command gets the folder of every tutorial."""
