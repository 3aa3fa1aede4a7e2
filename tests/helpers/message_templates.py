"""Find the messages that the sources of annotator can make: the texts and f-strings in them, as templates."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_NOT_SHOWN = re.compile(r"log\.(?:debug|info|warning|error|exception)|telemetry\..*")
_BUGS = ("ValueError", "TypeError", "RuntimeError", "NotImplementedError", "AssertionError", "KeyError", "LookupError")
_MAKERS = re.compile(
    r"(?:.*\.)?(?:add_problem|add_warning|Problem|Finding|\w*Error|_problem|_unusable|_raise_problem|_warning|_refuse\w*"
    r"|_missing_error|_parse_sentence|parse_sentence|Answer)"
)
"""Functions and classes whose texts are messages, or parts of messages."""
_PROSE = re.compile(r"(?:[A-Z“\"{][^\n]*[\w”\"})]|[^\n]*\w )[.?!:]”?|[A-Z][^\n]* [^\n]*[.?!]”?")


class Found(NamedTuple):
    """A text in the sources: its module, line and template, in which what is filled in is ``{}``."""

    module: str
    line: int
    template: str


def normalise(template: str) -> str:
    """A template without the names of what is filled in."""
    return re.sub(r"\{\w+!?\}", "{}", template)


def find_messages(path: Path, module: str) -> Iterator[Found]:
    """All sentences in a source, and all texts that are given to an error or problem."""
    for line, maker, template in _walk(ast.parse(path.read_text(encoding="utf-8")), ""):
        if re.search(r"[A-Za-z]{2}", template) and (" " in template) and (maker or _PROSE.fullmatch(template)):
            yield Found(module, line, template)


def _walk(node: ast.AST, maker: str) -> Iterator[tuple[int, str, str]]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func)
        if _NOT_SHOWN.fullmatch(name) or name.startswith("re.") or name in _BUGS:
            return
        maker = name if _MAKERS.fullmatch(name) else ""
    texts = _texts(node)
    if texts is not None:
        assert isinstance(node, ast.expr)
        yield from ((node.lineno, maker, text) for text in texts)
        for place in ast.walk(node):
            if isinstance(place, ast.FormattedValue) and _choices(place.value) is None:
                yield from _walk(place.value, "")
        return
    for child in ast.iter_child_nodes(node):
        yield from _walk(child, maker)


def _texts(node: ast.AST) -> list[str] | None:
    """All texts that an expression can be; None if it is no text."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=values):
            parts = [
                ([part.value] if isinstance(part, ast.Constant) else _choices(part.value) or ["{}"])  # type: ignore[attr-defined]
                for part in values
            ]
            return ["".join(map(str, choice)) for choice in itertools.product(*parts)]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            first, second = _texts(left), _texts(right)
            if first is None and second is None:
                return None
            return [a + b for a in first or ["{}"] for b in second or ["{}"]]
        case ast.IfExp(body=body, orelse=orelse):
            first, second = _texts(body), _texts(orelse)
            return None if first is None or second is None else [*first, *second]
    return None


def _choices(node: ast.AST) -> list[str] | None:
    return _texts(node) if isinstance(node, ast.IfExp | ast.JoinedStr | ast.Constant) else None
