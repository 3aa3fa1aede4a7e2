"""Finds the best quality at which a video fits a size budget, by encoding it at several."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from annotator.errors import AnnotatorError

MAX_SHARP_CRF = 29
"""At a higher crf, small text looks blurred: still pictures fall below VMAF 93 (tests/bench/video/quality.py)."""
MAX_CRF = 35
"""At a higher crf, small text can't be read on a phone: still pictures fall below VMAF 86."""
_CRF_TO_HALVE_SIZE = 11.0
"""An increase of the crf by this much halves the size of still pictures; only used to guess the next one to try."""


@dataclass(frozen=True)
class CrfChoice:
    """The chosen crf (H.264's constant rate factor; lower is better), and the size of the file in bytes."""

    crf: int
    bytes: int

    @property
    def soft(self) -> bool:
        """Whether small text looks blurred at this quality."""
        return self.crf > MAX_SHARP_CRF


def choose_crf(budget: int, best: int, encode: Callable[[int], int]) -> CrfChoice:
    """Find the lowest crf, not below ``best``, at which the file has at most ``budget`` bytes.

    ``encode(crf)`` writes the file and returns its size in bytes. The last call is the one for the result, so the file
    is left at that quality. Raises AnnotatorError if not even ``MAX_CRF`` fits.
    """
    size = encode(best)
    if size <= budget:
        return CrfChoice(best, size)
    too_large, fitting, guess = best, MAX_CRF + 1, best + max(1, round(_CRF_TO_HALVE_SIZE * math.log2(size / budget)))
    tried: dict[int, int] = {}
    while fitting - too_large > 1:
        guess = min(max(guess, too_large + 1), fitting - 1)
        tried[guess] = encode(guess)
        if tried[guess] <= budget:
            fitting, guess = guess, guess - 1
        else:
            too_large = guess
            guess += max(1, round(_CRF_TO_HALVE_SIZE * math.log2(tried[guess] / budget)))
    if fitting > MAX_CRF:
        raise AnnotatorError(
            f"The video can't be made as small as {budget / 1e6:g} MB: at the lowest quality at which its text can be "
            f"read, it has {tried[MAX_CRF] / 1e6:.2f} MB.",
            "Raise --budget, say less, or make two tutorials of it.",
        )
    return CrfChoice(fitting, encode(fitting))
