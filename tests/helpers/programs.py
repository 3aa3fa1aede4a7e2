"""Write a Python script as a program that can be started by its path."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest


def write_program(path: Path, script: str) -> None:
    """Write ``script`` to ``path`` so that it runs in this Python, also where Python's own path has spaces.

    A ``#!`` line can't name such a path: the shell starts Python, which reads the shell's lines as a string.
    """
    if sys.platform == "win32":
        pytest.skip("Windows starts no script by its first line")
    start = f"#!/bin/sh\n''':'\nexec {shlex.quote(sys.executable)} \"$0\" \"$@\"\n'''\n"
    path.write_text(start + script, encoding="utf-8")
    path.chmod(0o755)
