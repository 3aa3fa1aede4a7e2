"""The memory of this process, and what the computer has left: how many packs can be made at once.

Measured on a shipped tutorial, in MB: a process that reads pictures and speaks takes up to 1,140 with the natural voice, and
860 with a small one; one that finds both in the cache, 670 and 400. ffmpeg takes 110 beside it.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

JOB_BYTES = 1_250_000_000
"""What one job may take that reads pictures and speaks with the natural voice, ffmpeg included."""
HELD_BYTES = 750_000_000
"""The most that a process may hold between two packs; above it, the next one is made by a new process."""


def peak() -> int:
    """The most memory that this process had, in bytes, without the programs that it ran; 0 where the system doesn't say.

    Not from ``getrusage`` on Linux, which counts a parent's memory as its child's until that has become another program.
    """
    if sys.platform == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return _read_status("VmHWM")


def resident() -> int:
    """The memory that this process holds now, in bytes; 0 where the system doesn't say."""
    return _read_status("VmRSS")


def free() -> int | None:
    """The memory that other programs leave, in bytes; None where the system doesn't say."""
    if sys.platform == "win32":
        return _ask_windows()
    return _read_kilobytes(Path("/proc/meminfo"), "MemAvailable")


@dataclass(frozen=True)
class Jobs:
    """How many packs are made at once, and a line for whoever runs the command if memory is short; else empty."""

    count: int
    note: str = ""


def choose_jobs(wanted: int | None, packs: int, cores: int, free_bytes: int | None) -> Jobs:
    """As many jobs as are ``wanted``, else one for each core; no more than ``packs``, and fewer where memory is short.

    ``free_bytes`` is None if it is not known: then it counts for nothing.
    """
    most = max(1, min(wanted or cores, packs))
    if free_bytes is None or most * JOB_BYTES <= free_bytes:
        return Jobs(most)
    fitting = max(1, free_bytes // JOB_BYTES)
    free_gb = f"{free_bytes / 1e9:.1f} GB"
    if not wanted and fitting * JOB_BYTES <= free_bytes:
        return Jobs(
            fitting, f"Packs at once: {fitting}, since {free_gb} of memory are free. Use --jobs {most} for more."
        )
    count = most if wanted else fitting
    need = f"{count} job{'s' if count > 1 else ''} may need {count * JOB_BYTES / 1e9:.1f} GB of memory"
    remedy = f"use --jobs {fitting}, or close other programs" if fitting < count else "close other programs"
    return Jobs(count, f"{need}, and {free_gb} are free: {remedy}.")


def _read_status(name: str) -> int:
    """What Linux says of this process, in bytes; 0 on another system."""
    return _read_kilobytes(Path("/proc/self/status"), name) or 0


def _read_kilobytes(path: Path, name: str) -> int | None:
    """The value of a line such as ``VmRSS:  1234 kB``, in bytes; None if there is no such file or line."""
    try:
        lines = path.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:")), None)


def _ask_windows() -> int | None:
    """What ``GlobalMemoryStatusEx`` says is available."""
    import ctypes

    class MemoryStatus(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_uint32),
            ("load", ctypes.c_uint32),
            *((name, ctypes.c_uint64) for name in ("total", "available", "total_page", "available_page")),
            *((name, ctypes.c_uint64) for name in ("total_virtual", "available_virtual", "extended")),
        )

    status = MemoryStatus(length=ctypes.sizeof(MemoryStatus))
    answered = ctypes.WinDLL("kernel32").GlobalMemoryStatusEx(ctypes.byref(status))  # type: ignore[attr-defined,unused-ignore]
    return int(status.available) if answered else None
