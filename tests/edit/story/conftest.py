"""The whole editor in Debian's Chromium: nothing stands in for anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.chromium import running_chromium


@pytest.fixture(scope="module")
def browser(need: Callable[[str], str]) -> Iterator[Any]:
    """Debian's Chromium."""
    with running_chromium(need) as program:
        yield program


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
