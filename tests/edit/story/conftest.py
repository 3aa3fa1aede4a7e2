"""The whole editor in Debian's Chromium: nothing stands in for anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="module", autouse=True)
def own_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What the editor keeps in the user's data folder, in the documents and the downloads."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANNOTATOR_DATA", str(home / "data"))
        patch.setenv("HOME", str(home))
        patch.setenv("XDG_DOCUMENTS_DIR", str(home / "Documents"))
        patch.setenv("XDG_DOWNLOAD_DIR", str(home / "Downloads"))
        yield home
