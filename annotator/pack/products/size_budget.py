"""Chooses the quality at which a video fits a budget: the best one, tried on the real file."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from annotator.errors import AnnotatorError

MAX_SHARP_CRF = 29
"""Above it small text looks soft: still pictures fall below VMAF 93 (tests/bench/video/quality.py)."""
MAX_CRF = 35
"""Above it small text can't be read on a phone: still pictures fall below VMAF 86."""
_HALVING = 11.0
"""Pictures take half the bytes at a crf that is so much higher."""


@dataclass(frozen=True)
class CrfChoice:
    """The crf that was chosen, and the bytes of the file at it."""

    crf: int
    bytes: int

    @property
    def soft(self) -> bool:
        """Whether text suffers at this quality."""
        return self.crf > MAX_SHARP_CRF


def choose_crf(budget: int, best: int, size: Callable[[int], int]) -> CrfChoice:
    """The lowest crf from ``best`` on whose file has at most ``budget`` bytes.

    ``size(crf)`` makes the file and gives its bytes; for the last one that is tried, and fits, the file stays as it
    was made. Raises AnnotatorError where no readable quality fits.
    """
    found = size(best)
    if found <= budget:
        return CrfChoice(best, found)
    too_large, fitting, guess = best, MAX_CRF + 1, best + max(1, round(_HALVING * math.log2(found / budget)))
    tried: dict[int, int] = {}
    while fitting - too_large > 1:
        guess = min(max(guess, too_large + 1), fitting - 1)
        tried[guess] = size(guess)
        if tried[guess] <= budget:
            fitting, guess = guess, guess - 1
        else:
            too_large = guess
            guess += max(1, round(_HALVING * math.log2(tried[guess] / budget)))
    if fitting > MAX_CRF:
        raise AnnotatorError(
            f"The video cannot be made as small as {budget / 1e6:g} MB: where its text can just be read "
            f"it has {tried[MAX_CRF] / 1e6:.2f} MB.",
            "Allow more with --budget, say less, or make two tutorials of it.",
        )
    return CrfChoice(fitting, size(fitting))
