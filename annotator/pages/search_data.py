"""Describe pages to search engines and to the previews of links: what is in them, and their addresses.

On a page, `describe` is a list of JSON-LD values of schema.org; `render_sitemap` lists the gallery and the tutorials' pages.
"""

import textwrap
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from annotator.pages.labels import PageStrings
from annotator.pages.page_data import PageData, Publishing

Values = dict[str, Any]
SITEMAP = "sitemap.xml"
_SCHEMA = "https://schema.org"
MAX_SUMMARY_CHARS = 200
"""Maximum length of a summary made of steps or titles: chats and search engines show about so many characters."""


def describe(
    page: PageData, publishing: Publishing, summary: str, pictures: Iterable[tuple[str, str]], video: str, preview: str
) -> list[Values]:
    """The values of schema.org for a page: a HowTo if it has sentences, a VideoObject if all that it needs is known.

    Args:
        page: the page.
        publishing: where pages are published, and when these are made.
        summary: what the page is about.
        pictures: the sentence of each step, and the address of its picture; both may be empty.
        video: the address of the video, or empty.
        preview: the address of its picture, or empty.
    """
    common: Values = {"name": page.title, "description": summary, "inLanguage": page.lang}
    steps = [
        {"@type": "HowToStep", "position": position, "text": text, **({"image": picture} if picture else {})}
        for position, (text, picture) in enumerate((row for row in pictures if row[0]), start=1)
    ]
    found = []
    if steps:
        found.append({"@context": _SCHEMA, "@type": "HowTo", **common, "step": steps})
    if video and preview and publishing.day is not None:
        facts = {"thumbnailUrl": [preview], "uploadDate": publishing.day.isoformat(), "contentUrl": video}
        length = {"duration": f"PT{round(page.seconds)}S"} if page.seconds else {}
        found.append({"@context": _SCHEMA, "@type": "VideoObject", **common, **facts, **length})
    return found


def render_sitemap(addresses: Iterable[str]) -> str:
    """Render the sitemap of the pages with these ``addresses`` (sitemaps.org)."""
    rows = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{rows}</urlset>\n"


def summarize_page(page: PageData, say: PageStrings) -> str:
    """The reason to watch a tutorial; where it has none, the beginning of its steps. Never empty."""
    if page.why:
        return page.why
    narration = " ".join(step.narration for step in page.steps if step.narration and not step.number.aside)
    return _shorten_summary(say("about-steps", text=narration)) if narration else say("about")


def summarize_gallery(titles: Sequence[str], say: PageStrings) -> str:
    """The summary of a gallery: the titles of its first tutorials, as far as there is room for them."""
    return _shorten_summary(say("about-gallery", titles="; ".join(titles)))


def _shorten_summary(text: str) -> str:
    """``text`` cut off after a word, if it is too long for a summary."""
    return textwrap.shorten(text, MAX_SUMMARY_CHARS, placeholder=" …")
