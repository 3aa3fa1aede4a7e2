"""The editor's pages in Debian's Chromium, before the real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.helpers.chromium import running_chromium


@pytest.fixture(scope="module")
def browser(need: Callable[[str], str]) -> Iterator[Any]:
    """Debian's Chromium."""
    with running_chromium(need) as program:
        yield program
