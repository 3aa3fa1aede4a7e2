"""Describe a tutorial's page to search engines, where they may list it: what is in it, and its addresses.

On a page, ``describe`` is a list of JSON-LD values of schema.org; beside the gallery, ``sitemap`` lists the pages of tutorials.
"""

from collections.abc import Iterable
from html import escape
from typing import Any

from annotator.pages.page_data import PageData, Publishing

Values = dict[str, Any]
SITEMAP = "sitemap.xml"
_SCHEMA = "https://schema.org"


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


def sitemap(addresses: Iterable[str]) -> str:
    """The sitemap of these pages (sitemaps.org)."""
    rows = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{rows}</urlset>\n"
