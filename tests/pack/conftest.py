"""What the tests of whole packs share: every file of a pack, read for the words in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.pack_words import words_in_files


@pytest.fixture
def words_of_pack(need: Callable[[str], str]) -> Callable[[Path], dict[str, str]]:
    """A function that gives all text in a pack's files, by path: names, pages, PDFs and metadata.

    Pictures and frames are read elsewhere. A file of a kind that it cannot read fails the test.
    """

    return lambda pack: words_in_files(pack, need)
