"""Check a user's file before it is read."""

from __future__ import annotations

import errno
import stat
from pathlib import Path


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
