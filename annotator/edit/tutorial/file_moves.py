"""Rename and copy files of a tutorial's folder, with the consents to them, but not over other files.

Undo reverses the moves of a change, the last first. Either may be repeated after the program was killed in the middle: moves
that were made are recognised by the names in the folder. So moves may be a chain (``b`` to ``c``, then ``a`` to ``b``), but
not a circle.
"""

import contextlib
import filecmp
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from annotator.edit.errors import ChangeError
from annotator.edit.recordings.consents import follow_rename, forget_name
from annotator.errors import AnnotatorError, writing
from annotator.media.files import rename_new, replacing

_MAKE_ROOM: Final = "Make room on the disk, and see that the folder may be written to."


@dataclass(frozen=True, slots=True)
class FileMove:
    """A renaming or copying of a file in the folder: ``FileMove("IMG_0412.png", "03-unirse.png", copy=True)``."""

    old: str
    new: str
    copy: bool = False


_Apply = Callable[[Path, FileMove], bool]
"""Makes or reverses one move; returns whether there was anything to do."""


def names_after(files: Iterable[str], moves: Iterable[FileMove]) -> frozenset[str]:
    """The names in a folder after the moves."""
    names = set(files)
    for move in moves:
        if not move.copy:
            names.discard(move.old)
        names.add(move.new)
    return frozenset(names)


def names_before(files: Iterable[str], moves: Sequence[FileMove]) -> frozenset[str]:
    """The names in a folder once the moves are reversed, as far as their new names are there."""
    names = set(files)
    for move in reversed(moves):
        if move.new in names:
            names.discard(move.new)
            names.add(move.old)
    return frozenset(names)


def do_moves(folder: Path, moves: Sequence[FileMove]) -> None:
    """Make the moves in order, apart from those made before a kill. If one fails, those that this call made are reversed.

    Raises ChangeError if a file is under neither of its names or a new name is taken, OutputError if the disk refuses.
    """
    if _are_renamed(folder, moves):
        with writing(folder, _MAKE_ROOM):
            for move in moves:
                if not (folder / move.old).exists():
                    follow_rename(folder, move.old, move.new, copy=move.copy)  # the kill may have come before this
        return
    _apply_all(folder, moves, _move, _move_back)


def undo_moves(folder: Path, moves: Sequence[FileMove]) -> None:
    """Reverse moves that were made, the last first. If one fails, those that this call reversed are made again.

    A file that is gone meanwhile stays gone, and a copy that no longer equals its original stays. Raises ChangeError if a former
    name is taken, and OutputError.
    """
    if any(os.path.lexists(folder / name) for name in _list_added(moves)):
        _apply_all(folder, tuple(reversed(moves)), _move_back, _move)


def _are_renamed(folder: Path, moves: Sequence[FileMove]) -> bool:
    """Whether the folder has the names that the moves leave, and none that they take away; False for moves that only copy."""
    added = _list_added(moves)
    removed = {move.old for move in moves if not move.copy} - {move.new for move in moves}
    existing = {name for name in added | removed if os.path.lexists(folder / name)}
    return bool(removed) and existing == added


def _list_added(moves: Sequence[FileMove]) -> set[str]:
    """The names that the moves add to the folder."""
    return {move.new for move in moves} - {move.old for move in moves if not move.copy}


def _apply_all(folder: Path, moves: Sequence[FileMove], apply: _Apply, reverse: _Apply) -> None:
    """Apply the moves in order; if one fails, reverse those before it as far as the disk allows.

    Raises ChangeError, OutputError.
    """
    applied: list[FileMove] = []
    with writing(folder, _MAKE_ROOM):
        try:
            for move in moves:
                if apply(folder, move):
                    applied.append(move)  # noqa: PERF401 - when a move fails, the list has those before it
        except (AnnotatorError, OSError):
            for move in reversed(applied):
                with contextlib.suppress(AnnotatorError, OSError):
                    reverse(folder, move)
            raise


def check_name(name: str) -> str:
    """``name``, if it is that of a visible file of the folder itself. Raises ChangeError."""
    if not name or name.startswith(".") or any(char in name for char in "/\\\0") or name != Path(name).name:
        raise ChangeError('"{name}" is not the name of a file in the folder.', code="bad-request", name=name)
    return name


def _move(folder: Path, move: FileMove) -> bool:
    """Make one move; False if it was made already."""
    old, new = folder / check_name(move.old), folder / check_name(move.new)
    is_made = _have_same_content(old, new) if move.copy else new.is_file() and not old.exists()
    if is_made:
        follow_rename(folder, move.old, move.new, copy=move.copy)  # a kill may have come before this
        return False
    if not old.is_file():
        remedy = "Look at the newest state of the tutorial."
        raise ChangeError('"{name}" is not in the folder any more.', remedy, name=move.old)
    try:
        if move.copy:
            with replacing(new, exclusive=True) as temporary:
                shutil.copyfile(old, temporary)
        else:
            rename_new(old, new)
    except FileExistsError as error:
        remedy = "Rename it, or move it to another folder."
        raise ChangeError('There is a file "{new}" in the folder already.', remedy, new=move.new) from error
    follow_rename(folder, move.old, move.new, copy=move.copy)
    return True


def _move_back(folder: Path, move: FileMove) -> bool:
    """Reverse one move; False if there is nothing to reverse."""
    new = folder / check_name(move.new)
    if not move.copy:
        return os.path.lexists(new) and _move(folder, FileMove(move.new, move.old))
    if not _have_same_content(folder / check_name(move.old), new):
        return False
    new.unlink()
    forget_name(folder, move.new)
    return True


def _have_same_content(old: Path, new: Path) -> bool:
    """Whether both files exist and have the same content."""
    with contextlib.suppress(FileNotFoundError):
        return filecmp.cmp(old, new, shallow=False)
    return False
