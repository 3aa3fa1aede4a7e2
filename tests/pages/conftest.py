"""The site that the tests of pages look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import sites, visits
from tests.helpers.chromium import running_chromium


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished site, and beside it a pack with its index."""
    root = tmp_path_factory.mktemp("public")
    sites.write(root)
    return root


@pytest.fixture(scope="module")
def address(public: Path) -> Iterator[str]:
    """Where the site is served."""
    with visits.serve(public) as address:
        yield address


@pytest.fixture(scope="module")
def browser(need: Callable[[str], str]) -> Iterator[Any]:
    """Debian's Chromium."""
    with running_chromium(need) as program:
        yield program
