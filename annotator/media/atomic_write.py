"""Write a file under its final name: whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

from annotator.errors import OutputError


@contextlib.contextmanager
def replacing(out: Path, *, exclusive: bool = False, mode: int | None = None) -> Iterator[Path]:
    """Yield an empty temporary file beside ``out``, which takes its name when the block ends without an error.

    Until then the temporary file is readable by its owner alone; ``out`` gets the permissions of any new file.

    Args:
        out: the final path; its folder exists.
        exclusive: fail where ``out`` exists, also if it appeared in the meantime.
        mode: other permissions than those of any new file.

    Raises OSError; FileExistsError if ``exclusive`` and ``out`` exists.
    """
    handle, name = tempfile.mkstemp(prefix=".new-", suffix=out.suffix.lower(), dir=out.absolute().parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o666 & ~_umask() if mode is None else mode)
        if exclusive:
            _claim_name(temporary, out)
        else:
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
        f"{out.name} could not be written in {out.parent}: {error.strerror or error}.",
        "Make room on the disk, close programs that have the folder open, or choose another folder with -o.",
    )


def _claim_name(temporary: Path, out: Path) -> None:
    """Rename ``temporary`` to ``out``, unless that exists. Raises FileExistsError, OSError."""
    # Not a hard link: memory cards have none.
    with out.open("xb"):
        pass
    try:
        temporary.replace(out)
    except OSError:
        out.unlink()
        raise


def _umask() -> int:
    """The permissions that new files don't get; the system only returns the mask to whoever sets it."""
    current = os.umask(0o077)
    os.umask(current)
    return current
