"""Start Debian's Chromium without windows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest


@contextmanager
def running_chromium(need: Callable[[str], str], *arguments: str) -> Iterator[Any]:
    """A browser of playwright, with further ``arguments``; ``need`` is the fixture, which skips without Chromium."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        every = ["--no-sandbox", "--disable-gpu", *arguments]
        program = playwright.chromium.launch(executable_path=need("chromium-headless-shell"), args=every)
        yield program
        program.close()
