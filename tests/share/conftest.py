"""The site that the tests of pages look at."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import sites


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished site, and beside it a pack with its index."""
    root = tmp_path_factory.mktemp("public")
    sites.write(root)
    return root
