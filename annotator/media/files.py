"""Read a user's file, and write one under its final name: whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

from annotator.errors import OutputError


def file_size(path: Path) -> int:
    """The size of a regular file in bytes.

    Raises OSError for a missing file, and for a folder, pipe or device, which have no size to trust.
    """
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is a device or a pipe, not a file", str(path))
    return status.st_size


def read_file(path: Path) -> bytes:
    """The bytes of a regular file. Raises OSError as `file_size` does: nobody waits for what a pipe may bring."""
    file_size(path)
    return path.read_bytes()


@contextlib.contextmanager
def replacing(out: Path, *, exclusive: bool = False, mode: int = 0o666) -> Iterator[Path]:
    """Yield an empty temporary file beside ``out``, which takes its name when the block ends without an error.

    Args:
        out: the final path; its folder exists.
        exclusive: fail where ``out`` exists, also if it appeared in the meantime.
        mode: its permissions, less what the system takes from any new file.

    Raises OSError; FileExistsError if ``exclusive`` and ``out`` exists.
    """
    temporary = out.with_name(f".new-{secrets.token_hex(8)}{out.suffix.lower()}")
    temporary.touch(mode, exist_ok=False)
    try:
        yield temporary
        if exclusive and os.path.lexists(out):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(out))
        temporary.replace(out)
    finally:
        temporary.unlink(missing_ok=True)


def copy_into_place(made: Path, out: Path) -> None:
    """Copy a finished file to its final path, with the permissions of any new file. Raises OutputError."""
    try:
        with replacing(out) as temporary:
            copyfile(made, temporary)
    except OSError as error:
        raise unwritable_error(out, error) from error


def unwritable_error(out: Path, error: OSError) -> OutputError:
    """The error for a file that could not be written."""
    return OutputError(
        "{name} could not be written in {parent}: {strerror}.",
        "Make room on the disk, close programs that have the folder open, or choose another folder with -o.",
        name=out.name,
        parent=out.parent,
        strerror=error.strerror or error,
    )
