"""Make keys of cache entries from values, a digest of their plain JSON form; and restore values from that form."""

import dataclasses
import functools
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def plain(value: Any, *, compared: bool = False) -> Any:
    """Convert a value to JSON types: ``Box(296, 1180, 128, 40)`` becomes ``{"": "Box", "x": 296, "y": 1180, "w": 128, "h": 40}``.

    Args:
        value: dataclasses, tuples, lists, dicts, paths, strings, numbers and None.
        compared: whether to leave out the fields that ``==`` ignores.

    Raises TypeError for anything else.
    """

    def convert(value: Any) -> Any:
        """One value, and those in it."""
        if value is None or isinstance(value, (str, int, float)):
            return value
        kind: Any = type(value)
        names = _list_fields(kind, compared)
        if names is not None:
            return {"": kind.__name__, **{name: convert(getattr(value, name)) for name in names}}
        if isinstance(value, (tuple, list)):
            return [convert(item) for item in value]
        if isinstance(value, dict):
            return {str(name): convert(item) for name, item in value.items()}
        if isinstance(value, Path):
            return value.as_posix()
        raise TypeError(f"{kind.__name__} is not plain data")

    return convert(value)


@functools.cache
def _list_fields(kind: Any, compared: bool) -> tuple[str, ...] | None:
    """The names of a dataclass's fields, or of those that ``==`` compares; None for another class.

    Keys of cards have hundreds of small dataclasses in them, and ``dataclasses.fields`` takes longer than the rest.
    """
    if not dataclasses.is_dataclass(kind):
        return None
    return tuple(field.name for field in dataclasses.fields(kind) if field.compare or not compared)


def restored(value: Any, classes: Mapping[str, Any]) -> Any:
    """The value that `plain` converted, of dataclasses, tuples, strings, numbers and None; lists come back as tuples.

    ``classes`` maps the names of the dataclasses that may come back. Raises KeyError or TypeError for anything else.
    """
    if isinstance(value, dict):
        restored_class = classes[value[""]]
        if not (isinstance(restored_class, type) and dataclasses.is_dataclass(restored_class)):
            raise TypeError(f"{value['']} is not a dataclass")
        return restored_class(**{name: restored(item, classes) for name, item in value.items() if name})
    return tuple(restored(item, classes) for item in value) if isinstance(value, list) else value


def digest(data: bytes) -> str:
    """The SHA-256 of ``data``, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def key(*parts: Any) -> str:
    """One key for all ``parts``: dataclasses, strings, numbers, tuples, lists, dicts, paths and None.

    Dataclass fields with ``compare=False`` don't count. Raises TypeError for any other type.
    """
    text = json.dumps(plain(parts, compared=True), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # A file name may not be valid text: Linux allows any bytes.
    return digest(text.encode("utf-8", "surrogatepass"))
