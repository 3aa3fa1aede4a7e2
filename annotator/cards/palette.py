"""The colours of cards, and their contrast by WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from annotator.model import Colors

Rgb = tuple[int, int, int]
Floats = npt.NDArray[np.float64]

WHITE: Rgb = (255, 255, 255)
BLACK: Rgb = (0, 0, 0)
TEXT_CONTRAST = 4.5
"""Least contrast ratio of text and its ground (WCAG 1.4.3)."""
MARK_CONTRAST = 3.0
"""Least contrast ratio of a mark and what is around it (WCAG 1.4.11)."""

_CHANNEL = np.arange(256) / 255
_LINEAR = np.where(_CHANNEL <= 0.04045, _CHANNEL / 12.92, ((_CHANNEL + 0.055) / 1.055) ** 2.4)
"""Linear light (0..1) of each value of a channel in sRGB."""
_WEIGHTS = np.array([0.2126, 0.7152, 0.0722])


def rgb(text: str) -> Rgb:
    """``#RRGGBB`` as red, green and blue (0..255)."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def luminances(pixels: npt.NDArray[np.uint8]) -> Floats:
    """Relative luminance (0..1) of (..., 3) RGB pixels."""
    light: Floats = _LINEAR[pixels] @ _WEIGHTS
    return light


def luminance(color: Rgb) -> float:
    """Relative luminance of a colour, 0 (black) to 1 (white)."""
    return float(luminances(np.array(color, dtype=np.uint8)))


@lru_cache(maxsize=256)
def contrast(one: Rgb, other: Rgb) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    """``one`` with ``share`` (0..1) of ``other`` in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def ink_on(ground: Rgb, *wishes: Rgb) -> Rgb:
    """The first of ``wishes`` that is readable on ``ground``, else white or black, whichever has more contrast."""
    for wish in wishes:
        if contrast(wish, ground) >= TEXT_CONTRAST:
            return wish
    return max(WHITE, BLACK, key=lambda ink: contrast(ink, ground))


@dataclass(frozen=True, slots=True)
class Palette:
    """All colours of the cards, derived from a school's three."""

    main: Rgb
    accent: Rgb
    mark: Rgb
    night: Rgb
    """Ground of the caption band; white has a contrast of 9 or more on it."""
    paper: Rgb
    """Ground around a screenshot."""
    on_main: Rgb
    on_accent: Rgb
    title: Rgb
    """A second colour for words on ``main``."""
    night_accent: Rgb
    """A second colour for words on ``night``."""
    edge: Rgb
    """The dark line of a mark's double border."""


@lru_cache(maxsize=16)
def palette(colors: Colors) -> Palette:
    """The palette of a school. Every pair of ink and ground in it has at least TEXT_CONTRAST."""
    main, accent, mark = rgb(colors.main), rgb(colors.accent), rgb(colors.mark)
    night = next(
        shade
        for shade in (mix(mix(main, BLACK, share), (12, 30, 42), 0.35) for share in (0.55, 0.7, 0.85, 1.0))
        if contrast(WHITE, shade) >= 9
    )
    return Palette(
        main=main,
        accent=accent,
        mark=mark,
        night=night,
        paper=mix(WHITE, accent, 0.11),
        on_main=ink_on(main, WHITE, night),
        on_accent=ink_on(accent, night),
        title=ink_on(main, accent, WHITE, night),
        night_accent=ink_on(night, accent),
        edge=mix(mark, BLACK, 0.72),
    )
