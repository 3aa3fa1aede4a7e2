"""Copy a file as cheaply as the disk can: on Btrfs, XFS and ZFS a copy shares its blocks until one of the two is changed."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

_CHUNK_BYTES = 1 << 30
_UNSUPPORTED = frozenset(
    number
    for name in ("EXDEV", "EINVAL", "ENOSYS", "EOPNOTSUPP", "ENOTSUP", "EBADF", "EPERM", "ETXTBSY")
    if (number := getattr(errno, name, None)) is not None
)
"""How systems and disks say that they can't copy by themselves."""


def copy_file(source: Path, target: Path) -> None:
    """Copy the content of ``source`` to ``target``, which is replaced; unlike a hard link, each can be changed alone.

    Raises OSError.
    """
    if not _copy_by_system(source, target):
        shutil.copyfile(source, target)


def _copy_by_system(source: Path, target: Path) -> bool:
    """Let the system copy, without reading the file into this process; whether it could."""
    if not hasattr(os, "copy_file_range"):
        return False
    with source.open("rb") as old, target.open("wb") as new:
        size = os.fstat(old.fileno()).st_size
        try:
            while os.copy_file_range(old.fileno(), new.fileno(), _CHUNK_BYTES):
                pass
        except OSError as error:
            if error.errno in _UNSUPPORTED:
                return False
            raise
        # Some disks say nothing and copy nothing.
        return os.fstat(new.fileno()).st_size == size
