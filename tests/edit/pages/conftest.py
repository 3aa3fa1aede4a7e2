"""The editor's pages in Debian's Chromium, with a stand-in for its server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.helpers.editor_answers import ORIGIN


@pytest.fixture(scope="module")
def browser(need: Callable[[str], str]) -> Iterator[Any]:
    """Debian's Chromium."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        # The editor's own address, 127.0.0.1, is a secure one, where pages may copy.
        secure = f"--unsafely-treat-insecure-origin-as-secure={ORIGIN}"
        arguments = ["--no-sandbox", "--disable-gpu", secure]
        program = playwright.chromium.launch(executable_path=need("chromium"), args=arguments)
        yield program
        program.close()
