"""Disks on which places are tried: this computer's own, and a memory card, which takes ``Zoom`` and ``zoom`` for one."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(params=["disk", "card"])
def base(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An empty folder, on either."""
    if request.param == "disk":
        return tmp_path
    folder: Path = request.getfixturevalue("card") / tmp_path.name
    folder.mkdir()
    return folder
