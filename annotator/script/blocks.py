"""Split a script into titles, pictures and list lines, as Markdown sees them; report everything else.

markdown-it-py finds the blocks. Their content is taken from the source text, since inline Markdown has no meaning here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from annotator.script.file_names import Link, parse_link
from annotator.script.problem_log import ProblemLog

_MODEL = 'Every line begins with "# es:" (a title), with "- " and a word, or is a picture: ![](01.png)'
_BULLET = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+(.*)")


@dataclass(frozen=True, slots=True)
class Title:
    """``# es: Entrar a la clase``: ``text`` is what follows the ``#``."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """``- tap: Join``: ``text`` is what follows the hyphen."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class PictureLine:
    """``![](01.png)``."""

    line: int
    link: Link


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that was reported and can't be read; without it, its step could look empty."""

    line: int


Block = Title | Item | PictureLine | Broken


def split_lines(text: str) -> list[str]:
    """The lines as Markdown counts them, unlike ``str.splitlines``, which also breaks at other Unicode line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def read_blocks(text: str, log: ProblemLog) -> list[Block]:
    """All titles, pictures and list lines in order; everything else is reported to ``log``.

    A line that is wrong only in form (indented, numbered, quoted) is reported and still read, so that one slip doesn't
    make the rest look wrong.
    """
    # Reference definitions would vanish without a token; a setext heading would swallow the line above it.
    markdown = MarkdownIt("commonmark").disable(["inline", "text_join", "reference", "lheading"])
    tree = SyntaxTreeNode(markdown.parse(text))
    reader = _BlockReader(split_lines(text), log)
    return [block for node in tree.children for block in reader.block(node)]


class _BlockReader:
    def __init__(self, lines: list[str], log: ProblemLog) -> None:
        self._lines = lines
        self._log = log

    def block(self, node: SyntaxTreeNode) -> Iterator[Block]:
        """The blocks of one top-level Markdown node."""
        match node.type:
            case "heading":
                yield from self._heading(_first(node))
            case "paragraph":
                for line in _span(node):
                    yield from self._paragraph_line(line)
            case "bullet_list":
                for item in node.children:
                    yield from self._item(item)
            case "ordered_list":
                for item in node.children:
                    self._log.problem(
                        _first(item), "This line begins with a number.", 'Begin it with a hyphen and a space: "- ".'
                    )
                    yield from self._item(item)
            case "blockquote":
                for line in _span(node):
                    yield from self._quoted(line)
            case _:
                yield self._other(node)

    def _heading(self, line: int) -> Iterator[Block]:
        match = re.fullmatch(r"\s*(#{1,6})(.*)", self._lines[line - 1])
        assert match, "markdown-it makes a heading only of such a line"
        if len(match[1]) > 1:
            self._log.problem(
                line,
                f"This line begins with {match[1]}, but a script has only titles.",
                'Write one #, for instance "# es: Entrar a la clase", or take the line away.',
            )
            yield Broken(line)
        else:
            yield Title(line, match[2].strip())

    def _paragraph_line(self, line: int) -> Iterator[Block]:
        text = self._lines[line - 1].strip()
        link = parse_link(text)
        if link:
            yield PictureLine(line, link)
            return
        dash = re.match(r"[-–—•*+·]\s*(?=[^\W\d])", text)
        if text.startswith("!["):
            message, remedy = "This line does not read as a picture.", "Write it as ![](01.png), alone on its line."
        elif parse_link("!" + text):
            message, remedy = "This line is a link, not a picture.", f"Write an exclamation mark before it: !{text}"
        elif re.match(r"#[^#\s]", text):
            message, remedy = "A space is missing after the #.", f'Write "# {text[1:]}".'
            yield Title(line, text[1:])
        elif dash and ":" in text:
            message = "This line does not begin with a hyphen and a space."
            remedy = f'Write "- {text[dash.end() :]}".'
            yield Item(line, text[dash.end() :])
        elif re.match(r"[^\W\d]+( [\w-]+)?:", text):
            message, remedy = "The hyphen at the beginning is missing.", f'Write "- {text}".'
            yield Item(line, text)
        else:
            message, remedy = "This line is neither a title, a picture nor a list line.", _MODEL + "."
        self._log.problem(line, message, remedy)
        yield Broken(line)

    def _quoted(self, line: int) -> Iterator[Block]:
        self._log.problem(line, "This line is quoted with >.", "Take the > away.")
        match = _BULLET.fullmatch(self._lines[line - 1])
        yield Item(line, match[1].strip()) if match else Broken(line)

    def _item(self, item: SyntaxTreeNode) -> Iterator[Block]:
        line = _first(item)
        others = item.children
        first = others[0] if others else None
        if first is None or first.type != "paragraph" or _first(first) != line:
            if first is None or _first(first) != line:
                self._log.problem(
                    line,
                    "This line has nothing after its hyphen.",
                    'Write it whole, as "- tap: Join", or take it away.',
                )
        else:
            others = others[1:]
            yield from self._item_line(line)
            for more in range(line + 1, _last(first) + 1):
                yield from self._continuation(more, line)
        for node in others:
            yield from self._inside(node, line)

    def _item_line(self, line: int) -> Iterator[Block]:
        match = _BULLET.fullmatch(self._lines[line - 1])
        assert match, "markdown-it makes an item only of such a line"
        text = match[1].strip()
        link = parse_link(text)
        if link:
            self._log.problem(
                line, "A picture has a hyphen before it.", f"Write {text} at the beginning of its own line."
            )
            yield PictureLine(line, link)
        else:
            yield Item(line, text)

    def _continuation(self, line: int, above: int) -> Iterator[Block]:
        text = self._lines[line - 1].strip()
        link = parse_link(text)
        if link:
            self._log.problem(line, "Above this picture an empty line is missing.", "Put an empty line before it.")
            yield PictureLine(line, link)
        else:
            self._log.problem(
                line, f"This line continues line {above}.", 'Write all of it on one line, or begin it with "- ".'
            )

    def _inside(self, node: SyntaxTreeNode, above: int) -> Iterator[Block]:
        """Report what is nested in a list line, and read what can be read."""
        if node.type in ("bullet_list", "ordered_list"):
            for item in node.children:
                line = _first(item)
                if line != above:
                    self._log.problem(
                        line,
                        "This line is indented, as if it belonged to the one above.",
                        "Take the spaces before it away.",
                    )
                    yield from self._item(item)
                else:
                    self._log.problem(line, "This line begins with two hyphens.", 'Begin it with one: "- ".')
                    yield Broken(line)
        elif node.type == "paragraph":
            for line in _span(node):
                yield from self._continuation(line, above)
        else:
            yield self._other(node)

    def _other(self, node: SyntaxTreeNode) -> Broken:
        """Report Markdown that scripts don't use."""
        first = _first(node)
        text = self._lines[first - 1].strip()
        match node.type:
            case "code_block":
                for line in _span(node):
                    if self._lines[line - 1].strip():
                        self._log.problem(line, "This line is indented.", "Take the spaces before it away.")
                return Broken(first)
            case "fence":
                message, remedy = f"Here a block begins with {text[:3]}.", "Take it away: a script has no such blocks."
            case "html_block":
                message = "HTML and comments have no place in a script."
                remedy = "Take this away; a note for yourself can go into another file."
            case "hr":
                message, remedy = f"A line of {text[:3]} has no place in a script.", "Take it away."
            case _:
                message, remedy = "This has no place in a script.", _MODEL + "."
        self._log.problem(first, message, remedy)
        return Broken(first)


def _first(node: SyntaxTreeNode) -> int:
    """The line where a node begins, counted from 1."""
    assert node.map
    return node.map[0] + 1


def _last(node: SyntaxTreeNode) -> int:
    assert node.map
    return node.map[1]


def _span(node: SyntaxTreeNode) -> range:
    return range(_first(node), _last(node) + 1)
