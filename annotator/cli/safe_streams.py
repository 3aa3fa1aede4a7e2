"""Standard output and error as a command needs them: any name can be printed, and a failure to print stops no work.

A full disk, a reader that has gone (``| head -1``) or a terminal that was closed is noted, and told at the end. So a
build finishes its packs although nobody can be told their names.
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
_NO_READER = (errno.EPIPE, errno.EINVAL) if sys.platform == "win32" else (errno.EPIPE,)
_AS_BYTES = "annotator.as-bytes"


@dataclass(frozen=True)
class Streams:
    """Both streams while a command runs; None: it has nothing that could fail (or was closed from the beginning)."""

    output: SafeStream | None
    error: SafeStream | None

    def failures(self) -> tuple[OSError | None, OSError | None]:
        """What kept output and error from being written, but for readers that have gone."""
        return _failure(sys.stdout, self.output), _failure(sys.stderr, self.error)


class SafeStream(io.RawIOBase):
    """Writes to a file descriptor until that fails, and then nowhere."""

    def __init__(self, under: io.RawIOBase) -> None:
        self._under = under
        self._terminal = under.isatty()
        self.failure: OSError | None = None

    def writable(self) -> bool:
        """It is there to be written to."""
        return True

    def fileno(self) -> int:
        """The number of the file below."""
        return self._under.fileno()

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._terminal

    def is_gone(self) -> bool:
        """Whether nobody reads there any more, which is no reason to complain."""
        return self.failure is not None and (self._terminal or self.failure.errno in _NO_READER)

    def write(self, data: Any, /) -> int:
        """Write some of the data, or drop all of it once that has failed; return how many bytes are done with."""
        while self.failure is None:
            try:
                written = self._under.write(data)
            except OSError as error:
                self.failure = error
            else:
                if written is not None:
                    return written
                # Whoever reads there has set it not to block, and is busy.
                select.select([], [self._under], [])
        return len(data)


@contextlib.contextmanager
def safe_streams_installed() -> Iterator[Streams]:
    """Put streams that can't fail in the place of ``sys.stdout`` and ``sys.stderr`` for a while.

    A standard input that was closed is an empty one: a question then finds nobody, instead of failing.
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
    """Keep the numbers 0 to 2 for the standard streams: a file of ours must not get one that was closed (``>&-``)."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free


def _wrapped(stream: TextIO | None) -> tuple[Any, SafeStream | None]:
    binary = getattr(stream, "buffer", None)
    under = getattr(binary, "raw", binary)  # with PYTHONUNBUFFERED there is nothing in between
    if stream is None:
        return None, None
    if not isinstance(under, io.RawIOBase):  # in memory, as in a test: nothing can fail there
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
        return stream, None
    stream.flush()
    raw = SafeStream(under)
    # A Windows console in an old code page must not turn an accent into a crash.
    encoding = stream.encoding if stream.isatty() else "utf-8"
    text = io.TextIOWrapper(
        io.BufferedWriter(raw), encoding=encoding, errors=_AS_BYTES, line_buffering=stream is sys.stderr
    )
    return text, raw


def _as_bytes(error: UnicodeError) -> tuple[bytes | str, int]:
    """A file's name that is no text is printed as the bytes that it has; what an encoding lacks, as a question mark."""
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
