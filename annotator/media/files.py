"""Read a user's file, and write one under its final name: whole or not at all.

A film that is half written plays for ten seconds and stops, and nobody knows why. So a file is written beside its place, as
``.new-4f1c….mp4``, and takes its name when it is complete and on the disk.

Recordings come by mail and messenger: one may be empty, cut off, or no recording at all. Errors name the file and the remedy:
"The recording 03.es.ogg is empty. Copy the file here again, or record it again."
"""

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile, rmtree

from annotator.errors import ProblemsError, writing
from annotator.messages import Message, join
from annotator.model import Problem

UNFINISHED = ".new-"
"""Begins the names of files and folders that are being written."""
WRITE_ELSEWHERE = "Make room on the disk, close programs that have the folder open, or choose another folder with -o."
"""The remedy for a file that could not be written."""
RECORD_AGAIN = "Record it again, or remove the file."
"""The last remedy for a recording that can't be used."""


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
    """The bytes of a regular file. Raises OSError, also for a pipe, which might never end."""
    file_size(path)
    return path.read_bytes()


def read_recording(path: Path, max_bytes: int) -> bytes:
    """The bytes of a recording. Raises ProblemsError if it can't be read, is empty, or larger than ``max_bytes``."""
    try:
        size = file_size(path)
        data = path.read_bytes() if size <= max_bytes else b""
    except OSError as error:
        message = Message("cannot be read ({strerror}).", strerror=error.strerror or error)
        raise recording_error(path, message, "Copy the file here again.") from error
    if size > max_bytes:
        size_mb, limit_mb = f"{size / 1e6:.0f}", f"{max_bytes / 1e6:.0f}"
        message = Message("is {size} MB large; the limit is {largest} MB.", size=size_mb, largest=limit_mb)
        raise recording_error(path, message, "Trim it on the phone, or record a shorter one.")
    if not data:
        raise recording_error(path, "is empty.", "Copy the file here again, or record it again.")
    return data


def recording_error(path: Path, fault: str, remedy: str, detail: str = "") -> ProblemsError:
    """The error for a recording that can't be used; ``fault`` completes a sentence that begins with its name."""
    error = ProblemsError([Problem(path.name, 0, join(Message("The recording {name}", name=path.name), fault), remedy)])
    error.detail = detail
    return error


def refused_recording(path: Path, log: str, lacking: str, remedy: str) -> ProblemsError:
    """The error for a recording that ffmpeg refused, by its log; ``lacking`` and ``remedy`` are for one without that track."""
    if "matches no streams" in log:
        return recording_error(path, lacking, remedy, log)
    remedy = join("Ask for the file again: it may have been cut off on the way.", RECORD_AGAIN)
    return recording_error(path, "is damaged, or is not a kind of recording that phones make.", remedy, log)


@contextlib.contextmanager
def replacing(out: Path, *, exclusive: bool = False, mode: int | None = None) -> Iterator[Path]:
    """Yield an empty temporary file beside ``out``, which takes its name when the block ends without an error.

    It is on the disk before it has the name, so that a power failure leaves the old file or the new one.

    Args:
        out: the final path; its folder exists.
        exclusive: fail where ``out`` exists, also if it appeared in the meantime.
        mode: its permissions, less the umask; by default those of the file that it replaces, or those of any new file.

    Raises OSError; FileExistsError if ``exclusive`` and ``out`` exists.
    """
    temporary = out.with_name(f"{UNFINISHED}{secrets.token_hex(8)}{out.suffix.lower()}")
    old_mode = stat.S_IMODE(out.stat().st_mode) if mode is None and out.is_file() else None
    temporary.touch(0o666 if mode is None else mode, exist_ok=False)
    try:
        if old_mode is not None:
            temporary.chmod(old_mode | stat.S_IRUSR | stat.S_IWUSR)
        yield temporary
        flush(temporary)
        if exclusive:
            rename_new(temporary, out)
        else:
            temporary.replace(out)
            if old_mode is not None:
                out.chmod(old_mode)  # now: Windows would neither rename nor remove a file that may only be read
            flush(out.parent)
    finally:
        temporary.unlink(missing_ok=True)


def rename_new(old: Path, new: Path) -> None:
    """Give a file a name that none has. Raises FileExistsError, and OSError.

    The name isn't reserved by an empty file first, which a killed program would leave behind.
    """
    if os.path.lexists(new):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(new))
    old.rename(new)
    flush(new.parent)


def flush(path: Path) -> None:
    """Have the system write a file, or the names in a folder, to the disk. Raises OSError for a file."""
    is_folder = path.is_dir()
    # Windows and some network disks can't do it for a folder.
    with contextlib.suppress(OSError) if is_folder else contextlib.nullcontext():
        handle = os.open(path, os.O_RDONLY if is_folder else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove_unfinished(folder: Path) -> None:
    """Remove what a killed program left unfinished in a folder (`UNFINISHED`), until the system refuses."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.name.startswith(UNFINISHED):
                rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def copy_into_place(source: Path, out: Path) -> None:
    """Copy a finished file to its final path, with the permissions of the file there or of any new one. Raises OutputError."""
    with writing(out, WRITE_ELSEWHERE), replacing(out) as temporary:
        copyfile(source, temporary)
