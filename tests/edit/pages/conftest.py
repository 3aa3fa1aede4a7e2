"""The editor's pages in Debian's Chromium, with a stand-in for its server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.helpers.chromium import running_chromium
from tests.helpers.editor_answers import ORIGIN


@pytest.fixture(scope="module")
def browser(need: Callable[[str], str]) -> Iterator[Any]:
    """Debian's Chromium."""
    # The editor's own address, 127.0.0.1, is a secure one, where pages may copy.
    with running_chromium(need, f"--unsafely-treat-insecure-origin-as-secure={ORIGIN}") as program:
        yield program
