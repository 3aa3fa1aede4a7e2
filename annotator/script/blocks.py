"""Split a script into titles, pictures and list lines as Markdown does, and report everything else.

markdown-it-py finds the blocks. Their content is taken from the source text, since inline Markdown has no meaning here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from annotator.messages import Message
from annotator.script.file_names import Link, parse_link
from annotator.script.problems import ProblemLog

_VALID_LINES = 'Every line begins with "# es:" (a title), with "- " and a word, or is a picture: ![](01.png).'
_BULLET = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+(.*)")


@dataclass(frozen=True, slots=True)
class Title:
    """``# es: Entrar a la clase``: ``text`` is what follows the ``#``."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class ListLine:
    """``- tap: Join``: ``text`` is what follows the hyphen."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class PictureLine:
    """``![](01.png)``."""

    line: int
    link: Link


@dataclass(frozen=True, slots=True)
class UnreadableLine:
    """A line that was reported as unreadable; its step isn't empty, and may lack nothing."""

    line: int


Block = Title | ListLine | PictureLine | UnreadableLine


def split_lines(text: str) -> list[str]:
    """The lines as Markdown counts them; ``str.splitlines`` would also break at other Unicode line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def read_blocks(text: str, log: ProblemLog) -> list[Block]:
    """All titles, pictures and list lines in order. Everything else is reported to ``log``, as an `UnreadableLine`.

    A line that is wrong only in form (indented, numbered, quoted) is reported and still read, so that one slip doesn't
    make the lines after it look wrong.
    """
    # Reference definitions would vanish without a token; a setext heading would swallow the line above it.
    markdown = MarkdownIt("commonmark").disable(["inline", "text_join", "reference", "lheading"])
    tree = SyntaxTreeNode(markdown.parse(text))
    reader = _BlockReader(split_lines(text), log)
    return [block for node in tree.children for block in reader.read_block(node)]


class _BlockReader:
    """Turns Markdown nodes into blocks. Line numbers count from 1."""

    def __init__(self, lines: list[str], log: ProblemLog) -> None:
        self._lines = lines
        self._log = log

    def read_block(self, node: SyntaxTreeNode) -> Iterator[Block]:
        """The blocks of one top-level Markdown node."""
        match node.type:
            case "heading":
                yield from self._read_heading(_first_line(node))
            case "paragraph":
                for line in _line_range(node):
                    yield from self._read_paragraph_line(line)
            case "bullet_list":
                for item in node.children:
                    yield from self._read_item(item)
            case "ordered_list":
                for item in node.children:
                    self._log.add_problem(
                        _first_line(item),
                        "This line begins with a number.",
                        'Begin it with a hyphen and a space: "- ".',
                    )
                    yield from self._read_item(item)
            case "blockquote":
                for line in _line_range(node):
                    yield from self._read_quoted_line(line)
            case _:
                yield self._report_unsupported(node)

    def _read_heading(self, line: int) -> Iterator[Block]:
        match = re.fullmatch(r"\s*(#{1,6})(.*)", self._lines[line - 1])
        assert match, "markdown-it makes a heading only of such a line"
        if len(match[1]) > 1:
            self._log.add_problem(
                line,
                "This line begins with {match}, but a script has only titles.",
                'Write one #, for instance "# es: Entrar a la clase", or take the line away.',
                match=match[1],
            )
            yield UnreadableLine(line)
        else:
            yield Title(line, match[2].strip())

    def _read_paragraph_line(self, line: int) -> Iterator[Block]:
        text = self._lines[line - 1].strip()
        link = parse_link(text)
        if link:
            yield PictureLine(line, link)
            return
        dash = re.match(r"[-–—•*+·]\s*(?=[^\W\d])", text)
        if text.startswith("!["):
            message, remedy = "This line does not read as a picture.", "Write it as ![](01.png), alone on its line."
        elif parse_link("!" + text):
            message, remedy = (
                "This line is a link, not a picture.",
                Message("Write an exclamation mark before it: !{text}", text=text),
            )
        elif re.match(r"#[^#\s]", text):
            message, remedy = "A space is missing after the #.", Message('Write "# {text}".', text=text[1:])
            yield Title(line, text[1:])
        elif dash and ":" in text:
            message = "This line does not begin with a hyphen and a space."
            remedy = Message('Write "- {text}".', text=text[dash.end() :])
            yield ListLine(line, text[dash.end() :])
        elif re.match(r"[^\W\d]+( [\w-]+)?:", text):
            message, remedy = "The hyphen at the beginning is missing.", Message('Write "- {text}".', text=text)
            yield ListLine(line, text)
        else:
            message, remedy = "This line is neither a title, a picture nor a list line.", _VALID_LINES
        self._log.add_problem(line, message, remedy)
        yield UnreadableLine(line)

    def _read_quoted_line(self, line: int) -> Iterator[Block]:
        self._log.add_problem(line, "This line is quoted with >.", "Take the > away.")
        match = _BULLET.fullmatch(self._lines[line - 1])
        yield ListLine(line, match[1].strip()) if match else UnreadableLine(line)

    def _read_item(self, item: SyntaxTreeNode) -> Iterator[Block]:
        line = _first_line(item)
        nested = item.children
        first = nested[0] if nested else None
        if first is None or _first_line(first) != line:
            self._log.add_problem(
                line,
                "This line has nothing after its hyphen.",
                'Write it whole, as "- tap: Join", or take it away.',
            )
        elif first.type == "paragraph":
            nested = nested[1:]
            yield from self._read_first_line_of_item(line)
            for continuation in _line_range(first)[1:]:
                yield from self._read_continuation(continuation, line)
        for node in nested:
            yield from self._read_nested(node, line)

    def _read_first_line_of_item(self, line: int) -> Iterator[Block]:
        match = _BULLET.fullmatch(self._lines[line - 1])
        assert match, "markdown-it makes an item only of such a line"
        text = match[1].strip()
        link = parse_link(text)
        if link:
            self._log.add_problem(
                line, "A picture has a hyphen before it.", "Write {text} at the beginning of its own line.", text=text
            )
            yield PictureLine(line, link)
        else:
            yield ListLine(line, text)

    def _read_continuation(self, line: int, above: int) -> Iterator[Block]:
        text = self._lines[line - 1].strip()
        link = parse_link(text)
        if link:
            self._log.add_problem(line, "An empty line is missing above this picture.", "Put an empty line before it.")
            yield PictureLine(line, link)
        else:
            self._log.add_problem(
                line,
                "This line continues line {above}.",
                'Join the two into one line, or begin this one with "- ".',
                above=above,
            )

    def _read_nested(self, node: SyntaxTreeNode, above: int) -> Iterator[Block]:
        """Report a node inside a list item, and read what can be read of it; ``above`` is the item's line."""
        if node.type in ("bullet_list", "ordered_list"):
            for item in node.children:
                line = _first_line(item)
                if line != above:
                    self._log.add_problem(
                        line,
                        "This line is indented, as if it belonged to the one above.",
                        "Take the spaces before it away.",
                    )
                    yield from self._read_item(item)
                else:
                    self._log.add_problem(line, "This line begins with two hyphens.", 'Begin it with one: "- ".')
                    yield UnreadableLine(line)
        elif node.type == "paragraph":
            for line in _line_range(node):
                yield from self._read_continuation(line, above)
        else:
            yield self._report_unsupported(node)

    def _report_unsupported(self, node: SyntaxTreeNode) -> UnreadableLine:
        """Report Markdown that scripts don't use; return its first line."""
        first = _first_line(node)
        text = self._lines[first - 1].strip()
        message: str
        match node.type:
            case "code_block":
                for line in _line_range(node):
                    if self._lines[line - 1].strip():
                        self._log.add_problem(line, "This line is indented.", "Take the spaces before it away.")
                return UnreadableLine(first)
            case "fence":
                message = Message("A block that begins with {text} has no place here.", text=text[:3])
                remedy = "Take it away: a script has no such blocks."
            case "html_block":
                message = "HTML and comments have no place in a script."
                remedy = "Take this away; a note for yourself can go into another file."
            case "hr":
                message, remedy = Message("A line of {text} has no place in a script.", text=text[:3]), "Take it away."
            case _:
                message, remedy = "This has no place in a script.", _VALID_LINES
        self._log.add_problem(first, message, remedy)
        return UnreadableLine(first)


def _first_line(node: SyntaxTreeNode) -> int:
    """The line where a node begins, counted from 1."""
    return _line_range(node)[0]


def _line_range(node: SyntaxTreeNode) -> range:
    """All lines of a node."""
    assert node.map
    return range(node.map[0] + 1, node.map[1] + 1)
