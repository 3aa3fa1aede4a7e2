"""Split a script into the blocks that any Markdown viewer shows, so that nobody sees a script other than the one that is read.

``# es: Entrar a la clase`` is a title, ``![](01.png)`` a picture, ``- tap: Join`` a list line; any other text is reported.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from annotator.messages import Message
from annotator.script.problems import BadValueError, ProblemLog

_VALID_LINES = 'Every line begins with "# es:" (a title), with "- " and a word, or is a picture: ![](01.png).'
_ITEM = re.compile(r"(?P<mark>[-*+]|\d{1,9}[.)])(?:[ \t]+(?P<text>.*))?")
"""A list line: ``- tap: Join``, ``2) tap: Join``."""
_LATER_NUMBER = re.compile(r"(?!0*1[.)])\d")
"""Begins a numbered line that Markdown takes for text where a text is right above it: ``2) tap``, but not ``1) tap``."""
_TITLE = re.compile(r"(#{1,6})(?:[ \t]+(.*))?")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A character that Markdown takes literally: ``\\(``."""
_PICTURE_LINE = re.compile(r"!\[([^\]]*)\]\((.*)\)")
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}")
"""A line across the page: ``---``, ``* * *``."""
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
class Link:
    """A picture line: ``![](03%20percent.png)`` is ``Link("", ("03 percent.png", "03%20percent.png"))``.

    Attributes:
        alt_text: the words in the brackets.
        names: the file names that the address may mean, likeliest first.
    """

    alt_text: str
    names: tuple[str, ...]


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


def parse_link(line: str) -> Link | None:
    """The parts of ``![](<name with spaces.png>)``, or None if the line is not a picture."""
    match = _PICTURE_LINE.fullmatch(line.strip())
    if not match:
        return None
    address = match[2].strip()
    if address.startswith("<") and address.endswith(">") and len(address) > 1:
        address = address[1:-1]
    names = [address, _ESCAPED.sub(r"\1", address)]
    with suppress(UnicodeDecodeError):  # a % that encodes nothing: take the name as typed
        names.insert(0, unquote(address, errors="strict"))
    shortened = [name.removeprefix("./") for name in names]
    return Link(match[1].strip(), tuple(dict.fromkeys(names + shortened)))


