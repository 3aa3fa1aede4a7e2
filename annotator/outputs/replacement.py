"""Replace a folder as a whole or not at all, and lose nothing in it that annotator did not make.

1. The new folder is made in ``.<name>.new``, a private folder beside its place (`staging_dir`).
2. Files of others in the older one are copied into the new one.
3. The older one is renamed to ``.<name>.old``, the new one to its place, and the older one removed.

If that breaks off, the older folder goes back: at once after an error, in the next run after a kill.

Of a pack in which somebody has corrected ``en/message.txt``, the corrected file is kept as ``en/message (yours).txt`` beside
the new one.
"""

import contextlib
import errno
import filecmp
import itertools
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from annotator.errors import OutputError
from annotator.messages import Message, join
from annotator.outputs import marks
from annotator.outputs.marks import OWN_JSON, PACK_JSON
from annotator.phrases import has_phrasebook, load_phrasebook

_LOCK_TIMEOUT_SECONDS = 2.0
"""Seconds to wait for another run: it may be building, so waiting longer seldom helps."""
_UNFINISHED = {"kind": "unfinished"}
"""The mark of a folder in which another is being made."""
_DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextlib.contextmanager
def staging_dir(place: Path) -> Iterator[Path]:
    """Lock ``place``, and yield a private folder beside it, in which its new content is made in a folder of its own.

    First repairs what an interrupted run left. Raises OutputError if another run holds the lock, if something of others is in
    the way, or if the private folder can't be written, also within the block.
    """
    place = place.resolve()
    new, _ = _staging_and_old(place)
    with _lock(place):
        with _as_output_error(place):
            _repair(place)
            # A pack that is moved out of it is as open as its place; on Windows it would keep the rights of a private folder.
            new.mkdir(mode=0o777 if sys.platform == "win32" else 0o700)
        try:
            with _as_output_error(place, within=new):
                (new / OWN_JSON).write_text(json.dumps(marks.seal(_UNFINISHED)), encoding="utf-8")
                yield new
        finally:
            _remove(new)


def swap_in(new_folder: Path, place: Path) -> tuple[str, ...]:
    """Move the folder ``new_folder`` from the staging folder of ``place`` to ``place``, and remove what was there.

    Files there that annotator did not make, or that were changed since, are kept; returns a message about them, if there are any.
    Raises OutputError, with the older folder in its place again.
    """
    place = place.resolve()
    _, old = _staging_and_old(place)
    with _as_output_error(place):
        _remove_empty_folders(new_folder)
        notes = _carry_over(place, new_folder)
        try:
            if place.exists():
                place.rename(old)
            _carry_over(old, new_folder)  # what somebody saved at the last moment
            new_folder.rename(place)
        except BaseException:
            _put_back(old, place)
            raise
        _remove(old)
    return notes


def _repair(place: Path) -> None:
    """Put the older folder back if a run was killed before it put the new one there, and remove what it left."""
    new, old = _staging_and_old(place)
    for leftover in (new, old):
        if os.path.lexists(leftover) and not _is_ours(leftover):
            remedy = "Rename it, or move it to another folder."
            raise OutputError("{leftover} is in the way, and annotator did not make it.", remedy, leftover=leftover)
    _put_back(old, place)
    _carry_over(old, place)  # all of it is there, unless somebody put another pack there meanwhile
    _remove(old)
    _remove(new)


def _is_ours(leftover: Path) -> bool:
    """Whether a leftover is annotator's: a staging folder, an empty one, or one with a mark."""
    if leftover.is_symlink() or not leftover.is_dir():
        return False
    is_staging = marks.read_sealed(leftover / OWN_JSON).get("kind") == _UNFINISHED["kind"]
    is_empty = all(marks.is_litter(item.name) for item in leftover.iterdir())
    return is_staging or is_empty or marks.read(leftover) is not None


def _put_back(old: Path, place: Path) -> None:
    """Give the older folder its place again, if nothing is there."""
    if old.exists() and not place.exists():
        old.rename(place)


