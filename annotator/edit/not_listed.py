"""The opaque ids by which a browser names things, and the error for one that the server hasn't listed."""

from __future__ import annotations

import os
from pathlib import Path

from annotator.cache import digest
from annotator.errors import AnnotatorError

_ID_DIGITS = 12


class NotListedError(AnnotatorError):
    """A browser asked for something that the server has not listed, or that has gone since."""

    code = "unknown"


def short_id(*parts: str) -> str:
    """An opaque id of 12 hexadecimal digits for some names; the same names always have the same one."""
    return digest("\0".join(parts).encode("utf-8", "surrogatepass"))[:_ID_DIGITS]


def tutorial_id(folder: Path) -> str:
    """The id of a tutorial: a digest of its folder's path, links resolved."""
    try:
        path = folder.resolve()
    except (OSError, RuntimeError):  # links in a circle
        path = folder.absolute()
    return digest(os.fsencode(path))[:_ID_DIGITS]
