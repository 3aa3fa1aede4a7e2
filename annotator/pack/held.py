"""Refuses to make a part of a pack where that would empty it of the others."""

from __future__ import annotations

from pathlib import Path

from annotator.errors import OutputError
from annotator.pack.options import MADE, Options
from annotator.places import OwnershipMark
from annotator.script import language

_WITH = {"page": ("captions", "poster")}
"""What comes along with a kind."""


def check(older: OwnershipMark | None, place: Path, folder: Path, options: Options) -> None:
    """Raise OutputError where ``older``, the pack at ``place``, holds more than is asked for, unless it may go."""
    if older is None or options.drop:
        return
    kinds = {*options.kinds, *(also for kind in options.kinds for also in _WITH.get(kind, ()))}
    languages = {language(lang) or lang for lang in options.languages}
    rows = [row for row in older.content["files"] if isinstance(row, dict)]
    lost = {row.get("kind") for row in rows} - kinds if kinds < set(MADE) else set()
    gone = {row.get("lang") for row in rows} - languages - {None} if languages else set()
    if not lost and not gone:
        return
    parts = ", ".join(sorted(str(part) for part in (*lost, *gone)))
    elsewhere = "" if options.output == Options().output else f" -o {_typed(options.output)}"
    command = f"annotator build {_typed(folder)}{elsewhere}" + (" --draft" if options.draft else "")
    raise OutputError(
        f"{place} also holds other parts ({parts}), which would be gone.",
        f"Make all of it with: {command} (or add --drop, to have that part alone)",
    )


def _typed(path: Path) -> str:
    text = str(path)
    return f'"{text}"' if any(letter in text for letter in " ()&'") else text
