"""Explain exceptions that are not annotator's fault: a broken installation, and what the computer refuses."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from annotator.errors import AnnotatorError, MissingError, OutputError

_NAME_ERRNOS = (errno.ENAMETOOLONG, errno.ELOOP, errno.ENOTDIR, errno.EEXIST)
_DISK_ERRNOS = (
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EROFS,
    errno.EACCES,
    errno.EPERM,
    errno.EIO,
    errno.ESTALE,
)
_RESOURCE_ERRNOS = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN, errno.ENODEV, errno.ENOTCONN)


def explain(error: BaseException) -> AnnotatorError | None:
    """The error to show for an exception that no other module explained; None if it must be a bug of annotator's."""
    if isinstance(error, ImportError):
        library = error.name or " ".join(str(error).split()).rstrip(".")
        return MissingError(
            f"A library that annotator needs is missing or broken: {library}.",
            "Install annotator again: python -m pip install --force-reinstall annotator.",
        )
    if isinstance(error, MemoryError):
        return OutputError("There is not enough memory.", "Close other programs, then run the same command again.")
    if isinstance(error, FileNotFoundError) and not _current_folder_exists():
        return AnnotatorError("The current folder has been deleted.", "Go to another one (cd), then try again.")
    if isinstance(error, FileNotFoundError) and error.filename is not None:
        return OutputError(
            f"{os.fsdecode(error.filename)} disappeared while it was needed.", "Run the same command again."
        )
    if isinstance(error, OSError) and error.errno in (*_NAME_ERRNOS, *_DISK_ERRNOS, *_RESOURCE_ERRNOS):
        where = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
        remedy = "Use a shorter name." if error.errno == errno.ENAMETOOLONG else "Choose another place for it."
        return OutputError(f"{where}{error.strerror}.", remedy)
    return None


def _current_folder_exists() -> bool:
    try:
        return Path.cwd().is_dir()
    except OSError:
        return False
