"""Names for folders on a website: plain ASCII, so that no server, archive or chat changes them in a link."""

from __future__ import annotations

import hashlib
import re

from annotator.text.slugs import slugify

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*")
_FALLBACK = "tutorial"


def plain_name(name: str) -> str:
    """``Tarea en Classroom`` → ``tarea-en-classroom``; a name that is plain already stays as it is.

    A name without a letter of ours (another script, only emoji) becomes ``tutorial-`` and six characters that are its own.
    """
    if _PLAIN.fullmatch(name):
        return name
    plain = slugify(name, _FALLBACK)
    if plain != _FALLBACK or name.casefold().strip() == _FALLBACK:
        return plain
    return f"{_FALLBACK}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"
