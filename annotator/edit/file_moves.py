"""Rename and copy files of a tutorial's folder: never over another file, all of them or none.

A recording may also move to the user's private shelf and back; see `memo_moves`.
"""

from __future__ import annotations

import contextlib
import filecmp
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.edit.changes import ChangeError
from annotator.edit.memo_moves import Places, carry, follow_rename, forget_name, is_on_shelf, shelf_file
from annotator.edit.shelf import Shelf
from annotator.errors import AnnotatorError, OutputError
from annotator.media.files import replacing


@dataclass(frozen=True, slots=True)
class FileMove:
    """A file of the folder to be renamed, or copied, from ``old`` to ``new``; one of them may be on the shelf."""

    old: str
    new: str
    copy: bool = False


_Step = Callable[[Places, FileMove], bool]
"""Makes or reverses one move; whether there was anything to do."""


def names_after(files: Iterable[str], moves: Iterable[FileMove]) -> frozenset[str]:
    """The names in a folder after the moves."""
    return frozenset(name for name in _after(files, moves) if not is_on_shelf(name))


def _after(files: Iterable[str], moves: Iterable[FileMove]) -> frozenset[str]:
    names = set(files)
    for move in moves:
        if not move.copy:
            names.discard(move.old)
        names.add(move.new)
    return frozenset(names)


def moves_left(files: Iterable[str], moves: Iterable[FileMove]) -> tuple[FileMove, ...]:
    """The moves that were not made yet, of a list that was interrupted somewhere. ``files`` has those on the shelf, too."""
    names, left = frozenset(files), []
    for move in moves:
        # What goes to the shelf is copied there first.
        if move.old in names and (move.new not in names or is_on_shelf(move.new)):
            left.append(move)
            names = _after(names, [move])
    return tuple(left)


def names_before(files: Iterable[str], moves: Sequence[FileMove]) -> frozenset[str]:
    """The names in a folder once the moves are reversed."""
    names = set(files)
    for move in reversed(moves):
        if move.new in names or is_on_shelf(move.new):
            names.discard(move.new)
            names.add(move.old)
    return frozenset(name for name in names if not is_on_shelf(name))


def do_moves(folder: Path, moves: Sequence[FileMove], shelf: Shelf | None = None) -> None:
    """Make the moves in order. If one fails, those before it are undone.

    Raises ChangeError if a file is missing or a name is taken, OutputError if the disk refuses.
    """
    _all_or_none(Places(folder, shelf), moves, _move, _move_back)


def undo_moves(folder: Path, moves: Sequence[FileMove], shelf: Shelf | None = None) -> None:
    """Reverse moves that were made, the last first: all or none. A file that is gone meanwhile stays gone.

    A copy goes only if it still equals its original. Raises ChangeError if a former name is taken, and OutputError.
    """
    _all_or_none(Places(folder, shelf), tuple(reversed(moves)), _move_back, _move)


def _all_or_none(places: Places, moves: Sequence[FileMove], do: _Step, back: _Step) -> None:
    done: list[FileMove] = []
    try:
        for move in moves:
            if do(places, move):
                done.append(move)  # noqa: PERF401 - those before a failure must be known
    except (AnnotatorError, OSError) as error:
        with contextlib.suppress(AnnotatorError, OSError):
            for move in reversed(done):
                back(places, move)
        if isinstance(error, AnnotatorError):
            raise
        raise _unwritable(places.folder, error) from error


def check_name(name: str) -> str:
    """``name``, if it is that of a visible file of the folder itself. Raises ChangeError."""
    if not name or name.startswith(".") or any(char in name for char in "/\\\0") or name != Path(name).name:
        raise ChangeError('"{name}" is not the name of a file in the folder.', code="bad-request", name=name)
    return name


def _move(places: Places, move: FileMove) -> bool:
    """Make one move; False if a copy was there already."""
    if is_on_shelf(move.old) or is_on_shelf(move.new):
        _carry(places, move)
        return True
    old, new = places.folder / check_name(move.old), places.folder / check_name(move.new)
    if not old.is_file():
        raise ChangeError(
            '"{name}" is not in the folder any more.', "Look at the newest state of the tutorial.", name=move.old
        )
    if move.copy and _same(old, new):
        return False
    try:
        if move.copy:
            with replacing(new, exclusive=True) as temporary:
                shutil.copyfile(old, temporary)
        else:
            with new.open("xb"):  # claim the name; a hard link would do, but memory cards have none
                pass
            try:
                old.replace(new)
            except OSError:
                new.unlink()
                raise
    except FileExistsError as error:
        raise _taken(move.new) from error
    follow_rename(places.folder, move.old, move.new, copy=move.copy)
    return True


def _move_back(places: Places, move: FileMove) -> bool:
    """Reverse one move; False if there is nothing to reverse."""
    new = _path(places, move.new)
    if move.copy:
        if not _same(_path(places, move.old), new):
            return False
        new.unlink()
        forget_name(places.folder, move.new)
        return True
    return os.path.lexists(new) and _move(places, FileMove(move.new, move.old))


def _carry(places: Places, move: FileMove) -> None:
    for name in (move.old, move.new):
        _path(places, name)
    try:
        carry(places, move.old, move.new)
    except FileExistsError as error:
        raise _taken(move.new) from error


def _path(places: Places, name: str) -> Path:
    """Where a file is. Raises ChangeError for a name that is none."""
    return places.need_shelf().path(shelf_file(name)) if is_on_shelf(name) else places.folder / check_name(name)


def _taken(name: str) -> ChangeError:
    return ChangeError(
        'There is a file "{new}" in the folder already.', "Rename it, or move it to another folder.", new=name
    )


def _unwritable(folder: Path, error: OSError) -> OutputError:
    return OutputError(
        "A file in {folder} could not be renamed: {strerror}.",
        "Make room on the disk, and see that the folder may be written to.",
        folder=folder,
        strerror=error.strerror or error,
    )


def _same(old: Path, new: Path) -> bool:
    """Whether both files are there, and have the same content."""
    try:
        return filecmp.cmp(old, new, shallow=False)
    except FileNotFoundError:
        return False
