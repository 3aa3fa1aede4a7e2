"""The quality that fits a budget."""

from __future__ import annotations

import pytest

from annotator.errors import AnnotatorError
from annotator.pack.products import video


class File:
    """A file that halves its pictures every ``halving`` crf; remembers how often it was made."""

    def __init__(self, halving: float) -> None:
        self.halving = halving
        self.made: list[int] = []

    def size(self, crf: int) -> int:
        return round(300_000 + 1_000_000 * 2 ** ((17 - crf) / self.halving))

    def __call__(self, crf: int) -> int:
        self.made.append(crf)
        return self.size(crf)


@pytest.mark.parametrize("halving", [6.0, 11.0, 20.0])
@pytest.mark.parametrize("allowed", [1_300_000, 1_200_000, 1_000_000, 850_000])
def test_the_best_quality_that_fits_is_taken_and_made_last(halving: float, allowed: int) -> None:
    file = File(halving)
    chosen = video.choose_crf(allowed, 17, file)
    assert file.size(chosen.crf) == chosen.bytes <= allowed
    assert chosen.crf == 17 or file.size(chosen.crf - 1) > allowed
    assert file.made[-1] == chosen.crf
    assert len(file.made) <= 10


def test_where_text_suffers_it_is_said() -> None:
    assert not video.choose_crf(1_300_000, 17, File(11)).soft
    assert video.choose_crf(700_000, 17, File(11)).soft


def test_what_cannot_fit_is_an_error_that_says_how_small_it_gets() -> None:
    with pytest.raises(AnnotatorError, match=r"as small as 0\.2 MB.*it has 0\.62 MB.*--budget"):
        video.choose_crf(200_000, 17, File(11))
