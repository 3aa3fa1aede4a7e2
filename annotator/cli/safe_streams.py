"""Replace the standard streams by ones that never raise: any file name can be printed, and a failure to print stops no work.

A full disk is remembered and reported at the end, so that a build finishes its packs even if their names can't be
printed. A reader that has gone (``| head -1``) or a closed terminal is not reported.
"""

from __future__ import annotations

import codecs
import contextlib
import errno
import io
import os
import select
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

# On Windows a pipe without a reader is an invalid argument.
_NO_READER_ERRNOS = (errno.EPIPE, errno.EINVAL) if sys.platform == "win32" else (errno.EPIPE,)
_AS_BYTES = "annotator.as-bytes"


@dataclass(frozen=True)
class Streams:
    """Standard output and error while a command runs; None for one that can't fail, or was closed from the start."""

    output: SafeStream | None
    error: SafeStream | None

    def failures(self) -> tuple[OSError | None, OSError | None]:
        """The errors that kept output and error from being written; None where there was none, or the reader has gone."""
        return _failure(sys.stdout, self.output), _failure(sys.stderr, self.error)


class SafeStream(io.RawIOBase):
    """Writes to a raw stream until that fails, then discards everything."""

    def __init__(self, under: io.RawIOBase) -> None:
        self._under = under
        self._terminal = under.isatty()
        self.failure: OSError | None = None

    def writable(self) -> bool:
        """Always True."""
        return True

    def fileno(self) -> int:
        """The file descriptor of the raw stream."""
        return self._under.fileno()

    def isatty(self) -> bool:
        """Whether the raw stream is a terminal."""
        return self._terminal

    def is_gone(self) -> bool:
        """Whether writing failed because the reader has gone, which is not reported."""
        return self.failure is not None and (self._terminal or self.failure.errno in _NO_READER_ERRNOS)

    def write(self, data: Any, /) -> int:
        """Write some of the data, or discard all of it after a failure; return the number of bytes consumed."""
        while self.failure is None:
            try:
                written = self._under.write(data)
            except OSError as error:
                self.failure = error
            else:
                if written is not None:
                    return written
                # The reader has made the pipe non-blocking, and is busy.
                select.select([], [self._under], [])
        return len(data)


@contextlib.contextmanager
def safe_streams_installed() -> Iterator[Streams]:
    """Replace ``sys.stdout`` and ``sys.stderr`` by streams that never raise, within the block.

    A closed standard input becomes an empty one, so that a question is aborted instead of crashing.
    """
    _open_standard()
    codecs.register_error(_AS_BYTES, _as_bytes)
    before = sys.stdin, sys.stdout, sys.stderr
    with Path(os.devnull).open(encoding="utf-8") as nothing:
        sys.stdin = sys.stdin or nothing
        sys.stdout, output = _wrapped(sys.stdout)
        sys.stderr, error = _wrapped(sys.stderr)
        try:
            yield Streams(output, error)
        finally:
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:
                    stream.flush()
            sys.stdin, sys.stdout, sys.stderr = before


def _open_standard() -> None:
    """Occupy file descriptors 0 to 2 that were closed (``>&-``), so that no file of ours gets one of them."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest free descriptor


def _wrapped(stream: TextIO | None) -> tuple[Any, SafeStream | None]:
    binary = getattr(stream, "buffer", None)
    under = getattr(binary, "raw", binary)  # with PYTHONUNBUFFERED there is no buffer in between
    if stream is None:
        return None, None
    if not isinstance(under, io.RawIOBase):  # in memory, as in a test, where nothing can fail
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
        return stream, None
    stream.flush()
    raw = SafeStream(under)
    # On a Windows console with an old code page, an accent must not crash the command.
    encoding = stream.encoding if stream.isatty() else "utf-8"
    text = io.TextIOWrapper(
        io.BufferedWriter(raw), encoding=encoding, errors=_AS_BYTES, line_buffering=stream is sys.stderr
    )
    return text, raw


def _as_bytes(error: UnicodeError) -> tuple[bytes | str, int]:
    """Codec error handler: print undecodable file names as their bytes, and characters that an encoding lacks as "?"."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    character = error.object[error.start]
    code = ord(character)
    return (bytes([code - 0xDC00]) if 0xDC80 <= code <= 0xDCFF else "?"), error.start + 1


def _failure(stream: TextIO | None, raw: SafeStream | None) -> OSError | None:
    if stream is None or raw is None:
        return None
    stream.flush()
    return None if raw.is_gone() else raw.failure
