"""The pages in a real browser: Debian's Chromium through playwright."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.helpers import access
from tests.helpers.sites import HOSTILE
from tests.helpers.visits import Visit

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.enable_socket]
ES, MIX = "zoom-class/es/", "zoom-class/mix/"
# Of the page and what it loads, the bytes of all but the pictures below the fold: how many of these come beforehand, a browser
# decides by how slow the connection seems.
FIRST_VIEW = """() => {
    const below = [...document.images].filter(({ y }) => y > innerHeight).map((image) => image.currentSrc);
    const loaded = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
    return loaded.reduce((sum, { name, encodedBodySize }) => sum + (below.includes(name) ? 0 : encodedBodySize), 0);
}"""
PAGES = ("", ES, "embed.html", "zoom-class/embed.html", "zoom-class/staff.html")


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_pages_are_accessible_quiet_and_keep_to_their_host(browser: Any, address: str, width: int, scheme: str) -> None:
    for path in PAGES:
        with Visit(browser, address + path, width, color_scheme=scheme, reduced_motion="reduce") as visit:
            assert width < 1280 or access.walk(visit.page) == [], path
            assert access.faults(visit.page, width) == [], path
            assert not visit.said, (path, visit.said)
            assert all(url.startswith((address, "data:")) for url in visit.requests), visit.requests


def test_first_view_is_small(browser: Any, address: str) -> None:
    for path in (ES, ""):
        with Visit(browser, address + path, 360) as visit:
            visit.page.wait_for_load_state("networkidle")
            assert 40_000 < visit.page.evaluate(FIRST_VIEW) <= 100_000, path
            assert not any(url.endswith((".mp4", ".m4a", ".pdf")) for url in visit.requests)


def test_pages_work_without_script(browser: Any, address: str) -> None:
    with Visit(browser, address + ES, 360, java_script_enabled=False) as visit:
        page = visit.page
        details = page.locator("details div")
        assert not details.is_visible()
        page.locator("summary").click()
        assert "Toque Unirse para entrar." in details.inner_text()
        assert "Listo <b>." in details.inner_text()
        assert page.locator("video[controls]").is_visible()
        assert page.locator(".steps audio[controls]").count() == 5
        assert page.locator(".steps audio[controls]").first.is_visible()
        for picture in page.locator(".steps img").all():
            picture.scroll_into_view_if_needed()
            assert picture.is_visible()
        page.get_by_role("link", name="English").click()
        assert page.locator("h1").inner_text() == "Join class on Zoom"


def test_captions_load_and_are_off_at_first(browser: Any, address: str) -> None:
    with Visit(browser, address + ES, 360) as visit:
        assert visit.page.evaluate("document.querySelector('video').textTracks[0].mode") == "disabled"
        visit.page.evaluate("document.querySelector('video').textTracks[0].mode = 'showing'")
        visit.page.wait_for_function("(document.querySelector('video').textTracks[0].cues || []).length == 2")
        cue = visit.page.evaluate("document.querySelector('video').textTracks[0].cues[1].text")
        assert cue == "Listo &lt;b&gt;."


def test_the_controls_come_with_the_first_press_since_they_cover_the_posters_foot(browser: Any, address: str) -> None:
    with Visit(browser, address + ES, 360) as visit:
        visit.page.route("**/*.mp4", lambda route: None)  # it is coming
        start = visit.page.get_by_role("button", name="Ver el video: Entrar a la clase por Zoom")
        assert start.bounding_box() == visit.page.locator("video").bounding_box()
        assert visit.page.locator("video[controls]").count() == 0
        start.focus()
        visit.page.keyboard.press("Enter")
        assert visit.page.locator("video[controls]").is_visible()
        assert visit.page.evaluate("document.activeElement.tagName") == "VIDEO"
        assert start.count() == 0


def test_gallery_filters_without_script(browser: Any, address: str) -> None:
    with Visit(browser, address, 360, java_script_enabled=False) as visit:
        page = visit.page
        tiles = page.locator(".tile")
        assert [tile.is_visible() for tile in tiles.all()] == [True, True, False, False]
        page.get_by_role("radio", name="English").click()
        assert [tile.is_visible() for tile in tiles.all()] == [False, False, True, False]
        assert page.locator(".tile h2:visible").all_inner_texts() == ["Join class on Zoom"]
        assert page.locator("h1").inner_text().strip() == "Help for families"


def test_everything_is_reached_by_keyboard_in_order(browser: Any, address: str) -> None:
    with Visit(browser, address + ES, 360) as visit:
        seen: list[str] = []
        for _ in range(40):
            visit.page.keyboard.press("Tab")
            name = visit.page.evaluate(
                "(e => e === document.body ? '' : (e.getAttribute('aria-label') || e.innerText || e.tagName).trim())"
                "(document.activeElement)"
            )
            if name and (not seen or seen[-1] != name):
                seen.append(name)
        wanted = ["Español", "English", "Oír: Entrar a la clase por Zoom", "Ver el video: Entrar a la clase por Zoom"]
        wanted += [
            "Pedir ayuda\nLe contesta la Sra. Rosa.",
            "Mandar este video",
            "Imprimir la hoja",
            "Leer lo que dice el video",
        ]
        wanted += [
            "Oír el paso 1",
            "Oír el paso 2",
            "Oír: ¿Se equivocó?",
            "Oír el paso 3",
            "Oír el paso 4",
            "Oír: ¿Su pantalla se ve diferente?",
            "Llame al 410-555-0100",
        ]
        places = [seen.index(name) for name in wanted]
        assert places == sorted(places)


def test_hostile_words_are_text(browser: Any, address: str) -> None:
    for path in ("nasty/es/", "nasty/staff.html", "nasty/embed.html", ""):
        with Visit(browser, address + path, 360) as visit:
            assert HOSTILE in visit.page.inner_text("body"), path
            assert visit.page.locator("[onerror]").count() == 0
    with Visit(browser, address + "nasty/es/", 360) as visit:
        assert visit.page.title().startswith(HOSTILE[:30])
        link = visit.page.locator(".actions a").first.get_attribute("href")
        assert link.startswith("https://wa.me/?text=" + quote(HOSTILE))


def test_link_previews_and_search_engines(browser: Any, address: str, public: Path) -> None:
    with Visit(browser, address + ES, 360) as visit:
        image = visit.page.locator('meta[property="og:image"]').get_attribute("content")
        assert image == "https://losrobles.example.org/ayuda/zoom-class/es/preview.jpg"
        assert visit.page.locator('meta[name="robots"]').get_attribute("content") == "noindex"
        assert visit.context.cookies() == []
    from PIL import Image

    for file in public.glob("*/*/preview.jpg"):
        assert file.stat().st_size <= 250_000
        with Image.open(file) as picture:
            assert picture.size == (1200, 630)
            assert picture.format == "JPEG"


def test_staff_copy_the_message_from_disk(browser: Any, public: Path) -> None:
    with Visit(browser, (public / "zoom-class" / "staff.html").as_uri(), 1280) as visit:
        page = visit.page
        page.get_by_role("button", name="Copiar el mensaje").first.click()
        page.wait_for_function("document.querySelector('.copied')")
        page.locator("label", has_text="English").click()
        assert page.get_by_text("First the pictures, one by one").first.is_visible()
        assert not page.get_by_text("Primero, las imágenes").first.is_visible()
        assert "0.8 MB · 75 s" in page.inner_text("body")
        assert "%" not in page.inner_text("body")


def test_an_aside_lies_in_the_item_of_its_step(browser: Any, address: str) -> None:
    with Visit(browser, address + ES, 360, java_script_enabled=False) as visit:
        page = visit.page
        assert page.locator(".steps > li").count() == 4
        aside = page.locator(".steps > li:nth-child(2) > .aside")
        assert page.get_by_role("group", name="¿Se equivocó?").count() == aside.count() == 1
        shown = [aside.locator(each) for each in (".number", ".question", ".picture", ".words")]
        assert [shown[0].text_content(), shown[1].inner_text(), shown[3].inner_text()] == [
            "2?",
            "¿Se equivocó?",
            "¡Listo!",
        ]
        tops = [each.bounding_box()["y"] for each in shown[1:]]
        assert tops == sorted(tops), "the question comes first"
        assert aside.evaluate("node => getComputedStyle(node).borderTopStyle") == "dashed"
        weights = [
            each.evaluate("node => +getComputedStyle(node).fontWeight") for each in (shown[1], shown[3].locator("p"))
        ]
        assert weights == [700, 400]
        assert shown[2].get_attribute("alt") == "¿Se equivocó? ¡Listo!"
    with Visit(browser, address + MIX, 360) as visit:
        assert visit.page.get_by_role("group", name="A veces, después del paso 2").count() == 1
        assert visit.page.get_by_role("button", name="Oír: A veces, después del paso 2").count() == 1


def test_staff_see_an_aside_below_its_step(browser: Any, public: Path) -> None:
    with Visit(browser, (public / "zoom-class" / "staff.html").as_uri(), 1280) as visit:
        cards = visit.page.locator(".part").first.locator(".two > li")
        assert cards.count() == 3, "the aside is last"
        aside = cards.nth(2)
        assert aside.locator("img").get_attribute("src") == "es/paso-2-si.webp"
        assert aside.locator(".number").inner_text() == "2?"
        assert aside.locator("[data-text]").get_attribute("data-text") == "¿Se equivocó? ¡Listo!"
        clip = visit.page.locator(".aside video").first
        assert clip.get_attribute("src") == "es/paso-2-si.mp4"
        assert clip.get_attribute("poster") == "es/paso-2-si.webp"
