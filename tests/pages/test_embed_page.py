"""How a tutorial gets into other websites: recipes, and snippets with whole addresses."""

from __future__ import annotations

import html
import re
from pathlib import Path

from annotator.pages import tutorial_pages
from annotator.pages.page_data import Publishing
from tests.helpers import sites


def snippets(text: str) -> list[str]:
    """The texts to copy on a page, in its order: frame, link and all steps of each language."""
    return [html.unescape(each) for each in re.findall(r'data-text="([^"]*)"', text)]


def test_snippets_name_the_schools_website_else_an_example(tmp_path: Path) -> None:
    sites.fill(tmp_path, sites.ORDINARY)
    for base in (sites.BASE, ""):
        text, address = (
            tutorial_pages.render_embed(tmp_path, sites.ORDINARY, Publishing(base)),
            base or "https://www.example.org",
        )
        assert all(f'"{address}/zoom-class/es/' in snippet for snippet in snippets(text)[:3])
        assert ("escriba la dirección de la página de la escuela en lugar de" in text) == (not base)


def test_a_picture_is_only_linked_where_there_is_one(tmp_path: Path) -> None:
    link = snippets(tutorial_pages.render_embed(tmp_path, sites.ORDINARY, sites.PUBLISHING))[4]
    assert "<img" not in link
    assert f'href="{sites.BASE}/zoom-class/en/"' in link


def test_the_page_opens_in_a_language_of_the_tutorial_that_staff_reads(tmp_path: Path) -> None:
    tutorial_pages.write_embed(tmp_path, sites.ORDINARY, sites.PUBLISHING)
    assert '<html lang="es">' in (tmp_path / tutorial_pages.EMBED).read_text(encoding="utf-8")
