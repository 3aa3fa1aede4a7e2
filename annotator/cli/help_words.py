"""Translate the help of commands, and click's own messages, for the person at this terminal."""

import re
from collections.abc import Callable
from inspect import cleandoc
from typing import Any

import click
from click import termui

from annotator.cli.terminal import words
from annotator.wordings import spoken_language

_ENGLISH: dict[tuple[Any, str], str | None] = {}
"""The English texts of commands and their parameters, by owner and attribute."""


def put_help_into_words(group: click.Group) -> None:
    """Translate the help of a group and its commands in place; click's own words, too.

    Nothing is changed for a reader of English, unless an earlier call has translated it.
    """
    if not _ENGLISH and spoken_language() == "en":
        return
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
