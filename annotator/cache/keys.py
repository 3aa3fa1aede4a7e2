"""Compute digests of bytes, and cache keys from values."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from annotator.cache.plain_data import plain


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