def _carry_over(old: Path, target_folder: Path) -> tuple[str, ...]:
    """Copy the files of `marks.find_foreign` from ``old``, replacing nothing; return a message if some aren't litter."""
    kept_names = []
    foreign_paths = marks.find_foreign(old, marks.read(old)) if old.exists() else ()
    for path in foreign_paths:
        target = target_folder / path
        while not target.parent.is_dir():  # such as a language that is no longer made
            target = target.parent.with_name(target.name)
        copy = _copy_beside(old / path, target)
        if not marks.is_litter(path):
            kept_names.append(copy.relative_to(target_folder).as_posix())
    if not kept_names:
        return ()
    return (Message("Kept, since annotator did not make it: {names}.", names=", ".join(kept_names)),)


def _copy_beside(source: Path, target: Path) -> Path:
    """Copy a file to ``target``, or beside it if another file has the name; return the path of the copy, or of an equal file."""
    for path in _suggest_names(target):
        if not os.path.lexists(path):
            shutil.copyfile(source, path)
            with path.open("rb+") as file:
                os.fsync(file.fileno())  # the older one is removed next
            with contextlib.suppress(OSError):
                shutil.copystat(source, path)
            return path
        if path.is_file() and filecmp.cmp(source, path, shallow=False):
            return path
    raise AssertionError("names don't end")


def _suggest_names(path: Path) -> Iterator[Path]:
    """``message.txt``, ``message (yours).txt``, ``message (yours 2).txt`` and so on; in the folder ``es`` it is ``(suyo)``."""
    lang = path.parent.name
    word = load_phrasebook(lang).file_word("yours") if has_phrasebook(lang) else "yours"
    yield path
    yield path.with_stem(f"{path.stem} ({word})")
    for number in itertools.count(2):
        yield path.with_stem(f"{path.stem} ({word} {number})")


def _remove_empty_folders(new_folder: Path) -> None:
    """Remove the folders in ``new_folder`` that hold no file: the next run would not know that they are annotator's."""
    for folder in sorted((path for path in new_folder.rglob("*") if path.is_dir()), reverse=True):
        with contextlib.suppress(OSError):
            folder.rmdir()


def _remove(folder: Path) -> None:
    """Remove a folder of annotator's, its mark last, so that the next run can finish what an interrupted one began."""
    with contextlib.suppress(OSError):
        for path in folder.rglob("*"):
            with contextlib.suppress(OSError):
                path.chmod(0o700)  # Windows removes nothing that may only be read
        for item in folder.iterdir():
            if item.is_dir():
                shutil.rmtree(item)
            elif item.name not in (PACK_JSON, OWN_JSON):
                item.unlink()
        shutil.rmtree(folder)


def _staging_and_old(place: Path) -> tuple[Path, Path]:
    """The folders beside ``place`` in which the new one is made, and to which the older one is moved."""
    return place.with_name(f".{place.name}.new"), place.with_name(f".{place.name}.old")


@contextlib.contextmanager
def _lock(place: Path) -> Iterator[None]:
    """Exclude other runs from ``place``. The system releases the lock however the process ends."""
    from filelock import FileLock, Timeout  # only commands that replace a folder need it

    file = place.with_name(f".{place.name}.lock")
    lock = FileLock(file, timeout=_LOCK_TIMEOUT_SECONDS)
    with _as_output_error(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire()
        except Timeout as error:
            message = "Another run of annotator is making {name} right now."
            raise OutputError(message, "Wait until it has finished, then try again.", name=place.name) from error
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # Windows removes no open file
            file.unlink()
        lock.release()


@contextlib.contextmanager
def _as_output_error(place: Path, within: Path | None = None) -> Iterator[None]:
    """Turn OSError into OutputError: every one, or only those that are the fault of the folder ``within``."""
    try:
        yield
    except OSError as error:
        if within is not None and not _is_fault_of_folder(within, error):
            raise
        remedy = "Close the programs that show files of this folder, or choose another folder with -o."
        if error.errno in _DISK_FULL:
            remedy = "Make room on the disk, then build again."
        message = Message("{out} could not be written: {strerror}.", out=place, strerror=error.strerror or error)
        raise OutputError(message, join(remedy, "The older files are untouched.")) from error


def _is_fault_of_folder(folder: Path, error: OSError) -> bool:
    """Whether an error names a path in a folder, or no path but a full disk."""
    if error.filename is None:  # as where a disk fills up
        return error.errno in _DISK_FULL
    return Path(os.fsdecode(error.filename)).is_relative_to(folder)
