"""How a pack gets out of its folder: files are dragged, texts are copied, and snippets show in websites that allow little."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from tests.helpers.visits import Visit

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.enable_socket]
HERE = "https://losrobles.example.org/ayuda/"
"""The address that the snippets have; the tests put in that of their own server."""
CLIPBOARD = ["clipboard-read", "clipboard-write"]
SEE_DRAGS = """
window.dragged = [];
document.addEventListener("dragstart", event => window.dragged.push(event.dataTransfer.getData("DownloadURL")));
"""
STRIP = """
html => {
  const kept = { A: ["href"], IMG: ["src", "alt", "width"], P: [], H2: [], OL: [], LI: [], BR: [], STRONG: [], DIV: [] };
  const inside = document.createElement("template");
  inside.innerHTML = html;
  for (const element of [...inside.content.querySelectorAll("*")]) {
    if (!(element.tagName in kept)) { element.remove(); continue; }
    for (const { name } of [...element.attributes]) { if (!kept[element.tagName].includes(name)) element.removeAttribute(name); }
  }
  document.querySelector("main").replaceChildren(inside.content);
}
"""
"""What builders of websites do: only a few tags stay, without frames, films, scripts and styles."""


@pytest.fixture
def staff(browser: Any, public: Path) -> Iterator[Visit]:
    """The index for staff, opened from disk."""
    with Visit(browser, (public / "zoom-class" / "staff.html").as_uri(), 1280, permissions=CLIPBOARD) as visit:
        yield visit


def drag(page: Any, source: Any) -> str:
    """Drag something with the mouse; returns what another program is told that it is."""
    source.scroll_into_view_if_needed()
    box = source.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 6):
        page.mouse.move(x + 8 * step, y + 8 * step)
    page.mouse.up()
    told: str = page.evaluate("window.dragged.pop() || ''")
    return told


def test_pictures_films_and_sounds_are_dragged_as_files_from_disk(staff: Visit, public: Path) -> None:
    page = staff.page
    page.evaluate(SEE_DRAGS)
    folder = public / "zoom-class"
    files = {"es/paso-1.webp": "image/webp", "es/entrar.mp4": "video/mp4", "es/paso-1.mp4": "video/mp4"}
    files |= {"es/paso-2-si.webp": "image/webp", "es/entrar.ogg": "audio/ogg"}
    for path, kind in files.items():
        told = drag(page, page.locator(f'a.drag[href="{path}"]').first)
        assert told == f"{kind}:{Path(path).name}:{(folder / path).as_uri()}"
    told = drag(page, page.locator('a[href="es/paso-1.webp"] img').first)
    address = told.removeprefix("image/webp:paso-1.webp:")
    assert Path(unquote(urlsplit(address).path)) == folder / "es" / "paso-1.webp"
    assert Path(unquote(urlsplit(address).path)).is_file()
    assert not staff.said, staff.said


def test_each_text_is_copied_in_the_order_to_send(staff: Visit) -> None:
    page, copied = staff.page, []
    buttons = page.locator("details.send-in").first.locator(".copy")
    for button in buttons.all():
        page.evaluate("navigator.clipboard.writeText('')")
        button.click()
        page.wait_for_function("async () => (await navigator.clipboard.readText()) !== ''")
        copied.append(page.evaluate("navigator.clipboard.readText()"))
    sentences = ["Toque Unirse.", "Escriba el nombre de su niño.", "¿Se equivocó? ¡Listo!"]
    message = "Entrar a la clase por Zoom\n\n1. Toque"
    assert copied == [*sentences, message, "Toque Unirse.", "¿Se equivocó? ¡Listo!"]


def test_the_way_into_a_chat_is_told_in_steps_with_pictures(staff: Visit) -> None:
    page = staff.page
    page.locator('label[for="in-es"]').click()
    whatsapp, messenger = page.locator("details.how").all()
    assert whatsapp.locator("li").count() == messenger.locator("li").count() == 4
    assert not messenger.locator("ol").is_visible()
    messenger.locator("summary").click()
    for step in page.locator(".hows li").all():
        assert step.locator("p .es").is_visible()
        assert step.locator("svg").is_visible()
        box = step.locator("svg").bounding_box()
        assert box is not None
        assert box["height"] > 60
    shown = whatsapp.inner_text() + messenger.inner_text()
    assert ("web.whatsapp.com" in shown, "facebook.com/messages" in shown, "25 MB" in shown) == (True, True, True)
    assert ("Arrastre" in shown, "Drag" in shown) == (True, False)


@pytest.fixture(scope="module")
def snippets(browser: Any, address: str) -> list[str]:
    """The snippets of the first language, as a button copies each: a link, and all steps."""
    with Visit(browser, address + "zoom-class/embed.html", 1280, permissions=CLIPBOARD) as visit:
        texts = []
        for snippet in visit.page.locator("main > section").first.locator(".snippet").all():
            snippet.locator(".copy").click()
            texts.append(visit.page.evaluate("navigator.clipboard.readText()"))
            assert texts[-1] == snippet.locator("pre").inner_text()
        return texts


def test_each_recipe_has_a_picture_and_five_lines(browser: Any, address: str) -> None:
    with Visit(browser, address + "zoom-class/embed.html", 360) as visit:
        visit.page.locator('label[for="in-en"]').click()
        recipes = visit.page.locator(".recipe").all()
        assert len(recipes) == 3
        for recipe in recipes:
            assert recipe.locator("svg").is_visible()
            lines = [line for line in recipe.locator("li").all() if line.locator(".en").is_visible()]
            assert len(lines) == 5
        shown = visit.page.inner_text("main")
        assert ("Incorporar" in shown, "Embed code" in shown) == (False, True)
        assert f"{HERE}zoom-class/es/" in shown, "where it will be"


def test_snippets_are_plain_and_have_whole_addresses(snippets: list[str]) -> None:
    assert len(snippets) == 2
    for number, snippet in enumerate(snippets):
        assert f"{HERE}zoom-class/es/" in snippet
        assert snippet.count("http") == snippet.count(HERE) + snippet.count("https://wa.me/"), "no other host"
        assert ("https://wa.me/" in snippet) == (number == 1)
        assert "<script" not in snippet
        assert "<style" not in snippet


@pytest.mark.parametrize("number", [0, 1])
def test_a_snippet_shows_in_a_sandboxed_frame(
    browser: Any, address: str, public: Path, snippets: list[str], number: int
) -> None:
    snippet = snippets[number].replace(HERE, address).replace('loading="lazy"', "")
    quoted = snippet.replace("&", "&amp;").replace('"', "&quot;")
    host = f'<!doctype html><iframe sandbox="" srcdoc="{quoted}" width="400" height="900"></iframe>'
    (public / "host.html").write_text(host, encoding="utf-8")
    with Visit(browser, f"{address}host.html", 500) as visit:
        inside = visit.page.frames[-1]
        pictures = inside.locator("img")
        assert pictures.count() == (1, 5)[number]
        assert inside.locator("video").count() == number
        assert all(width > 0 for width in pictures.evaluate_all("all => all.map(each => each.naturalWidth)"))
    (public / "host.html").unlink()


def test_where_styles_are_stripped_pictures_and_links_remain(
    browser: Any, address: str, public: Path, snippets: list[str]
) -> None:
    (public / "host.html").write_text("<!doctype html><title>x</title><main></main>", encoding="utf-8")
    with Visit(browser, f"{address}host.html", 500) as visit:
        page = visit.page
        page.evaluate(STRIP, snippets[1].replace(HERE, address))
        page.wait_for_function("[...document.images].every(each => each.complete)")
        sizes = page.locator("img").evaluate_all("all => all.map(each => [each.naturalWidth, each.offsetWidth])")
        assert len(sizes) == 5
        assert all(natural > 0 and 0 < shown <= 360 for natural, shown in sizes), sizes
        page.get_by_role("link", name="Ver el video").click()
        assert page.locator("h1").inner_text() == "Entrar a la clase por Zoom"
    (public / "host.html").unlink()
