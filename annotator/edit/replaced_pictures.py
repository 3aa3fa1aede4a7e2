"""Tell which picture was there before one that replaced it, by the undo history, which also a restart keeps."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.edit.script_file import parse
from annotator.model import Tutorial

REPLACING = frozenset({"replace-picture", "set-language-picture", "add-pictures"})
"""The changes that put one picture in the place of another."""


def find_replaced(
    tutorial: Tutorial, earlier: Iterable[tuple[str, str]], files: Iterable[str], name: str
) -> str | None:
    """The picture in whose place ``name`` was put last; None if that isn't known.

    Args:
        tutorial: the newest state.
        earlier: the changes that led to it, the newest first: their names, and the script before each (`Session.earlier`).
        files: the names of the files in the folder.
        name: of a picture.
    """
    known = frozenset(files)
    after: Tutorial | None = tutorial
    text = ""
    for change, before_text in earlier:
        if change in REPLACING:
            after = after or parse(text, known).readable
            before = parse(before_text, known).readable
            old = _compare(before, after, name) if before is not None and after is not None else None
            if old is not None:
                return old
            after = before
        else:
            after = None
        text = before_text
    return None


def _compare(before: Tutorial, after: Tutorial, name: str) -> str | None:
    if len(before.steps) != len(after.steps):
        return None
    for old, new in zip(before.steps, after.steps, strict=True):
        for lang in after.languages:
            if new.screenshot(lang) == name and old.screenshot(lang) != name:
                return old.screenshot(lang)
    return None
