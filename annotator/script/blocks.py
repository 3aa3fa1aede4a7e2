"""Split a script into the blocks that any Markdown viewer shows, so that nobody sees a script other than the one that is read.

``# es: Entrar a la clase`` is a title, ``![](01.png)`` a picture, ``- tap: Join`` a list line; any other line is reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.messages import Message
from annotator.script.file_names import Link, parse_link
from annotator.script.problems import BadValueError, ProblemLog

_VALID_LINES = 'Every line begins with "# es:" (a title), with "- " and a word, or is a picture: ![](01.png).'
_ITEM = re.compile(r"[-*+](?:[ \t]+(.*))?")
_NUMBERED = re.compile(r"\d{1,9}[.)][ \t]+(.*)")
_TAB = 4
"""Columns of a tab in Markdown; a line that is indented by as many is code."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title: ``# es: Entrar a la clase`` has the text ``es: Entrar a la clase``, without the ``#``."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class ListLine:
    """A list line: ``- tap: Join`` has the text ``tap: Join``, without the hyphen."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class PictureLine:
    """A picture on a line of its own: ``![](01.png)`` has the link ``Link("", ("01.png",))``."""

    line: int
    link: Link


@dataclass(frozen=True, slots=True)
class UnreadableLine:
    """A line that was reported as unreadable, such as ``tap Join``; its step isn't empty, and may lack nothing."""

    line: int


Block = Title | ListLine | PictureLine | UnreadableLine


def split_lines(text: str) -> list[str]:
    """The lines as Markdown counts them; ``str.splitlines`` would also break at other Unicode line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def read_blocks(text: str, log: ProblemLog) -> list[Block]:
    """The titles, pictures and list lines in order. Any other line is reported to ``log``, and is an `UnreadableLine`.

    A line that is wrong only in form (indented, numbered, quoted) is reported and still read, so that one slip doesn't
    make the lines after it look wrong.
    """
    blocks: list[Block] = []
    item, adjoins = 0, False  # the last list line that an indented line would belong to; whether it is right above
    for number, line in enumerate(split_lines(text), 1):
        if not line.strip():
            adjoins = False
            continue
        columns = line.expandtabs(_TAB)
        indented = len(columns) - len(columns.lstrip(" ")) >= (2 if item else _TAB)
        block, slip = _read_line(number, line.strip())
        if item and (adjoins or indented) and isinstance(block, UnreadableLine):
            log.add_problem(
                number,
                "This line continues line {above}.",
                'Join the two into one line, or begin this one with "- ".',
                above=item,
            )
            continue
        if adjoins and isinstance(block, PictureLine):
            slip = BadValueError("An empty line is missing above this picture.", "Put an empty line before it.")
        elif indented:
            slip = BadValueError("This line is indented.", "Take the spaces before it away.")
        if slip:
            log.add_error(number, slip)
        blocks.append(block)
        item = number if isinstance(block, ListLine) else 0
        adjoins = bool(item)
    return blocks


def _read_line(line: int, text: str) -> tuple[Block, BadValueError | None]:
    """The block of a line without the spaces around it, and the fault of its form, or None.

    ``1. tap: Join`` is ``ListLine(7, "tap: Join")`` with the fault that it begins with a number.
    """
    if link := parse_link(text):
        return PictureLine(line, link), None
    if title := re.fullmatch(r"#(?:[ \t]+(.*))?", text):
        return Title(line, title[1] or ""), None
    if item := _ITEM.fullmatch(text):
        return _read_item(line, item[1] or "")
    if item := _NUMBERED.fullmatch(text):
        return ListLine(line, item[1]), BadValueError(
            "This line begins with a number.", 'Begin it with a hyphen and a space: "- ".'
        )
    if text.startswith(">"):
        quoted, _ = _read_line(line, text.lstrip("> \t"))
        return quoted, BadValueError("This line is quoted with >.", "Take the > away.")
    if re.match(r"#[^\W\d_]", text):
        return Title(line, text[1:]), BadValueError(
            "A space is missing after the #.", 'Write "# {text}".', text=text[1:]
        )
    dash = re.match(r"[-–—•*+·]\s*(?=[^\W\d])", text)
    if dash and ":" in text:
        rest = text[dash.end() :]
        return ListLine(line, rest), BadValueError(
            "This line does not begin with a hyphen and a space.", 'Write "- {text}".', text=rest
        )
    if re.match(r"[^\W\d_]+( [\w-]+)?:", text):
        return ListLine(line, text), BadValueError(
            "The hyphen at the beginning is missing.", 'Write "- {text}".', text=text
        )
    return UnreadableLine(line), _explain_unreadable(text)


def _read_item(line: int, text: str) -> tuple[Block, BadValueError | None]:
    """The block of a list line from the text behind its hyphen, and the fault of its form, or None."""
    if link := parse_link(text):
        return PictureLine(line, link), BadValueError(
            "A picture has a hyphen before it.", "Write {text} at the beginning of its own line.", text=text
        )
    if again := _ITEM.fullmatch(text):
        return ListLine(line, again[1] or ""), BadValueError(
            "This line begins with two hyphens.", 'Begin it with one: "- ".'
        )
    return ListLine(line, text), None


def _explain_unreadable(text: str) -> BadValueError:
    if text.startswith("##"):
        return BadValueError(
            "This line begins with {match}, but a script has only titles.",
            'Write one #, for instance "# es: Entrar a la clase", or take the line away.',
            match=text[: len(text) - len(text.lstrip("#"))],
        )
    if text.startswith("!["):
        return BadValueError("This line does not read as a picture.", "Write it as ![](01.png), alone on its line.")
    if parse_link("!" + text):
        return BadValueError(
            "This line is a link, not a picture.",
            Message("Write an exclamation mark before it: !{text}", text=text),
        )
    return BadValueError("This line is neither a title, a picture nor a list line.", _VALID_LINES)
