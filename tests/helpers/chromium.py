"""Start Debian's Chromium without windows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def running_chromium(playwright: Any, need: Callable[[str], str], *arguments: str) -> Iterator[Any]:
    """A browser, with further ``arguments``; ``need`` is the fixture, which skips without Chromium."""
    every = ["--no-sandbox", "--disable-gpu", *arguments]
    program = playwright.chromium.launch(executable_path=need("chromium-headless-shell"), args=every)
    yield program
    program.close()
