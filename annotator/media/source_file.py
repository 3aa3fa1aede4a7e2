"""Looking at a file that somebody gave us, before and after it is read."""

from __future__ import annotations

import errno
import stat
from pathlib import Path


def file_size(path: Path) -> int:
    """The bytes of a file. Raises OSError for a missing one, and for what has no end or no content: a pipe, a device."""
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is a device or a pipe, not a file", str(path))
    return status.st_size


def is_unchanged(path: Path, data: bytes) -> bool:
    """Whether a file still holds the bytes that were read of it."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False
