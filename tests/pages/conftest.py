"""The site that the tests of pages look at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

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
