"""``python -m annotator`` is the command ``annotator``."""

from __future__ import annotations

import os
import signal
import sys

_NAMES_AS_TEXT = "PYTHONUTF8"


def run() -> None:
    """Run the command; always ends with ``SystemExit``."""
    _read_names_as_text()
    try:
        from annotator.cli import main

        main()
    except KeyboardInterrupt:  # before the command could hear it
        sys.exit(130)
    finally:
        # What remains is to end.
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read_names_as_text() -> None:
    """Begin again with UTF-8 where Python was told to read the names of files as ASCII: “contraseña” is none there."""
    if sys.getfilesystemencoding() == "ascii" and os.environ.get(_NAMES_AS_TEXT) == "0":
        os.execve(sys.executable, sys.orig_argv, {**os.environ, _NAMES_AS_TEXT: "1"})  # noqa: S606 - ourselves, no shell


if __name__ == "__main__":
    run()
