"""Keep freed memory for the next picture in a worker process.

Dask's nanny starts workers with glibc's ``MALLOC_TRIM_THRESHOLD_`` at 64 KB, for data that lies around. Drawing frames, it
means that each picture's memory is returned to the system and cleared for the next one: a third of the time of a pack.
"""

from __future__ import annotations

import ctypes
import os
import sys
from functools import cache as once

_NANNYS_CHOICE = "65536"
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
_BYTES = 32 << 20
"""The most that glibc lets its own rule choose for blocks that are mapped one by one."""


@once
def keep_freed_memory() -> bool:
    """Undo the nanny's choice for this process; return whether that was done. A choice of the user's own is left."""
    if sys.platform != "linux" or os.environ.get("MALLOC_TRIM_THRESHOLD_") != _NANNYS_CHOICE:
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except AttributeError:  # not glibc
        return False
    return bool(mallopt(_M_TRIM_THRESHOLD, 2 * _BYTES) and mallopt(_M_MMAP_THRESHOLD, _BYTES))
