"""Render the templates in ``assets/web``: HTML, whose values are escaped, and stylesheets in a school's colours.

A value that is missing is an error, and no empty text on a page.
"""

import base64
import hashlib
import re
from functools import cache

import jinja2

from annotator import assets
from annotator.model import Colors
from annotator.pages.page_colors import declare_colors, declare_slide_colors
from annotator.timeline.captions import find_chip


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
    """Render the usual stylesheet of pages, or another one with this name, in a school's colours."""
    return load_text(name).replace("/* colours */", declare_colors(colors))


@cache
def render_slide_stylesheet(colors: Colors) -> str:
    """Render the stylesheet of slides in a school's colours."""
    return load_text("present.css").replace("/* colours */", declare_slide_colors(colors))


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


def security_policy(style: str, *scripts: str) -> str:
    """The content security policy of a page with this style and these scripts inside: no others are applied or run.

    Pictures and sounds may come from the page's own site or the disk. Browsers disagree on whether ``'self'`` is the folder of a
    page that is opened from there, hence ``file:``.
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