def split_lines(text: str) -> list[str]:
    """The lines as Markdown counts them; ``str.splitlines`` would also break at other Unicode line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def read_blocks(text: str, log: ProblemLog) -> list[Block]:
    """The titles, pictures and list lines in order. Any other text is reported to ``log``.

    It is an `UnreadableLine` unless it continues a list line.

    A list line that is wrong only in form (nested, numbered, quoted) is reported and still read, so that one slip doesn't
    make the lines after it look wrong. Text right below a list line belongs to that line, as any Markdown viewer shows it.
    """
    reader = _LineReader(log)
    return [block for number, line in enumerate(split_lines(text), 1) for block in reader.read_line(number, line)]


@dataclass
class _LineReader:
    """Reads the lines of one script in order: ``- tap: Join`` in line 7 is ``ListLine(7, "tap: Join")``."""

    _log: ProblemLog
    _item: int = 0
    """The number of the list line above, to which an indented line belongs."""
    _inside: int = 0
    """The columns by which such a line is indented at least; 0 if there is no list line."""
    _open: Literal["", "item", "quote", "text"] = ""
    """The kind of block that a text in the next line belongs to; none after an empty line."""

    def read_line(self, number: int, line: str) -> Iterator[Block]:
        """The blocks of the next line; none if it is empty, or only continues a list line."""
        text = line.strip()
        if not text:
            self._open = ""
            return
        columns = line.expandtabs(_TAB)
        indent = len(columns) - len(columns.lstrip(" "))
        nested = 0 < self._inside <= indent
        is_code = indent >= self._inside + _TAB
        starts = not is_code and _starts_block(text) and not (self._open == "text" and _LATER_NUMBER.match(text))
        if (starts and nested) or (is_code and not self._open):
            self._log.add_problem(number, "This line is indented.", "Take the spaces before it away.")
        if starts:
            yield self._read_start(number, text, None if nested else indent)
        elif is_code and not self._open:
            yield UnreadableLine(number)
        elif self._open == "quote":
            yield self._read_quoted(number, text)
        elif nested or self._open == "item":
            self._open = "item"
            yield from self._read_continuation(number, text)
        else:
            self._inside, self._open = 0, "text"
            yield from self._read_text(number, text)

    def _read_start(self, number: int, text: str, indent: int | None) -> Block:
        """Read a line that begins a block: ``- tap: Join``, ``# es: Entrar``, ``> quoted`` or ``---``.

        ``indent`` is None inside a list line, where only list lines are read.
        """
        item = None if _RULE.fullmatch(text) else _ITEM.fullmatch(text)
        if indent is not None:
            self._inside = indent + len(item["mark"]) + 1 if item else 0
        if item:
            self._item, self._open = number, "item" if item["text"] else ""
            if item["mark"][0].isdigit():
                self._log.add_problem(
                    number, "This line begins with a number.", 'Begin it with a hyphen and a space: "- ".'
                )
            return self._read_item(number, item["text"] or "")
        if indent is None:
            self._open = ""
            return UnreadableLine(number)
        self._open = "quote" if text.startswith(">") and text.strip("> \t") else ""
        if text.startswith(">"):
            return self._read_quoted(number, text)
        title = _TITLE.fullmatch(text)
        return Title(number, title[2] or "") if title and title[1] == "#" else self._report_unreadable(number, text)

    def _read_item(self, number: int, text: str) -> Block:
        """Read a list line from the text behind its hyphen or number."""
        if link := parse_link(text):
            self._log.add_problem(
                number, "A picture has a hyphen before it.", "Write {text} at the beginning of its own line.", text=text
            )
            return PictureLine(number, link)
        if _ITEM.fullmatch(text):
            self._log.add_problem(number, "This line begins with two hyphens.", 'Begin it with one: "- ".')
            return UnreadableLine(number)
        return ListLine(number, text)

    def _read_quoted(self, number: int, text: str) -> Block:
        self._log.add_problem(number, "This line is quoted with >.", "Take the > away.")
        item = _ITEM.fullmatch(text.lstrip("> \t"))
        return ListLine(number, item["text"]) if item and item["text"] else UnreadableLine(number)

    def _read_continuation(self, number: int, text: str) -> Iterator[Block]:
        """Read a text that belongs to a list line: only a picture is read."""
        if link := parse_link(text):
            self._log.add_problem(
                number, "An empty line is missing above this picture.", "Put an empty line before it."
            )
            yield PictureLine(number, link)
        elif slip := _find_slip(number, text):
            _, error = slip
            self._log.add_error(number, error)
        else:
            message = "This line continues line {above}."
            remedy = 'Join the two into one line, or begin this one with "- ".'
            self._log.add_problem(number, message, remedy, above=self._item)

    def _read_text(self, number: int, text: str) -> Iterator[Block]:
        """Read a text that belongs to no list line. What its step lacks may be in it, even if a list line can be read from it."""
        if link := parse_link(text):
            yield PictureLine(number, link)
        elif slip := _find_slip(number, text):
            block, error = slip
            self._log.add_error(number, error)
            yield block
            yield UnreadableLine(number)
        else:
            yield self._report_unreadable(number, text)

    def _report_unreadable(self, number: int, text: str) -> UnreadableLine:
        self._log.add_error(number, _explain_unreadable(text))
        return UnreadableLine(number)


def _starts_block(text: str) -> bool:
    """Whether a line looks like the beginning of a block: a quotation, a comment, a list line, a title or a rule (``---``)."""
    return text.startswith((">", "<!--")) or any(kind.fullmatch(text) for kind in (_ITEM, _TITLE, _RULE))


def _find_slip(line: int, text: str) -> tuple[Title | ListLine, BadValueError] | None:
    """The title or list line that ``#es: Entrar``, ``–tap: Join`` or ``tap: Join`` was meant to be, and the fault; else None."""
    if re.match(r"#[^#\s]", text):
        return Title(line, text[1:]), BadValueError(
            "A space is missing after the #.", 'Write "# {text}".', text=text[1:]
        )
    dash = re.match(r"[-–—•*+·]\s*(?=[^\W\d])", text)
    if dash and ":" in text:
        rest = text[dash.end() :]
        return ListLine(line, rest), BadValueError(
            "This line does not begin with a hyphen and a space.", 'Write "- {text}".', text=rest
        )
    if re.match(r"[^\W\d]+( [\w-]+)?:", text):
        return ListLine(line, text), BadValueError(
            "The hyphen at the beginning is missing.", 'Write "- {text}".', text=text
        )
    return None


def _explain_unreadable(text: str) -> BadValueError:
    if text.startswith("##"):
        message = "This line begins with {match}, but a script has only titles."
        remedy = 'Write one #, for instance "# es: Entrar a la clase", or take the line away.'
        return BadValueError(message, remedy, match=text[: len(text) - len(text.lstrip("#"))])
    if text.startswith("!["):
        return BadValueError("This line does not read as a picture.", "Write it as ![](01.png), alone on its line.")
    if parse_link("!" + text):
        template = "Write an exclamation mark before it: !{text}"
        return BadValueError("This line is a link, not a picture.", Message(template, text=text))
    return BadValueError("This line is neither a title, a picture nor a list line.", _VALID_LINES)
