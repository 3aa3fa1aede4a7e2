"""Derive the colours of pages from a school's, as variables of CSS for light and for dark mode.

For instance::

    :root { color-scheme: light dark; --main: #0b4f6c; --on-main: #ffffff; --accent: #ffd23f; … }
"""

import colorsys

from annotator.cards import palette
from annotator.cards.palette import BLACK, WHITE, Rgb, blend, choose_ink, contrast_ratio, derive_palette
from annotator.model import Colors

_DARK: Rgb = (16, 24, 30)
_DARK_PANEL: Rgb = (28, 39, 47)
_LIVELY_CONTRAST = 8.0
"""Contrast of buttons' words and borders in dark mode: with the minimum of WCAG they look disabled."""
_LIGHT_INK: Rgb = (13, 36, 48)


def declare_colors(colors: Colors) -> str:
    """The variables of light and dark mode."""
    shades = derive_palette(colors)
    act = _lighten(shades.accent, palette.MIN_MARK_CONTRAST)
    dark = {
        "ground": _DARK,
        "panel": _DARK_PANEL,
        "edge": blend(_DARK_PANEL, WHITE, 0.22),
        "ink": (238, 243, 246),
        "soft": (186, 198, 206),
        "line": _lighten(shades.main, _LIVELY_CONTRAST),
        "act": act,
        "on-act": choose_ink(act, shades.on_accent),
    }
    return (
        f":root {{ color-scheme: light dark; {_declare_variables(_light_colors(colors))} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {_declare_variables(dark)} }} }}"
    )


def declare_slide_colors(colors: Colors) -> str:
    """The variables of slides, which look the same in dark mode, as they are shown to others."""
    variables = _declare_variables({**_light_colors(colors), "paper": derive_palette(colors).paper})
    return f":root {{ color-scheme: light; {variables} }}"


def _light_colors(colors: Colors) -> dict[str, Rgb]:
    """The colours of pages by the names of their variables."""
    shades = derive_palette(colors)
    line = _darken(shades.main)
    return {
        "main": shades.main,
        "on-main": shades.on_main,
        "accent": shades.accent,
        "on-accent": shades.on_accent,
        "ground": blend(WHITE, shades.accent, 0.08),
        "panel": WHITE,
        "ink": _LIGHT_INK,
        "soft": (62, 78, 88),
        "line": line,
        "edge": blend(WHITE, BLACK, 0.15),
        "act": line,
        "on-act": choose_ink(line, WHITE),
        "mark": shades.ink_of("touch").color,
    }


def _darken(color: Rgb) -> Rgb:
    """Mix a colour with black until text in it is readable on white."""
    shades = (blend(color, BLACK, share / 10) for share in range(11))
    return next(shade for shade in shades if contrast_ratio(shade, WHITE) >= palette.MIN_TEXT_CONTRAST)


def _lighten(color: Rgb, contrast: float) -> Rgb:
    """Raise a colour's lightness until it contrasts with a dark panel; hue and saturation stay. White where none contrasts."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in color))
    for step in range(round(lightness * 100), 101):
        red, green, blue = (round(channel * 255) for channel in colorsys.hls_to_rgb(hue, step / 100, saturation))
        if contrast_ratio((red, green, blue), _DARK_PANEL) >= contrast:
            return red, green, blue
    return WHITE


def _declare_variables(colors: dict[str, Rgb]) -> str:
    """Colours as CSS variables: ``--main: #0b4f6c;``."""
    return " ".join(f"--{name}: #{red:02x}{green:02x}{blue:02x};" for name, (red, green, blue) in colors.items())
