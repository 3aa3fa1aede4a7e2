"""Fills the templates of ``assets/web``: everything from a script is escaped, and colours are checked for contrast."""

from __future__ import annotations

import re
from functools import cache

import jinja2

from annotator import assets
from annotator.captions import find_chip
from annotator.cards.palette import (
    BLACK,
    MIN_TEXT_CONTRAST,
    WHITE,
    Rgb,
    blend,
    choose_ink,
    contrast_ratio,
    derive_palette,
)
from annotator.model import Colors

_DARK: Rgb = (16, 24, 30)
_DARK_PANEL: Rgb = (28, 39, 47)
_LIGHT_INK: Rgb = (13, 36, 48)


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(assets.asset("web"), encoding="utf-8"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["script_json"] = environment.filters["tojson"]
    return environment


def render(name: str, **values: object) -> str:
    """A template of ``assets/web`` with its values."""
    return _environment().get_template(name).render(**values)


@cache
def stylesheet(colors: Colors) -> str:
    """The one stylesheet of all pages, in a school's colours."""
    text = assets.asset("web", "style.css").read_text(encoding="utf-8")
    return text.replace("/* colours */", _variables(colors))


def with_chip(text: str, chip: str | None) -> tuple[tuple[str, bool], ...]:
    """A sentence in parts, each with whether it is the button's word: ``(("Toque ", False), ("Unirse", True), …)``."""
    standing = find_chip(text, chip) if chip else None
    if not standing:
        return ((text, False),)
    at = re.search(rf"(?<!\w){re.escape(standing)}(?!\w)", text)
    assert at is not None
    parts = ((text[: at.start()], False), (standing, True), (text[at.end() :], False))
    return tuple(part for part in parts if part[0])


def _variables(colors: Colors) -> str:
    shades = derive_palette(colors)
    light = {
        "main": shades.main,
        "on-main": shades.on_main,
        "accent": shades.accent,
        "on-accent": shades.on_accent,
        "ground": blend(WHITE, shades.accent, 0.08),
        "panel": WHITE,
        "ink": _LIGHT_INK,
        "soft": (62, 78, 88),
        "line": _readable(shades.main, WHITE, BLACK),
    }
    dark = {
        "ground": _DARK,
        "panel": _DARK_PANEL,
        "ink": (238, 243, 246),
        "soft": (186, 198, 206),
        "line": _readable(shades.main, _DARK_PANEL, WHITE),
        "main": blend(shades.main, BLACK, 0.25),
        "on-main": choose_ink(blend(shades.main, BLACK, 0.25), WHITE),
    }
    return (
        f":root {{ color-scheme: light dark; {_declared(light)} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {_declared(dark)} }} }}"
    )


def _readable(color: Rgb, ground: Rgb, towards: Rgb) -> Rgb:
    """A colour, moved towards black or white until words in it can be read on ``ground``."""
    for share in range(11):
        shade = blend(color, towards, share / 10)
        if contrast_ratio(shade, ground) >= MIN_TEXT_CONTRAST:
            return shade
    return towards


def _declared(values: dict[str, Rgb]) -> str:
    return " ".join(f"--{name}: #{red:02x}{green:02x}{blue:02x};" for name, (red, green, blue) in values.items())
