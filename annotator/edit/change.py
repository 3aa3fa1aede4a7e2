"""A change of a tutorial as a session makes it: a pure function, and the files to rename and copy with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from annotator.edit.file_moves import FileMove
from annotator.model import Tutorial

ACCEPT_LOSS = "accept-loss"
"""The name of the change that accepts that lines which could not be read vanish."""


@dataclass(frozen=True)
class Rename:
    """A file of the tutorial's folder to be renamed, or copied, from ``old`` to ``new``."""

    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """A change of a tutorial.

    Attributes:
        name: for undo, for instance ``set-sentence``.
        apply: the pure function that makes it; it may raise ChangeError.
        renames: files to rename for it.
        copies: files to copy for it, after the renames.
        field: the field that was typed in, if any: fast changes of one field are undone together.
    """

    name: str
    apply: Callable[[Tutorial], Tutorial]
    renames: tuple[Rename, ...] = ()
    copies: tuple[Rename, ...] = ()
    field: str = ""


def moves_of(change: Change) -> Iterable[FileMove]:
    """The files that a change renames and copies, in order."""
    yield from (FileMove(rename.old, rename.new) for rename in change.renames)
    yield from (FileMove(copy.old, copy.new, copy=True) for copy in change.copies)


def typed_field(changes: Sequence[Change]) -> tuple[str, str] | None:
    """The name and field of a single change of a field, or None."""
    if len(changes) != 1 or not changes[0].field or changes[0].renames or changes[0].copies:
        return None
    return changes[0].name, changes[0].field
