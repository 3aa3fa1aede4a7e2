"""Render all pages from the templates in ``assets/web`` in one place, so that every value is escaped.

A missing value is an error, never an empty text on a page. Stylesheets get the school's colours, adjusted for contrast, as
variables::

    :root { --main: #0b4f6c; --on-main: #ffffff; --accent: #ffd23f; … }
"""

import base64
import colorsys
import hashlib
import re
from functools import cache

import jinja2

from annotator import assets
from annotator.cards import palette
from annotator.cards.palette import Rgb
from annotator.model import Colors
from annotator.timeline.captions import find_chip

_DARK: Rgb = (16, 24, 30)
_DARK_PANEL: Rgb = (28, 39, 47)
_LIVELY_CONTRAST = 8.0
"""Contrast of buttons' words and borders in dark mode: with the minimum of WCAG they look disabled."""
_LIGHT_INK: Rgb = (13, 36, 48)


@cache
def _load_environment() -> jinja2.Environment:
    """The templates, with escaping, and without a silent default for missing values."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(assets.asset("web"), encoding="utf-8"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(name: str, **values: object) -> str:
    """Render a template of ``assets/web``. Raises jinja2.UndefinedError for a missing value."""
    return _load_environment().get_template(name).render(**values)


def draw_code(address: str) -> str:
    """Draw the QR code of an address as SVG, for what is printed of a page; nothing without an address."""
    if not address:
        return ""
    import segno  # only for pages with an address

    code: str = segno.make(address, error="m", micro=False).svg_inline(border=4, light="#fff", omitsize=True)
    return code


@cache
def render_stylesheet(colors: Colors, name: str = "style.css") -> str:
    """Render the stylesheet of all pages, or another one with this name, in a school's colours."""
    return load_text(name).replace("/* colours */", _color_variables(colors))


@cache
def render_slide_stylesheet(colors: Colors) -> str:
    """Render the stylesheet of slides in a school's colours; they look the same in dark mode, as they are shown to others."""
    shades = palette.derive_palette(colors)
    variables = _declare_variables({**_light_colors(colors), "paper": shades.paper})
    return load_text("present.css").replace("/* colours */", f":root {{ color-scheme: light; {variables} }}")


@cache
def load_text(name: str) -> str:
    """The text of a file in ``assets/web`` that goes into a page as it is, such as a script."""
    return assets.asset("web", name).read_text(encoding="utf-8")


def split_at_chip(text: str, chip: str | None) -> tuple[tuple[str, bool], ...]:
    """Split a sentence at the button's word; each part says whether it is that: ``(("Toque ", False), ("Unirse", True))``."""
    word = find_chip(text, chip) if chip else None
    if not word:
        return ((text, False),)
    match = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
    assert match is not None
    parts = ((text[: match.start()], False), (word, True), (text[match.end() :], False))
    return tuple(part for part in parts if part[0])


def _light_colors(colors: Colors) -> dict[str, Rgb]:
    """The colours of pages by the names of their variables."""
    shades = palette.derive_palette(colors)
    line = _darken(shades.main)
    return {
        "main": shades.main,
        "on-main": shades.on_main,
        "accent": shades.accent,
        "on-accent": shades.on_accent,
        "ground": palette.blend(palette.WHITE, shades.accent, 0.08),
        "panel": palette.WHITE,
        "ink": _LIGHT_INK,
        "soft": (62, 78, 88),
        "line": line,
        "edge": palette.blend(palette.WHITE, palette.BLACK, 0.15),
        "act": line,
        "on-act": palette.choose_ink(line, palette.WHITE),
        "mark": shades.ink_of("touch").color,
    }


def _color_variables(colors: Colors) -> str:
    """The variables of light and dark mode as CSS."""
    shades = palette.derive_palette(colors)
    act = _lighten(shades.accent, palette.MIN_MARK_CONTRAST)
    dark = {
        "ground": _DARK,
        "panel": _DARK_PANEL,
        "edge": palette.blend(_DARK_PANEL, palette.WHITE, 0.22),
        "ink": (238, 243, 246),
        "soft": (186, 198, 206),
        "line": _lighten(shades.main, _LIVELY_CONTRAST),
        "act": act,
        "on-act": palette.choose_ink(act, shades.on_accent),
    }
    return (
        f":root {{ color-scheme: light dark; {_declare_variables(_light_colors(colors))} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {_declare_variables(dark)} }} }}"
    )


def _darken(color: Rgb) -> Rgb:
    """Mix a colour with black until text in it is readable on white."""
    shades = (palette.blend(color, palette.BLACK, share / 10) for share in range(11))
    return next(shade for shade in shades if palette.contrast_ratio(shade, palette.WHITE) >= palette.MIN_TEXT_CONTRAST)


def _lighten(color: Rgb, contrast: float) -> Rgb:
    """Raise a colour's lightness until it contrasts with a dark panel; its hue stays, so that it looks no greyer."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in color))
    for step in range(round(lightness * 100), 101):
        red, green, blue = (round(channel * 255) for channel in colorsys.hls_to_rgb(hue, step / 100, saturation))
        if palette.contrast_ratio((red, green, blue), _DARK_PANEL) >= contrast:
            return red, green, blue
    return palette.WHITE


def _declare_variables(colors: dict[str, Rgb]) -> str:
    """Colours as CSS variables: ``--main: #0b4f6c;``."""
    return " ".join(f"--{name}: #{red:02x}{green:02x}{blue:02x};" for name, (red, green, blue) in colors.items())


def security_policy(style: str, *scripts: str) -> str:
    """The content security policy of a page with this style and these scripts inside: no others are applied or run.

    Pictures and sounds may come from the disk. Browsers disagree on whether ``'self'`` is the folder of a page that is opened
    from there, hence ``file:``.
    """
    own_folder = "'self' file: data:"
    allowed_scripts = " ".join(_hash_source(script) for script in scripts) or "'none'"
    return (
        f"default-src 'none'; img-src {own_folder}; media-src {own_folder}; "
        f"style-src {_hash_source(style)}; script-src {allowed_scripts}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash_source(text: str) -> str:
    """The digest of an inline style or script, by which the policy allows it: ``'sha256-…'``."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
