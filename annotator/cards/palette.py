"""Derive the colours of cards from a school's so that every text stays readable, whatever colours a school has.

A school chooses three, ``Colors(main="#0B4F6C", accent="#FFD23F", mark="#E4003A")``; a palette adds the colours of texts on
them and of borders. A text takes the colour that it should have where that contrasts enough, else white or black. Contrast is
that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

from annotator.model import Colors, MarkColor

Rgb = tuple[int, int, int]
Floats = npt.NDArray[np.float64]

WHITE: Rgb = (255, 255, 255)
BLACK: Rgb = (0, 0, 0)
MIN_TEXT_CONTRAST = 4.5
"""Minimum contrast ratio of text and background (WCAG 1.4.3)."""
MIN_MARK_CONTRAST = 3.0
"""Minimum contrast ratio of a mark and its surroundings (WCAG 1.4.11)."""
INK_BLUE: Final[Rgb] = (29, 63, 176)
"""The colour of handwriting: that of a ballpoint pen."""
WARNING: Final[Rgb] = (176, 0, 32)
"""The colour of signs that warn or forbid."""
NOTICE_COLORS: Final[Mapping[MarkColor, Rgb]] = MappingProxyType(
    {"notice": (11, 87, 208), "wait": (91, 102, 112), "done": (10, 122, 60)}
)
"""The colours of marks on targets that are not to be touched: blue, grey and green, the same for every school."""

_CHANNEL = np.arange(256) / 255
_LINEAR = np.where(_CHANNEL <= 0.04045, _CHANNEL / 12.92, ((_CHANNEL + 0.055) / 1.055) ** 2.4)
"""Linear intensity (0..1) of each value of an sRGB channel."""
_WEIGHTS = np.array([0.2126, 0.7152, 0.0722])


def parse_rgb(text: str) -> Rgb:
    """Parse ``#RRGGBB`` into red, green and blue (0..255)."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def luminances(pixels: npt.NDArray[np.uint8]) -> Floats:
    """Relative luminance (0..1) of (..., 3) RGB pixels."""
    light: Floats = _LINEAR[pixels] @ _WEIGHTS
    return light


@lru_cache(maxsize=256)
def contrast_ratio(color: Rgb, other_color: Rgb) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    dark, light = sorted(luminances(np.array((color, other_color), np.uint8)).tolist())
    return float((light + 0.05) / (dark + 0.05))


def blend(color: Rgb, other_color: Rgb, share: float) -> Rgb:
    """Blend two colours; ``share`` (0..1) is that of ``other_color``."""
    red, green, blue = (
        round(value + (target - value) * share) for value, target in zip(color, other_color, strict=True)
    )
    return red, green, blue


def choose_ink(ground: Rgb, *preferred_inks: Rgb) -> Rgb:
    """The first of ``preferred_inks`` that is readable on ``ground``, else white or black, whichever contrasts more."""
    for preferred_ink in preferred_inks:
        if contrast_ratio(preferred_ink, ground) >= MIN_TEXT_CONTRAST:
            return preferred_ink
    return max(WHITE, BLACK, key=lambda ink: contrast_ratio(ink, ground))


@dataclass(frozen=True, slots=True)
class MarkInk:
    """The colour of a mark, and that of its dark border: ``MarkInk((228, 0, 58), (64, 0, 16))`` is red in dark red."""

    color: Rgb
    edge: Rgb


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of cards, derived from a school's three colours."""

    main: Rgb
    accent: Rgb
    mark: Rgb
    night: Rgb
    """Background of the caption band; white text on it has a contrast ratio of at least 9."""
    paper: Rgb
    """Background around a screenshot."""
    on_main: Rgb
    on_accent: Rgb
    title: Rgb
    """A second text colour on ``main``."""
    night_accent: Rgb
    """A second text colour on ``night``."""
    edge: Rgb
    """The dark border of marks."""

    def ink_of(self, color: MarkColor) -> MarkInk:
        """The colours of a mark: the school's own for a target to touch, else one of NOTICE_COLORS."""
        if color == "touch":
            return MarkInk(self.mark, self.edge)
        return MarkInk(NOTICE_COLORS[color], _darken(NOTICE_COLORS[color]))


@lru_cache(maxsize=16)
def derive_palette(colors: Colors) -> Palette:
    """Derive a palette from a school's colours. Every text colour has at least MIN_TEXT_CONTRAST on its background."""
    main, accent, mark = parse_rgb(colors.main), parse_rgb(colors.accent), parse_rgb(colors.mark)
    # The lightest of these shades of the main colour on which white letters stay readable on a poor screen.
    shades = (blend(blend(main, BLACK, share), (12, 30, 42), 0.35) for share in (0.55, 0.7, 0.85, 1.0))
    night = next(shade for shade in shades if contrast_ratio(WHITE, shade) >= 9)
    return Palette(
        main=main,
        accent=accent,
        mark=mark,
        night=night,
        paper=blend(WHITE, accent, 0.11),
        on_main=choose_ink(main, WHITE, night),
        on_accent=choose_ink(accent, night),
        title=choose_ink(main, accent, WHITE, night),
        night_accent=choose_ink(night, accent),
        edge=_darken(mark),
    )


def _darken(mark: Rgb) -> Rgb:
    """The colour of a mark's dark border."""
    return blend(mark, BLACK, 0.72)
