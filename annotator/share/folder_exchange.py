"""Exchanges two folders in one atomic step, on systems that can."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


def exchange_folders(first: Path, second: Path) -> bool:
    """Exchange two folders atomically; return False, with nothing changed, if this system or disk can't.

    Raises OSError for other failures, such as a missing folder.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    result = renameat2(
        ctypes.c_int(_AT_FDCWD),
        ctypes.c_char_p(os.fsencode(first)),
        ctypes.c_int(_AT_FDCWD),
        ctypes.c_char_p(os.fsencode(second)),
        ctypes.c_uint(_RENAME_EXCHANGE),
    )
    if result == 0:
        return True
    number = ctypes.get_errno()
    # Drivers for memory cards ignore the flag, so they refuse to replace a folder that isn't empty.
    if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.ENOTEMPTY, errno.EEXIST):
        return False
    raise OSError(number, os.strerror(number), str(second))
