"""Summaries of pages for search engines and for previews of links in chats. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from annotator.share.page_data import PageData
from annotator.share.page_strings import PageStrings

MAX_SUMMARY_CHARS = 200
"""Chats and search engines show at most about so many characters."""


def summarize_page(page: PageData, say: PageStrings) -> str:
    """The reason to watch a tutorial; where it has none, the beginning of its steps. Never empty."""
    if page.why:
        return page.why
    steps = " ".join(step.narration for step in page.steps if step.narration and not step.number.aside)
    return _shorten(say("about-steps", text=steps)) if steps else say("about")


def summarize_gallery(titles: Sequence[str], say: PageStrings) -> str:
    """What a gallery has: the titles of its first tutorials, as many as there is room for."""
    text = say("about-gallery", titles="; ".join(titles))
    shown = list(titles)
    while len(text) > MAX_SUMMARY_CHARS and len(shown) > 1:
        shown.pop()
        text = say("about-gallery", titles="; ".join(shown))
    return _shorten(text)


def _shorten(text: str) -> str:
    return textwrap.shorten(text, MAX_SUMMARY_CHARS, placeholder=" …")
