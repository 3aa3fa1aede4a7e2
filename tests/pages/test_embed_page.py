"""How a tutorial gets into other websites: recipes, and snippets with whole addresses."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

from annotator.pages import embed_page
from annotator.pages.page_data import Publishing
from tests.helpers import sites


def snippets(text: str) -> list[str]:
    """The texts to copy on a page, in its order: link and all steps of each language."""
    return [html.unescape(each) for each in re.findall(r'data-text="([^"]*)"', text)]


def test_snippets_name_the_schools_website_else_an_example(tmp_path: Path) -> None:
    sites.fill(tmp_path, sites.ORDINARY)
    for base in (sites.BASE, ""):
        text, address = (
            embed_page.render_embed(tmp_path, sites.ORDINARY, Publishing(base)),
            base or "https://www.example.org",
        )
        assert all(f'"{address}/zoom-class/es/' in snippet for snippet in snippets(text)[:2])
        assert ("escriba la dirección de la página de la escuela en lugar de" in text) == (not base)
        assert "¿Ya hay ahí una carpeta zoom-class? Bórrela primero" in text
        assert "present/" not in text, "an archive of one tutorial has no slides"


def test_a_picture_is_only_linked_where_there_is_one(tmp_path: Path) -> None:
    link = snippets(embed_page.render_embed(tmp_path, sites.ORDINARY, sites.PUBLISHING))[2]
    assert "<img" not in link
    assert f'href="{sites.BASE}/zoom-class/en/"' in link


def test_all_steps_come_with_captions_voices_and_whom_to_call_and_without_a_frame(tmp_path: Path) -> None:
    sites.fill(tmp_path, sites.ORDINARY)
    texts = snippets(embed_page.render_embed(tmp_path, sites.ORDINARY, sites.PUBLISHING))
    steps, address = texts[1], f"{sites.BASE}/zoom-class/es"
    assert not any("<iframe" in text for text in texts), "one scrolls by itself, below a thumb"
    assert f'<track kind="captions" src="{address}/captions.vtt" srclang="es"' in steps
    assert re.findall(r'<audio [^>]*src="([^"]*)"', steps) == [
        f"{address}/paso-{step}.m4a" for step in ("1", "2", "2-si", "3", "4")
    ]
    assert '<a href="tel:410-555-0100">Llame al 410-555-0100</a>' in steps
    assert 'href="https://wa.me/14105550100?text=' in steps


ALLOWED = {
    **{tag: set[str]() for tag in ("h2", "h3", "p", "ol", "ul", "li", "br", "strong")},
    "div": {"lang"},
    "a": {"href"},
    "img": {"src", "alt", "width"},
}
"""What the block of HTML consists of: nh3's defaults leave each as it is."""


def test_a_block_of_html_is_left_whole_by_a_sanitizer_and_has_pictures_of_the_school_alone(tmp_path: Path) -> None:
    for tutorial in (sites.ORDINARY, sites.NASTY):
        sites.fill(tmp_path, tutorial)
        for base in (sites.BASE, ""):
            publishing = Publishing(base, folder="ayuda")
            embed_page.write_embed(tmp_path, tutorial, publishing)
            text = (tmp_path / embed_page.BLOCK).read_text(encoding="utf-8")
            for block in snippets(text):
                for tag, attributes in re.findall(r"<([a-z0-9]+)((?: [^<>]*)?)>", block):
                    assert {name for name, _ in re.findall(r' ([a-z]+)="([^"]*)"', attributes)} <= ALLOWED[tag]
                addresses = re.findall(r'(?:href|src)="([^"]*)"', block)
                own = [address for address in addresses if address.startswith(f"{sites.BASE}/")]
                assert bool(own) == bool(base)
                others = set(addresses) - set(own)
                assert all(each.startswith(("tel:410", "https://wa.me/14105550100?")) for each in others)
            # A language of recordings alone has nothing to say without its pages.
            assert len(snippets(text)) == len([page for page in tutorial.pages if base or page.lang != "mix"])


def test_a_site_has_a_page_for_its_gallery_and_for_whoever_leads_a_session(tmp_path: Path) -> None:
    sites.fill(tmp_path / "zoom-class", sites.ORDINARY)
    publishing = replace(sites.PUBLISHING, folder="ayuda")
    embed_page.write_embed_of_site(tmp_path, [sites.ORDINARY], publishing, sites.SCHOOL)
    text = (tmp_path / embed_page.EMBED).read_text(encoding="utf-8")
    gallery, tutorials = snippets(text)[:2]
    assert f'href="{sites.BASE}/#es"' in gallery
    assert "Ayuda para las familias · Escuela Los Robles</a>" in gallery
    assert (tutorials.count(f'href="{sites.BASE}/zoom-class/es/"'), tutorials.count("<img")) == (1, 1)
    one = embed_page.render_embed(tmp_path / "zoom-class", sites.ORDINARY, publishing)
    for page, folder in ((text, "zoom-class/"), (one, "")):
        assert all(f'href="{folder}present/{name}"' in page for name in ("index.html", "guide.html"))
        assert "abra la carpeta de https://losrobles.example.org; " in page
        assert "¿Ya hay ahí una carpeta ayuda? Bórrela primero" in page


def test_the_page_opens_in_a_language_of_the_tutorial_that_staff_reads(tmp_path: Path) -> None:
    embed_page.write_embed(tmp_path, sites.ORDINARY, sites.PUBLISHING)
    assert '<html lang="es">' in (tmp_path / embed_page.EMBED).read_text(encoding="utf-8")
