"""Gives a finished file its final name: whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from annotator.errors import OutputError


def copy_into_place(made: Path, out: Path) -> None:
    """Copy a finished file to its final name, with the rights of any new file. Raises OutputError."""
    try:
        handle, name = tempfile.mkstemp(prefix=".new-", suffix=out.suffix, dir=out.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as target, made.open("rb") as source:
                shutil.copyfileobj(source, target)
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(out)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"{out.name} could not be written in {out.parent}: {error.strerror or error}.",
            "Make room on the disk, close programs that have the folder open, or choose another folder with -o.",
        ) from error


def _umask() -> int:
    """The rights that new files don't get; it can only be read by setting it."""
    current = os.umask(0o077)
    os.umask(current)
    return current
