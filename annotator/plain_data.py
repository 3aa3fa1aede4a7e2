"""Convert dataclasses to values that JSON can hold, and back: for cache keys, cached scans and the timeline's golden file."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def plain(value: Any, *, compared: bool = False, digits: int | None = None) -> Any:
    """Convert a value to what JSON can hold; a dataclass becomes a dict with its type's name under ``""``.

    Args:
        value: dataclasses, tuples, lists, dicts, paths, strings, numbers and None.
        compared: leave out the fields that ``==`` ignores.
        digits: round floats to this many decimals; None keeps them exact.

    Raises TypeError for anything else.
    """

    def convert(value: Any) -> Any:
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = (field for field in dataclasses.fields(value) if field.compare or not compared)
            return {"": type(value).__name__, **{field.name: convert(getattr(value, field.name)) for field in fields}}
        if isinstance(value, (tuple, list)):
            return [convert(item) for item in value]
        if isinstance(value, dict):
            return {str(name): convert(item) for name, item in value.items()}
        if isinstance(value, Path):
            return value.as_posix()
        if isinstance(value, float) and digits is not None:
            return round(value, digits)
        if value is None or isinstance(value, (str, int, float, bool)):
            return value
        raise TypeError(f"{type(value).__name__} is not plain data")

    return convert(value)


def restored(value: Any, classes: Mapping[str, Any]) -> Any:
    """The inverse of ``plain`` for dataclasses, tuples, strings, numbers and None; lists come back as tuples.

    ``classes`` maps the names of the dataclasses that may come back. Raises KeyError or TypeError for anything else.
    """
    if isinstance(value, dict):
        restored_class = classes[value[""]]
        if not (isinstance(restored_class, type) and dataclasses.is_dataclass(restored_class)):
            raise TypeError(f"{value['']} is not a dataclass")
        return restored_class(**{name: restored(item, classes) for name, item in value.items() if name})
    return tuple(restored(item, classes) for item in value) if isinstance(value, list) else value
