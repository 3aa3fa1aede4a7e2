"""Change single keys in the text of a ``school.toml``, so that a form leaves what staff typed by hand as it is. Pure.

Setting ``("help", "person")`` to "Rosa" changes the line ``person = "Sra. Rosa"  # until June`` to
``person = "Rosa"  # until June``. Order, spaces and unknown keys stay, too.
"""

import contextlib
import copy
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any, Final

from annotator.script.problems import BadValueError
from annotator.script.toml_lines import find_value

Key = tuple[str, ...]
"""The path of a key: ``("help", "person")``."""
Value = str | bool | float | Sequence[str] | None
"""The new value of a key; None takes the key away."""

_HEADER: Final = re.compile(r"[ \t]*\[")
_BOM: Final = "\ufeff"


def set_keys(text: str, values: Mapping[Key, Value]) -> str:
    """``text`` with some keys set or taken away; keys that already have their value are not touched.

    Args:
        text: a ``school.toml`` that can be parsed; empty for a new one. Its line ends and byte-order mark are kept.
        values: a value for each key: ``{("help", "person"): "Rosa"}``. A table that is missing is added at the end, others
            keep their place.

    Raises BadValueError if the text isn't TOML, or writes a key in a way that can't be changed by itself.
    """
    byte_order_mark = _BOM if text.startswith(_BOM) else ""
    body = text.removeprefix(_BOM)
    has_windows_lines = "\r\n" in body and "\n" not in body.replace("\r\n", "")
    if has_windows_lines:
        body = body.replace("\r\n", "\n")
    table = _parse(body)
    for key, value in values.items():
        if find_value(table, key) == _plain(value):
            continue
        table = _with_key(table, key, value)
        body = _set_key(body, key, value, table)
    if has_windows_lines:
        body = body.replace("\n", "\r\n")
    return byte_order_mark + body


def _parse(text: str) -> dict[str, Any]:
    """The keys and values of a text. Raises BadValueError if it isn't TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadValueError("This file cannot be read.", "Correct it in a text editor.") from error


def _plain(value: Value) -> Any:
    """A value as tomllib returns it: a list for a tuple."""
    return value if value is None or isinstance(value, str | bool | float) else list(value)


def _with_key(table: Mapping[str, Any], key: Key, value: Value) -> dict[str, Any]:
    """A copy of the parsed table, with one key set or taken away."""
    changed: dict[str, Any] = copy.deepcopy(dict(table))
    inner = changed
    for part in key[:-1]:
        inner = inner.setdefault(part, {})
        if not isinstance(inner, dict):
            raise _refusal(key)
    if value is None:
        inner.pop(key[-1], None)
    else:
        inner[key[-1]] = _plain(value)
    return changed


def _set_key(text: str, key: Key, value: Value, expected: Mapping[str, Any]) -> str:
    """The text with one key changed, in the first way after which it parses to the expected table."""
    exists = find_value(_parse(text), key) is not None
    methods = (_replace,) if exists else (_insert_line, _add_table, _replace)
    for change in methods:
        changed_text = change(text, key, value)
        if changed_text is None:
            continue
        with contextlib.suppress(tomllib.TOMLDecodeError):
            if tomllib.loads(changed_text) == expected:
                return changed_text
    raise _refusal(key)


def _refusal(key: Key) -> BadValueError:
    """The error for a key that is written in an unusual way."""
    return BadValueError(
        '"{key}" is written in a way that cannot be changed here.', "Correct it in a text editor.", key=".".join(key)
    )


# ---------------------------------------------------------------- ways to change a key


def _replace(text: str, key: Key, value: Value) -> str | None:
    """Change a key where it is, keeping the comment beside it, or remove it; a missing one ends its table. None if that fails."""
    import tomlkit  # needed only when a school is changed
    from tomlkit.exceptions import TOMLKitError  # as above
    from tomlkit.items import Array  # as above

    try:
        document = tomlkit.parse(text)
        inner: Any = document
        for part in key[:-1]:
            inner = inner[part]
        if value is None:
            del inner[key[-1]]
            return tomlkit.dumps(document)
        old, new = inner.get(key[-1]), tomlkit.item(_plain(value))
        if isinstance(old, Array) and isinstance(new, Array):
            if "#" in old.as_string():
                return None  # whose comments would be lost
            new.multiline("\n" in old.as_string())
        inner[key[-1]] = new
        return tomlkit.dumps(document)
    except (TOMLKitError, KeyError, TypeError, ValueError, AttributeError):
        return None  # another way is tried, or the change is refused


def _insert_line(text: str, key: Key, value: Value) -> str | None:
    """Add a key as the last one of its table, above the comment of the next table. None without a header, or without a value.

    tomlkit would write it below that comment.
    """
    lines = text.split("\n")
    begin = 0 if len(key) == 1 else _find_header(lines, key[:-1])
    if begin is None or value is None:
        return None
    end = next((at for at in range(begin, len(lines)) if _HEADER.match(lines[at])), len(lines))
    if end < len(lines):  # the comment above the next header belongs to that
        while end > begin and lines[end - 1].lstrip().startswith("#"):
            end -= 1
    while end > begin and not lines[end - 1].strip():
        end -= 1
    after = lines[end:]
    if begin == 0 and end == 0 and after and after[0].strip():
        after.insert(0, "")  # the first table was at the top of the file
    return "\n".join([*lines[:end], _write_line(key[-1], value), *(after or [""])])


def _add_table(text: str, key: Key, value: Value) -> str | None:
    """Add a table with one key at the end of the file. None for a key that belongs to no table, or without a value."""
    if len(key) == 1 or value is None:
        return None
    header = ".".join(_write_name(part) for part in key[:-1])
    before = text.rstrip("\n")
    above = f"{before}\n\n" if before else ""
    return f"{above}[{header}]\n{_write_line(key[-1], value)}\n"


# ---------------------------------------------------------------- lines of the file


def _find_header(lines: Sequence[str], table: Key) -> int | None:
    """The index of the line below the header of a table."""
    for at, line in enumerate(lines):
        if not _HEADER.match(line):
            continue
        try:
            parsed = tomllib.loads(line)
        except tomllib.TOMLDecodeError:
            continue
        path: list[str] = []
        while isinstance(parsed, dict) and len(parsed) == 1:
            ((name, parsed),) = parsed.items()
            path.append(name)
        if tuple(path) == table and parsed == {}:
            return at + 1
    return None


def _write_line(name: str, value: Value) -> str:
    """A key with its value as a line: ``person = "Rosa"``."""
    import tomlkit  # needed only when a school is changed

    return f"{_write_name(name)} = {tomlkit.item(_plain(value)).as_string()}"


def _write_name(name: str) -> str:
    """A part of a key, in quotes where TOML needs them."""
    import tomlkit  # needed only when a school is changed

    return tomlkit.key(name).as_string()
