"""Find the messages that the sources of annotator can make: texts, and the templates of `annotator.messages.Message`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from annotator.messages import PLACEHOLDER

_NOT_SHOWN = re.compile(r"log\.(?:debug|info|warning|error|exception)|telemetry\..*|re\..*|logging\..*")
_BUGS = ("ValueError", "TypeError", "RuntimeError", "NotImplementedError", "AssertionError", "KeyError", "LookupError")
_MAKERS = re.compile(
    r"(?:.*\.)?(?:add_problem|add_warning|Problem|Finding|\w*Error|_problem|_unusable|_raise_problem|_warning|_refuse\w*"
    r"|_missing_error|parse_sentence|Answer|BadParameter|UsageError|say|words|confirm|prompt|join)"
)
"""Functions and classes whose texts are messages, or parts of messages."""
_PROSE = re.compile(r"(?:[A-Z“\"{][^\n]*[\w”\"})]|[^\n]*\w )[.?!:]”?|[A-Z][^\n]* [^\n]*[.?!]”?")


class Found(NamedTuple):
    """A text in the sources: its module, line and template. One that is filled in without a `Message` has ``{}`` in it."""

    module: str
    line: int
    template: str


def find_messages(path: Path, module: str) -> Iterator[Found]:
    """All sentences in a source, all texts that are given to an error, a problem or a `Message`, and all templates."""
    for line, is_message, text in _walk(ast.parse(path.read_text(encoding="utf-8")), False):
        is_text = re.search(r"[A-Za-z]{2}", PLACEHOLDER.sub("", text)) is not None
        if is_text and (PLACEHOLDER.search(text) or (" " in text and (is_message or _PROSE.fullmatch(text)))):
            yield Found(module, line, text)


def _walk(node: ast.AST, is_message: bool) -> Iterator[tuple[int, bool, str]]:
    match node:
        case ast.Expr(value=ast.Constant()):
            return  # a docstring
        case ast.Call(func=func):
            name = ast.unparse(func)
            if _NOT_SHOWN.fullmatch(name) or name in _BUGS:
                return
            is_message = name == "Message" or _MAKERS.fullmatch(name) is not None
        case ast.Constant(value=str(text)):
            yield node.lineno, is_message, text
        case ast.JoinedStr(values=values):
            parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in values]
            yield node.lineno, is_message, "".join(map(str, parts))
            for part in values:
                if isinstance(part, ast.FormattedValue):
                    yield from _walk(part.value, False)
            return
    for child in ast.iter_child_nodes(node):
        yield from _walk(child, is_message and not isinstance(child, ast.Dict))
