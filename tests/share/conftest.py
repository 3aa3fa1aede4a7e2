"""The site that the tests of pages look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import sites, visits


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
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        program = playwright.chromium.launch(executable_path=need("chromium"), args=["--no-sandbox", "--disable-gpu"])
        yield program
        program.close()
