"""Digests of bytes, and cache keys made from values."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path
from typing import Any


def digest(data: bytes) -> str:
    """The SHA-256 of ``data``, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value) if f.compare}
        return {"": type(value).__name__, **fields}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, Path):
        return str(value)
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise TypeError(f"cannot make a key of {type(value).__name__}")


def key(*parts: Any) -> str:
    """One key for all ``parts``: dataclasses, strings, numbers, tuples, lists, dicts, paths and None.

    Dataclass fields with ``compare=False`` don't count. Raises TypeError for any other type.
    """
    text = json.dumps(_plain(parts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # A file name may not be valid text: Linux allows any bytes.
    return digest(text.encode("utf-8", "surrogatepass"))
