"""Find the lines of a TOML file's keys, tables and syntax errors."""

import re
import tomllib
from typing import Any

_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_HEADER = re.compile(rf"[ \t]*\[\[?[ \t]*({_DOTTED})[ \t]*\]")
_PAIR = re.compile(rf"[ \t]*({_DOTTED})[ \t]*=")


def find_key_lines(text: str) -> dict[tuple[str, ...], int]:
    """The first line of each key and table, counted from 1, by its path: ``{("help", "person"): 12}``.

    Keys inside inline tables are left out. A line of a multi-line string that looks like a key is taken for one.
    """
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        header, pair = _HEADER.match(line), _PAIR.match(line)
        if header:
            table = _split_path(header[1])
            lines.setdefault(table, number)
        elif pair:
            path = table + _split_path(pair[1])
            # A dotted key creates the tables on its path.
            for end in range(len(table) + 1, len(path) + 1):
                lines.setdefault(path[:end], number)
    return lines


def find_value(table: Any, key: tuple[str, ...]) -> Any:
    """The value of a key in a parsed file, by its path, or None."""
    for part in key:
        table = table.get(part) if isinstance(table, dict) else None
    return table


def find_error_line(error: tomllib.TOMLDecodeError, text: str) -> int:
    """The line of a syntax error, from its message; the last line where that names none (the text ends too early)."""
    match = re.search(r"at line (\d+)", str(error))
    return int(match[1]) if match else max(1, len(text.rstrip("\n").split("\n")))


def _split_path(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_KEY, dotted))
