"""How a tutorial gets into other websites: recipes, and snippets with whole addresses."""

from __future__ import annotations

from pathlib import Path

from annotator.share import embed_page
from annotator.share.page_data import Publishing
from tests.helpers import sites


def test_snippets_name_the_schools_website_else_an_example(tmp_path: Path) -> None:
    sites.fill(tmp_path, sites.ORDINARY)
    page = sites.ORDINARY.pages[0]
    for base in (sites.BASE, ""):
        publishing, address = Publishing(base), base or "https://www.example.org"
        frame = embed_page.render_iframe(sites.ORDINARY, page, publishing)
        link = embed_page.render_link(tmp_path, sites.ORDINARY, page, publishing)
        plain = embed_page.render_plain_snippet(tmp_path, sites.ORDINARY, page, publishing)
        assert all(f'"{address}/zoom-class/es/' in snippet for snippet in (frame, link, plain))
        text = embed_page.render(tmp_path, sites.ORDINARY, publishing)
        assert ("escriba la dirección de su sitio en lugar de" in text) == (not base)


def test_a_picture_is_only_linked_where_there_is_one(tmp_path: Path) -> None:
    link = embed_page.render_link(tmp_path, sites.ORDINARY, sites.ORDINARY.pages[1], sites.PUBLISHING)
    assert "<img" not in link
    assert f'href="{sites.BASE}/zoom-class/en/"' in link


def test_the_page_opens_in_a_language_of_the_tutorial_that_staff_reads(tmp_path: Path) -> None:
    embed_page.write(tmp_path, sites.ORDINARY, sites.PUBLISHING)
    assert '<html lang="es">' in (tmp_path / embed_page.NAME).read_text(encoding="utf-8")
